"""What people say of each statement. Kept from the first touch, counted only when sent, and sent once."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.operations import hold_back_waiting
from portal.shared import audit, clock, tokens
from portal.summaries import queries
from portal.summaries.enums import AskedBecause, CheckChannel, Section, VerdictKind, WhoHelped
from portal.summaries.errors import CheckOver
from portal.summaries.models import (
    CheckDraft,
    CheckInvitation,
    MissingRemark,
    SharedQuote,
    Summary,
    SummaryVersion,
    Verdict,
)
from portal.summaries.operations.alarms import look_at_check, look_at_check_draft
from portal.summaries.operations.pictured import forget_photos, send_photos
from portal.summaries.operations.quotes import ASKED_TO, remove_quote
from portal.summaries.operations.timely import is_open, refuse_if_over
from portal.summaries.operations.voice import forget_voice, send_voice
from portal.summaries.panels import tell_done

LONGEST_COMMENT = 4000


@dataclass(kw_only=True)
class SaidSoFar:
    """What someone has said, not sent yet. `visits` says in which visit: a link opened elsewhere shows no words."""

    verdicts: dict[str, dict[str, str]] = field(default_factory=dict)
    missing: str = ""
    missing_visit: str = ""
    missing_seen: bool = False

    def verdict(self, statement_id: str, *, visit: str) -> tuple[str, str]:
        """The verdict and comment on a statement, if they were given in this visit; else two empty texts."""
        entry = self.verdicts.get(statement_id)
        if entry is None or entry["visit"] != visit:
            return "", ""
        return entry["verdict"], entry["comment"]


def to_check(version: SummaryVersion) -> list[str]:
    """The ids of the statements people are asked about, in order."""
    return [one["id"] for one in version.content["statements"] if Section(one["section"]).is_checked]


def open_check(session: Session, *, invitation: CheckInvitation) -> None:
    """Someone pressed start. Opening the link alone is no sign of a person: mail scanners do that too."""
    if invitation.opened_at is None:
        invitation.opened_at = clock.now()
    session.flush()


def said_so_far(session: Session, *, invitation: CheckInvitation, to_write: bool = False) -> SaidSoFar:
    draft = queries.draft_of(session, invitation_id=invitation.id, to_write=to_write)
    return SaidSoFar(**json.loads(draft.entries)) if draft and draft.entries else SaidSoFar()


def keep_verdict(
    session: Session,
    *,
    invitation: CheckInvitation,
    statement_id: str,
    verdict: VerdictKind,
    comment: str,
    visit: str,
) -> None:
    """Keeps what someone says of one statement; saying something else later replaces it, until it is sent.

    Raises:
        CheckOver
    """
    refuse_if_over(session, invitation)
    said = said_so_far(session, invitation=invitation, to_write=True)
    said.verdicts[statement_id] = {"verdict": str(verdict), "comment": comment[:LONGEST_COMMENT], "visit": visit}
    _keep(session, invitation, said)
    look_at_check_draft(session, invitation=invitation, words=comment)


def keep_missing(session: Session, *, invitation: CheckInvitation, words: str, visit: str) -> None:
    """Keeps what someone says is missing; empty words are an answer too.

    Raises:
        CheckOver
    """
    refuse_if_over(session, invitation)
    said = said_so_far(session, invitation=invitation, to_write=True)
    said.missing, said.missing_visit, said.missing_seen = words[:LONGEST_COMMENT], visit, True
    _keep(session, invitation, said)
    look_at_check_draft(session, invitation=invitation, words=words)


def submit_check(
    session: Session,
    *,
    invitation: CheckInvitation,
    helped: WhoHelped,
    wants_news: bool | None = None,
    channel: CheckChannel = CheckChannel.WEB,
) -> str:
    """Sends what was kept, once. Sending again answers with the same receipt and changes nothing.

    A statement nobody said anything of gets no verdict. "Leave this out" from the person quoted takes the quote out of
    every version at once. What comes after the last day is late: read and answered, and counted apart.

    Raises:
        CheckOver
    """
    if invitation.answered_at is not None:
        return invitation.receipt
    refuse_if_over(session, invitation)
    said = said_so_far(session, invitation=invitation, to_write=True)
    invitation.wants_news = wants_news
    _settle(session, invitation, said, helped=helped, channel=channel, recorded_by=None)
    return invitation.receipt


def record_call(
    session: Session,
    *,
    invitation: CheckInvitation,
    verdicts: Mapping[str, tuple[VerdictKind, str]],
    missing: str,
    helped: WhoHelped,
    by: uuid.UUID,
    channel: CheckChannel = CheckChannel.PHONE,
    wants_news: bool | None = None,
) -> str:
    """Records what someone said on the phone (or wrote on paper) of each statement; returns the receipt to read out.
    What they had begun on the web and never sent is thrown away: this is their last word.

    Raises:
        CheckOver: also when this person has sent their answers already.
    """
    if invitation.answered_at is not None:
        raise CheckOver
    refuse_if_over(session, invitation)
    said = SaidSoFar(
        verdicts={
            statement_id: {"verdict": str(kind), "comment": comment[:LONGEST_COMMENT], "visit": ""}
            for statement_id, (kind, comment) in verdicts.items()
        },
        missing=missing[:LONGEST_COMMENT],
    )
    invitation.wants_news = wants_news
    forget_voice(session, invitation_id=invitation.id)
    forget_photos(session, invitation_id=invitation.id)
    _settle(session, invitation, said, helped=helped, channel=channel, recorded_by=by)
    audit.record(
        session,
        action="check_recorded",
        subject="check_invitation",
        subject_id=invitation.id,
        actor_id=by,
        channel=str(channel),
    )
    return invitation.receipt


def _settle(
    session: Session,
    invitation: CheckInvitation,
    said: SaidSoFar,
    *,
    helped: WhoHelped,
    channel: CheckChannel,
    recorded_by: uuid.UUID | None,
) -> None:
    version = session.get_one(SummaryVersion, invitation.version_id)
    now = clock.now()
    shared: dict[str, Any] = {"language": invitation.language, "provenance": helped, "at": now}
    _write_verdicts(session, invitation, version, said, channel=channel, recorded_by=recorded_by, **shared)
    if said.missing or shows_what_is_missing(session, invitation_id=invitation.id):
        words = said.missing or None
        session.add(MissingRemark(invitation_id=invitation.id, version_id=version.id, words=words, **shared))
    # Whoever answers was asked, by whatever way it reached them.
    invitation.asked_at = invitation.asked_at or now
    invitation.answered_at, invitation.answered_by = now, channel
    invitation.is_late = not is_open(session, session.get_one(Summary, invitation.summary_id), version)
    invitation.receipt = _receipt(invitation.id)
    send_voice(session, invitation_id=invitation.id)
    send_photos(session, invitation_id=invitation.id)
    hold_back_waiting(session, subject_id=invitation.id, reason=Withheld.ALREADY_REPLIED)
    draft = queries.draft_of(session, invitation_id=invitation.id)
    if draft is not None:
        session.delete(draft)
    session.flush()
    look_at_check(session, invitation=invitation)
    if invitation.because is AskedBecause.PANEL:
        tell_done(session, version_id=version.id, member_id=invitation.subject_id, by=recorded_by)


def shows_what_is_missing(session: Session, *, invitation_id: uuid.UUID) -> bool:
    """Whether someone says aloud or shows in a photo what is missing: it is answered like written words."""
    notes = queries.voice_notes_of(session, invitation_id=invitation_id)
    return any(one.statement_id is None for one in notes) or bool(
        queries.photos_of(session, invitation_id=invitation_id)
    )


def _write_verdicts(
    session: Session, invitation: CheckInvitation, version: SummaryVersion, said: SaidSoFar, **shared: Any
) -> None:
    frozen = {one["id"]: one for one in version.content["statements"]}
    for statement_id in to_check(version):
        entry = said.verdicts.get(statement_id)
        if entry is None:
            continue
        session.add(
            Verdict(
                invitation_id=invitation.id,
                version_id=version.id,
                statement_id=uuid.UUID(statement_id),
                statement_version=frozen[statement_id]["version"],
                verdict=VerdictKind(entry["verdict"]),
                comment=entry["comment"] or None,
                **shared,
            )
        )
        if entry["verdict"] == VerdictKind.LEAVE_OUT:
            _obey_the_person_quoted(session, invitation, frozen[statement_id])


def _obey_the_person_quoted(session: Session, invitation: CheckInvitation, frozen: Mapping[str, Any]) -> None:
    if frozen["quote"] is None or invitation.alias is None:
        return
    quote = session.get(SharedQuote, uuid.UUID(frozen["quote"]["id"]))
    if quote is not None and quote.alias == invitation.alias:
        remove_quote(session, quote=quote, because=ASKED_TO)


def _keep(session: Session, invitation: CheckInvitation, said: SaidSoFar) -> None:
    draft = queries.draft_of(session, invitation_id=invitation.id)
    if draft is None:
        draft = CheckDraft(invitation_id=invitation.id)
        session.add(draft)
    draft.entries, draft.changed_at = json.dumps(vars(said), ensure_ascii=False), clock.now()
    session.flush()


def _receipt(invitation_id: uuid.UUID) -> str:
    return tokens.short_code("check-receipt", invitation_id)
