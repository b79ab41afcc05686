"""Answers by group, through the gate: one table of groups and answers for each question, with what the groups shown
leave over of it as a row of its own, so that nothing hidden follows from the question's own numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from portal.questions.enums import QuestionKind
from portal.questions.rules import AskedQuestion, AskedSet
from portal.rosters.rules.ages import band_order
from portal.rounds.disclosure.answers import NO_ROW, code_texts, codes_of, share_of
from portal.rounds.disclosure.numbers import NO, YES
from portal.rounds.rules import wording
from portal.rounds.rules.bands import BANDS
from portal.rounds.shown import ShownBreakdown, ShownGroup, ShownQuestion
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import HIDDEN, SMALLEST_COUNT, Key, ProtectedCount

REST = ""
_Rows = Mapping[str, Mapping[str, Any]]
_Cells = Mapping[tuple[str, str], tuple[ProtectedCount, ProtectedCount]]


def broken_down(
    shown: Iterable[ShownQuestion], asked: AskedSet, counted: Mapping[str, Any], fields: Sequence[str]
) -> Iterator[ShownQuestion]:
    """The questions with their answers by the groups of each of these fields."""
    by_key = {question.key: question for question in asked.questions}
    for one in shown:
        question = by_key[one.key]
        found = counted[str(question.id)]
        yield replace(one, by=tuple(_by(question, found, field) for field in fields if "groups" in found))


def _by(question: AskedQuestion, found: Mapping[str, Any], field: str) -> ShownBreakdown:
    groups = found["groups"]
    kept: _Rows = groups["rows"].get(field, {}) if field not in groups.get("unshown", ()) else {}
    rows = {one: row for one, row in kept.items() if row["base"][0] >= SMALLEST_COUNT}
    part, codes = _columns(question, found)
    if not rows or not codes:
        return ShownBreakdown(field, wording.field_texts(field), (), ())
    if question.kind is QuestionKind.SEVERAL:
        cells = _several(rows, found, codes)
    else:
        cells = _one_choice(rows, found, codes, part)
    made = (_group(field, one, rows[one], part, codes, cells) for one in sorted(rows, key=band_order))
    # A group of which nothing is left to show is left out, in words of its own on the page.
    groups = tuple(one for one in made if not one.base.hidden)
    answers = tuple(code_texts(question, code) for code in codes)
    return ShownBreakdown(field, wording.field_texts(field), answers, groups)


def _columns(question: AskedQuestion, found: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Numbers are always put together into bands here: the groups are small."""
    if question.kind in BANDS:
        bands = [band.name for band in BANDS[question.kind]]
        is_open_ended = question.kind is QuestionKind.NUMBER
        return "bands", [one for one in bands if not is_open_ended or found["bands"].get(one, NO_ROW)[0]]
    return "values", codes_of(question, found)


def _one_choice(rows: _Rows, found: Mapping[str, Any], codes: Sequence[str], part: str) -> _Cells:
    counts: dict[Key, int] = {
        (one, code): int(row[part].get(code, NO_ROW)[0]) for one, row in rows.items() for code in codes
    }
    for code in codes:
        whole = int(found[part].get(code, NO_ROW)[0])
        counts[REST, code] = max(0, whole - sum(counts[one, code] for one in rows))
    if not any(counts[REST, code] for code in codes):  # nobody is left over: no row that could hide another for nothing
        counts = {key: n for key, n in counts.items() if key[0] != REST}
    table = protect.protect_table(counts)
    return {(one, code): (table.cells[one, code], table.rows[one]) for one in rows for code in codes}


def _several(rows: _Rows, found: Mapping[str, Any], codes: Sequence[str]) -> _Cells:
    """People can be in several columns: each is a table of its own, of those who chose it and those who did not."""
    bases = {one: int(row["base"][0]) for one, row in rows.items()}
    left = max(0, int(found["base"][0]) - sum(bases.values()))
    cells: dict[tuple[str, str], tuple[ProtectedCount, ProtectedCount]] = {}
    for code in codes:
        chose = {one: int(row["values"].get(code, NO_ROW)[0]) for one, row in rows.items()}
        rest = min(left, max(0, int(found["values"].get(code, NO_ROW)[0]) - sum(chose.values())))
        people = {**chose, **({REST: rest} if left else {})}
        sizes = {**bases, REST: left}
        counts: dict[Key, int] = {
            (one, side): n if side == YES else sizes[one] - n for one, n in people.items() for side in (YES, NO)
        }
        table = protect.protect_table(counts)
        cells |= {(one, code): (table.cells[one, YES], table.rows[one]) for one in rows}
    return cells


def _group(field: str, one: str, row: Mapping[str, Any], part: str, codes: Sequence[str], cells: _Cells) -> ShownGroup:
    shares = tuple(
        share_of(
            code,
            {},  # once for all groups, beside them
            count=cells[one, code][0],
            base=cells[one, code][1],
            row=row[part].get(code, NO_ROW),
            sample=row["base"],
        )
        for code in codes
    )
    bases = [cells[one, code][1] for code in codes]
    base = HIDDEN if any(found.hidden for found in bases) else bases[0]
    return ShownGroup(one, wording.trait_texts(field, one), base, shares)
