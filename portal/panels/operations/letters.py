"""A letter a member can show to an office: in English, and in their own language on the page after it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.panels.enums.thanks import Offer
from portal.panels.models import Panel, PanelMember, ThanksChoice, ThanksLetter
from portal.panels.queries import letters as queries
from portal.panels.queries import thanks as offers
from portal.people.models import Person
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.i18n import _, best_text, format_money_plainly, speaking
from portal.shared.pdf import Document, PdfFault, Rules, render
from portal.shared.pdf.page import is_foreign, print_templates
from portal.shared.settings import Settings, current_settings

LETTER_TASK, DELETE_TASK = "panels.make_letter", "questions.delete_files"
RULES = Rules(least_text_pt=13, most_pages=12)
STYLE = """
.part + .part { break-before: page }
.part h1 { font-size: 20pt }
.part h2 { font-size: 16pt; margin-top: 5mm; break-after: avoid }
"""


@dataclass(frozen=True)
class LetterFacts:
    """Everything a letter says, read before it is set."""

    name: str
    panel: dict[str, str]
    since: dt.date
    choice: ThanksChoice | None
    paid: list[queries.Paid]
    first: dt.date
    last: dt.date
    today: dt.date

    @property
    def total(self) -> int:
        return sum(one.pence for one in self.paid)

    @property
    def for_time(self) -> int:
        return sum(one.pence for one in self.paid if one.offer in (Offer.PAYMENT, Offer.VOUCHER))


def ask_for_letter(
    session: Session, *, member: PanelMember, first: dt.date, last: dt.date, by: uuid.UUID | None
) -> ThanksLetter:
    """Queues a letter about what was paid between two days."""
    letter = ThanksLetter(
        member_id=member.id,
        first_day=first,
        last_day=last,
        language=member.language,
        asked_at=clock.now(),
        asked_by=by,
    )
    session.add(letter)
    session.flush()
    queue.enqueue(session, LETTER_TASK, asked_by=by, letter_id=str(letter.id))
    audit.record(session, action="ask_for_letter", subject="panel_member", subject_id=member.id, actor_id=by)
    return letter


def make_letter(session: Session, *, letter: ThanksLetter) -> None:
    """Sets the letter; one that fails a gate is not kept, and says why."""
    member = session.get_one(PanelMember, letter.member_id)
    facts = facts_of(session, member=member, first=letter.first_day, last=letter.last_day)
    document = document_of(facts, language=letter.language, settings=current_settings())
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        letter.faults = list(fault.reasons)
        return
    if letter.file_key:
        queue.enqueue(session, DELETE_TASK, keys=letter.file_key)
    letter.file_key, letter.made_at = sealed_files.put(made.pdf, belongs_to=letter.id), clock.now()
    letter.faults = []


def facts_of(session: Session, *, member: PanelMember, first: dt.date, last: dt.date) -> LetterFacts:
    """What there is to say about a member between two days."""
    return LetterFacts(
        name=session.get_one(Person, member.person_id).name or "",
        panel=dict(session.get_one(Panel, member.panel_id).name),
        since=member.since.date(),
        choice=offers.choice_of(session, member_id=member.id),
        paid=queries.paid_to(session, member_id=member.id, first=first, last=last),
        first=first,
        last=last,
        today=clock.today(),
    )


def document_of(facts: LetterFacts, *, language: str, settings: Settings) -> Document:
    """The letter: English for the office, then the member's language for the member. Nothing is fetched for it."""
    languages = ["en"] if language in ("en", "") else ["en", language]
    parts = [_part(facts, code, settings) for code in languages]
    return Document(html="".join(parts), language="en", title=_title(), stylesheets=(STYLE,), rules=RULES)


def content_of(letter: ThanksLetter) -> bytes:
    return sealed_files.get(letter.file_key, belongs_to=letter.id)


def _title() -> str:
    with speaking("en"):
        return _("Letter")


def _part(facts: LetterFacts, language: str, settings: Settings) -> str:
    with speaking(language) as spoken:
        return (
            print_templates()
            .get_template("panels/print/letter.html")
            .render(
                facts=facts,
                panel=best_text(facts.panel),
                spoken=spoken,
                settings=settings,
                money=_money,
                is_foreign=is_foreign,
                offer=Offer,
            )
        )


def _money(pence: int) -> Markup:
    """An amount that is read from left to right in every language."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(format_money_plainly(pence))
