"""The draw: sealed before it is made, repeated bit for bit by anyone with the record and any HMAC tool."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.sampling.allocation import Allocation, StratumAllocation
from portal.sampling.errors import CellNotPlanned, FrameDiffersFromPlan
from portal.sampling.frames import Frame, FrameRow
from portal.sampling.households import Households, households_of, set_aside
from portal.sampling.ordering import draw_key, in_drawn_order, in_systematic_order
from portal.sampling.records import ALGORITHM, SORT_PLUS, SYSTEMATIC, DrawnStratum, DrawRecord, seed_commitment
from portal.sampling.strata import Stratification

__all__ = ["PLAIN", "SamplePlan", "Scheme", "Selection", "draw", "draw_key", "drawable", "in_drawn_order", "new_seed"]


class Selection(StrEnum):
    SIMPLE = "simple"
    SYSTEMATIC = "systematic"


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Which strata, and how many people of each. Sizes are those of `drawable`, not of the whole frame."""

    stratification: Stratification
    allocation: Allocation


@dataclass(frozen=True)
class Scheme:
    """How people are taken, beside how many.

    `left_out`: ids by reason; `starts`: of a yearly sample, by stratum code; `design`: told in the record as it is.
    """

    selection: Selection = Selection.SIMPLE
    sort_field: str = ""
    one_per_household: bool = False
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: Mapping[str, int] = field(default_factory=dict)
    design: Mapping[str, Any] = field(default_factory=dict)
    follows_sha256: str = ""

    @property
    def algorithm(self) -> str:
        if self.selection is Selection.SYSTEMATIC:
            return SYSTEMATIC
        return ALGORITHM if self == PLAIN else SORT_PLUS

    def left_out_ids(self) -> frozenset[str]:
        return frozenset(person_id for ids in self.left_out.values() for person_id in ids)


PLAIN = Scheme()


def new_seed() -> str:
    """A fresh secret seed: 64 hexadecimal digits from the operating system's randomness."""
    return secrets.token_hex(32)


def drawable(frame: Frame, scheme: Scheme, *, seed: str) -> tuple[Frame, Households]:
    """The people who can come out of this draw, and the households of which only one person is among them."""
    out = scheme.left_out_ids()
    households = households_of(frame, left_out=out) if scheme.one_per_household else ()
    return frame.without(out | set_aside(households, seed=seed)), households


def draw(
    frame: Frame,
    plan: SamplePlan,
    seed: str,
    *,
    scheme: Scheme = PLAIN,
    drawn_by: str = "",
    drawn_at: str = "",
) -> DrawRecord:
    """Draws a stratified sample without replacement, and the order of every reserve.

    Simple: in each stratum the first n_h ids by key are the sample and the rest the reserve, in order. Systematic:
    every so-manyth of the sorted list (see `in_systematic_order`). The result depends on the frame's content, the plan,
    the scheme and the seed only: not on the order of rows, the machine or Python's hash seed.

    Args:
        drawn_by: an opaque account id; `drawn_at`: an ISO 8601 instant. Kept in the record, no part of the draw.

    Raises:
        CellNotPlanned: the frame holds a combination the plan lacks.
        FrameDiffersFromPlan: a stratum has another size than planned.
    """
    pool, households = drawable(frame, scheme, seed=seed)
    members = _members(pool, plan.stratification)
    people = plan.stratification.sizes_in(frame.without(scheme.left_out_ids())) if scheme != PLAIN else {}
    return DrawRecord(
        algorithm=scheme.algorithm,
        frame_sha256=frame.sha256,
        seed=seed,
        seed_commitment=seed_commitment(seed),
        method=plan.allocation.method.value,
        fields=plan.stratification.fields,
        strata=tuple(
            _drawn(part, members[part.stratum.code], seed, scheme, people.get(part.stratum.code))
            for part in plan.allocation.strata
        ),
        drawn_by=drawn_by,
        drawn_at=drawn_at,
        sort_field=scheme.sort_field if scheme.selection is Selection.SYSTEMATIC else "",
        one_per_household=scheme.one_per_household,
        households=households,
        left_out={reason: tuple(sorted(ids)) for reason, ids in sorted(scheme.left_out.items()) if ids},
        design=scheme.design,
        follows_sha256=scheme.follows_sha256,
    )


def _members(frame: Frame, stratification: Stratification) -> dict[str, list[FrameRow]]:
    members: dict[str, list[FrameRow]] = {stratum.code: [] for stratum in stratification.strata}
    stratum_of = stratification.stratum_of_cell()
    for row in frame:
        cell = row.cell(stratification.fields)
        if cell not in stratum_of:
            raise CellNotPlanned(cell)
        members[stratum_of[cell].code].append(row)
    return members


def _drawn(
    part: StratumAllocation, members: list[FrameRow], seed: str, scheme: Scheme, people: int | None
) -> DrawnStratum:
    code = part.stratum.code
    if len(members) != part.stratum.size:
        raise FrameDiffersFromPlan(code, part.stratum.size, len(members))
    values: Mapping[str, str] = {}
    if scheme.selection is Selection.SYSTEMATIC:
        values = {row.person_id: row.cell((scheme.sort_field,))[0] for row in members}
        ordered = in_systematic_order(values, sample=part.sample, seed=seed, code=code)
    else:
        ordered = in_drawn_order((row.person_id for row in members), seed=seed, start=scheme.starts.get(code, 0))
    return DrawnStratum(
        code=code,
        group=part.stratum.group,
        cells=part.stratum.cells,
        sample_size=part.sample,
        inclusion_probability=part.inclusion_probability,
        ordered_ids=ordered,
        start=scheme.starts.get(code, 0),
        values=tuple(values[person_id] for person_id in ordered) if values else (),
        people=people,
    )
