"""A frozen version as a PDF: the page, the pictures, the one PDF worker, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.shared import i18n
from portal.shared.pdf import Document, PdfFault, render
from portal.shared.settings import ROOT
from portal.shared.storage import checksum, storage
from portal.summaries import queries
from portal.summaries.enums import FileState, PrintSize, VerdictKind, VersionKind
from portal.summaries.models import PrintedFile, Summary, SummaryVersion
from portal.summaries.pictures import catalogue, gallery
from portal.summaries.pictures.crediting import credits_of
from portal.summaries.pictures.naming import is_own
from portal.summaries.reading import ReadSummary, as_read, quote_ids

COVER_PICTURE = "group"
# Parts of one or two rows follow each other on a page; a heading still never stands without its first row.
SHORT_PARTS = """
.part + .part, .part + .online, .online + .contact { break-before: auto }
.part + .part h2, .part + .online h2, .online + .contact h2 { margin-top: 9mm }
"""
CHOICES = (
    (VerdictKind.RIGHT, "yes"),
    (VerdictKind.NEARLY, "okay"),
    (VerdictKind.WRONG, "no"),
    (VerdictKind.LEAVE_OUT, "say_no"),
)


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who publishes, and how to reach them."""

    organisation: str
    phone: str
    email: str
    address: str


def print_file(session: Session, *, file: PrintedFile, imprint: Imprint) -> None:
    """Makes the PDF of `file`, or notes why it cannot be: nothing that fails a gate is ever offered."""
    version = session.get_one(SummaryVersion, file.version_id)
    summary = session.get_one(Summary, version.summary_id)
    quotes = queries.quotes_by_id(session, ids=quote_ids(version.content))
    said = _said(session, version)
    gone = gallery.no_longer_shown(session, content=version.content)
    read = as_read(version.content, language=file.language, quotes=quotes, without=gone)
    own = gallery.files_for_print(session, content=version.content)
    document = document_of(summary, version, read, size=file.size, imprint=imprint, own_pictures=own)
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        file.state, file.faults = FileState.REFUSED, list(fault.reasons)
        return
    if _said(session, version) != said:
        return print_file(session, file=file, imprint=imprint)  # someone took their words back meanwhile
    file.storage_key = storage().put(made.pdf, suffix=".pdf")
    file.file_sha256, file.pages, file.faults = checksum(made.pdf), made.pages, []
    file.proof = {**asdict(made.proof), "conditions": list(made.proof.conditions)}
    file.state = FileState.READY


def _said(session: Session, version: SummaryVersion) -> dict[object, str | None]:
    """The words of the quotes as the database knows them this moment."""
    quotes = queries.quotes_by_id(session, ids=quote_ids(version.content))
    for quote in quotes.values():
        session.refresh(quote)
    return {quote_id: quote.words for quote_id, quote in quotes.items()}


def document_of(
    summary: Summary,
    version: SummaryVersion,
    read: ReadSummary,
    *,
    size: PrintSize,
    imprint: Imprint,
    own_pictures: Mapping[str, bytes] | None = None,
) -> Document:
    """The page in the reader's language, with every picture it needs. Pure: nothing is fetched while it is set.

    `own_pictures` are the files of pictures that are not of the table (`gallery.files_for_print`).
    """
    language = read.language.code
    is_check = version.kind is VersionKind.FOR_CHECK
    address = f"{imprint.address}/c" if is_check else f"{imprint.address}/summaries/{summary.slug}/{version.number}"
    around = [COVER_PICTURE, *(concept for _kind, concept in CHOICES)]
    chosen = {one["picture"] for one in version.content["statements"] if one["picture"]}
    with i18n.speaking(language):
        html = (
            _environment()
            .get_template("summaries/print.html")
            .render(
                read=read,
                version=version,
                is_check=is_check,
                address=address,
                imprint=imprint,
                cover=COVER_PICTURE,
                choices=CHOICES,
                alt=lambda concept: catalogue.alt_text(concept, language),
                credits=credits_of(version.content, also=around),
                apart=lambda name: Markup("<bdi>{}</bdi>").format(name),
                concept_of={one["id"]: one["picture"] for one in version.content["statements"]},
            )
        )
    return Document(
        html=html,
        language=language,
        title=str(read.title),
        base_font=size.value,
        images={**_drawings({*chosen, *around}, language), **(own_pictures or {}), "qr": square_code(address)},
        stylesheets=(SHORT_PARTS,),
    )


def _drawings(names: Iterable[str], language: str) -> dict[str, bytes]:
    concepts = [name for name in names if not is_own(name)]
    return {concept: catalogue.drawing_path(concept, language).read_bytes() for concept in concepts}


def square_code(address: str) -> bytes:
    """An address as a PNG for the camera of a phone."""
    out = BytesIO()
    segno.make(address, error="q").save(out, kind="png", scale=8, border=2)
    return out.getvalue()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(ROOT / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=i18n.template_gettext,
        ngettext=i18n.template_ngettext,
        format_date=i18n.format_date,
        format_number=i18n.format_number,
    )
    return environment
