"""Who made the pictures of one document: the credit line is made from what is in it, never typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.shared.pictures import catalogue
from portal.shared.pictures.catalogue import Credit
from portal.summaries.pictures.naming import is_own


def credits_of(content: Mapping[str, Any], *, also: Iterable[str] = ()) -> tuple[Credit, ...]:
    """The credits of a frozen summary, each once; `also` are concepts that stand around it (the cover, the choices)."""
    names = [*also, *(one["picture"] for one in content["statements"] if one["picture"])]
    own = content.get("own_pictures", {})
    return tuple(dict.fromkeys(_credit(name, own) for name in names if not is_own(name) or name in own))


def own_credit(picture: Mapping[str, Any]) -> Credit:
    """The credit of a picture of a pack or of an own photo."""
    return Credit(pack=picture["credit"], author=picture["credit"], licence=picture["licence"])


def _credit(name: str, own: Mapping[str, Any]) -> Credit:
    return own_credit(own[name]) if is_own(name) else catalogue.credit_of(name)
