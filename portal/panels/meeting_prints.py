"""What is printed for a meeting: papers in three sizes, question cards, name cards, traffic-light cards.

Set by the one PDF worker; what fails a gate is never offered, and says why.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import TAKES_PART
from portal.panels.enums.papers import LetterSize, PrintKind, PrintState
from portal.panels.models import Meeting, MeetingPrint, PaperVersion
from portal.panels.queries.meetings import attendances_of, items_of, wishes_of
from portal.panels.rules.cards import LIGHTS
from portal.panels.rules.paper_words import blocks_of, pictures_in
from portal.shared import i18n, sealed_files
from portal.shared.pdf import Document, PdfFault, Rules, render
from portal.shared.pdf.page import is_foreign, print_templates
from portal.shared.pictures import catalogue
from portal.shared.settings import current_settings
from portal.shared.storage import checksum

MOST_PAGES = 80
# A paper flows; each card is a sheet, cut out or folded by whoever brings it.
PAPER = """
.part + .part, .cover + .part, .part + .contact { break-before: auto }
.contact h2 { margin-top: 9mm }
.cover .please { margin-bottom: 5mm }
.part h2 { margin-top: 7mm; break-after: avoid }
.part .picture { width: 40mm; height: 40mm; margin: 3mm 0 }
.part .picture img { width: 40mm; height: 40mm; object-fit: contain }
"""
CARDS = """
.card { break-before: page; break-inside: avoid; border: 1.2mm solid #1a1a1a; border-radius: 6mm; padding: 12mm 10mm }
.card { text-align: center }
.card:first-child { break-before: auto }
.card h1, .card h2 { font-size: 2.4em; margin-bottom: 8mm }
.card p { font-size: 1.5em }
.card .picture { display: flex; justify-content: center; margin: 4mm 0 8mm }
.card .picture img { width: 80mm; height: 80mm; object-fit: contain }
.card.name h2 { font-size: 3em }
.card.red { border-color: #a1140c; border-width: 4mm }
.card.amber { border-color: #a85b00; border-width: 4mm; border-style: dashed }
.card.green { border-color: #0b5d35; border-width: 4mm; border-style: double }
"""


def make_print(session: Session, *, row: MeetingPrint) -> None:
    """Makes the PDF of `row`, or notes why it cannot be made."""
    document = MAKERS[row.kind](session, row)
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        row.state, row.faults = PrintState.REFUSED, list(fault.reasons)
        return
    row.storage_key = sealed_files.put(made.pdf, belongs_to=row.id)
    row.sha256, row.pages, row.faults, row.state = checksum(made.pdf), made.pages, [], PrintState.READY


def paper_document(version: PaperVersion, *, language: str, size: LetterSize) -> Document:
    """A paper as its readers have it. Pure: nothing is fetched while it is set."""
    words, spoken = i18n.best_text(version.words, language)
    return _document(
        "panels/print/paper.html",
        language=spoken.code,
        size=size,
        pictures=pictures_in(words),
        style=PAPER,
        title=i18n.best_text(version.title, language)[0],
        version=version,
        blocks=blocks_of(words),
        organisation=current_settings().organisation,
        phone=current_settings().contact_phone,
    )


def _paper(session: Session, row: MeetingPrint) -> Document:
    assert row.version_id is not None
    version = session.get_one(PaperVersion, row.version_id)
    return paper_document(version, language=row.language, size=row.size)


def _question_cards(session: Session, row: MeetingPrint) -> Document:
    items = [
        item
        for item in items_of(session, meeting_id=row.meeting_id)
        if not item.is_break and row.item_id in (None, item.id)
    ]
    return _cards(session, row, "panels/print/questions.html", pictures=["question"], items=items)


def _name_cards(session: Session, row: MeetingPrint) -> Document:
    """As each wishes to be called; who said nothing has their first name, and nobody a surname they did not choose."""
    rows = attendances_of(session, meeting_id=row.meeting_id)
    wishes = wishes_of(session, member_ids=[member.id for _attendance, member, _person in rows])
    cards = []
    for attendance, member, person in rows:
        if attendance.coming is None or not attendance.coming.is_there or member.state not in TAKES_PART:
            continue
        wish = wishes.get(member.id)
        first = ((person.name or "").split() or [""])[0]
        cards.append(((wish and wish.card_name) or first, wish.card_picture if wish else ""))
    pictures = {picture for _name, picture in cards if picture}
    return _cards(session, row, "panels/print/names.html", pictures=pictures, cards=cards)


def _light_cards(session: Session, row: MeetingPrint) -> Document:
    return _cards(session, row, "panels/print/lights.html", pictures=[one.picture for one in LIGHTS], lights=LIGHTS)


def _cards(session: Session, row: MeetingPrint, template: str, *, pictures: Iterable[str], **values: Any) -> Document:
    meeting = session.get_one(Meeting, row.meeting_id)
    with i18n.speaking(row.language):
        title = str(row.kind.label)
    return _document(
        template,
        language=row.language,
        size=row.size,
        pictures=pictures,
        style=CARDS,
        title=title,
        meeting=meeting,
        **values,
    )


def _document(
    template: str,
    *,
    language: str,
    size: LetterSize,
    pictures: Iterable[str],
    style: str,
    title: str,
    **values: Any,
) -> Document:
    with i18n.speaking(language) as spoken:
        html = (
            print_templates()
            .get_template(template)
            .render(
                title=title,
                language=spoken,
                is_foreign=is_foreign,
                alt=lambda concept: catalogue.alt_text(concept, language),
                **values,
            )
        )
    drawings = {name: catalogue.drawing_path(name, language, "svg").read_bytes() for name in pictures}
    return Document(
        html=html,
        language=language,
        title=title,
        base_font=size.value,
        images=drawings,
        stylesheets=(style,),
        rules=Rules(most_pages=MOST_PAGES),
    )


MAKERS: dict[PrintKind, Callable[[Session, MeetingPrint], Document]] = {
    PrintKind.PAPER: _paper,
    PrintKind.QUESTION_CARDS: _question_cards,
    PrintKind.NAME_CARDS: _name_cards,
    PrintKind.LIGHT_CARDS: _light_cards,
}
