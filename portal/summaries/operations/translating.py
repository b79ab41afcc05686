"""Translating a summary: one text at a time on the desk, or all of them in a file that goes to a translator and back.

A translation remembers the English it was made from. Nothing that was made from older English is written over the
newer by itself.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import clock
from portal.shared.exchange import NotReadable, TextFile, TextUnit, as_po, as_xliff, read_po_file, read_xliff
from portal.shared.i18n import LANGUAGES, _, ngettext
from portal.summaries import queries
from portal.summaries.enums import TextStatus
from portal.summaries.errors import NotReady, WrongState
from portal.summaries.models import Statement, Summary, TranslationImport, TranslationNote
from portal.summaries.operations.writing import edit_statement, edit_summary
from portal.summaries.rules import NUMBER_MARK, typed_figures

TITLE = "title"
MOST_SIGNS = 400
TO_XLIFF = {"": "initial", "machine_draft": "initial", "translated": "translated", "checked_by_speaker": "reviewed"}


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One text side by side. `needs_update`: the English is not the one the translation was made from."""

    key: str
    source: str
    target: str
    status: str
    needs_update: bool
    by: uuid.UUID | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ReadUnit:
    """One text of a file that came back. With a `problem` it is not taken over; `is_same` changes nothing."""

    key: str
    source: str
    target: str
    now: str
    status: str
    problem: str
    is_same: bool


def units_of(session: Session, *, summary: Summary, language: str) -> list[Unit]:
    """The title and every statement, in reading order."""
    notes = _newest_notes(session, summary_id=summary.id, language=language)
    of_title = _status_of_title(notes, summary, language)
    units = [_unit(TITLE, summary.title, of_title, language, notes.get(None), _("Title"))]
    for one in queries.statements_of(session, summary_id=summary.id):
        status = one.statuses.get(language, "")
        units.append(_unit(str(one.id), one.texts, status, language, notes.get(one.id), str(one.section.label)))
    return units


def save_translation(
    session: Session,
    *,
    summary: Summary,
    key: str,
    language: str,
    text: str,
    status: TextStatus,
    source_seen: str,
    by: uuid.UUID,
    came_by: str = "desk",
) -> None:
    """Keeps one translation with who made it and from which English. `source_seen` is the English the translator read.

    Raises:
        WrongState: the summary takes no edits; NotReady: the English changed meanwhile, or the words cannot stand.
    """
    problem = problem_with(source_now=_source(session, summary, key), source_seen=source_seen, target=text)
    if problem:
        raise NotReady([problem])
    statement_id = _write(session, summary, key, language=language, text=text, status=status, by=by)
    session.add(
        TranslationNote(
            summary_id=summary.id,
            statement_id=statement_id,
            language=language,
            status=str(status),
            source_sha256=sha(source_seen),
            words_sha256=sha(text),
            came_by=came_by,
            by=by,
            at=clock.now(),
        )
    )
    session.flush()


def _write(
    session: Session, summary: Summary, key: str, *, language: str, text: str, status: TextStatus, by: uuid.UUID
) -> uuid.UUID | None:
    """Puts the words where they belong; returns the statement's id, or None for the title."""
    if key == TITLE:
        titles = {**summary.title, language: text}
        edit_summary(session, summary=summary, title=titles, what_changed=summary.what_changed)
        return None
    statement = _statement(session, summary, key)
    edit_statement(
        session,
        summary=summary,
        statement=statement,
        section=statement.section,
        texts={**statement.texts, language: text},
        statuses={**statement.statuses, language: str(status)},
        picture=statement.picture,
        evidence=statement.evidence,
        by=by,
    )
    return statement.id


def file_for_translators(session: Session, *, summary: Summary, language: str, kind: str) -> bytes:
    """All texts as `xlf` or `po`."""
    units = tuple(
        TextUnit(id=one.key, source=one.source, target=one.target, state=TO_XLIFF[one.status], note=one.note)
        for one in units_of(session, summary=summary, language=language)
        if one.source
    )
    file = TextFile(file_id=f"summary-{summary.id}", source_lang="en", target_lang=language, units=units)
    return as_xliff(file) if kind == "xlf" else as_po(file)


def read_file(session: Session, *, summary: Summary, language: str, content: bytes, by: uuid.UUID) -> TranslationImport:
    """Reads a file that came back, and says of each text what would happen. Writes nothing into the summary.

    Raises:
        NotReady: not such a file, of another summary, or in another language.
    """
    kind = "po" if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"msgid", b"#")) else "xliff"
    try:
        file = read_po_file(content) if kind == "po" else read_xliff(content)
    except NotReadable as refusal:
        raise NotReady([_words_of(refusal)]) from refusal
    if file.file_id != f"summary-{summary.id}":
        raise NotReady([_("This file belongs to another summary")])
    if file.target_lang != language:
        raise NotReady([_("This file is in another language")])
    row = TranslationImport(
        summary_id=summary.id,
        language=language,
        format=kind,
        units=[asdict(one) for one in _compared(session, summary, language, file.units)],
        made_by=by,
        made_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row


def take_over(session: Session, *, summary: Summary, read: TranslationImport, by: uuid.UUID) -> int:
    """Writes what was agreed to. Everything is asked again: where the English or the translation changed since the
    preview, nothing is written over. Returns how many texts were written.

    Raises:
        WrongState: it was taken over already, or the summary takes no edits.
    """
    if read.taken_at is not None or not summary.state.takes_edits:
        raise WrongState("nothing can be taken over")
    count, now = 0, {one.key: one.target for one in units_of(session, summary=summary, language=read.language)}
    for unit in preview_of(read):
        if unit.problem or unit.is_same or now.get(unit.key) != unit.now:
            continue
        try:
            save_translation(
                session,
                summary=summary,
                key=unit.key,
                language=read.language,
                text=unit.target,
                status=TextStatus(unit.status),
                source_seen=unit.source,
                by=by,
                came_by=read.format,
            )
        except NotReady:
            continue
        count += 1
    read.taken_at = clock.now()
    session.flush()
    return count


def preview_of(read: TranslationImport) -> list[ReadUnit]:
    return [ReadUnit(**unit) for unit in read.units]


def problem_with(*, source_now: str | None, source_seen: str, target: str) -> str:
    """Why a translation cannot be kept, in words; empty when it can."""
    if source_now is None:
        return _("This text is not in the summary any more")
    if source_now != source_seen:
        return _("The English has changed since. Read it again and translate the new words")
    if not target.strip():
        return _("There is no translation here")
    if len(target) > MOST_SIGNS:
        over = len(target) - MOST_SIGNS
        return ngettext("Make this shorter by %(num)d letter", "Make this shorter by %(num)d letters", over)
    if (NUMBER_MARK in source_now) != (NUMBER_MARK in target):
        return _("%(mark)s must stand in the translation exactly where it stands in the English", mark=NUMBER_MARK)
    figure = next(iter(typed_figures(target)), None)
    if figure is not None:
        return _("“%(figure)s” was typed. Take numbers about people from the results", figure=figure)
    return ""


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _compared(session: Session, summary: Summary, language: str, units: Sequence[TextUnit]) -> list[ReadUnit]:
    now, seen = {one.key: one for one in units_of(session, summary=summary, language=language)}, set[str]()
    found = []
    for one in units:
        mine = now.get(one.id)
        problem = problem_with(source_now=mine.source if mine else None, source_seen=one.source, target=one.target)
        if one.id in seen:
            problem = _("This text stands in the file twice")
        seen.add(one.id)
        status = TextStatus.MACHINE_DRAFT if one.state == "initial" else TextStatus.TRANSLATED
        found.append(
            ReadUnit(
                key=one.id[:60],
                source=one.source,
                target=one.target.strip(),
                now=mine.target if mine else "",
                status=str(status),
                problem=problem,
                is_same=mine is not None and mine.target == one.target.strip() and not mine.needs_update,
            )
        )
    return found


def _unit(
    key: str, texts: dict[str, str], status: str, language: str, note: TranslationNote | None, about: str
) -> Unit:
    source, target = texts.get("en", ""), texts.get(language, "")
    is_of_note = note is not None and note.words_sha256 == sha(target)
    return Unit(
        key=key,
        source=source,
        target=target,
        status=status if target else "",
        needs_update=bool(target and note is not None and is_of_note and note.source_sha256 != sha(source)),
        by=note.by if note is not None and is_of_note else None,
        note=about,
    )


def _status_of_title(notes: dict[uuid.UUID | None, TranslationNote], summary: Summary, language: str) -> str:
    note = notes.get(None)
    has_note = note is not None and note.words_sha256 == sha(summary.title.get(language, ""))
    return note.status if note is not None and has_note else str(TextStatus.MACHINE_DRAFT)


def _newest_notes(session: Session, *, summary_id: uuid.UUID, language: str) -> dict[uuid.UUID | None, TranslationNote]:
    mine = (TranslationNote.summary_id == summary_id, TranslationNote.language == language)
    rows = session.scalars(sa.select(TranslationNote).where(*mine).order_by(TranslationNote.at, TranslationNote.id))
    return {row.statement_id: row for row in rows}


def _statement(session: Session, summary: Summary, key: str) -> Statement:
    rows = queries.statements_of(session, summary_id=summary.id)
    found = next((one for one in rows if str(one.id) == key), None)
    if found is None:
        raise NotReady([_("This text is not in the summary any more")])
    return found


def _source(session: Session, summary: Summary, key: str) -> str | None:
    if key == TITLE:
        return str(summary.title.get("en", ""))
    rows = queries.statements_of(session, summary_id=summary.id)
    return next((one.texts.get("en", "") for one in rows if str(one.id) == key), None)


def _words_of(refusal: NotReadable) -> str:
    return {
        "size": _("This file is empty or too big. Choose another one."),
        "words": _("This file cannot be read. Choose the XLIFF or PO file that came from here."),
        "shape": _("This file cannot be read. Choose the XLIFF or PO file that came from here."),
        "kind": _("This is no XLIFF 2.0 and no PO file of ours."),
    }[str(refusal)]


def languages_to_translate() -> list[str]:
    return [code for code in LANGUAGES if code != "en"]
