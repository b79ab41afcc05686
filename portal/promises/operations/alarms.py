"""Words that may mean danger in what people say of promises: a safeguarding lead looks, as with answers of a round."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.models import PromiseAsking, PromiseInvitation, PromiseVerdict
from portal.rounds.elsewhere import Place, SaidThere, WhoSaidIt, offer_place
from portal.rounds.operations.alarms import look_at_said, look_at_unsaid
from portal.shared.i18n import lazy
from portal.summaries.models import Summary
from portal.summaries.round_source import KIND as ROUND

PLACE = "promise"


def look_at_promises(session: Session, *, invitation: PromiseInvitation) -> None:
    """Looks at all that was just sent, by whatever door."""
    said = session.scalars(
        sa.select(PromiseVerdict).where(
            PromiseVerdict.invitation_id == invitation.id, PromiseVerdict.comment_sealed.is_not(None)
        )
    )
    words = {one.id: one.comment or "" for one in said}
    if words:
        round_id = _round_of(session, invitation)
        look_at_said(session, place=PLACE, said=words, alias=invitation.id, round_id=round_id)


def look_at_promise_draft(session: Session, *, invitation: PromiseInvitation, words: str) -> None:
    """Looks at what is being typed and is not sent yet."""
    if words:
        round_id = _round_of(session, invitation)
        look_at_unsaid(session, place=PLACE, words=words, alias=invitation.id, round_id=round_id)


def offer_promises() -> None:
    """Called by the hall at start-up."""
    offer_place(PLACE, Place(name=lazy("A question about a promise"), read=_read, who=_who))


def _summary_of(session: Session, invitation: PromiseInvitation) -> Summary:
    return session.get_one(Summary, session.get_one(PromiseAsking, invitation.asking_id).summary_id)


def _round_of(session: Session, invitation: PromiseInvitation) -> uuid.UUID | None:
    summary = _summary_of(session, invitation)
    return summary.source_id if summary.source_kind == ROUND else None


def _read(session: Session, said_id: uuid.UUID) -> SaidThere:
    verdict = session.get(PromiseVerdict, said_id)
    return SaidThere(words=verdict.comment, words_language=verdict.language) if verdict else SaidThere(words=None)


def _who(session: Session, alias: uuid.UUID) -> WhoSaidIt | None:
    invitation = session.get(PromiseInvitation, alias)
    if invitation is None:
        return None
    about = _summary_of(session, invitation).source_id
    return WhoSaidIt(person_id=invitation.person_id, subject_id=invitation.id, asked_in=about)
