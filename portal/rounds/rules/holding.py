"""What a page says may only move when at least ten people moved: else watching it before and after one new answer would
tell that answer."""

from collections.abc import Mapping
from typing import Any

from portal.rounds.rules.grouping import let_out_groups
from portal.rounds.rules.tallying import ANSWERED
from portal.sampling.disclosure import SMALLEST_COUNT
from portal.sampling.dispositions import Disposition

EVERYONE = "round"
ABOUT_PEOPLE = ("by_field", "steps", "likeness", "attempts", "doors", "responses")


def let_out(kept: Mapping[str, Any] | None, fresh: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """(what to show now, names of the parts that stay as they were). Parts: the round's own counts (`round`), what was
    answered to each question and who was silent (its id). A part moves when ten people or more were added or went;
    changes of fewer, or of the same people, wait. What was about fewer than ten was hidden, and moves at once."""
    if not kept or set(kept) != set(fresh):
        return {**fresh, "questions": {one: _first(found) for one, found in fresh["questions"].items()}}, frozenset()
    shown, held = dict(fresh), set[str]()
    if not _people_moved(kept, fresh):
        shown |= {name: kept[name] for name in ABOUT_PEOPLE}
        if _is_same_plan(kept["weighting"], fresh["weighting"]):
            shown["weighting"] = kept["weighting"]
        held |= {EVERYONE} if _moves(kept, fresh) else set()
    shown["questions"] = {}
    for one, found in fresh["questions"].items():
        before = kept["questions"].get(one)
        shown["questions"][one] = _question(before, found) if before else _first(found)
        if before and shown["questions"][one]["base"][0] != found["base"][0]:
            held.add(one)
    if _few(_comments(kept), _comments(fresh)):
        shown["comments"] = kept["comments"]
    return shown, frozenset(held)


def _people_moved(kept: Mapping[str, Any], fresh: Mapping[str, Any]) -> bool:
    responses = [sum(row[-1] for row in content["responses"]) for content in (kept, fresh)]
    answered = [_answered(content) for content in (kept, fresh)]
    if _few(*responses) or _few(*answered):
        return False
    if responses[0] != responses[1] or answered[0] != answered[1]:
        return True
    return _moves(kept, fresh) >= SMALLEST_COUNT


def _few(before: int, after: int) -> bool:
    """Fewer than ten people between two counts, the first of which was large enough to be seen."""
    return before >= SMALLEST_COUNT and 0 < abs(after - before) < SMALLEST_COUNT


def _dispositions(content: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    found = content["by_field"].get("status", {})
    return {(status, name): n for status, counts in found.items() for name, n in counts.items()}


def _answered(content: Mapping[str, Any]) -> int:
    return sum(n for (_status, name), n in _dispositions(content).items() if Disposition(name).group in ANSWERED)


def _moves(kept: Mapping[str, Any], fresh: Mapping[str, Any]) -> int:
    """At least so many people stand elsewhere than before."""
    before, after = _dispositions(kept), _dispositions(fresh)
    apart = sum(abs(after.get(key, 0) - before.get(key, 0)) for key in {*before, *after})
    return max(apart // 2, abs(sum(after.values()) - sum(before.values())))


def _is_same_plan(kept: Mapping[str, Any] | None, fresh: Mapping[str, Any] | None) -> bool:
    return bool(kept and fresh) and all(kept[name] == fresh[name] for name in ("margins", "trim_at"))  # type: ignore[index]


def _question(kept: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, Any]:
    shown = dict(fresh)
    base, was = fresh["base"][0], kept["base"][0]
    if "groups" in fresh:
        shown["groups"] = _groups(kept, fresh, base=base, was=was)
    if was >= SMALLEST_COUNT and _counts(kept) != _counts(fresh) and abs(base - was) < SMALLEST_COUNT:
        shown |= {name: kept[name] for name in ("values", "bands", "base", "whose", "tries")}
        shown["states"] = {**fresh["states"], "answered": kept["states"].get("answered", 0)}
    silent, was_silent = _silent(fresh), _silent(kept)
    still = sum(was_silent.values())
    if still >= SMALLEST_COUNT and silent != was_silent and abs(sum(silent.values()) - still) < SMALLEST_COUNT:
        shown["states"] = {**was_silent, "answered": shown["states"].get("answered", 0)}
    return shown


def _first(fresh: Mapping[str, Any]) -> dict[str, Any]:
    """A question that was not shown before."""
    if "groups" not in fresh:
        return dict(fresh)
    return {**fresh, "groups": let_out_groups(None, fresh["groups"], base=fresh["base"][0], was=None)}


def _groups(kept: Mapping[str, Any], fresh: Mapping[str, Any], *, base: int, was: int) -> Mapping[str, Any]:
    """Answers by group move with the question they are part of, and stay as they were when it does."""
    before: Mapping[str, Any] | None = kept.get("groups")
    if before is not None and was >= SMALLEST_COUNT and abs(base - was) < SMALLEST_COUNT:
        return before
    return let_out_groups(before, fresh["groups"], base=base, was=was if was >= SMALLEST_COUNT else None)


def _counts(question: Mapping[str, Any]) -> dict[str, int]:
    return {code: row[0] for code, row in question["values"].items()} | {"": question["base"][0]}


def _silent(question: Mapping[str, Any]) -> dict[str, int]:
    return {state: n for state, n in question["states"].items() if state != "answered" and n}


def _comments(content: Mapping[str, Any]) -> int:
    return sum(numbers[0] for numbers in content["comments"].values())
