"""Personal copies of a version out for checking: for people we write to on paper, each with the code of their letter.

A copy goes into the envelope of a letter, or with the worker who passes the message on, so it is made for nobody the
send gate has not let through, and the gate is asked again before it is set.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel
from portal.contact.models import ContactMessage
from portal.contact.operations.delivery import reason_against_handing_over
from portal.contact.operations.gate import door
from portal.contact.operations.relaying import go_betweens_of
from portal.shared import audit, clock, i18n, queue, sealed_files, tokens
from portal.shared.i18n import _
from portal.shared.pdf import PdfFault, render_copies
from portal.shared.pdf.page import square_code
from portal.shared.storage import checksum, storage
from portal.summaries.enums import FileState, PrintSize, VersionKind
from portal.summaries.errors import WrongState
from portal.summaries.models import CheckCopy, CheckInvitation, CopyBatch, SummaryVersion
from portal.summaries.printing import setting_of, words_now
from portal.summaries.queries import TOKEN_KIND
from portal.summaries.typesetting import Imprint, PersonalCopy, back_page, document_of, reply_page

COPY_TASK = "summaries.print_copies"
MOST_COPIES = 20
ON_PAPER = (Channel.LETTER, Channel.VIA_WORKER)
FORGET_AFTER = dt.timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which copies: one language, one size, one ink."""

    version_id: uuid.UUID
    language: str
    size: PrintSize
    without_colour: bool


@dataclass(frozen=True)
class Waiting:
    """Someone who gets a copy, and the message it goes with."""

    invitation: CheckInvitation
    message: ContactMessage


def order_copies(session: Session, *, version: SummaryVersion, wish: Wish, by: uuid.UUID) -> queue.Job:
    """Queues the copies of everyone who waits for one.

    Raises:
        WrongState: the version is not for checking.
    """
    if version.kind is not VersionKind.FOR_CHECK:
        raise WrongState("personal copies are for checking")
    return queue.enqueue(
        session,
        COPY_TASK,
        asked_by=by,
        version_id=str(version.id),
        language=wish.language,
        size=str(wish.size),
        without_colour=int(wish.without_colour),
        by=str(by),
    )


def waiting_for_a_copy(session: Session, *, version_id: uuid.UUID, language: str) -> list[Waiting]:
    """Those asked on paper who have not answered and have no copy yet, and whom the gate still lets through."""
    rows = session.execute(_on_paper(version_id, CheckInvitation, ContactMessage, language=language))
    newest = {invitation.id: Waiting(invitation, message) for invitation, message in rows}
    return [one for one in newest.values() if _may_get(session, one.message)]


def count_waiting(session: Session, *, version_id: uuid.UUID) -> int:
    """How many they are in all languages, before the gate is asked about each."""
    people = _on_paper(version_id, CheckInvitation.id).order_by(None).distinct().subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(people)) or 0


def _on_paper(version_id: uuid.UUID, *wanted: Any, language: str | None = None) -> sa.Select[Any]:
    """By invitation; of several messages to one person the newest comes last."""
    has_copy = sa.select(CheckCopy.invitation_id).join(CopyBatch).where(CopyBatch.version_id == version_id)
    return (
        sa.select(*wanted)
        .join(ContactMessage, ContactMessage.subject_id == CheckInvitation.id)
        .where(
            CheckInvitation.version_id == version_id,
            CheckInvitation.answered_at.is_(None),
            CheckInvitation.id.not_in(has_copy),
            ContactMessage.channel.in_(ON_PAPER),
            CheckInvitation.language == language if language else sa.true(),
        )
        .order_by(CheckInvitation.id, ContactMessage.wave, ContactMessage.made_at)
    )


def _may_get(session: Session, message: ContactMessage) -> bool:
    """Whoever shares a letter box gets a letter that says nothing; a paper that says everything must not follow it."""
    return message.link != door() and reason_against_handing_over(session, message=message) is None


def print_some_copies(session: Session, *, wish: Wish, imprint: Imprint, by: uuid.UUID) -> CopyBatch | None:
    """Sets the copies of the next people who wait, at most twenty, as one file; commits before setting them.

    Returns the batch, refused with reasons where it did not pass the gates; None when nobody waits.
    """
    chosen = waiting_for_a_copy(session, version_id=wish.version_id, language=wish.language)[:MOST_COPIES]
    if not chosen:
        return None
    version = session.get_one(SummaryVersion, wish.version_id)
    batch = _begin(session, version, wish, by)
    said = words_now(session, version=version)
    setting = setting_of(
        session,
        version=version,
        language=wish.language,
        size=wish.size,
        without_colour=wish.without_colour,
        imprint=imprint,
    )
    document = document_of(setting, with_reply=False)
    copies = [_copy_of(session, one, version, imprint) for one in chosen]
    codes = {f"qr-{place}": square_code(copy.link) for place, copy in enumerate(copies)}
    personal = [reply_page(setting, copy, qr=f"qr-{place}") for place, copy in enumerate(copies)]
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render_copies(
            replace(document, images={**document.images, **codes}), personal=personal, back=back_page(setting)
        )
    except PdfFault as fault:
        batch.state, batch.faults = FileState.REFUSED, list(fault.reasons)
        return batch
    if words_now(session, version=version) != said:
        batch.state, batch.faults = FileState.REFUSED, [_say(wish.language)]
        return batch
    _keep(session, batch, chosen, made.pdf, made.pages, by)
    return batch


def forget_old_piles(session: Session, *, today: dt.date) -> int:
    """Throws away piles whose check ended 90 days ago, and whose copy lay where. Returns how many."""
    over = sa.select(SummaryVersion.id).where(SummaryVersion.check_until < today - FORGET_AFTER)
    old = session.scalars(sa.select(CopyBatch).where(CopyBatch.version_id.in_(over))).all()
    for batch in old:
        if batch.storage_key:
            storage().delete(batch.storage_key)
        session.execute(sa.delete(CheckCopy).where(CheckCopy.batch_id == batch.id))
        session.delete(batch)
    session.flush()
    return len(old)


def batches_of(session: Session, *, version_id: uuid.UUID) -> Sequence[CopyBatch]:
    return session.scalars(
        sa.select(CopyBatch).where(CopyBatch.version_id == version_id).order_by(CopyBatch.number)
    ).all()


def places_to_take_out(session: Session, *, batch: CopyBatch) -> list[int]:
    """Places in the pile of those who said stop, answered, or must not be written to since it was printed."""
    rows = session.execute(
        sa.select(CheckCopy.place, CheckInvitation, ContactMessage)
        .join(CheckInvitation, CheckInvitation.id == CheckCopy.invitation_id)
        .join(ContactMessage, ContactMessage.subject_id == CheckInvitation.id)
        .where(CheckCopy.batch_id == batch.id, ContactMessage.channel.in_(ON_PAPER))
        .order_by(CheckCopy.place)
    )
    out = [
        place
        for place, invitation, message in rows
        if invitation.answered_at is not None or not _may_get(session, message)
    ]
    return sorted(set(out))


def _begin(session: Session, version: SummaryVersion, wish: Wish, by: uuid.UUID) -> CopyBatch:
    number = session.scalar(sa.select(sa.func.max(CopyBatch.number)).where(CopyBatch.version_id == version.id)) or 0
    batch = CopyBatch(
        version_id=version.id,
        number=number + 1,
        language=wish.language,
        size=wish.size,
        without_colour=wish.without_colour,
        asked_at=clock.now(),
        asked_by=by,
    )
    session.add(batch)
    session.flush()
    return batch


def _copy_of(session: Session, one: Waiting, version: SummaryVersion, imprint: Imprint) -> PersonalCopy:
    """The helper is the worker who brings it, where there is one; else whoever people can talk to about this."""
    brought_by = go_betweens_of(session, person_id=one.invitation.person_id)
    via_worker = one.message.channel is Channel.VIA_WORKER and brought_by
    link = tokens.link_token(TOKEN_KIND, one.invitation.id)
    return PersonalCopy(
        code=tokens.short_code(TOKEN_KIND, one.invitation.id),
        link=f"{imprint.address}/c/{link}",
        helper=str(brought_by[0].name) if via_worker else str(version.talk_to.get("name", "")),
    )


def _keep(session: Session, batch: CopyBatch, chosen: Sequence[Waiting], pdf: bytes, pages: int, by: uuid.UUID) -> None:
    batch.storage_key = sealed_files.put(pdf, belongs_to=batch.id)
    batch.file_sha256, batch.pages, batch.copies, batch.state = checksum(pdf), pages, len(chosen), FileState.READY
    for place, one in enumerate(chosen, start=1):
        session.add(CheckCopy(batch_id=batch.id, invitation_id=one.invitation.id, place=place))
    audit.record(session, action="print", subject="copy_batch", subject_id=batch.id, actor_id=by, copies=len(chosen))
    session.flush()


def _say(language: str) -> str:
    with i18n.speaking(language):
        return _("Someone took their words back meanwhile. Print it again.")
