"""A source made by hand, with people who did and did not agree to things, and summaries in any state."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from portal.contact.wording import Letterhead
from portal.people.models import Person
from portal.shared import clock
from portal.summaries import examples, operations
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.sources import (
    Askable,
    ConsentedQuote,
    Figure,
    FigureKind,
    SourceFinding,
    SourceTheme,
    offer_source,
)
from tests.people.factories import make_person

WRITER, APPROVER = uuid.uuid4(), uuid.uuid4()
LETTERHEAD = Letterhead(organisation="Test council", phone="0300 000 0000")


@dataclass
class HandMadeSource:
    """Findings, quotes, numbers and people kept in lists: change them and the source has changed."""

    found: list[SourceFinding] = field(default_factory=list)
    spoken_of: list[SourceTheme] = field(default_factory=list)
    said: list[ConsentedQuote] = field(default_factory=list)
    counted: list[Figure] = field(default_factory=list)
    people: list[Askable] = field(default_factory=list)

    def title(self) -> dict[str, str]:
        return {"en": "Support for carers"}

    def findings(self) -> Sequence[SourceFinding]:
        return self.found

    def themes(self) -> Sequence[SourceTheme]:
        return self.spoken_of

    def quotes(self) -> Sequence[ConsentedQuote]:
        return self.said

    def numbers(self) -> Sequence[Figure]:
        return self.counted

    def people_to_ask(self) -> Sequence[Askable]:
        return self.people


def make_source() -> tuple[uuid.UUID, HandMadeSource]:
    source_id, source = uuid.uuid4(), HandMadeSource()
    source.found.append(SourceFinding(id=uuid.uuid4(), words={"en": "Phones are slow"}, count=60, base_n=200))
    source.counted.append(
        Figure(
            ref="phone_hard",
            label={"en": "Found it hard to get through"},
            kind=FigureKind.SHARE,
            value=0.68,
            base_n=213,
            as_of=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        )
    )
    offer_source("hand_made", lambda session, wanted, _s=source, _i=source_id: _s)
    return source_id, source


def askable(
    session: Session, *, answered: bool, agreed: bool | None, reached: bool = True, **values: object
) -> Askable:
    person: Person = make_person(session, **{"email": f"{uuid.uuid4()}@example.org", **values})
    return Askable(
        person_id=person.id,
        subject_id=uuid.uuid4(),
        alias=uuid.uuid4() if answered else None,
        language=person.language,
        answered=answered,
        reached=reached,
        agreed=agreed,
    )


def quote_of(one: Askable, words: str = "They rang me back at once.") -> ConsentedQuote:
    assert one.alias is not None
    return ConsentedQuote(answer_id=uuid.uuid4(), alias=one.alias, words=words, language="en", theme="Phone")


def make_summary(session: Session, source_id: uuid.UUID, *, writer: uuid.UUID = WRITER) -> Summary:
    summary = operations.start_summary(
        session, source_kind="hand_made", source_id=source_id, title=examples.TITLE, by=writer
    )
    examples.write_example(session, summary=summary, by=writer)
    return summary


def send_out(
    session: Session, summary: Summary, *, writer: uuid.UUID = WRITER, approver: uuid.UUID = APPROVER, sample: int = 0
) -> tuple[SummaryVersion, list[CheckInvitation]]:
    """Through approval and the send gate."""
    if summary.state == "drafting":
        operations.hand_in(session, summary=summary, by=writer)
    operations.approve(session, summary=summary, by=approver)
    version = operations.send_for_check(
        session,
        summary=summary,
        until=clock.today() + dt.timedelta(days=14),
        talk_to={"name": "Amina Shah", "phone": "0300 000 0000"},
        sample_size=sample,
        seed="seed",
        by=approver,
    )
    operations.deliver_some(
        session, version_id=version.id, letterhead=LETTERHEAD, by=approver, base_url="http://localhost", limit=500
    )
    rows = session.query(CheckInvitation).filter_by(version_id=version.id).order_by(CheckInvitation.id).all()
    return version, rows
