"""What the coach says of statements, language by language: of one being written, and of a whole summary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.shared.i18n import LANGUAGES, Language, best_text
from portal.shared.pictures import catalogue
from portal.summaries.coach import (
    Advice,
    CoachRule,
    HardWord,
    Row,
    Severity,
    StatementContext,
    advise,
    advise_document,
    apply_fix,
    cannot_judge,
    contexts_of,
    judged_in_part,
    judged_rules,
    words_to_know,
)
from portal.summaries.enums import Section
from portal.summaries.models import OwnPicture, Statement
from portal.summaries.rules import typed_figures

ROWS_ON_A_PAGE = 4
COVER_AND_LAST_PAGES = 3
Owned = Mapping[str, OwnPicture]


@dataclass(frozen=True, kw_only=True)
class AdviceSeen:
    """One piece of advice with the words it is about. `before` and `after` are its fix, empty where it has none."""

    advice: Advice
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the coach can judge in a language, what only on a short list of words, and what not at all."""

    language: Language
    judged: tuple[CoachRule, ...]
    in_part: tuple[CoachRule, ...]
    silent: tuple[CoachRule, ...]


@dataclass(frozen=True, kw_only=True)
class LanguageAdvice:
    """Advice on one statement in one language. `to_know` are its hard words that nothing explains yet."""

    language: Language
    about: tuple[AdviceSeen, ...]
    silent: tuple[CoachRule, ...]
    to_know: tuple[HardWord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SummaryAdvice:
    """Advice on a whole summary in one language: on each statement, and on all of them together."""

    language: Language
    rows: tuple[tuple[Statement, LanguageAdvice], ...]
    whole: tuple[tuple[AdviceSeen, Statement | None], ...]
    to_know: tuple[HardWord, ...]
    pages: int

    @property
    def counts(self) -> tuple[int, int]:
        """(to be changed, could be easier)."""
        found = [one.advice for _row, advice in self.rows for one in advice.about]
        found += [one.advice for one, _row in self.whole]
        errors = sum(one.severity is Severity.ERROR for one in found)
        return errors, len(found) - errors


def judgement_in(language: Language) -> Judgement:
    part = judged_in_part(language.code)
    return Judgement(
        language=language,
        judged=_in_order(judged_rules(language.code) - part),
        in_part=_in_order(part),
        silent=_in_order(cannot_judge(language.code)),
    )


def advice_on(
    rows: Sequence[Statement], texts: Mapping[str, str], *, picture: str, of: Statement | None = None, own: Owned
) -> list[LanguageAdvice]:
    """Advice on `texts` of the statement `of` (a new one at the end when None); `rows` are all of the summary."""
    others = list(rows)
    at = others.index(of) if of in others else len(others)
    found = []
    for language in (LANGUAGES[code] for code, text in texts.items() if text and code in LANGUAGES):
        written = [_row(one, language, own) for one in others]
        here = _row_of(texts[language.code], picture, language, own)
        written[at : at + 1] = [here]
        known = _explained(others, language)
        context = contexts_of(written, language=language.code, words_to_know=known)[at]
        found.append(_advice(here.text, language, _with_list(context, known)))
    return found


def advice_on_summary(rows: Sequence[Statement], *, language: Language, own: Owned) -> SummaryAdvice:
    """Of a language in which only some statements are written, those are read."""
    written = [one for one in rows if one.texts.get(language.code)]
    as_rows = [_row(one, language, own) for one in written]
    known = _explained(written, language)
    contexts = contexts_of(as_rows, language=language.code, words_to_know=known)
    pages = pages_of(len(written))
    advised = [
        (one, _advice(row.text, language, _with_list(context, known)))
        for one, row, context in zip(written, as_rows, contexts, strict=True)
    ]
    whole = [
        (
            _seen(one, as_rows[one.row].text if one.row is not None else ""),
            written[one.row] if one.row is not None else None,
        )
        for one in advise_document(as_rows, language=language.code, pages=pages)
    ]
    to_know = {word.word: word for _one, advice in advised for word in advice.to_know}
    return SummaryAdvice(
        language=language,
        rows=tuple((one, advice) for one, advice in advised if advice.about),
        whole=tuple(whole),
        to_know=tuple(to_know[word] for word in sorted(to_know)),
        pages=pages,
    )


def pages_of(statements: int) -> int:
    """About how many pages on paper: four statements on each, and the cover, "is this right?" and who to talk to."""
    return -(-statements // ROWS_ON_A_PAGE) + COVER_AND_LAST_PAGES if statements else 0


def _advice(text: str, language: Language, context: StatementContext) -> LanguageAdvice:
    found = advise(text, language=language.code, context=context)
    terms = {one.term for one in found if one.rule is CoachRule.HARD_WORD}
    return LanguageAdvice(
        language=language,
        about=tuple(_seen(one, text) for one in found),
        silent=_in_order(cannot_judge(language.code)),
        to_know=tuple(word for word in words_to_know([text], language.code) if word.word in terms),
    )


def _seen(advice: Advice, text: str) -> AdviceSeen:
    words = text[slice(*advice.span)] if advice.span else text
    if not advice.fixes:
        return AdviceSeen(advice=advice, words=words)
    fixed = apply_fix(text, advice.fixes[0])
    if set(typed_figures(fixed)) - set(typed_figures(text)):
        return AdviceSeen(advice=advice, words=words)  # a number about people comes from the results, not from a fix
    return AdviceSeen(advice=advice, words=words, before=text, after=fixed)


def _row(one: Statement, language: Language, own: Owned) -> Row:
    return _row_of(one.texts.get(language.code, ""), one.picture, language, own)


def _row_of(text: str, picture: str, language: Language, own: Owned) -> Row:
    if picture in own:
        alt, spoken = best_text(own[picture].alts, language.code)
        return Row(text=text, picture_alt=alt, picture_alt_language=spoken.code)
    if picture and picture in {one.id for one in catalogue.all_concepts()}:
        alt = catalogue.alt_text(picture, language.code)
        return Row(text=text, picture_alt=alt, picture_alt_language=language.code)
    return Row(text=text)


def _explained(rows: Iterable[Statement], language: Language) -> frozenset[str]:
    texts = [row.texts.get(language.code, "") for row in rows if row.section is Section.WORDS]
    heads = {text.partition(":")[0].strip() for text in texts}
    return frozenset(word.word for word in words_to_know(texts, language.code)) | heads


def _with_list(context: StatementContext, known: frozenset[str]) -> StatementContext:
    """A word in the list of hard words counts as explained, as the list travels with the document."""
    return replace(context, explained_nearby=context.explained_nearby | known)


def _in_order(rules: Iterable[CoachRule]) -> tuple[CoachRule, ...]:
    wanted = set(rules)
    return tuple(rule for rule in CoachRule if rule in wanted)
