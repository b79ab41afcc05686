"""Services, frames and rounds for tests of the asking side, made directly in the tables."""

import uuid
from itertools import count

from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.rosters.models import Frame, FrameEntry, RosterEntry, Service
from portal.rounds.models import Round
from portal.rounds.operations import planning
from portal.shared import clock

GROUPS = {"active": 60, "completed": 20, "disengaged": 30, "never_started": 10}
_numbers = count(1)


def make_service(session: Session) -> Service:
    service = Service(name={"en": "Carers' support"}, created_at=clock.now())
    session.add(service)
    session.flush()
    return service


def make_frame(
    session: Session, service: Service, groups: dict[str, int] | None = None, *, home_size: int = 1, **person: object
) -> Frame:
    """A frame of invented people: `groups` people per status, every third in another ethnicity group, areas 0 to 6 in
    turn; with a `home_size` that many in a row, whatever their status, live together."""
    entries = []
    for status, size in (groups or GROUPS).items():
        for place in range(size):
            known = {
                "name": "Ana Example",
                "email": f"p{next(_numbers)}@example.org",
                "language": "en",
                "created_at": clock.now(),
            }
            one = Person(**{**known, **person})
            entry = RosterEntry(
                service_id=service.id,
                person_id=one.id,
                reference=f"{status}-{place}-{uuid.uuid4().hex[:6]}",
                status=status,
                added_at=clock.now(),
                changed_at=clock.now(),
            )
            entries.append((one, entry, ("White", "Asian", "Black")[place % 3]))
    session.add_all([one for one, _entry, _group in entries])
    session.flush()
    session.add_all([entry for _one, entry, _group in entries])
    session.flush()
    rows = [
        FrameEntry(
            person_id=one.id,
            entry_id=entry.id,
            reference=entry.reference,
            status=entry.status,
            area=f"Area {number % 7}",
            unit="1",
            age_band="25–34",
            sex="Female",
            ethnicity=group,
            disability="not_known",
            language=one.language,
            household=f"home-{number // home_size:05}" if home_size > 1 else "",
        )
        for number, (one, entry, group) in enumerate(entries)
    ]
    frame = Frame(
        service_id=service.id,
        name="Autumn",
        sha256=planning.sampling_frame(rows).sha256,
        row_count=len(rows),
        coverage={},
        breakdown={},
        frozen_at=clock.now(),
    )
    session.add(frame)
    session.flush()
    for row in rows:
        row.frame_id = frame.id
    session.add_all(rows)
    session.flush()
    return frame


def make_round(session: Session, service: Service, **values: object) -> Round:
    made = planning.create_round(
        session,
        service_id=service.id,
        name={"en": "Autumn round"},
        purpose={"en": "To make the service better."},
        question_set_id=values.pop("question_set_id", None),
        closes_on=None,
        by=None,
    )
    session.flush()
    return made


def agree(session: Session, round_: Round, frame: Frame, size: int = 40, **minimums: int) -> None:
    planning.agree_plan(
        session,
        round_=round_,
        frame=frame,
        size=size,
        strata_field="ethnicity",
        allocation="square_root",
        minimums=minimums,
        by=None,
    )
