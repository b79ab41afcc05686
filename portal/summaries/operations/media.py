"""Recordings, films in sign language, and the computer's voice: added, made, taken out."""

import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import clock, queue
from portal.shared.i18n import _
from portal.shared.queue import Progress
from portal.shared.storage import storage
from portal.summaries import queries
from portal.summaries.listening import fingerprint, offered, whole_words, words_of
from portal.summaries.media_enums import MediaSort
from portal.summaries.models import Summary, SummaryMedia
from portal.summaries.operations.checking import current_content
from portal.summaries.reading import ReadSummary, as_read, quote_ids
from portal.summaries.sound_files import LARGEST_SOUND, NotSound, film_type, lighter, read_captions, sound_type

VOICE_TASK = "summaries.make_voice"
PROGRAM = "espeak-ng"
VOICES = {
    **{"en": "en-gb", "en-easy": "en-gb", "cy": "cy", "ur": "ur"},
    **{"pl": "pl", "ro": "ro", "pa": "pa", "bn": "bn", "ar": "ar"},
}
WORDS_A_MINUTE, LONGEST_SECONDS = 130, 120
SUFFIXES = {
    "audio/wav": ".wav",
    "audio/ogg": ".oga",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
}


def media_of(session: Session, *, summary_id: uuid.UUID) -> Sequence[SummaryMedia]:
    """Everything that was not taken out, the newest last."""
    mine = (SummaryMedia.summary_id == summary_id, SummaryMedia.removed_at.is_(None))
    return session.scalars(sa.select(SummaryMedia).where(*mine).order_by(SummaryMedia.added_at, SummaryMedia.id)).all()


def media_for(
    session: Session, *, summary_id: uuid.UUID, read: ReadSummary
) -> dict[uuid.UUID | None, list[SummaryMedia]]:
    """What a reader of `read` is offered: recordings of exactly these words, and films made from the English ones."""
    rows = media_of(session, summary_id=summary_id)
    if not rows:
        return {}
    quotes = queries.quotes_by_id(session, ids=quote_ids(read.content))
    english = as_read(read.content, language="en", quotes=quotes)
    found = offered([row for row in rows if row.sort is not MediaSort.SIGNED], [read])
    for key, films in offered([row for row in rows if row.sort is MediaSort.SIGNED], [english]).items():
        found[key] = [*found.get(key, []), *films]
    return found


def read_now(session: Session, *, summary: Summary, language: str) -> ReadSummary:
    """The summary as it is written this moment, in one language."""
    content = current_content(session, summary=summary)
    return as_read(content, language=language, quotes=queries.quotes_by_id(session, ids=quote_ids(content)))


def words_now(read: ReadSummary, statement_id: uuid.UUID | None) -> str:
    """
    Raises:
        NotSound: there are no words in this language yet.
    """
    if statement_id is None:
        return whole_words(read)
    one = next((one for one in read.statements if one.id == statement_id), None)
    if one is None or one.language.code != read.language.code:
        raise NotSound(_("Write the words in this language first"))
    return words_of(one)


def add_recording(
    session: Session,
    *,
    summary: Summary,
    statement_id: uuid.UUID | None,
    language: str,
    content: bytes,
    by: uuid.UUID | None,
    sort: MediaSort = MediaSort.RECORDED,
    read: ReadSummary | None = None,
) -> SummaryMedia:
    """Keeps a recording of the words as they stand now. One made before for the same words is replaced.

    Raises:
        NotSound: with what would do.
    """
    media_type = sound_type(content)
    words = words_now(read or read_now(session, summary=summary, language=language), statement_id)
    _replace(session, summary_id=summary.id, statement_id=statement_id, sort=sort, language=language)
    return _keep(
        session,
        SummaryMedia(
            summary_id=summary.id,
            statement_id=statement_id,
            sort=sort,
            language=language,
            words_sha256=fingerprint(words),
            storage_key=storage().put(content, suffix=SUFFIXES[media_type]),
            media_type=media_type,
            size=len(content),
            transcript="",
            added_by=by,
            added_at=clock.now(),
        ),
    )


def add_film(
    session: Session,
    *,
    summary: Summary,
    statement_id: uuid.UUID | None,
    captions: bytes,
    by: uuid.UUID,
    content: bytes | None = None,
    from_media: SummaryMedia | None = None,
) -> SummaryMedia:
    """Keeps a film in British Sign Language with its captions; the transcript is what the captions say.

    `from_media` is a film that is on our server already, used again.

    Raises:
        NotSound: with what would do.
    """
    said = read_captions(captions)
    if content is not None:
        media_type = film_type(content)
        key, size = storage().put(content, suffix=SUFFIXES[media_type]), len(content)
    elif from_media is not None and from_media.sort is MediaSort.SIGNED and from_media.removed_at is None:
        media_type, key, size = from_media.media_type, from_media.storage_key, from_media.size
    else:
        raise NotSound(_("Choose a film, or give the address of one on our own site"))
    words = words_now(read_now(session, summary=summary, language="en"), statement_id)
    _replace(session, summary_id=summary.id, statement_id=statement_id, sort=MediaSort.SIGNED, language="en")
    return _keep(
        session,
        SummaryMedia(
            summary_id=summary.id,
            statement_id=statement_id,
            sort=MediaSort.SIGNED,
            language="en",
            words_sha256=fingerprint(words),
            storage_key=key,
            media_type=media_type,
            size=size,
            captions_key=storage().put(said.text.encode(), suffix=".vtt"),
            transcript=said.transcript,
            added_by=by,
            added_at=clock.now(),
        ),
    )


def take_out_media(session: Session, *, media: SummaryMedia) -> None:
    """Nobody is offered it any more."""
    media.removed_at = media.removed_at or clock.now()
    session.flush()


def can_speak(language: str) -> bool:
    """Whether the computer can read this language out here."""
    return language in VOICES and shutil.which(PROGRAM) is not None


def order_voice(session: Session, *, summary: Summary, language: str, by: uuid.UUID) -> queue.Job:
    """Queues the computer's voice for each statement and the whole, in one language.

    Raises:
        NotSound: this machine has no voice for it.
    """
    if not can_speak(language):
        raise NotSound(_("This computer has no voice for this language."))
    return queue.enqueue(session, VOICE_TASK, asked_by=by, summary_id=str(summary.id), language=language)


def make_voice(session: Session, *, summary: Summary, language: str, progress: Progress) -> int:
    """Reads out what is in this language and has no computer voice of the same words yet. Returns how many."""
    read = read_now(session, summary=summary, language=language)
    mine = [one for one in media_of(session, summary_id=summary.id) if one.sort is MediaSort.COMPUTER]
    have = {key for key, rows in offered(mine, [read]).items() if rows}
    ids = [one.id for one in read.statements if one.language.code == read.language.code]
    wanted = [key for key in (*ids, None) if key not in have]
    for place, key in enumerate(wanted, start=1):
        content = speak(words_now(read, key), language=language)
        add_recording(
            session,
            summary=summary,
            statement_id=key,
            language=language,
            content=content,
            by=None,
            sort=MediaSort.COMPUTER,
            read=read,
        )
        session.commit()
        progress(place, len(wanted))
    return len(wanted)


def speak(words: str, *, language: str) -> bytes:
    """The words as a WAV file, spoken by the program of this machine.

    Raises:
        NotSound: the program is not there or failed.
    """
    program = shutil.which(PROGRAM)
    if program is None or language not in VOICES:
        raise NotSound(_("This computer has no voice for this language."))
    with tempfile.TemporaryDirectory(prefix="heard-voice-") as folder:
        out, text = Path(folder) / "out.wav", Path(folder) / "words.txt"
        text.write_text(words, encoding="utf-8")
        command = [program, "-v", VOICES[language], "-s", str(WORDS_A_MINUTE), "-w", str(out), "-f", str(text)]
        try:
            subprocess.run(command, check=True, timeout=LONGEST_SECONDS, capture_output=True)  # noqa: S603
            return lighter(out.read_bytes(), most=LARGEST_SOUND)
        except (OSError, subprocess.SubprocessError) as reason:
            raise NotSound(_("The computer's voice did not work")) from reason


def _replace(
    session: Session, *, summary_id: uuid.UUID, statement_id: uuid.UUID | None, sort: MediaSort, language: str
) -> None:
    for row in media_of(session, summary_id=summary_id):
        if (row.statement_id, row.sort, row.language) == (statement_id, sort, language):
            row.removed_at = clock.now()


def _keep(session: Session, row: SummaryMedia) -> SummaryMedia:
    session.add(row)
    session.flush()
    return row
