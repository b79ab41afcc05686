"""A plan worked out and not kept: who would be asked, and what their answers could tell."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.rosters import queries as rosters
from portal.rosters.models import Frame
from portal.rounds import queries
from portal.rounds.errors import FrameChanged, NotReady
from portal.rounds.operations import sparing
from portal.rounds.queries.spreads import spreads_of
from portal.rounds.rules.designing import PLAIN_DESIGN, Design, Wishes
from portal.sampling.allocation import Allocation, AllocationMethod, allocate
from portal.sampling.coordination import starts_after
from portal.sampling.draws import Scheme, Selection, drawable
from portal.sampling.frames import Frame as SamplingFrame
from portal.sampling.households import Crowding, crowding, expected_sizes, households_of
from portal.sampling.records import DrawRecord
from portal.sampling.sample_sizes import GroupPrecision, ReplyPlan, asked_for_replies, expected_precision
from portal.sampling.strata import Merge, Stratification, stratify

# In the record of a later year: how many were asked per stratum of the year before, reserves too. The starts follow.
ASKED_BEFORE = "asked_before"


@dataclass(frozen=True)
class PlanPreview:
    """A plan worked out but not yet agreed: who would be in it against the frame, and what it could tell.

    Sizes of `stratification` are those who can be drawn: without those left out, and one of each household. `people`
    are all of the frame per status, `spared` those left out of them by reason.
    """

    stratification: Stratification
    allocation: Allocation
    precision: tuple[GroupPrecision, ...]
    frame_size: int
    scheme: Scheme = field(default_factory=Scheme)
    people: Mapping[str, int] = field(default_factory=dict)
    spared: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    crowded: Mapping[str, Crowding] = field(default_factory=dict)
    replies: tuple[ReplyPlan, ...] = ()

    @property
    def merges(self) -> tuple[Merge, ...]:
        return self.stratification.merges

    @property
    def in_shared_homes(self) -> int:
        """People who are set aside for someone they live with."""
        return sum(one.people for one in self.crowded.values()) - round(sum(one.homes for one in self.crowded.values()))

    def group_rows(self) -> list[tuple[str, int, int, float, float]]:
        """Per status: (status, people who can be drawn, people to ask, share of the former, share of the sample)."""
        sizes, asked = self.stratification.group_sizes(), self.allocation.by_group()
        everyone, total = self.stratification.population or 1, self.allocation.total or 1
        return [
            (group, sizes[group], asked[group], sizes[group] / everyone, asked[group] / total)
            for group in sorted(sizes)
        ]

    def short_of_replies(self) -> list[ReplyPlan]:
        """Strata too small for the answers wanted of them, even when everyone is asked."""
        return [plan for plan in self.replies if plan.take_all and plan.expected < plan.wanted]


def work_out(
    session: Session, *, frame: Frame, wishes: Wishes, at: dt.datetime, seed: str = ""
) -> tuple[PlanPreview, SamplingFrame]:
    """Who would be asked if `wishes` were agreed. With a `seed`, households are told apart by it, as in the draw;
    without, strata have the size to expect.

    Raises:
        sampling.errors.ImpossiblePlan; FrameChanged: the frame's people no longer give its fingerprint.
        NotReady: the year before is not drawn.
    """
    whole = rosters.sampling_frame(session, frame_id=frame.id)
    if whole.sha256 != frame.sha256:
        raise FrameChanged
    design = wishes.design
    left_out = sparing.left_out_of(session, frame=frame, whole=whole, design=design, at=at)
    scheme = _scheme(design, left_out)
    cut = stratify(whole, fields=("status", wishes.strata_field))
    if design.follows:
        scheme = _going_on(session, scheme, cut, design)
    pool = whole.without(scheme.left_out_ids())
    households = households_of(pool) if design.one_per_household else ()
    crowded = crowding(pool, cut, households) if households else {}
    if seed:
        sizes = cut.sizes_in(drawable(whole, scheme, seed=seed)[0])
    else:
        sizes = expected_sizes(crowded) if crowded else cut.sizes_in(pool)
    shared_out, replies = share_out(session, cut.resized(sizes), wishes, bend=bool(seed and households))
    reply = {stratum.group: design.reply_of(stratum.group) for stratum in cut.strata}
    made = PlanPreview(
        stratification=cut.resized(sizes),
        allocation=shared_out,
        precision=expected_precision(shared_out, reply, crowded=crowded),
        frame_size=len(whole),
        scheme=scheme,
        people={cell[0]: count for cell, count in whole.count(("status",)).items()},
        spared=sparing.counted_by_status(whole, left_out),
        crowded=crowded,
        replies=replies,
    )
    return made, whole


def share_out(
    session: Session, strata: Stratification, wishes: Wishes, *, bend: bool = False
) -> tuple[Allocation, tuple[ReplyPlan, ...]]:
    """How many to ask in each stratum. `bend`: where households leave a stratum a little smaller than was to be
    expected, all of it is asked instead of refusing what was agreed.

    Raises:
        sampling.errors.ImpossiblePlan
    """
    design, size = wishes.design, wishes.size
    method = AllocationMethod(wishes.allocation)
    codes = {stratum.code: stratum for stratum in strata.strata}
    in_full = {code for code in design.take_all if code in codes}
    in_full |= {code for code, stratum in codes.items() if 0 < stratum.size <= design.census_below}
    custom = {code: people for code, people in design.custom.items() if code in codes}
    if bend:
        size = min(size, strata.population)
        custom = {code: min(people, codes[code].size) for code, people in custom.items()}
        size = sum(custom.values()) if method is AllocationMethod.CUSTOM else size
    groups = strata.group_sizes()
    allocated = allocate(
        strata,
        total=size,
        method=method,
        minimums={group: least for group, least in wishes.minimums.items() if group in groups},
        spreads=_spreads(session, strata, wishes) if method is AllocationMethod.NEYMAN else None,
        custom=custom,
        factors={name: factor for name, factor in design.factors.items() if name in groups or name in codes},
        take_all=() if design.size_means == "answers" else in_full,
    )
    if design.size_means != "answers":
        return allocated, ()
    return asked_for_replies(allocated, {group: design.reply_of(group) for group in groups}, take_all=in_full)


def _spreads(session: Session, strata: Stratification, wishes: Wishes) -> dict[str, float]:
    """Typed in, or those of an earlier round: of the very cell, else of its status, else of all."""
    if not wishes.design.spread_from:
        return {
            stratum.code: wishes.design.spreads[stratum.code]
            for stratum in strata.strata
            if stratum.code in wishes.design.spreads
        }
    round_id, question_id = (uuid.UUID(one) for one in wishes.design.spread_from.split(":"))
    found = spreads_of(session, round_id=round_id, question_id=question_id, trait=wishes.strata_field)
    told = {s.code: [found.get(key) for key in (s.cells[0], (s.group,), ())] for s in strata.strata}
    return {
        code: next(one for one in some if one is not None)
        for code, some in told.items()
        if any(one is not None for one in some)
    }


def _scheme(design: Design, left_out: sparing.LeftOut) -> Scheme:
    if design == PLAIN_DESIGN:
        return Scheme()
    return Scheme(
        selection=Selection(design.selection),
        sort_field=design.sort_field if design.selection == Selection.SYSTEMATIC else "",
        one_per_household=design.one_per_household,
        left_out=left_out,
        design=design.as_json(),
    )


def _going_on(session: Session, scheme: Scheme, cut: Stratification, design: Design) -> Scheme:
    """The next year of a yearly sample begins where those stand who have not had their turn."""
    before = queries.draw_of(session, round_id=uuid.UUID(design.follows))
    if before is None:
        raise NotReady
    asked = queries.member_counts(session, round_id=before.round_id)
    record = DrawRecord.from_json(before.record)
    starts = starts_after(record, cut.strata, keep_percent=design.keep_percent, asked=asked)
    design_told = {**scheme.design, ASKED_BEFORE: dict(sorted(asked.items()))}
    return dataclasses.replace(scheme, starts=starts, follows_sha256=before.record_sha256, design=design_told)
