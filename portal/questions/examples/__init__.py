"""Sets of questions to begin with, in our own wording and four languages."""

from portal.questions.examples.carers import NAME, QUESTIONS, carers_support, start_from_example
from portal.questions.examples.every_kind import every_kind, start_every_kind

__all__ = ["NAME", "QUESTIONS", "carers_support", "every_kind", "start_every_kind", "start_from_example"]
