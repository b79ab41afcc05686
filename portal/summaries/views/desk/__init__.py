"""The writer's desk: write, have it approved, send it for checking, answer, publish."""

from portal.summaries.views.desk import (
    answers,
    calls,
    checking,
    coaching,
    copies,
    history,
    listening,
    numbers,
    ordering,
    panels,
    papers,
    printing,
    recordings,
    statements,
    steps,
    summaries,
    translating,
)
from portal.summaries.views.desk.blueprint import blueprint

__all__ = [
    "answers",
    "blueprint",
    "calls",
    "checking",
    "coaching",
    "copies",
    "history",
    "listening",
    "numbers",
    "ordering",
    "panels",
    "papers",
    "printing",
    "recordings",
    "statements",
    "steps",
    "summaries",
    "translating",
]
