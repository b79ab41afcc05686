"""The draw: sealed before it is made, repeated bit for bit by anyone with the record and any HMAC tool."""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from portal.sampling.allocation import Allocation, StratumAllocation
from portal.sampling.errors import CellNotPlanned, FrameDiffersFromPlan
from portal.sampling.frames import Frame
from portal.sampling.records import ALGORITHM, DrawnStratum, DrawRecord, seed_commitment
from portal.sampling.strata import Stratification


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Which strata, and how many people of each."""

    stratification: Stratification
    allocation: Allocation


def new_seed() -> str:
    """A fresh secret seed: 64 hexadecimal digits from the operating system's randomness."""
    return secrets.token_hex(32)


def draw_key(seed: str, person_id: str) -> bytes:
    """The number that orders people: HMAC-SHA256 with the seed as key and the stable id as message, both in UTF-8."""
    return hmac.digest(seed.encode(), person_id.encode(), "sha256")


def in_drawn_order(person_ids: Iterable[str], *, seed: str) -> tuple[str, ...]:
    """The ids of one stratum in the order they are drawn: by key, and by id should two keys ever be equal."""
    return tuple(sorted(person_ids, key=lambda person_id: (draw_key(seed, person_id), person_id)))


def draw(frame: Frame, plan: SamplePlan, seed: str, *, drawn_by: str = "", drawn_at: str = "") -> DrawRecord:
    """Draws a stratified simple random sample without replacement, and the order of every reserve.

    In each stratum the first n_h ids by key are the sample and the rest the reserve, in order. The result depends on
    the frame's content, the plan and the seed only: not on the order of rows, the machine or Python's hash seed.

    Args:
        drawn_by: an opaque account id; `drawn_at`: an ISO 8601 instant. Kept in the record, no part of the draw.

    Raises:
        CellNotPlanned: the frame holds a combination the plan lacks.
        FrameDiffersFromPlan: a stratum has another size than planned.
    """
    members = _members(frame, plan.stratification)
    return DrawRecord(
        algorithm=ALGORITHM,
        frame_sha256=frame.sha256,
        seed=seed,
        seed_commitment=seed_commitment(seed),
        method=plan.allocation.method.value,
        fields=plan.stratification.fields,
        strata=tuple(_drawn(part, members[part.stratum.code], seed) for part in plan.allocation.strata),
        drawn_by=drawn_by,
        drawn_at=drawn_at,
    )


def _members(frame: Frame, stratification: Stratification) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {stratum.code: [] for stratum in stratification.strata}
    stratum_of = stratification.stratum_of_cell()
    for row in frame:
        cell = row.cell(stratification.fields)
        if cell not in stratum_of:
            raise CellNotPlanned(cell)
        members[stratum_of[cell].code].append(row.person_id)
    return members


def _drawn(part: StratumAllocation, members: list[str], seed: str) -> DrawnStratum:
    if len(members) != part.stratum.size:
        raise FrameDiffersFromPlan(part.stratum.code, part.stratum.size, len(members))
    return DrawnStratum(
        code=part.stratum.code,
        group=part.stratum.group,
        cells=part.stratum.cells,
        sample_size=part.sample,
        inclusion_probability=part.inclusion_probability,
        ordered_ids=in_drawn_order(members, seed=seed),
    )
