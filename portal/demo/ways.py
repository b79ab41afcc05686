"""Every way into the demonstration: sign-in links, unused invitations in each language, checks, public pages."""

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from portal.people.enums import Role
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations.answering import code_of, link_of
from portal.shared.i18n import LANGUAGES, _, best_text

SHOWN_PER_LANGUAGE = 25


@dataclass(frozen=True)
class Way:
    """`kind` is one of sign_in, invitation, check_back, public."""

    name: str
    role: str
    language: str
    kind: str
    url: str
    group: str = ""
    code: str = ""

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if key not in ("group", "code")}


def all_ways(session: Session, *, base_url: str) -> list[Way]:
    return [
        *_sign_ins(base_url),
        *_invitations(session, base_url),
        *_checks(session, base_url),
        *_public(base_url),
    ]


def _sign_ins(base_url: str) -> list[Way]:
    group = _("Sign in as a member of staff")
    return [
        Way(str(role.label), role.value, "en", "sign_in", f"{base_url}/demo/enter/{role.value}", group) for role in Role
    ]


def _invitations(session: Session, base_url: str) -> list[Way]:
    """People of a round under way who have not opened their invitation yet."""
    ways = []
    for language in LANGUAGES.values():
        unused = session.execute(
            sa.select(Invitation.id, Round.name)
            .join(Round, Round.id == Invitation.round_id)
            .where(
                Round.state == RoundState.FIELDWORK,
                Invitation.state.in_([InvitationState.SENT, InvitationState.WAITING]),
                Invitation.language == language.code,
            )
            .order_by(Invitation.id)
            .limit(SHOWN_PER_LANGUAGE)
        )
        group = _("Answer as someone who was invited, in %(language)s", language=language.name)
        for number, (invitation_id, name) in enumerate(unused, start=1):
            words = f"{best_text(name, language.code)[0]} · {number}"
            address = f"{base_url}/i/{link_of(invitation_id)}"
            ways.append(Way(words, "participant", language.code, "invitation", address, group, code_of(invitation_id)))
    return ways


def _checks(session: Session, base_url: str) -> list[Way]:
    return []


def _public(base_url: str) -> list[Way]:
    """Pages anyone may read."""
    group = _("Look at what everyone can see")
    pages = [(_("The front page"), "/"), (_("Type a code"), url_for("participant.enter_code"))]
    return [Way(name, "anyone", "en", "public", f"{base_url}{path}", group) for name, path in pages]
