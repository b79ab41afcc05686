"""A frozen version as a PDF: set by the one PDF worker, kept only when it passed every gate."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy.orm import Session

from portal.shared.pdf import PdfFault, render
from portal.shared.storage import checksum, storage
from portal.summaries import queries
from portal.summaries.enums import FileState, PrintSize
from portal.summaries.models import PrintedFile, Summary, SummaryVersion
from portal.summaries.pictures import gallery
from portal.summaries.reading import as_read, quote_ids
from portal.summaries.typesetting import Imprint, Setting, document_of


def print_file(session: Session, *, file: PrintedFile, imprint: Imprint) -> None:
    """Makes the PDF of `file`, or notes why it cannot be: nothing that fails a gate is ever offered."""
    version = session.get_one(SummaryVersion, file.version_id)
    said = words_now(session, version=version)
    setting = setting_of(
        session,
        version=version,
        language=file.language,
        size=file.size,
        without_colour=file.without_colour,
        imprint=imprint,
    )
    document = document_of(setting)
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        file.state, file.faults = FileState.REFUSED, list(fault.reasons)
        return
    if words_now(session, version=version) != said:
        return print_file(session, file=file, imprint=imprint)  # someone took their words back meanwhile
    file.storage_key = storage().put(made.pdf, suffix=".pdf")
    file.file_sha256, file.pages, file.faults = checksum(made.pdf), made.pages, []
    file.proof = {**asdict(made.proof), "conditions": list(made.proof.conditions)}
    file.state = FileState.READY


def words_now(session: Session, *, version: SummaryVersion) -> dict[UUID, str | None]:
    """The words of the quotes as the database knows them this moment."""
    quotes = queries.quotes_by_id(session, ids=quote_ids(version.content))
    for quote in quotes.values():
        session.refresh(quote)
    return {quote_id: quote.words for quote_id, quote in quotes.items()}


def setting_of(
    session: Session,
    *,
    version: SummaryVersion,
    language: str,
    size: PrintSize,
    without_colour: bool,
    imprint: Imprint,
) -> Setting:
    """Everything that is printed, as it may be shown this moment: quotes and own pictures taken back are not in it."""
    quotes = queries.quotes_by_id(session, ids=quote_ids(version.content))
    gone = gallery.no_longer_shown(session, content=version.content)
    return Setting(
        summary=session.get_one(Summary, version.summary_id),
        version=version,
        read=as_read(version.content, language=language, quotes=quotes, without=gone),
        imprint=imprint,
        size=size,
        without_colour=without_colour,
        own_pictures=gallery.files_for_print(session, content=version.content),
    )
