"""Access rules: every route names who may use it, or nobody may.

`@anyone` public · `@allowed(Role.X, …)` staff with one of these roles · `@invited(SessionKind.X)` someone who opened an
invitation in this browser. The hall enforces the rule before the view runs; a route without one is refused, and a guard
test compares all of them with the reviewed matrix in tests/guards/role_matrix.csv.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import current_app, g
from flask_login import current_user

from portal.people.enums import Role, SessionKind

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class AccessRule:
    roles: frozenset[Role] = frozenset()
    session_kinds: frozenset[SessionKind] = frozenset()
    anyone: bool = False
    demo_only: bool = False

    def __str__(self) -> str:
        if self.demo_only:
            return "demo"
        if self.anyone:
            return "anyone"
        return " ".join(sorted([*self.roles, *(f"invited:{kind}" for kind in self.session_kinds)]))


def _ruled(view: View, rule: AccessRule) -> View:
    view.access = rule  # type: ignore[attr-defined]
    return view


def anyone(view: View) -> View:
    return _ruled(view, AccessRule(anyone=True))


def demo_only(view: View) -> View:
    """Exists in the demonstration and nowhere else."""
    return _ruled(view, AccessRule(demo_only=True))


def allowed(*roles: Role) -> Callable[[View], View]:
    return lambda view: _ruled(view, AccessRule(roles=frozenset(roles)))


ANY_STAFF = tuple(Role)


def may_open(endpoint: str) -> bool:
    """Whether this page exists and whoever is here may open it: nobody is shown a link that ends in a refusal."""
    rule: AccessRule | None = getattr(current_app.view_functions.get(endpoint), "access", None)
    return rule is not None and (rule.anyone or bool(rule.roles & getattr(current_user, "roles", frozenset())))


def invited(*kinds: SessionKind) -> Callable[[View], View]:
    return lambda view: _ruled(view, AccessRule(session_kinds=frozenset(kinds)))


def current_person_id() -> uuid.UUID:
    """The id of the signed-in account."""
    return uuid.UUID(str(current_user.account_id))


def invited_subject_id() -> uuid.UUID:
    """The invitation this browser came with."""
    return uuid.UUID(str(g.browser_session.subject_id))
