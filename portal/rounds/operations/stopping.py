"""Is it time to stop asking? The last wave changed nothing, or day 60 has come."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.contact.rules import APART
from portal.questions.queries import asked_set
from portal.rounds.disclosure.standstill import ShownStandstill, figures_of, standstill
from portal.rounds.enums import RoundState
from portal.rounds.models import Round, Wave
from portal.rounds.operations.counting import Seen, seen_now
from portal.rounds.operations.releasing import results_of
from portal.rounds.queries.asking import waves_of
from portal.rounds.queries.outreach import outreach_plan_of, short_keys_of
from portal.rounds.rules.outreach import LAST_DAY
from portal.rounds.shown import ShownResults
from portal.shared import clock
from portal.shared.i18n import HOME_TIME


@dataclass(frozen=True)
class TimeToStop:
    """`found` is None where it cannot be told: nothing could be counted when the wave began, the wave is younger than
    seven days, or between one and nine people have answered since (`is_held`)."""

    wave: Wave | None
    found: ShownStandstill | None
    is_held: bool
    is_last_day: bool

    @property
    def is_done(self) -> bool:
        return self.is_last_day or (self.found is not None and self.found.stands_still)


def figures_now(session: Session, *, round_: Round) -> dict[str, Any]:
    """What a wave that begins now will be compared with; empty before enough was counted."""
    return _figures(session, round_, seen_now(session, round_=round_))[0]


def time_to_stop(session: Session, *, round_: Round) -> TimeToStop | None:
    """Whether the round may stop asking; None when it is not under way."""
    if round_.state is not RoundState.FIELDWORK:
        return None
    waves, plan = waves_of(session, round_id=round_.id), outreach_plan_of(session, round_id=round_.id)
    began = plan.starts_on if plan else waves[0].asked_at.astimezone(HOME_TIME).date() if waves else clock.today()
    wave, seen, found = waves[-1] if waves else None, seen_now(session, round_=round_), None
    if wave and wave.figures and not seen.is_held and clock.now() - wave.asked_at >= APART:
        figures, results = _figures(session, round_, seen)
        found = standstill(wave.figures, figures, results=results) if results else None
    return TimeToStop(wave, found, seen.is_held, (clock.today() - began).days >= LAST_DAY)


def _figures(session: Session, round_: Round, seen: Seen) -> tuple[dict[str, Any], ShownResults | None]:
    """The shares of the short version's questions: those one most needs to know. Of all, where none was chosen."""
    asked = asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    if not seen.was_counted or asked is None:
        return {}, None
    results = results_of(session, round_=round_, content=seen.content)
    keys = short_keys_of(session, round_id=round_.id)
    return figures_of(seen.content, results, asked=asked, keys=keys), results
