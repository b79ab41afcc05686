"""Which steps of a round are done, which is to be done now, and which come later."""

import datetime as dt
from dataclasses import dataclass

from portal.rounds.enums import RoundState
from portal.rounds.step_enums import NextStep, Progress, Step


@dataclass(frozen=True, kw_only=True)
class Standing:
    state: RoundState
    closes_on: dt.date | None
    has_plan: bool
    has_draw: bool
    is_prepared: bool
    waves: int
    findings: int


def next_step(standing: Standing, *, today: dt.date) -> NextStep:
    """What to do next; there is always something, up to giving the summary back."""
    state = standing.state
    if state is RoundState.PLANNING:
        return NextStep.DRAW if standing.has_plan else NextStep.PLAN
    if state is RoundState.DRAWN:
        return NextStep.SEND if standing.is_prepared else NextStep.PREPARE
    if state is RoundState.FIELDWORK:
        is_over = standing.closes_on is not None and today > standing.closes_on
        return NextStep.CLOSE if is_over else NextStep.LISTEN
    if state is RoundState.CLOSED:
        return NextStep.RELEASE
    return NextStep.SUMMARY if standing.findings else NextStep.FINDINGS


def steps_of(standing: Standing) -> dict[Step, Progress]:
    """Every step with where it stands, in order."""
    is_over = standing.state in (RoundState.CLOSED, RoundState.RELEASED)
    is_asking = standing.state is RoundState.FIELDWORK
    is_drawn = standing.has_draw or standing.state is not RoundState.PLANNING
    asked = Progress.NOW if is_asking else Progress.DONE if is_over else Progress.LATER
    told = Progress.NOW if is_over else Progress.LATER
    return {
        Step.PLAN: Progress.DONE if standing.has_plan or is_drawn else Progress.NOW,
        Step.DRAW: Progress.DONE if is_drawn else Progress.NOW if standing.has_plan else Progress.LATER,
        Step.PREPARE: _prepared(standing, is_drawn),
        Step.SEND: Progress.NOW if standing.state is RoundState.DRAWN else asked,
        Step.CALL: asked,
        Step.RESULTS: Progress.DONE if standing.state is RoundState.RELEASED else told,
        Step.READ: Progress.DONE if is_over and standing.findings else told,
        Step.FINDINGS: Progress.DONE if is_over and standing.findings else told,
        Step.SUMMARY: told,
    }


def _prepared(standing: Standing, is_drawn: bool) -> Progress:
    if standing.is_prepared or standing.waves or standing.state not in (RoundState.PLANNING, RoundState.DRAWN):
        return Progress.DONE
    return Progress.NOW if is_drawn else Progress.LATER
