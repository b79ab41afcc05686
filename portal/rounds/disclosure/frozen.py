"""Shown results as JSON, for a release to keep word for word and number for number, and back again."""

import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from portal.rounds.shown import ShownResults
from portal.sampling.disclosure import ProtectedCount


def freeze(results: ShownResults) -> dict[str, Any]:
    """Plain lists and mappings; a hidden count is null."""
    frozen: dict[str, Any] = _frozen(results)
    return frozen


def thaw(frozen: Mapping[str, Any]) -> ShownResults:
    """What `freeze` was given. Parts that did not exist when it was frozen are empty."""
    results: ShownResults = _thawed(ShownResults, frozen)
    return results


def _frozen(shown: Any) -> Any:
    if isinstance(shown, ProtectedCount):
        return shown.value
    if is_dataclass(shown):
        return {field.name: _frozen(getattr(shown, field.name)) for field in fields(shown)}
    if isinstance(shown, tuple):
        return [_frozen(one) for one in shown]
    return dict(shown) if isinstance(shown, Mapping) else shown


def _thawed(kind: Any, frozen: Any) -> Any:
    if kind is ProtectedCount:
        return ProtectedCount(frozen)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _thawed(hint, frozen[name]) for name, hint in hints.items() if name in frozen})
    if typing.get_origin(kind) is tuple:
        return tuple(_thawed(typing.get_args(kind)[0], one) for one in frozen)
    inner = [one for one in typing.get_args(kind) if is_dataclass(one)]
    return _thawed(inner[0], frozen) if inner and frozen is not None else frozen
