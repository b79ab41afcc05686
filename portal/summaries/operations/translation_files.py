"""Translating a summary in a file that goes to a translator and comes back: read, shown, and only then taken over."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from portal.shared import clock
from portal.shared.exchange import NotReadable, TextFile, TextUnit, as_po, as_xliff, read_po_file, read_xliff
from portal.shared.i18n import _
from portal.summaries.enums import TextStatus
from portal.summaries.errors import NotReady, WrongState
from portal.summaries.models import Summary, TranslationImport
from portal.summaries.operations.translating import problem_with, save_translation, units_of

TO_XLIFF = {"": "initial", "machine_draft": "initial", "translated": "translated", "checked_by_speaker": "reviewed"}


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


def _words_of(refusal: NotReadable) -> str:
    return {
        "size": _("This file is empty or too big. Choose another one."),
        "words": _("This file cannot be read. Choose the XLIFF or PO file that came from here."),
        "shape": _("This file cannot be read. Choose the XLIFF or PO file that came from here."),
        "kind": _("This is no XLIFF 2.0 and no PO file of ours."),
    }[str(refusal)]
