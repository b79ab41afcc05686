"""Words that may mean danger in what people say at a check: a safeguarding lead looks, as with answers of a round."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.elsewhere import Place, SaidThere, WhoSaidIt, offer_place
from portal.rounds.operations.alarms import look_at_said, look_at_unsaid
from portal.shared.i18n import lazy
from portal.summaries.models import CheckInvitation, MissingRemark, Summary, Verdict, VoiceNote
from portal.summaries.round_source import KIND as ROUND

PLACE = "check"


def look_at_check(session: Session, *, invitation: CheckInvitation) -> None:
    """Looks at all that was just sent, by whatever door."""
    verdicts = session.scalars(
        sa.select(Verdict).where(Verdict.invitation_id == invitation.id, Verdict.comment_sealed.is_not(None))
    )
    said = {one.id: one.comment or "" for one in verdicts}
    remarks = session.scalars(sa.select(MissingRemark).where(MissingRemark.invitation_id == invitation.id))
    said |= {one.id: one.words for one in remarks if one.words}
    _look(session, invitation, said)


def look_at_transcript(session: Session, *, note: VoiceNote) -> None:
    """As `look_at_check`, for a voice note that got its words later."""
    _look(session, session.get_one(CheckInvitation, note.invitation_id), {note.id: note.transcript or ""})


def look_at_check_draft(session: Session, *, invitation: CheckInvitation, words: str) -> None:
    """Looks at what is being typed, by the person or from their paper, and is not sent yet."""
    if words:
        round_id = _round_of(session, invitation)
        look_at_unsaid(session, place=PLACE, words=words, alias=invitation.id, round_id=round_id)


def offer_checks() -> None:
    """Called by the hall at start-up."""
    offer_place(PLACE, Place(name=lazy("A check of a summary"), read=_read, who=_who))


def _look(session: Session, invitation: CheckInvitation, said: dict[uuid.UUID, str]) -> None:
    if said:
        look_at_said(session, place=PLACE, said=said, alias=invitation.id, round_id=_round_of(session, invitation))


def _round_of(session: Session, invitation: CheckInvitation) -> uuid.UUID | None:
    """The round whose lead and whose own words count; none where the summary is about something else."""
    summary = session.get_one(Summary, invitation.summary_id)
    return summary.source_id if summary.source_kind == ROUND else None


def _read(session: Session, said_id: uuid.UUID) -> SaidThere:
    verdict = session.get(Verdict, said_id)
    if verdict is not None:
        return SaidThere(words=verdict.comment, words_language=verdict.language)
    remark = session.get(MissingRemark, said_id)
    if remark is not None:
        return SaidThere(words=remark.words, words_language=remark.language)
    note = session.get(VoiceNote, said_id)
    return SaidThere(words=note.transcript if note else None)


def _who(session: Session, alias: uuid.UUID) -> WhoSaidIt | None:
    """They are left in peace in all that is about what the summary is about."""
    invitation = session.get(CheckInvitation, alias)
    if invitation is None:
        return None
    summary = session.get_one(Summary, invitation.summary_id)
    return WhoSaidIt(person_id=invitation.person_id, subject_id=invitation.id, asked_in=summary.source_id)
