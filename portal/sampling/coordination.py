"""The yearly sample: part of last year's people stay, the rest are new. Permanent random numbers keep it fair.

Everyone keeps the same place on a circle (their key under the seed of the first year). A year's sample of a stratum is
the first n_h at or after that year's start; next year the start stands just behind the last of those who have had their
turn. While nobody joins or leaves, each year by itself is exactly a simple random sample: n_h neighbours in a random
order are. People who join have their place at once, and chances then differ from n_h/N_h by less than one part in N_h
(sequential sampling with permanent random numbers: E. Ohlsson 1995). Nobody comes back before all of their stratum had
their turn.
"""

from collections.abc import Iterable, Mapping

from portal.sampling.ordering import CIRCLE, draw_key
from portal.sampling.records import DrawnStratum, DrawRecord
from portal.sampling.strata import Stratum


def next_start(stratum: DrawnStratum, *, seed: str, keep_percent: int, asked: int | None = None) -> int:
    """Where the next year begins in a stratum drawn before.

    Args:
        seed: that of the first year.
        keep_percent: of that year's sample, 0 … 100, rounded to people.
        asked: people asked in all, with released reserves; those beyond the sample are the ones who stay.

    Raises:
        ValueError: a share outside 0 … 100.
    """
    if not 0 <= keep_percent <= 100:
        raise ValueError(keep_percent)
    stay = (stratum.sample_size * keep_percent + 50) // 100
    gone = (stratum.sample_size if asked is None else asked) - stay
    if gone < 1:
        return stratum.start
    return (int.from_bytes(draw_key(seed, stratum.ordered_ids[gone - 1])) + 1) % CIRCLE


def starts_after(
    record: DrawRecord,
    strata: Iterable[Stratum | DrawnStratum],
    *,
    keep_percent: int,
    asked: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Starts of this year's strata, by code. Strata may have been cut anew: each goes on from the old stratum that
    held the first of its cells; one without any begins at nought."""
    before = {cell: stratum for stratum in record.strata for cell in stratum.cells}
    starts = {}
    for stratum in strata:
        old = next((before[cell] for cell in sorted(stratum.cells) if cell in before), None)
        seen = (asked or {}).get(old.code) if old else None
        starts[stratum.code] = next_start(old, seed=record.seed, keep_percent=keep_percent, asked=seen) if old else 0
    return starts


def kept(before: DrawRecord, after: DrawRecord) -> int:
    """People in both samples."""
    return len(set(before.sample_ids()) & set(after.sample_ids()))
