"""The yearly report as a PDF: the page, the one PDF worker, and what became of it."""

from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.promises import queries
from portal.promises.enums import KeptVerdict
from portal.promises.models import PromiseReport
from portal.promises.wording import count_words
from portal.promises.yearly import YearReport, yearly_report
from portal.shared import clock, i18n, queue
from portal.shared.i18n import _
from portal.shared.pdf import Document, PdfFault, Rules, render
from portal.shared.pdf.page import print_templates
from portal.shared.storage import checksum, storage
from portal.summaries.enums import FileState
from portal.summaries.typesetting import Imprint

DELETE_TASK = "questions.delete_files"
MOST_PAGES = 80
# Services follow each other; a heading never stands without its first line.
FLOWING = """
.part + .part, .part + .contact { break-before: auto }
.part h2, .part h3, .contact h2 { margin-top: 8mm; break-after: avoid }
.part ul { margin: 2mm 0 }
"""


def print_report(session: Session, *, file: PromiseReport, imprint: Imprint) -> None:
    """Makes the PDF of `file`, or notes why it cannot be: nothing that fails a gate is ever offered."""
    report = yearly_report(queries.public_promises(session), year=file.year, today=clock.today())
    document = document_of(report, language=file.language, imprint=imprint)
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        file.state, file.faults = FileState.REFUSED, list(fault.reasons)
        return
    if file.storage_key:
        queue.enqueue(session, DELETE_TASK, keys=file.storage_key)
    file.storage_key = storage().put(made.pdf, suffix=".pdf")
    file.sha256, file.pages, file.faults, file.state = checksum(made.pdf), made.pages, [], FileState.READY


def document_of(report: YearReport, *, language: str, imprint: Imprint) -> Document:
    """The report in one language. Pure: nothing is fetched while it is set."""
    with i18n.speaking(language) as spoken:
        title = _("Promises of the year %(year)s", year=report.year)
        html = (
            print_templates()
            .get_template("promises/report_print.html")
            .render(
                report=report,
                title=title,
                imprint=imprint,
                language=spoken,
                verdicts=list(KeptVerdict),
                count_words=count_words,
                apart=lambda name: Markup("<bdi>{}</bdi>").format(name),
                today=clock.today(),
            )
        )
    return Document(
        html=html, language=language, title=title, stylesheets=(FLOWING,), rules=Rules(most_pages=MOST_PAGES)
    )
