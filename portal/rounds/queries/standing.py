"""Where someone with an invitation stands: one statement, plain columns, since every page of theirs asks."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.enums import DeclineReason, InvitationState, RoundState
from portal.rounds.models import Invitation, Round
from portal.shared import clock, tokens

INVITATION = "invitation"  # the kind of link and code, see portal.shared.tokens


@dataclass(frozen=True)
class Standing:
    invitation_id: uuid.UUID
    alias: uuid.UUID
    state: InvitationState
    declined_because: DeclineReason | None
    language: str
    round_id: uuid.UUID
    round_state: RoundState
    closes_on: dt.date | None
    set_id: uuid.UUID | None
    name: Mapping[str, str]
    purpose: Mapping[str, str]
    is_short: bool = False  # the last reminder they had spoke of a few questions only
    is_walk_in: bool = False  # without an invitation; `invitation_id` is then the walk-in's id

    @property
    def is_answered(self) -> bool:
        return self.state is InvitationState.ANSWERED

    @property
    def takes_answers(self) -> bool:
        """Open today for this person. "No thanks" and "not now" can be taken back; "not me" closes the door."""
        return (
            self.state is not InvitationState.WITHDRAWN
            and self.declined_because is not DeclineReason.NOT_ME
            and self.round_state.takes_answers
            and self.set_id is not None
            and (self.closes_on is None or clock.today() <= self.closes_on)
        )


# Made once, of plain columns: putting a statement together, or an object of a row, costs more than running it.
_INVITATIONS, _ROUNDS = Invitation.metadata.tables["invitation"], Round.metadata.tables["round"]
_COLUMNS: tuple[Any, ...] = (
    *(_INVITATIONS.c[name] for name in ("id", "alias", "state", "declined_because", "language")),
    *(_ROUNDS.c[name] for name in ("id", "state", "closes_on", "question_set_id", "name", "purpose")),
    _INVITATIONS.c.is_short,
)
_STANDING = sa.select(*_COLUMNS).select_from(_INVITATIONS.join(_ROUNDS, _ROUNDS.c.id == _INVITATIONS.c.round_id))
_BY_ID = _STANDING.where(_INVITATIONS.c.id == sa.bindparam("id", type_=sa.Uuid()))
_BY_ID_TO_CHANGE = _BY_ID.with_for_update(of=_INVITATIONS)
_BY_LINK = _STANDING.where(_INVITATIONS.c.link_index == sa.bindparam("index"))
_BY_CODE = _STANDING.where(_INVITATIONS.c.code_index == sa.bindparam("index"))


def standing_of(session: Session, *, invitation_id: uuid.UUID, to_change: bool = False) -> Standing | None:
    """`to_change` lets the person's other tabs wait until this request is done."""
    return _one(session, _BY_ID_TO_CHANGE if to_change else _BY_ID, id=invitation_id)


def standing_by_link(session: Session, *, token: str) -> Standing | None:
    return _one(session, _BY_LINK, index=tokens.link_index(INVITATION, token))


def standing_by_code(session: Session, *, code: str) -> Standing | None:
    return _one(session, _BY_CODE, index=tokens.code_index(INVITATION, code))


def _one(session: Session, statement: sa.Select[Any], **values: Any) -> Standing | None:
    row = session.execute(statement, values).first()
    return Standing(*row) if row else None
