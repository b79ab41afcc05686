"""Whom a plan leaves out of the draw, and why: counted before anyone is drawn, and kept with the plan."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.rosters.models import Frame
from portal.rounds import queries
from portal.rounds.queries.burden import rounds_asked
from portal.rounds.rules.designing import Design, months_before
from portal.sampling.frames import Frame as SamplingFrame
from portal.shared import clock

LeftOut = dict[str, tuple[str, ...]]


class Spared(StrEnum):
    """Why someone of the frame is not drawn from this time. The first that applies counts."""

    RULE = "rule"
    RULE_2 = "rule_2"
    RULE_3 = "rule_3"
    ASKED_RECENTLY = "asked_recently"


OWN_RULES = (Spared.RULE, Spared.RULE_2, Spared.RULE_3)


def left_out_of(session: Session, *, frame: Frame, whole: SamplingFrame, design: Design, at: dt.datetime) -> LeftOut:
    """Ids by reason, as of `at`: who fits a rule of one's own, then who was asked in another round not long ago."""
    found: LeftOut = {}
    ruled_out: set[str] = set()
    for reason, rule in zip(OWN_RULES, design.own_rules, strict=False):
        fits = (row.person_id for row in whole if row.fields.get(rule.field) in rule.values)
        found[reason.value] = tuple(person_id for person_id in fits if person_id not in ruled_out)
        ruled_out |= set(found[reason.value])
    if design.rest_months:
        since = months_before(at, design.rest_months)
        asked = rounds_asked(session, frame_id=frame.id, since=since, but_for=years_before(session, design=design))
        found[Spared.ASKED_RECENTLY.value] = tuple(sorted(set(asked) - ruled_out))
    return {reason: ids for reason, ids in found.items() if ids}


def years_before(session: Session, *, design: Design) -> list[uuid.UUID]:
    """The rounds of a yearly sample before this one, the newest first."""
    years: list[uuid.UUID] = []
    follows = design.follows
    while follows and uuid.UUID(follows) not in years:
        years.append(uuid.UUID(follows))
        plan = queries.plan_of(session, round_id=years[-1])
        follows = Design.from_json(plan.design).follows if plan else ""
    return years


def counted_by_status(whole: SamplingFrame, left_out: Mapping[str, Collection[str]]) -> dict[str, dict[str, int]]:
    """{status: {reason: people}}, statuses without anyone left out too."""
    reason_of = {person_id: reason for reason, ids in left_out.items() for person_id in ids}
    counts: dict[str, Counter[str]] = {}
    for row in whole:
        of_status = counts.setdefault(row.fields["status"], Counter())
        if row.person_id in reason_of:
            of_status[reason_of[row.person_id]] += 1
    return {status: dict(found) for status, found in counts.items()}


@dataclass(frozen=True)
class Burden:
    """How often the people of a frame were asked: {times: people} in 12 and in 24 months; three is "or more"."""

    in_12: Mapping[int, int]
    in_24: Mapping[int, int]
    people: int

    @property
    def never_in_24(self) -> int:
        return self.in_24[0]

    @property
    def often_in_12(self) -> int:
        """People asked twice or more in a year."""
        return self.in_12[2] + self.in_12[3]


def burden_of(session: Session, *, frame: Frame) -> Burden:
    """Counts the rounds each person of a frame was asked in."""
    now = clock.now()
    year_ago, two_years_ago = months_before(now, 12), months_before(now, 24)
    asked = rounds_asked(session, frame_id=frame.id, since=two_years_ago)
    in_12 = Counter(min(3, sum(at > year_ago for at in rounds.values())) for rounds in asked.values())
    in_24 = Counter(min(3, len(rounds)) for rounds in asked.values())
    for counts in (in_12, in_24):
        counts[0] += frame.row_count - counts.total()
    return Burden({n: in_12[n] for n in range(4)}, {n: in_24[n] for n in range(4)}, frame.row_count)
