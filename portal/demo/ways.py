"""Every way into the demonstration: sign-in links, unused invitations in each language, checks, public pages."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from portal.people.enums import Role
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations.answering import code_of, link_of
from portal.shared import tokens
from portal.shared.i18n import LANGUAGES, _, best_text
from portal.summaries.enums import SummaryState
from portal.summaries.models import CheckInvitation, Summary
from portal.summaries.queries import TOKEN_KIND, newest_published

CHECKS_PER_LANGUAGE = 8
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
        *_public(session, base_url),
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
    """People who were asked to check a summary and have not opened it yet."""
    waiting = session.execute(
        sa.select(CheckInvitation.id, CheckInvitation.language, Summary.title)
        .join(Summary, Summary.id == CheckInvitation.summary_id)
        .where(Summary.state == SummaryState.OUT_FOR_CHECK, CheckInvitation.opened_at.is_(None))
        .order_by(CheckInvitation.language, CheckInvitation.id)
    )
    group = _("Check the summary that is waiting")
    shown: Counter[str] = Counter()
    ways = []
    for invitation_id, language, title in waiting:
        shown[language] += 1
        if language in LANGUAGES and shown[language] <= CHECKS_PER_LANGUAGE:
            words = f"{best_text(title, language)[0]} · {LANGUAGES[language].name} · {shown[language]}"
            address = f"{base_url}/c/{tokens.link_token(TOKEN_KIND, invitation_id)}"
            code = tokens.short_code(TOKEN_KIND, invitation_id)
            ways.append(Way(words, "participant", language, "check_back", address, group, code))
    return ways


def _public(session: Session, base_url: str) -> list[Way]:
    """Pages anyone may read, and what was published, in each language."""
    group = _("Look at what everyone can see")
    pages = [
        (_("The front page"), "en", url_for("front.home")),
        (_("Type a code"), "en", url_for("participant.enter_code")),
        (_("Promises"), "en", url_for("promises.list_public")),
        (_("Accessibility"), "en", url_for("public.accessibility")),
    ]
    for summary, version in newest_published(session):
        address = url_for("summaries.show_version", slug=summary.slug, number=version.number)
        pages += [(best_text(summary.title, code)[0], code, f"{address}?lang={code}") for code in LANGUAGES]
    return [Way(name, "anyone", code, "public", f"{base_url}{path}", group) for name, code, path in pages]
