"""The ledger as lines of a file: one for each step of each advice, so that the history goes along."""

from collections.abc import Sequence
from typing import Any

from portal.panels.models import AdviceEvent, PanelAdvice
from portal.shared.export_files import Column
from portal.shared.i18n import best_text

COLUMNS = (
    Column("advice", "What the panel advised"),
    Column("stage", "When in the commissioning cycle the panel came in", "analyse, plan, do, review"),
    Column("kind", "What it is about", "tender, recruitment, training, publicity, policy, other"),
    Column("body", "Who must reply"),
    Column("sent_on", "The day it was sent"),
    Column("reply_by", "The day by which they must reply"),
    Column("first_reply_by", "The day that was agreed at first"),
    Column("answer", "The newest decision", "whole, partly, no, not_yet"),
    Column("decided_by", "Who decided"),
    Column("decided_on", "The day it was decided"),
    Column("public_from", "From this day everyone may know the reply"),
    Column("step", "What happened to it", "written, changed, sent, day_moved, replied, happened, claimed, checked, …"),
    Column("step_at", "When this step was written down (UTC)"),
    Column("step_day", "The day the step is about"),
    Column("step_answer", "The decision of this step", "whole, partly, no, not_yet"),
    Column("step_words", "What was written"),
    Column("step_evidence", "What shows it"),
)


def headings() -> list[str]:
    return [column.name for column in COLUMNS]


def rows_of(several: Sequence[PanelAdvice], events: Sequence[AdviceEvent]) -> list[list[Any]]:
    """Every step of every advice, those of one advice together and in order."""
    return [[*_advice(one), *_step(event)] for one in several for event in events if event.advice_id == one.id]


def _advice(one: PanelAdvice) -> list[Any]:
    return [
        best_text(one.words)[0],
        one.stage.value,
        one.kind.value,
        one.body,
        one.sent_on,
        one.reply_by,
        one.first_reply_by,
        one.answer.value if one.answer else "",
        one.decided_by,
        one.decided_on,
        one.public_from,
    ]


def _step(event: AdviceEvent) -> list[Any]:
    return [
        event.deed.value,
        event.at.strftime("%Y-%m-%d %H:%M"),
        event.day,
        event.answer.value if event.answer else "",
        best_text(event.words)[0] if event.words else "",
        event.evidence,
    ]
