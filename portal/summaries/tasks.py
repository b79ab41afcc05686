"""Slow work of this room: sending out a check, making PDFs."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.contact.wording import Letterhead
from portal.shared import clock
from portal.shared.queue import Progress, every_minute, every_night, task
from portal.shared.settings import current_settings
from portal.summaries.copies import COPY_TASK, Wish, forget_old_piles, print_some_copies, waiting_for_a_copy
from portal.summaries.enums import FileState, PrintSize
from portal.summaries.models import PrintedFile, Summary, SummaryVersion
from portal.summaries.operations.checking import SEND_TASK
from portal.summaries.operations.delivering import deliver_some
from portal.summaries.operations.forgetting import forget_final_notices, part_with_checkers
from portal.summaries.operations.media import VOICE_TASK, make_voice
from portal.summaries.operations.publishing import PDF_TASK, order_pdf
from portal.summaries.operations.recalling import AGAIN_TASK
from portal.summaries.operations.reminding import checks_to_remind, forget_what_was_never_sent, remind_some
from portal.summaries.operations.telling import TELL_TASK, tell_some, told_and_not
from portal.summaries.printing import print_file
from portal.summaries.queries import count_invitations, files_of
from portal.summaries.typesetting import Imprint

AT_ONCE = 20
TEND_TASK, FORGET_TASK = "summaries.tend_checks", "summaries.forget"


@task(SEND_TASK)
def send_check(session: Session, *, progress: Progress, version_id: str, by: str) -> dict[str, Any]:
    """Twenty people at a time, each batch kept: stopped half-way, nobody is asked twice."""
    version, settings = uuid.UUID(version_id), current_settings()
    letterhead = Letterhead(organisation=settings.organisation, phone=settings.contact_phone)
    total, done = count_invitations(session, version_id=version), 0
    session.commit()
    while tried := deliver_some(
        session,
        version_id=version,
        letterhead=letterhead,
        by=uuid.UUID(by),
        base_url=settings.base_url,
        limit=AT_ONCE,
    ):
        session.commit()
        done += tried
        progress(done, total)
    return {"tried": done}


@task(TELL_TASK)
def tell_people(session: Session, *, progress: Progress, version_id: str) -> dict[str, Any]:
    """Twenty people at a time, each batch kept: stopped half-way, nobody is told twice."""
    settings, tried = current_settings(), 0
    letterhead = Letterhead(organisation=settings.organisation, phone=settings.contact_phone)
    version = uuid.UUID(version_id)
    while some := tell_some(
        session, version_id=version, letterhead=letterhead, base_url=settings.base_url, limit=AT_ONCE
    ):
        session.commit()
        tried += some
    told, _waiting, held = told_and_not(session, version_id=version)
    return {"tried": tried, "told": told, "held_back": dict(held)}


@task(TEND_TASK, may_repeat=True)
def tend_checks(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Once a minute: the one reminder where its day has come, and what was begun and never sent is forgotten."""
    settings, reminded = current_settings(), 0
    letterhead = Letterhead(organisation=settings.organisation, phone=settings.contact_phone)
    for plan in checks_to_remind(session, today=clock.today()):
        while tried := remind_some(
            session, plan=plan, letterhead=letterhead, base_url=settings.base_url, limit=AT_ONCE
        ):
            session.commit()
            reminded += tried
    forgotten = forget_what_was_never_sent(session) + forget_old_piles(session, today=clock.today())
    session.commit()
    progress(1, 1)
    return {"reminded": reminded, "forgotten": forgotten}


every_minute(TEND_TASK)


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night: who was asked to check, and who was told, once it has been kept as long as it may be."""
    people = 0
    while gone := part_with_checkers(session):
        session.commit()
        people += gone
    return {"people": people, "notices": forget_final_notices(session)}


every_night(FORGET_TASK)


@task(PDF_TASK)
def make_pdf(session: Session, *, progress: Progress, file_id: str) -> dict[str, Any]:
    """Sets, finishes and checks one PDF. One that fails a gate is not kept: the page says why, in words."""
    file = session.get_one(PrintedFile, uuid.UUID(file_id))
    print_file(session, file=file, imprint=_imprint())
    return {"state": str(file.state), "ready": file.state is FileState.READY}


@task(AGAIN_TASK)
def print_again(session: Session, *, progress: Progress, old_id: str, new_id: str) -> dict[str, Any]:
    """The papers of a version that had to be published anew, in the same languages and sizes."""
    version, made = session.get_one(SummaryVersion, uuid.UUID(new_id)), 0
    for file in files_of(session, version_id=uuid.UUID(old_id)):
        order_pdf(
            session,
            version=version,
            language=file.language,
            size=file.size,
            without_colour=file.without_colour,
            by=None,
        )
        made += 1
    session.commit()  # how far it is, is noted by another connection
    progress(made, made)
    return {"ordered": made}


@task(COPY_TASK)
def print_copies(
    session: Session,
    *,
    progress: Progress,
    version_id: str,
    language: str,
    size: str,
    without_colour: int,
    by: str,
) -> dict[str, Any]:
    """Twenty copies at a time, each pile kept: stopped half-way, nobody's copy is printed twice."""
    wish = Wish(
        version_id=uuid.UUID(version_id),
        language=language,
        size=PrintSize(size),
        without_colour=bool(without_colour),
    )
    total, done = len(waiting_for_a_copy(session, version_id=wish.version_id, language=language)), 0
    session.commit()
    while batch := print_some_copies(session, wish=wish, imprint=_imprint(), by=uuid.UUID(by)):
        done += batch.copies
        refused = batch.state is FileState.REFUSED
        session.commit()
        if refused:
            break
        progress(done, max(total, done))
    return {"copies": done}


def _imprint() -> Imprint:
    settings = current_settings()
    return Imprint(
        organisation=settings.organisation,
        phone=settings.contact_phone,
        email=settings.contact_email,
        address=settings.base_url,
    )


@task(VOICE_TASK, may_repeat=True)
def make_computer_voice(session: Session, *, progress: Progress, summary_id: str, language: str) -> dict[str, Any]:
    """Reads out a summary in one language, one statement at a time; each is kept when it is done."""
    summary = session.get_one(Summary, uuid.UUID(summary_id))
    return {"made": make_voice(session, summary=summary, language=language, progress=progress)}
