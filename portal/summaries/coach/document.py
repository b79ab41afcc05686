"""Advice on a whole easy-read document: what one row alone cannot show."""

from collections.abc import Iterator, Sequence

from portal.summaries.coach import glossary
from portal.summaries.coach.advice import Advice, Row, StatementContext
from portal.summaries.coach.enums import CoachRule, Severity
from portal.summaries.coach.languages import judged_rules
from portal.summaries.coach.statement import advise
from portal.summaries.coach.text import Piece, word_set

ROWS_PER_PAGE = 4
MANY_PAGES = 12
MOST_PAGES = 20
_YOU_AND_WE = word_set("you your yours we us our ours you'll you're you've we'll we're we've")
# One thing, several words: the first is the one we would use.
_SAME_THING = tuple(
    {form: words[0] for words in [tuple(group.split("|"))] for form in words}
    for group in (
        "carer|caregiver|carers|caregivers|care giver",
        "staff|employees|personnel|workforce",
        "doctor|gp|physician|doctors|gps",
        "medicine|medication|drugs|medicines|medications",
        "meeting|session|workshop|meetings|sessions|workshops",
        "survey|questionnaire|surveys|questionnaires",
        "money|funding|finance|finances",
        "choice|option|choices|options",
        "help|assistance|aid",
        "home|residence|dwelling|homes|residences",
        "phone|telephone|phones|telephones",
        "council|local authority|councils",
        "plan|strategy|plans|strategies",
        "letter|correspondence|letters",
        "children|kids|youngsters",
    )
)


def contexts_of(rows: Sequence[Row], *, language: str, words_to_know: frozenset[str]) -> list[StatementContext]:
    """Each row's context: its picture, and the hard words explained in the row before or after it."""
    explained = [glossary.explained_in(row.text, language) for row in rows]
    for at in range(1, len(rows)):
        if glossary.explains_the_row_before(rows[at].text):
            before = glossary.hard_words_in(rows[at - 1].text, language)
            explained[at - 1] |= {occurrence.hard_word.word for occurrence in before}
    return [
        StatementContext(
            words_to_know=words_to_know,
            explained_nearby=frozenset().union(*explained[max(at - 1, 0) : at + 2]),
            picture_alt=row.picture_alt,
            picture_alt_language=row.picture_alt_language,
        )
        for at, row in enumerate(rows)
    ]


def advise_rows(
    rows: Sequence[Row], *, language: str, words_to_know: frozenset[str] = frozenset()
) -> list[list[Advice]]:
    """The advice on each row, in the rows' order."""
    contexts = contexts_of(rows, language=language, words_to_know=words_to_know)
    return [advise(row.text, language=language, context=context) for row, context in zip(rows, contexts, strict=True)]


def advise_document(rows: Sequence[Row], *, language: str, pages: int | None = None) -> list[Advice]:
    """What could be easier about the document as a whole.

    `pages` is the number of pages it was laid out on, where that is known. Pages are reckoned at four rows for the rule
    that asks for "you" or "we" on each.
    """
    judged = judged_rules(language)
    found = [*_length(pages), *_two_words_for_one(rows), *_you_and_we(rows)]
    return [advice for advice in found if advice.rule in judged]


def _length(pages: int | None) -> Iterator[Advice]:
    if pages is not None and pages > MANY_PAGES:
        far_too_long = pages > MOST_PAGES
        yield Advice(
            rule=CoachRule.PAGES,
            severity=Severity.ERROR if far_too_long else Severity.WARNING,
            numbers={"pages": pages, "limit": MOST_PAGES if far_too_long else MANY_PAGES},
        )


def _two_words_for_one(rows: Sequence[Row]) -> Iterator[Advice]:
    """Where a second word for the same thing first appears; the word used first is the meaning given."""
    for group in _SAME_THING:
        first = ""
        reported: set[str] = set()
        for at, row in enumerate(rows):
            for piece in _said(row.text, group):
                stem = _singular(piece.text.lower())
                first = first or stem
                if stem != first and stem not in reported:
                    reported.add(stem)
                    yield Advice(
                        rule=CoachRule.TWO_WORDS_FOR_ONE,
                        severity=Severity.WARNING,
                        span=piece.span,
                        term=stem,
                        meaning=first,
                        row=at,
                    )


def _said(text: str, group: dict[str, str]) -> Iterator[Piece]:
    words = Piece(text, 0).words()
    for at, word in enumerate(words):
        pair = f"{word.text} {words[at + 1].text}".lower() if at + 1 < len(words) else ""
        if pair in group:
            yield Piece(text[word.start : words[at + 1].end], word.start)
        elif word.text.lower() in group:
            yield word


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _you_and_we(rows: Sequence[Row]) -> Iterator[Advice]:
    for start in range(0, len(rows), ROWS_PER_PAGE):
        words = {
            word.text.lower().replace("’", "'")
            for row in rows[start : start + ROWS_PER_PAGE]
            for word in Piece(row.text, 0).words()
        }
        if words.isdisjoint(_YOU_AND_WE):
            yield Advice(
                rule=CoachRule.YOU_AND_WE,
                severity=Severity.WARNING,
                numbers={"page": start // ROWS_PER_PAGE + 1},
                row=start,
            )
