"""Checking a summary: by link or code, without an account, one statement per page, sent once."""

from portal.summaries.views.checks import door, own_words, sending, statements
from portal.summaries.views.checks.visit import blueprint

__all__ = ["blueprint", "door", "own_words", "sending", "statements"]
