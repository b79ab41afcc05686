"""Which rules we can judge in which language. What is not here, the page says it cannot judge."""

from portal.summaries.coach.enums import CoachRule

ENGLISH = frozenset({"en", "en-easy"})
WITH_WORD_LISTS = frozenset({"cy", "ur"})
_COUNTING = frozenset(
    {
        CoachRule.SENTENCE_LENGTH,
        CoachRule.SENTENCES_IN_PARAGRAPH,
        CoachRule.SENTENCES_PER_PICTURE,
        CoachRule.PERCENTAGE,
        CoachRule.BIG_NUMBER,
        CoachRule.ABBREVIATION,
        CoachRule.NO_PICTURE,
        CoachRule.ALT_LANGUAGE,
        CoachRule.ALT_REPEATS,
        CoachRule.PAGES,
    }
)
_WORD_LISTS = frozenset({CoachRule.NUMBER_WORD, CoachRule.HARD_WORD})


def judged_rules(language: str) -> frozenset[CoachRule]:
    """Rules we run in `language`: all in English, counting and word lists in Welsh and Urdu, counting elsewhere."""
    if language in ENGLISH:
        return frozenset(CoachRule)
    return _COUNTING | _WORD_LISTS if language in WITH_WORD_LISTS else _COUNTING


def cannot_judge(language: str) -> frozenset[CoachRule]:
    """Rules we do not run in `language`, so that nobody takes silence for praise."""
    return frozenset(CoachRule) - judged_rules(language)


def judged_in_part(language: str) -> frozenset[CoachRule]:
    """Rules that run in `language` on a short word list only: they miss a lot."""
    return _WORD_LISTS & judged_rules(language) if language in WITH_WORD_LISTS else frozenset()
