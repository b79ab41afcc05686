"""Sets of questions to begin with, in our own wording and four languages."""

from portal.questions.examples.carers import NAME, QUESTIONS, carers_support, start_from_example
from portal.questions.examples.every_kind import every_kind, start_every_kind
from portal.questions.examples.got_in_the_way import WHY_NAME, WHY_QUESTIONS, start_why_questions

__all__ = [
    "NAME",
    "QUESTIONS",
    "WHY_NAME",
    "WHY_QUESTIONS",
    "carers_support",
    "every_kind",
    "start_every_kind",
    "start_from_example",
    "start_why_questions",
]
