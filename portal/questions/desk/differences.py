"""What changed from one edition to the next, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.questions.desk.conditions import in_words
from portal.questions.desk.texts import parts_of
from portal.questions.models import Question
from portal.questions.queries import as_asked
from portal.shared.i18n import LANGUAGES, _, best_text, format_list


@dataclass(frozen=True)
class Reworded:
    """A text that is said differently now; either may be empty."""

    label: str
    language: str
    before: str
    now: str


@dataclass(frozen=True)
class Difference:
    """What happened to one question. `words` is its text now (or as it was, when it is gone)."""

    what: str
    words: str
    notes: list[str] = field(default_factory=list)
    reworded: list[Reworded] = field(default_factory=list)


def differences(before: Sequence[Question], now: Sequence[Question]) -> list[Difference]:
    """Questions are the same when their short name is. In today's order, then those that are gone."""
    was, known = {question.key: question for question in before}, {question.key for question in now}
    found = []
    for question in now:
        earlier = was.get(question.key)
        if earlier is None:
            found.append(Difference(_("New"), _text(question)))
            continue
        change = Difference(_("Changed"), _text(question), _notes(earlier, question, before, now), [])
        change.reworded.extend(_reworded(earlier, question))
        if change.notes or change.reworded:
            found.append(change)
    found += [Difference(_("Taken out"), _text(question)) for question in before if question.key not in known]
    return found


def _text(question: Question) -> str:
    return best_text(question.texts)[0]


def _notes(was: Question, is_: Question, before: Sequence[Question], now: Sequence[Question]) -> list[str]:
    notes = []
    if _order_changed(was, is_, before, now):
        notes.append(_("It was question %(before)s and is question %(now)s", before=was.place, now=is_.place))
    if was.kind is not is_.kind:
        notes.append(_("It was “%(before)s” and is “%(now)s”", before=was.kind.label, now=is_.kind.label))
    codes, old = [one["code"] for one in is_.options], [one["code"] for one in was.options]
    new, gone = [code for code in codes if code not in old], [code for code in old if code not in codes]
    if new:
        notes.append(_("Answers added: %(codes)s", codes=format_list(new)))
    if gone:
        notes.append(_("Answers taken away: %(codes)s", codes=format_list(gone)))
    notes += _switched(was, is_)
    if was.show_when != is_.show_when:
        notes.append(in_words(as_asked(is_), [as_asked(one) for one in now]))
    return notes


def _order_changed(was: Question, is_: Question, before: Sequence[Question], now: Sequence[Question]) -> bool:
    """Among the questions that both editions have: a new one in front moves nobody."""
    shared = {one.key for one in before} & {one.key for one in now}
    places = [[one.key for one in questions if one.key in shared].index(is_.key) for questions in (before, now)]
    return places[0] != places[1]


def _switched(was: Question, is_: Question) -> Iterator[str]:
    limits = (was.lowest, was.highest, was.allows_other, was.allows_voice)
    if was.required != is_.required:
        yield _("It is asked once more when left empty") if is_.required else _("It may be left empty")
    if limits != (is_.lowest, is_.highest, is_.allows_other, is_.allows_voice):
        yield _("How it may be answered has changed")
    if [one["key"] for one in was.media or []] != [one["key"] for one in is_.media or []]:
        yield _("Its pictures, sounds or films have changed")


def _reworded(was: Question, is_: Question) -> Iterator[Reworded]:
    earlier = {part.name: part.texts for part in parts_of(was)}
    for part in parts_of(is_):
        for code, language in LANGUAGES.items():
            before, now = earlier.get(part.name, {}).get(code, ""), part.texts.get(code, "")
            if before != now and (part.name in earlier or ":" not in part.name):
                yield Reworded(part.label, language.code, before, now)
