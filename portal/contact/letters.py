"""Letters on paper: one page per person, in their language, many in one PDF to print and post.

The words are those the gate worded; the page adds the address for the window of the envelope, the link as a square
picture and the short code in big type. Made through the one PDF worker.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact import queries
from portal.contact.enums import Channel, MessageState, Withheld
from portal.contact.errors import SendingStopped
from portal.contact.models import ContactMessage, LetterBatch
from portal.contact.operations.delivery import hand_over
from portal.contact.operations.gate import address_of, as_it_is_now, reason_against_message
from portal.shared import audit, clock, i18n, queue, sealed_files
from portal.shared.pdf import Document, FaultKind, PdfFault, Rules, render
from portal.shared.pdf.page import is_foreign, print_templates, square_code
from portal.shared.storage import checksum

PRINT_TASK = "contact.print_letters"
MOST_LETTERS = 50
RULES = Rules(least_text_pt=14, most_pages=MOST_LETTERS)
STYLE = """
@page { margin: 15mm 20mm 12mm; @bottom-center { content: none; } }
.letter { break-before: page; break-inside: avoid; }
.letter:first-child { break-before: auto; }
.letter .address { height: 34mm; margin: 27mm 0 8mm; text-align: left; line-height: 1.25; font-size: 14pt; }
.letter .address .reference { font-size: 14pt; color: #404040; }
.letter h1 { font-size: 1.5em; margin-bottom: 4mm; }
.letter p { margin-bottom: 2.6mm; line-height: 1.32; }
.letter .ways { margin-top: 4mm; }
.letter .foreign { text-align: right; }
.letter .ways .words p { margin-bottom: 1mm; }
.big-code { font-size: 28pt; font-weight: 700; letter-spacing: 0.06em; direction: ltr; }
.big-code:lang(ur) { font-family: "Atkinson Hyperlegible Next"; line-height: 1.4; text-align: right; }
.letter p:lang(ur) { font-size: 14pt; line-height: 1.95; margin-bottom: 0.6mm; }
.letter h1:lang(ur) { font-size: 1.2em; line-height: 2; margin-bottom: 1mm; }
.letter .address p:lang(en), .letter .big-code:lang(ur) { margin-bottom: 0; }
.letter p.big-code:lang(ur) { font-size: 28pt; }
"""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One page, ready to set."""

    message_id: uuid.UUID
    address: tuple[str, ...]
    headline: str
    paragraphs: tuple[str, ...]
    link: str
    code: str

    @property
    def picture(self) -> str:
        return f"qr-{self.message_id.hex}"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What came of posting a batch: letters noted as sent, and the places in the pile of those left out."""

    sent: int
    left_out: tuple[int, ...]


def letter_of(message: ContactMessage) -> Letter:
    return Letter(
        message_id=message.id,
        address=tuple(line.strip() for line in (message.to or "").splitlines() if line.strip()),
        headline=message.headline,
        paragraphs=tuple((message.words or "").split("\n\n")),
        link=message.link or "",
        code=message.code or "",
    )


def document_of(letters: Sequence[Letter], *, language: str, batch_number: int) -> Document:
    """Letters in one language as one document. Its title says nothing: it may be seen on a screen."""
    with i18n.speaking(language):
        html = (
            print_templates()
            .get_template("contact/letters.html")
            .render(letters=letters, batch_number=batch_number, is_foreign=is_foreign)
        )
        title = i18n._("Letters")
    return Document(
        html=html,
        language=language,
        title=title,
        stylesheets=[STYLE],
        images={letter.picture: square_code(letter.link) for letter in letters},
        rules=RULES,
    )


def ask_to_print(session: Session, *, asked_in: uuid.UUID, by: uuid.UUID) -> queue.Job:
    """Queues the printing of a round's letters; asked twice, the job under way comes back: nothing is printed twice."""
    under_way = sa.select(queue.Job).where(
        queue.Job.task == PRINT_TASK, queue.Job.state.in_([queue.JobState.QUEUED, queue.JobState.RUNNING])
    )
    for job in session.scalars(under_way):
        if job.arguments.get("asked_in") == str(asked_in):
            return job
    return queue.enqueue(session, PRINT_TASK, asked_by=by, asked_in=str(asked_in), by=str(by))


def print_some(session: Session, *, asked_in: uuid.UUID, by: uuid.UUID) -> Counter[str]:
    """Prints the next letters of a round, at most fifty and all in one language; commits before setting them.

    Returns how many were printed, held back, or could not be set; nothing when there are none left.
    """
    waiting = queries.letters_to_print(session, asked_in=asked_in, limit=MOST_LETTERS)
    if not waiting or is_post_stopped(session, asked_in=asked_in):
        return Counter()
    language, counts = waiting[0].language, Counter[str]()
    letters = [letter for message in waiting if (letter := _checked(session, message, counts)) is not None]
    session.commit()
    number = queries.count_batches(session, asked_in=asked_in) + 1
    session.commit()
    for chosen, pdf in _set(letters, language=language, number=number):
        if pdf is None:
            counts["failed"] += len(chosen)
            _note_failed(session, chosen)
            continue
        _keep(session, chosen, pdf=pdf, asked_in=asked_in, language=language, number=number, by=by)
        counts["printed"] += len(chosen)
        number += 1
    return counts


def post_batch(session: Session, *, batch: LetterBatch, by: uuid.UUID) -> Posted:
    """Notes the letters of a batch as sent, asking the gate about each once more: who said stop since is left out.

    Raises:
        SendingStopped: nothing is posted at the moment.
    """
    if is_post_stopped(session, asked_in=batch.asked_in):
        raise SendingStopped
    letters = queries.letters_of(session, batch_id=batch.id)
    left_out = [letter.batch_place or 0 for letter in letters if not _post(session, letter, by)]
    batch.posted_at, batch.posted_by = clock.now(), by
    sent = len(letters) - len(left_out)
    audit.record(session, action="post", subject="letter_batch", subject_id=batch.id, actor_id=by, sent=sent)
    return Posted(sent=sent, left_out=tuple(left_out))


def is_post_stopped(session: Session, *, asked_in: uuid.UUID) -> bool:
    return any(stop.channel in (None, Channel.LETTER) for stop in queries.stops_now(session, asked_in=asked_in))


def _post(session: Session, letter: ContactMessage, by: uuid.UUID) -> bool:
    if letter.state is not MessageState.PRINTED:
        return letter.state is MessageState.SENT
    return hand_over(session, message=letter, by=by) is MessageState.SENT


def _checked(session: Session, message: ContactMessage, counts: Counter[str]) -> Letter | None:
    person = as_it_is_now(session, person_id=message.person_id)
    reason = reason_against_message(session, person=person, message=message, now=clock.now())
    if reason is Withheld.PAUSED:
        return None  # it stays in line
    if reason is not None:
        message.state, message.withheld = MessageState.WITHHELD, reason
        counts["withheld"] += 1
        return None
    message.to = address_of(person, message.channel)
    return letter_of(message)


def _set(letters: Sequence[Letter], *, language: str, number: int) -> list[tuple[Sequence[Letter], bytes | None]]:
    """Sets letters; where one cannot be set, or not on one page, the others still are."""
    if not letters:
        return []
    try:
        made = render(document_of(letters, language=language, batch_number=number))
        if made.pages == len(letters):
            return [(letters, made.pdf)]
    except PdfFault as fault:
        if len(letters) == 1 and fault.kind in (FaultKind.CRASH, FaultKind.LIMIT):
            raise  # the press is at fault and not the letter: it stays in line
    if len(letters) == 1:
        return [(letters, None)]
    half = len(letters) // 2
    first = _set(letters[:half], language=language, number=number)
    printed = sum(pdf is not None for _chosen, pdf in first)
    return first + _set(letters[half:], language=language, number=number + printed)


def _keep(
    session: Session,
    letters: Sequence[Letter],
    *,
    pdf: bytes,
    asked_in: uuid.UUID,
    language: str,
    number: int,
    by: uuid.UUID,
) -> None:
    batch = LetterBatch(
        asked_in=asked_in,
        number=number,
        language=language,
        letters=len(letters),
        sha256=checksum(pdf),
        made_at=clock.now(),
        made_by=by,
    )
    batch.storage_key = sealed_files.put(pdf, belongs_to=batch.id)
    session.add(batch)
    session.flush()
    audit.record(
        session, action="print", subject="letter_batch", subject_id=batch.id, actor_id=by, letters=len(letters)
    )
    for place, letter in enumerate(letters, start=1):
        this = ContactMessage.id == letter.message_id
        session.execute(sa.update(ContactMessage).where(this).values(batch_id=batch.id, batch_place=place))
        # Whoever said stop while it was being set stays held back: their page is in the pile, and named when posting.
        unchanged = sa.and_(this, ContactMessage.state == MessageState.TO_PRINT)
        session.execute(sa.update(ContactMessage).where(unchanged).values(state=MessageState.PRINTED))


def _note_failed(session: Session, letters: Sequence[Letter]) -> None:
    for letter in letters:
        message = session.get_one(ContactMessage, letter.message_id, populate_existing=True)
        # No attempt: nobody tried to reach them. A later wave may.
        if message.state is MessageState.TO_PRINT:
            message.state = MessageState.FAILED
