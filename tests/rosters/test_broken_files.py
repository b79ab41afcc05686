"""Whatever arrives: clear words, and nothing changed. And what is merely unusual is brought in."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import portal.rosters
from portal.people.models import Person
from portal.rosters import operations, queries
from portal.rosters.errors import FileRefused, NotReady
from portal.rosters.models import RosterEntry, RosterImport
from portal.rosters.rules.problems import Problem, is_known_code, problem_words, refusal
from portal.shared.database import Base
from tests.rosters.broken_files import BROKEN, UNUSUAL
from tests.rosters.factories import PEOPLE, bring_in, checked, csv_file, make_service

# The record that someone tried.
OF_THE_ATTEMPT = {"roster_import", "roster_problem", "job", "audit_entry"}


def row_counts(session: Session) -> dict[str, int]:
    return {
        name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
        if name not in OF_THE_ATTEMPT
    }


def words_about(session: Session, service, content: bytes) -> list[str]:
    """What a person reads after uploading a file; agreeing must be impossible."""
    try:
        taken = checked(session, service, content)
    except FileRefused as refused:
        session.rollback()
        assert session.scalar(sa.select(sa.func.count()).select_from(RosterImport)) == 0
        return [problem_words(refusal(refused))]
    with pytest.raises(NotReady):
        operations.agree(session, roster_import=taken, remove_missing=True, by=None)
    session.rollback()
    style = "Day, month, year (31/12/1990)"
    problems = queries.problems_of(session, import_id=taken.id)
    return [problem_words(Problem(p.row, p.column, p.code, p.value or ""), date_style=style) for p in problems]


def test_there_are_at_least_forty_and_no_two_alike():
    assert len(BROKEN) >= 40
    assert len({broken.name for broken in BROKEN}) == len(BROKEN)
    assert len({broken.make() for broken in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_is_told_in_words_and_changes_nothing(session, broken):
    service = make_service(session)
    before = row_counts(session)
    session.commit()
    assert words_about(session, service, broken.make()) == [broken.words]
    assert row_counts(session) == before


@pytest.mark.parametrize("unusual", UNUSUAL, ids=lambda unusual: unusual.name)
def test_an_unusual_file_is_brought_in_like_any_other(session, unusual):
    service = make_service(session)
    bring_in(session, service, unusual.make())
    rows = session.execute(
        sa.select(RosterEntry.reference, RosterEntry.status, RosterEntry.area, RosterEntry.age, Person)
        .join(Person, Person.id == RosterEntry.person_id)
        .order_by(RosterEntry.reference)
    )
    assert [(*row[:4], row[4].email, row[4].mobile, row[4].do_not_contact, row[4].safe_contact) for row in rows] == [
        ("A001", "active", "North", 34, "ana@example.org", "07700 900001", False, []),
        ("A002", "disengaged", "South", 61, None, "07700 900002", True, []),
        ("A003", "never_started", "North", 19, "cia@example.org", None, False, ["no_letters"]),
    ]


def test_letters_of_many_scripts_arrive_as_they_were(session):
    service = make_service(session)
    names = ["Llanfair‑ym‑Muallt", "Łódź", "شمالی ضلع", "Zoë’s End"]
    rows = [(f"U{n}", "active", name, *PEOPLE[0][3:]) for n, name in enumerate(names)]
    bring_in(session, service, csv_file(*rows))
    assert session.scalars(sa.select(RosterEntry.area).order_by(RosterEntry.reference)).all() == names


def test_windows_letters_arrive_as_they_were(session):
    service = make_service(session)
    bring_in(session, service, csv_file(("W1", "active", "Zoë’s café – £5", *PEOPLE[0][3:]), encoding="cp1252"))
    assert session.scalars(sa.select(RosterEntry.area)).all() == ["Zoë’s café – £5"]


def test_leading_noughts_of_a_reference_are_kept(session):
    service = make_service(session)
    bring_in(session, service, csv_file(("000123", *PEOPLE[0][1:])))
    assert session.scalars(sa.select(RosterEntry.reference)).all() == ["000123"]


def test_every_problem_of_a_file_is_told_not_just_the_first(session):
    service = make_service(session)
    bad = ("", "what", "x", "abc", "F", "", "", "zz", "no", "12", "", "perhaps", "sometimes")
    assert len(words_about(session, service, csv_file(bad, PEOPLE[1]))) == 8


def test_a_problem_with_a_contact_does_not_repeat_the_contact(session):
    service = make_service(session)
    words = words_about(session, service, csv_file((*PEOPLE[0][:8], "ana.secret.example.org", *PEOPLE[0][9:])))
    assert words == ["Row 2, column email: this is not an e-mail address."]


def test_every_code_a_file_can_get_has_words():
    raised = re.compile(r"""(?:FileRefused|CellRefused|NotADate)\("(\w+)"|Problem\([^()]*"([a-z]+_[a-z_]+)\"""")
    sources = (Path(portal.rosters.__file__).parent / "rules").glob("*.py")
    codes = {found for source in sources for pair in raised.findall(source.read_text()) for found in pair if found}
    assert len(codes) > 30
    assert {code for code in codes if not is_known_code(code)} == set()
