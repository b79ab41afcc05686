"""An invented carers' service with 900 people on its roster, brought in through the real import."""

import hashlib
import uuid

from sqlalchemy.orm import Session

from portal.rosters import operations
from portal.rosters.enums import DateStyle
from portal.rosters.models import Frame, RosterImport, Service
from portal.rosters.rules.headings import guess_mapping
from portal.shared import clock, queue

PEOPLE = 900
FIRST = (
    "Ada",
    "Ben",
    "Carys",
    "Dai",
    "Eleri",
    "Faisal",
    "Gwen",
    "Hana",
    "Idris",
    "Jaya",
    "Kofi",
    "Lowri",
    "Mina",
    "Nia",
    "Omar",
    "Priya",
    "Rhys",
    "Sana",
    "Tomos",
    "Zara",
)
LAST = (
    "Ahmed",
    "Bevan",
    "Cole",
    "Davies",
    "Evans",
    "Farah",
    "Green",
    "Hussain",
    "Jones",
    "Khan",
    "Lewis",
    "Morgan",
    "Nowak",
    "Owen",
    "Patel",
    "Rees",
    "Shah",
)
WAYS = {
    "status": [("active", 58), ("completed", 16), ("disengaged", 16), ("never started", 10)],
    "language": [("English", 46), ("easy read", 18), ("Welsh", 18), ("Urdu", 18)],
    "sex": [("Female", 68), ("Male", 30), ("prefer not to say", 2)],
    "ethnicity": [("White", 66), ("Asian or Asian British", 20), ("Black or Black British", 8), ("Mixed", 6)],
    "disability": [("No", 60), ("Yes", 35), ("", 5)],
    "area": [("North", 30), ("Valley", 28), ("Coast", 24), ("Town", 18)],
    "do_not_contact": [("", 49), ("yes", 1)],
    "safe_contact": [("", 92), ("no_letters", 2), ("no_voicemail", 2), ("email_only", 2), ("via_worker", 2)],
}
HEADINGS = (
    "ref,name,status,area,age,sex,ethnicity,disability,language,email,mobile,postcode,do_not_contact,safe_contact"
)


def make_service(session: Session, *, by: uuid.UUID) -> Service:
    name = {
        "en": "Carers’ support service",
        "en-easy": "Help for carers",
        "cy": "Gwasanaeth cymorth i ofalwyr",
        "ur": "دیکھ بھال کرنے والوں کی سروس",
    }
    return operations.create_service(session, name=name, youngest_age=16, by=by)


def make_frame(session: Session, *, service: Service, by: uuid.UUID) -> Frame:
    """Uploads the roster file, checks it, agrees, brings it in and freezes a frame."""
    taken = operations.take_upload(session, service=service, content=roster_file(), file_name="roster.csv", by=by)
    operations.start_check(
        session,
        roster_import=taken,
        mapping=guess_mapping(taken.headings),
        date_style=DateStyle.DAY_FIRST,
        by=by,
    )
    queue.run_everything(session)
    checked = session.get_one(RosterImport, taken.id)
    session.refresh(checked)
    operations.agree(session, roster_import=checked, remove_missing=False, by=by)
    queue.run_everything(session)
    return operations.freeze_frame(session, service_id=service.id, name=f"{clock.today():%B %Y}", by=by)


def roster_file() -> bytes:
    """A CSV file as a service would send it; the same bytes every time."""
    lines = [HEADINGS, *(",".join(_person(number)) for number in range(1, PEOPLE + 1))]
    return ("\n".join(lines) + "\n").encode()


def _person(number: int) -> list[str]:
    reference = f"CS-{number:04d}"
    pick = {name: _pick(f"{name}:{reference}", choices) for name, choices in WAYS.items()}
    age = 16 + _point(f"age:{reference}") % 70
    return [
        reference,
        f"{FIRST[_point(reference) % len(FIRST)]} {LAST[_point('l' + reference) % len(LAST)]}",
        pick["status"],
        pick["area"],
        str(age),
        pick["sex"],
        pick["ethnicity"],
        pick["disability"],
        pick["language"],
        f"{reference.lower()}@example.org" if number % 10 < 7 else "",
        f"07700 900{number:03d}" if number % 10 < 9 else "",
        f"ZZ{number % 9 + 1} {number % 7 + 1}AA",
        pick["do_not_contact"],
        pick["safe_contact"],
    ]


def _point(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def _pick(text: str, choices: list[tuple[str, int]]) -> str:
    point = _point(text) % sum(weight for _value, weight in choices)
    for value, weight in choices:
        point -= weight
        if point < 0:
            return value
    raise AssertionError(text)
