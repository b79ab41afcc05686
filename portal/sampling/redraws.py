"""Checking a draw by making it again, and releasing its reserves fairly."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.sampling.frames import Frame
from portal.sampling.households import households_of
from portal.sampling.ordering import in_drawn_order, in_systematic_order, one_of_household
from portal.sampling.records import ALGORITHM, ALGORITHMS, SYSTEMATIC, DrawnStratum, DrawRecord, keeps_commitment


class DifferenceKind(StrEnum):
    ALGORITHM_UNKNOWN = "algorithm_unknown"
    COMMITMENT_BROKEN = "commitment_broken"
    FRAME_CHANGED = "frame_changed"
    PEOPLE_DIFFER = "people_differ"
    ID_TWICE = "id_twice"
    ORDER_DIFFERS = "order_differs"
    SAMPLE_SIZE_IMPOSSIBLE = "sample_size_impossible"
    PROBABILITY_DIFFERS = "probability_differs"
    LEFT_OUT_DRAWN = "left_out_drawn"
    HOUSEHOLD_DIFFERS = "household_differs"
    VALUE_DIFFERS = "value_differs"


@dataclass(frozen=True, slots=True)
class DrawDifference:
    """One way in which the record is not the draw it says it is. `stratum` is empty for the whole record; for the
    order, `expected` and `found` are the ids at the first place that differs."""

    kind: DifferenceKind
    stratum: str = ""
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        where = f" in stratum {self.stratum}" if self.stratum else ""
        return f"{self.kind.replace('_', ' ')}{where}: expected {self.expected or 'nothing'}, found {self.found}"


def redraw(record: DrawRecord, frame: Frame | None = None) -> tuple[DrawDifference, ...]:
    """Makes the draw again from the record's seed; no differences means it holds.

    The record alone shows order, sample sizes, probabilities and the sealed seed; with the frame, also that nobody
    was added to it or left out, and that each person was in the stratum of their own values.
    """
    return tuple(
        [
            *_header_differences(record),
            *_household_differences(record),
            *_order_differences(record),
            *_frame_differences(record, frame),
        ]
    )


def _header_differences(record: DrawRecord) -> Iterator[DrawDifference]:
    if record.algorithm not in ALGORITHMS:
        yield DrawDifference(DifferenceKind.ALGORITHM_UNKNOWN, "", ALGORITHM, record.algorithm)
    if not keeps_commitment(seed=record.seed, commitment=record.seed_commitment):
        yield DrawDifference(DifferenceKind.COMMITMENT_BROKEN, "", record.seed_commitment, record.seed)
    seen, out = set[str](), record.left_out_ids()
    for stratum in record.strata:
        for person_id in stratum.ordered_ids:
            if person_id in seen:
                yield DrawDifference(DifferenceKind.ID_TWICE, stratum.code, "", person_id)
            if person_id in out:
                yield DrawDifference(DifferenceKind.LEFT_OUT_DRAWN, stratum.code, "", person_id)
            seen.add(person_id)


def _household_differences(record: DrawRecord) -> Iterator[DrawDifference]:
    """One of each household stands in the record, and it is the one the seed picks."""
    drawn = {person_id for stratum in record.strata for person_id in stratum.ordered_ids} if record.households else ()
    for ids in record.households:
        expected = one_of_household(ids, seed=record.seed)
        if (found := [person_id for person_id in ids if person_id in drawn]) != [expected]:
            yield DrawDifference(DifferenceKind.HOUSEHOLD_DIFFERS, "", expected, ", ".join(found))


def _in_order(record: DrawRecord, stratum: DrawnStratum) -> tuple[str, ...]:
    if record.algorithm != SYSTEMATIC:
        return in_drawn_order(stratum.ordered_ids, seed=record.seed, start=stratum.start)
    values = dict(zip(stratum.ordered_ids, stratum.values, strict=False))
    if len(values) != stratum.size or not 0 <= stratum.sample_size <= stratum.size:
        return stratum.ordered_ids  # told as another difference
    return in_systematic_order(values, sample=stratum.sample_size, seed=record.seed, code=stratum.code)


def _order_differences(record: DrawRecord) -> Iterator[DrawDifference]:
    for stratum in record.strata:
        if record.algorithm == SYSTEMATIC and len(stratum.values) != stratum.size:
            yield DrawDifference(
                DifferenceKind.VALUE_DIFFERS, stratum.code, str(stratum.size), str(len(stratum.values))
            )
        ordered = _in_order(record, stratum)
        for expected, found in zip(ordered, stratum.ordered_ids, strict=True):
            if expected != found:
                yield DrawDifference(DifferenceKind.ORDER_DIFFERS, stratum.code, expected, found)
                break
        if not 0 <= stratum.sample_size <= stratum.size:
            yield DrawDifference(
                DifferenceKind.SAMPLE_SIZE_IMPOSSIBLE, stratum.code, f"0–{stratum.size}", str(stratum.sample_size)
            )
        elif stratum.size and stratum.inclusion_probability != stratum.sample_size / stratum.size:
            expected, found = str(stratum.sample_size / stratum.size), str(stratum.inclusion_probability)
            yield DrawDifference(DifferenceKind.PROBABILITY_DIFFERS, stratum.code, expected, found)


def _frame_differences(record: DrawRecord, frame: Frame | None) -> Iterator[DrawDifference]:
    if frame is None:
        return
    if frame.sha256 != record.frame_sha256:
        yield DrawDifference(DifferenceKind.FRAME_CHANGED, "", record.frame_sha256, frame.sha256)
    code_of = {cell: stratum.code for stratum in record.strata for cell in stratum.cells}
    members: dict[str, set[str]] = {stratum.code: set() for stratum in record.strata}
    out = record.left_out_ids()
    households = households_of(frame, left_out=out) if record.one_per_household else ()
    if households != record.households:
        different = set(households) ^ set(record.households)
        yield DrawDifference(DifferenceKind.HOUSEHOLD_DIFFERS, "", "", ", ".join(min(different)))
    for home in households:
        out |= set(home) - {one_of_household(home, seed=record.seed)}
    for row in frame.without(out):
        members.setdefault(code_of.get(row.cell(record.fields), ""), set()).add(row.person_id)
    recorded = {stratum.code: set(stratum.ordered_ids) for stratum in record.strata}
    for code in sorted(members):
        missing, extra = members[code] - recorded.get(code, set()), recorded.get(code, set()) - members[code]
        if missing or extra:
            yield DrawDifference(DifferenceKind.PEOPLE_DIFFER, code, min(missing, default=""), min(extra, default=""))
    yield from _value_differences(record, frame)


def _value_differences(record: DrawRecord, frame: Frame) -> Iterator[DrawDifference]:
    """What a systematic draw sorted people by is what the frame says of them."""
    if record.algorithm != SYSTEMATIC:
        return
    said = {row.person_id: row.fields.get(record.sort_field, "") for row in frame}
    for stratum in record.strata:
        for person_id, value in zip(stratum.ordered_ids, stratum.values, strict=False):
            if said.get(person_id, value) != value:
                yield DrawDifference(DifferenceKind.VALUE_DIFFERS, stratum.code, said[person_id], value)
                break


@dataclass(frozen=True, slots=True)
class Release:
    """A stratum after some reserve batches were released: everyone asked so far, the newest batch, and the
    inclusion probability that now holds for all of them."""

    asked_ids: tuple[str, ...]
    new_ids: tuple[str, ...]
    inclusion_probability: float


def release_reserves(stratum: DrawnStratum, *, batch_size: int, batches: int) -> Release:
    """The state after `batches` whole batches of `batch_size` reserves, in drawn order.

    Whole random batches only, and every released person enters the denominator, so releasing can never favour who
    answers quickly. The last batch may be smaller when the stratum ends.

    Raises:
        ValueError: a batch size under 1, or a negative number of batches.
    """
    if batch_size < 1 or batches < 0:
        raise ValueError((batch_size, batches))
    asked = min(stratum.size, stratum.sample_size + batch_size * batches)
    before = min(stratum.size, stratum.sample_size + batch_size * max(batches - 1, 0))
    return Release(
        asked_ids=stratum.ordered_ids[:asked],
        new_ids=stratum.ordered_ids[before:asked],
        inclusion_probability=asked / stratum.size if stratum.size else 0.0,
    )
