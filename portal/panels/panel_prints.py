"""Makes the PDFs of a panel. Set by the one PDF worker; what fails a gate is never offered, and says why."""

from sqlalchemy.orm import Session

from portal.panels.call_forms import call_form
from portal.panels.enums.papers import PanelPrintKind, PrintState
from portal.panels.influence_prints import influence_document, record_of
from portal.panels.models import Interest, Panel, PanelCall, PanelPrint
from portal.shared import sealed_files
from portal.shared.pdf import Document, PdfFault, render
from portal.shared.storage import checksum


def make_panel_print(session: Session, *, row: PanelPrint) -> None:
    """Makes the PDF of `row`, or notes why it cannot be made."""
    document = document_of(session, row=row)
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        row.state, row.faults = PrintState.REFUSED, list(fault.reasons)
        return
    row.storage_key = sealed_files.put(made.pdf, belongs_to=row.id)
    row.sha256, row.pages, row.faults, row.state = checksum(made.pdf), made.pages, [], PrintState.READY


def document_of(session: Session, *, row: PanelPrint) -> Document:
    if row.kind is not PanelPrintKind.CALL_FORM:
        panel = session.get_one(Panel, row.panel_id)
        record = record_of(session, panel=panel, for_all=row.kind is PanelPrintKind.INFLUENCE_FOR_ALL)
        return influence_document(record, language=row.language, size=row.size)
    interest = session.get_one(Interest, row.interest_id)
    call = session.get_one(PanelCall, interest.call_id)
    return call_form(call, interest, language=row.language, size=row.size)
