"""From a file to an instrument, or everything that is wrong with the file.

Nothing is guessed: what we do not know by name is refused, above all a `modifierExtension`, which FHIR says changes the
meaning of what stands around it.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.wellbeing.rules.packs.instrument import (
    Band,
    Better,
    Instrument,
    Item,
    Licence,
    Method,
    Missing,
    MissingRule,
    Part,
    Score,
    Vector,
)

OURS = "urn:heard:fhir:"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
LEAST, MOST = "http://hl7.org/fhir/StructureDefinition/minValue", "http://hl7.org/fhir/StructureDefinition/maxValue"
KINDS = ("choice", "integer", "text", "display", "group")
LARGEST = 2_000_000
Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong, where (a link id or the name of a score), and the value it is about."""

    code: str
    where: str = ""
    value: str = ""


class PackRefused(Exception):
    """A file that is no pack, with everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(sorted({fault.code for fault in faults})))
        self.faults = faults


def instrument_from_json(text: str) -> Instrument:
    """Reads one pack. What it says is true to itself only after `proving.faults_of`.

    Raises:
        PackRefused: with every fault that can be seen at once.
    """
    sheet = _sheet(text)
    faults = list(_faults(sheet))
    if faults:
        raise PackRefused(faults)
    try:
        return _instrument(sheet)
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
        raise PackRefused([Fault("cannot_be_read", value=type(error).__name__)]) from error


def _sheet(text: str) -> Json:
    if len(text) > LARGEST:
        raise PackRefused([Fault("too_large")])
    try:
        sheet = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise PackRefused([Fault("not_json")]) from error
    if not isinstance(sheet, dict) or sheet.get("resourceType") != "Questionnaire":
        raise PackRefused([Fault("not_a_questionnaire")])
    return sheet


def _no_number(name: str) -> None:
    raise ValueError(name)


def _faults(sheet: Json) -> Iterator[Fault]:
    yield from (Fault("missing", name) for name in ("url", "version", "title", "copyright") if not sheet.get(name))
    yield from (Fault("modifier_extension", where) for where in _modified(sheet, "Questionnaire"))
    licence = _ours(sheet, "licence")
    if not licence:
        yield Fault("no_licence")
    elif not (_said(licence[0], "holder") and _said(licence[0], "terms") and _said(licence[0], "source")):
        yield Fault("licence_incomplete")
    items = list(_items(sheet))
    if not items:
        yield Fault("no_items")
    seen: set[str] = set()
    for item in items:
        link_id = str(item.get("linkId", ""))
        if not link_id or link_id in seen:
            yield Fault("duplicate_link_id", link_id)
        seen.add(link_id)
        if item.get("type") not in KINDS:
            yield Fault("unknown_type", link_id, str(item.get("type", "")))
        codes = [str(one["valueCoding"].get("code")) for one in _options(item)]
        yield from (Fault("duplicate_option", link_id, code) for code in sorted(set(codes)) if codes.count(code) > 1)
    for score in _ours(sheet, "score"):
        yield from _of_score(score)


def _of_score(score: Json) -> Iterator[Fault]:
    name = str(_said(score, "name") or "")
    known: dict[str, list[Any]] = {"method": [*Method], "missing": [*MissingRule], "direction": [*Better]}
    yield from (
        Fault(f"unknown_{what}", name, str(_said(score, what) or ""))
        for what, values in known.items()
        if _said(score, what) not in values
    )
    if not name:
        yield Fault("score_without_name")


def _modified(node: Any, where: str) -> Iterator[str]:
    if isinstance(node, dict):
        name = str(node.get("linkId") or where)
        if "modifierExtension" in node:
            yield name
        for value in node.values():
            yield from _modified(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _modified(value, where)


def _items(sheet: Json) -> Iterator[Json]:
    for item in _dicts(sheet, "item"):
        yield item
        yield from _items(item)


def _instrument(sheet: Json) -> Instrument:
    return Instrument(
        url=sheet["url"],
        version=str(sheet["version"]),
        title=_texts(sheet, "title"),
        copyright=sheet["copyright"],
        items=tuple(_item(one) for one in _items(sheet)),
        licence=_licence(_ours(sheet, "licence")[0]),
        scores=tuple(_score(one) for one in _ours(sheet, "score")),
        vectors=tuple(_vector(one) for one in _ours(sheet, "vector")),
        translations={str(_said(one, "lang")): str(_said(one, "status")) for one in _ours(sheet, "translation")},
    )


def _item(item: Json) -> Item:
    codes = {one["valueCoding"]["code"]: one for one in _options(item)}
    numbers = {code: _number(one) for code, one in codes.items()}
    ends = {one["url"]: Decimal(str(one["valueInteger"])) for one in _of(item) if one.get("url") in (LEAST, MOST)}
    return Item(
        link_id=str(item["linkId"]),
        text=_texts(item, "text"),
        kind=item["type"],
        options={code: number for code, number in numbers.items() if number is not None},
        option_texts={code: _texts(one["valueCoding"], "display") for code, one in codes.items()},
        lowest=ends.get(LEAST),
        highest=ends.get(MOST),
    )


def _options(item: Json) -> list[Json]:
    return [one for one in _dicts(item, "answerOption") if isinstance(one.get("valueCoding"), dict)]


def _number(option: Json) -> Decimal | None:
    places = (option, option["valueCoding"])
    found = [one["valueDecimal"] for place in places for one in _of(place) if one.get("url") == ORDINAL]
    return Decimal(str(found[0])) if found else None


def _licence(node: Json) -> Licence:
    days = {name: _said(node, name) for name in ("validFrom", "validUntil")}
    known = {name: dt.date.fromisoformat(value) if value else None for name, value in days.items()}
    return Licence(
        holder=str(_said(node, "holder")),
        terms=str(_said(node, "terms")),
        source=str(_said(node, "source")),
        valid_from=known["validFrom"],
        valid_until=known["validUntil"],
    )


def _score(node: Json) -> Score:
    slope, intercept, change = _said(node, "slope"), _said(node, "intercept"), _said(node, "change")
    return Score(
        name=str(_said(node, "name")),
        method=Method(_said(node, "method")),
        parts=tuple(_part(one) for one in _each(node, "item")),
        missing=Missing(MissingRule(_said(node, "missing")), int(_said(node, "least") or 0)),
        better=Better(_said(node, "direction")),
        decimals=int(_said(node, "decimals") or 0),
        linear=None if slope is None else (_decimal(slope), _decimal(intercept or 0)),
        lookup={_decimal(_said(one, "sum")): _decimal(_said(one, "score")) for one in _each(node, "row")},
        bands=tuple(_band(one) for one in _each(node, "band")),
        change=None if change is None else (_decimal(change), str(_said(node, "changeSource") or "")),
    )


def _part(node: Json) -> Part:
    weight = _said(node, "weight")
    return Part(
        link_id=str(_said(node, "linkId")),
        weight=Decimal(1) if weight is None else _decimal(weight),
        is_reversed=bool(_said(node, "reversed")),
    )


def _band(node: Json) -> Band:
    low, high = _decimal(_said(node, "low")), _decimal(_said(node, "high"))
    return Band(low=low, high=high, label=str(_said(node, "label") or ""), source=str(_said(node, "source") or ""))


def _vector(node: Json) -> Vector:
    expected = {str(_said(one, "score")): _said(one, "value") for one in _each(node, "expect")}
    return Vector(
        answers={str(_said(one, "linkId")): str(_said(one, "value")) for one in _each(node, "answer")},
        expected={name: None if value is None else _decimal(value) for name, value in expected.items()},
    )


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))


def _texts(node: Mapping[str, Any], name: str) -> dict[str, str]:
    """The text in its own language and in others (FHIR's translation extension beside it)."""
    found = {"en": str(node.get(name) or "")}
    for one in _of(node.get(f"_{name}") or {}):
        if one.get("url") == TRANSLATION:
            found[str(_said(one, "lang"))] = str(_said(one, "content"))
    return found


def _of(node: Mapping[str, Any]) -> list[Json]:
    return _dicts(node, "extension")


def _dicts(node: Mapping[str, Any], name: str) -> list[Json]:
    """What stands in a list; nothing where the file has something else there."""
    found = node.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _ours(node: Mapping[str, Any], name: str) -> list[Json]:
    return [one for one in _of(node) if one.get("url") == OURS + name]


def _each(node: Mapping[str, Any], name: str) -> list[Json]:
    return [one for one in _of(node) if one.get("url") == name]


def _said(node: Mapping[str, Any], name: str) -> Any:
    """The value of a small extension within one of ours, whatever FHIR type it has; None when it is not there."""
    for one in _each(node, name):
        return next((value for key, value in one.items() if key.startswith("value")), None)
    return None
