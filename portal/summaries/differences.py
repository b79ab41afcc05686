"""How one version differs from the one before, statement by statement. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from portal.summaries.enums import ChangeKind, Section

Frozen = Mapping[str, Any]


def differences(
    before: Sequence[Frozen], after: Sequence[Frozen], *, untold: Collection[str] = ()
) -> list[dict[str, Any]]:
    """What changed, in reading order of the new version, then what was taken out: kind, statement (its id), and its
    texts `before` and `after` by language. One entry for each statement: the gravest change.

    Of statements in `untold` it is said that they changed, and never what they said before.
    """
    was, now = ({one["id"]: one for one in part} for part in (before, after))
    found = [_entry(kind, was.get(one["id"]), one) for one in after if (kind := _kind(was.get(one["id"]), one))]
    found += [_entry(ChangeKind.TAKEN_OUT, one, None) for one in before if one["id"] not in now]
    return [{**one, "before": {}} if one["statement"] in untold else one for one in found]


def _kind(was: Frozen | None, now: Frozen) -> ChangeKind | None:
    if was is None:
        return ChangeKind.ADDED
    return next(_kinds(was, now), None)


def _kinds(was: Frozen, now: Frozen) -> Iterator[ChangeKind]:
    if was["texts"].get("en") != now["texts"].get("en"):
        yield ChangeKind.REWORDED
    if _value(was) != _value(now):
        yield ChangeKind.NUMBER
    if was["quote"] is not None and now["quote"] is None:
        yield ChangeKind.QUOTE_OUT
    if was["texts"] != now["texts"]:
        yield ChangeKind.TRANSLATED
    if was["picture"] != now["picture"]:
        yield ChangeKind.PICTURE


def _value(one: Frozen) -> Any:
    number = one["number"]
    return (number["ref"], number["value"], number["base_n"]) if number else None


def _entry(kind: ChangeKind, was: Frozen | None, now: Frozen | None) -> dict[str, Any]:
    one = now or was or {}
    return {
        "kind": str(kind),
        "statement": one["id"],
        "before": dict(was["texts"]) if was else {},
        "after": dict(now["texts"]) if now else {},
    }


def said_otherwise(before: Sequence[Frozen], after: Sequence[Frozen]) -> list[str]:
    """Ids of statements of `after` that people are asked about and that say something else than in `before`, or
    something new: nobody who checked `before` has seen them."""
    grave = (ChangeKind.ADDED, ChangeKind.REWORDED, ChangeKind.NUMBER)
    checked = {one["id"] for one in after if Section(one["section"]).is_checked}
    return [
        change["statement"]
        for change in differences(before, after)
        if change["kind"] in grave and change["statement"] in checked
    ]
