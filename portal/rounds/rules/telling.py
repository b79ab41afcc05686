"""What the numbers say, in plain sentences, in the language being spoken. Made from protected numbers alone."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup, escape

from portal.rounds.rules.tallying import NOT_KNOWN
from portal.rounds.rules.wording import asked_and_answered
from portal.rounds.shown import (
    Percent,
    ShownBreakdown,
    ShownChange,
    ShownField,
    ShownQuestion,
    ShownRates,
    ShownResults,
    ShownStep,
    Texts,
)
from portal.shared.i18n import _, best_text, format_list, format_percent

# Smaller gaps than this many points are left to the table.
WORTH_SAYING = 3
# Whose voice is easiest to miss comes first.
FIRST = ("disengaged", "never_started", "completed", "active")


def asked_sentence(rates: ShownRates) -> str:
    """One sentence about a status; nothing when even the number of people asked is hidden."""
    if rates.asked.value is None or rates.code not in FIRST:
        return ""
    return asked_and_answered(rates.code, asked=rates.asked.value, answered=rates.answered.value)


def in_one_sentence(results: ShownResults) -> str:
    """Whom we asked, how many answered, who is under-represented."""
    by_code = {rates.code: asked_sentence(rates) for rates in results.statuses}
    said = next((by_code[code] for code in FIRST if by_code.get(code)), "")
    if not results.missing:
        return said
    groups = format_list([best_text(dict(texts))[0] for texts in results.missing])
    return _("%(sentence)s Under-represented: %(groups)s.", sentence=said, groups=groups).strip()


def gap_sentences(field: ShownField) -> list[str]:
    """The group that loses most at each of the three steps, where it loses enough to be said."""
    return list(_gaps(field))


def _gaps(field: ShownField) -> Iterator[str]:
    for earlier, later, said in _STEPS:
        rows = [
            (after - before, step, before, after)
            for step in field.steps
            if step.code != NOT_KNOWN and (before := earlier(step)) is not None and (after := later(step)) is not None
        ]
        worst = min(rows, key=lambda row: row[0], default=None)
        if worst is not None and -worst[0] >= WORTH_SAYING:
            _gap, step, before, after = worst
            yield said(best_text(dict(step.texts))[0], format_percent(before / 100), format_percent(after / 100))


_Share = Callable[[ShownStep], Percent | None]
_STEPS: Sequence[tuple[_Share, _Share, Callable[[str, str, str], str]]] = (
    (
        lambda step: step.frame,
        lambda step: step.invited,
        lambda group, before, after: _(
            "Drawn less often than their share: %(group)s, %(before)s of the list and %(after)s of those asked.",
            group=group,
            before=before,
            after=after,
        ),
    ),
    (
        lambda step: step.invited,
        lambda step: step.reached,
        lambda group, before, after: _(
            "Harder to reach: %(group)s, %(before)s of those asked and %(after)s of those reached.",
            group=group,
            before=before,
            after=after,
        ),
    ),
    (
        lambda step: step.reached,
        lambda step: step.answered,
        lambda group, before, after: _(
            "Answered less often: %(group)s, %(before)s of those reached and %(after)s of the answers.",
            group=group,
            before=before,
            after=after,
        ),
    ),
)


def names(several: Sequence[Texts]) -> list[str]:
    """Labels in the language being spoken."""
    return [best_text(dict(texts))[0] for texts in several]


def with_colon(words: Any) -> Markup:
    """A label with its colon, which stays with words that are set apart."""
    text, end = escape(words), "</span>"
    return text[: -len(end)] + ":" + Markup("</span>") if text.endswith(end) else text + ":"


def widest(breakdown: ShownBreakdown) -> int:
    """The place of the answer on which the groups differ most; the first where nothing can be told."""
    spreads = [
        max(known) - min(known) if len(known) > 1 else 0
        for place in range(len(breakdown.answers))
        if (known := [p for one in breakdown.groups if (p := one.shares[place].percent) is not None]) is not None
    ]
    return max(range(len(spreads)), key=lambda place: spreads[place], default=0)


def group_sentence(breakdown: ShownBreakdown) -> str:
    """The two groups that differ most, on the answer on which they do, when their ranges do not overlap."""
    place = widest(breakdown)
    rows = [(one, share) for one in breakdown.groups if (share := one.shares[place]).percent is not None]
    if len(rows) > 1:
        (low, least), *_between, (high, most) = sorted(rows, key=lambda row: row[1].percent or 0)
        if least.high is not None and most.low is not None and least.high < most.low:
            return _(
                "The clearest difference: “%(answer)s” was chosen by %(most)s of one group (%(high)s) and by %(least)s "
                "of another (%(low)s).",
                answer=best_text(dict(breakdown.answers[place]))[0],
                most=format_percent((most.percent or 0) / 100),
                high=best_text(dict(high.texts))[0],
                least=format_percent((least.percent or 0) / 100),
                low=best_text(dict(low.texts))[0],
            )
    return _("No group clearly answered differently from another, as far as the numbers can tell.")


def most_given(question: ShownQuestion) -> str:
    """The answer given most, where what is hidden cannot be more."""
    shown = [share for share in question.shares if share.count.value is not None]
    most = max(shown, key=lambda share: share.count.value or 0, default=None)
    if most is None or most.percent is None or most.low is None or most.high is None:
        return _("No answer was given often enough to be shown.")
    rest = (question.base.value or 0) - sum(share.count.value or 0 for share in shown)
    if len(shown) < len(question.shares) and (question.several or rest >= (most.count.value or 0)):
        return _("Which answer was given most cannot be told: some numbers are hidden.")
    return _(
        "Given most: “%(answer)s”, %(percent)s (%(low)s to %(high)s).",
        answer=best_text(dict(most.texts))[0],
        percent=format_percent(most.percent / 100),
        low=format_percent(most.low / 100),
        high=format_percent(most.high / 100),
    )


def by_question(changes: Sequence[ShownChange]) -> list[tuple[Texts, list[ShownChange]]]:
    """Changes of one question together, in their order."""
    found: list[tuple[Texts, list[ShownChange]]] = []
    for change in changes:
        if not found or found[-1][0] != change.question:
            found.append((change.question, []))
        found[-1][1].append(change)
    return found


FILTERS: dict[str, Callable[..., Any]] = {
    "asked_sentence": asked_sentence,
    "in_one_sentence": in_one_sentence,
    "gap_sentences": gap_sentences,
    "names": names,
    "colon": with_colon,
    "groupby_question": by_question,
    "widest": widest,
    "group_sentence": group_sentence,
    "most_given": most_given,
}
