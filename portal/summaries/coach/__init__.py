"""The readability coach: advice on easy-read text, each with a reason and a source. It never stops a writer.

Counted by ourselves, language by language; where no rule of ours fits a language, `cannot_judge` says so.
"""

from portal.summaries.coach.advice import Advice, Fix, Row, StatementContext, apply_fix
from portal.summaries.coach.document import advise_document, advise_rows, contexts_of
from portal.summaries.coach.enums import CoachRule, Severity
from portal.summaries.coach.glossary import HardWord, entries_of, hard_words_in, words_to_know
from portal.summaries.coach.languages import cannot_judge, judged_in_part, judged_rules
from portal.summaries.coach.statement import advise

__all__ = [
    "Advice",
    "CoachRule",
    "Fix",
    "HardWord",
    "Row",
    "Severity",
    "StatementContext",
    "advise",
    "advise_document",
    "advise_rows",
    "apply_fix",
    "cannot_judge",
    "contexts_of",
    "entries_of",
    "hard_words_in",
    "judged_in_part",
    "judged_rules",
    "words_to_know",
]
