"""Bringing files in again and again: references decide who is who, and safety is never undone by a file."""

import datetime as dt

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import IntegrityError

from portal.people.models import Person
from portal.people.rules import comparable_email, comparable_phone
from portal.rosters import operations, queries
from portal.rosters.enums import Exclusion, ImportState
from portal.rosters.errors import RosterMoved
from portal.rosters.models import RosterEntry, RosterImport, RosterProblem, Service
from portal.rosters.operations.checking import OpenFile
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.crypto import keys
from portal.shared.queue import Job, JobState
from portal.shared.storage import storage
from tests.rosters.factories import (
    ANA,
    BEN,
    CIA,
    HEADINGS,
    PEOPLE,
    bring_in,
    checked,
    csv_file,
    invented_roster,
    make_service,
)


@pytest.fixture
def service(session) -> Service:
    return make_service(session)


def changed(row, **cells):
    return tuple(cells.get(heading, cell) for heading, cell in zip(HEADINGS, row, strict=True))


def entry_of(session, reference: str) -> RosterEntry:
    return session.scalars(sa.select(RosterEntry).where(RosterEntry.reference == reference)).one()


def person_of(session, reference: str) -> Person:
    return session.get_one(Person, entry_of(session, reference).person_id)


def counted(taken: RosterImport, *names: str) -> list[int]:
    return [taken.counts.get(name, 0) for name in names]


def test_the_check_counts_new_changed_unchanged_twice_and_missing(session, service):
    bring_in(session, service, csv_file(ANA, BEN, CIA))
    again = csv_file(ANA, ANA, changed(BEN, age="62"), ("A004", *ANA[1:]))
    taken = checked(session, service, again)
    assert counted(taken, "rows", "new", "changed", "unchanged", "duplicates", "missing") == [4, 1, 1, 1, 1, 1]


def test_the_same_person_is_updated_and_stays_the_same_person(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    before = entry_of(session, "A001").person_id
    bring_in(session, service, csv_file(changed(ANA, status="completed", email="new@example.org"), BEN, CIA))
    entry = entry_of(session, "A001")
    assert (entry.person_id, entry.status) == (before, "completed")
    person = session.get_one(Person, before)
    assert person.email == "new@example.org"
    assert person.email_index == keys().blind(comparable_email("NEW@example.org"), kind="email")
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 3


def test_contacts_are_sealed_and_found_by_their_fingerprint(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    person = person_of(session, "A001")
    assert (person.email, person.mobile, person.address) == ("ana@example.org", "07700 900001", "ZZ1 1AA")
    assert b"ana" not in person.email_sealed
    assert person.mobile_index == keys().blind(comparable_phone("+44 7700 900001"), kind="phone")


def test_a_column_the_file_lacks_leaves_what_we_know(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    taken = bring_in(session, service, csv_file(("A001", "completed"), headings=("ref", "status")))
    assert taken.counts["changed"] == 1
    entry = entry_of(session, "A001")
    assert (entry.status, entry.age, entry.area, entry.ethnicity) == ("completed", 34, "North", "Asian")
    assert person_of(session, "A001").email == "ana@example.org"


def test_an_address_the_service_no_longer_holds_is_forgotten(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    bring_in(session, service, csv_file(changed(ANA, email="", mobile="")))
    person = person_of(session, "A001")
    assert (person.email, person.email_index, person.mobile, person.mobile_index) == (None, None, None, None)


def test_do_not_contact_is_never_taken_back_by_a_file(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    bring_in(session, service, csv_file(changed(BEN, do_not_contact="no", age="62")))
    assert entry_of(session, "A002").age == 62
    assert person_of(session, "A002").do_not_contact is True


def test_an_empty_cell_takes_no_safe_contact_rule_away(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    bring_in(session, service, csv_file(changed(CIA, safe_contact="", age="20")))
    assert person_of(session, "A003").safe_contact == ["no_letters"]


def test_safe_contact_rules_are_dated_when_they_come_in_and_when_they_change(session, service, time_machine):
    start = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    time_machine.move_to(start, tick=False)
    bring_in(session, service, csv_file(*PEOPLE))
    assert person_of(session, "A003").safe_contact_confirmed_at == start
    assert person_of(session, "A001").safe_contact_confirmed_at is None
    time_machine.move_to(start + dt.timedelta(days=60), tick=False)
    bring_in(session, service, csv_file(changed(CIA, age="20")))
    assert person_of(session, "A003").safe_contact_confirmed_at == start
    bring_in(session, service, csv_file(changed(CIA, safe_contact="no_letters; via worker")))
    person = person_of(session, "A003")
    assert person.safe_contact == ["no_letters", "via_worker"]
    assert person.safe_contact_confirmed_at == start + dt.timedelta(days=60)


def test_the_day_a_rule_was_confirmed_comes_from_the_file_when_it_says_so(session, service):
    headings = ("ref", "status", "safe contact", "safe contact confirmed")
    bring_in(session, service, csv_file(("A1", "active", "email only", "13/01/2026"), headings=headings))
    assert person_of(session, "A1").safe_contact_confirmed_at == dt.datetime(2026, 1, 13, tzinfo=dt.UTC)


def test_people_missing_from_a_file_stay_unless_it_holds_everyone(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    bring_in(session, service, csv_file(changed(ANA, age="35")))
    assert entry_of(session, "A003").removed_at is None
    bring_in(session, service, csv_file(changed(ANA, age="36")), remove_missing=True)
    assert entry_of(session, "A003").removed_at is not None
    back = checked(session, service, csv_file(*PEOPLE))
    assert counted(back, "changed", "missing") == [3, 0]
    operations.agree(session, roster_import=back, remove_missing=False, by=None)
    session.commit()
    queue.run_everything(session)
    session.expire_all()
    assert entry_of(session, "A003").removed_at is None


def test_only_the_age_is_kept_of_a_birth_date(session, service, time_machine):
    time_machine.move_to(dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC))
    rows = [("B1", "active", "6/15/2000"), ("B2", "active", "6/16/2000"), ("B3", "active", "")]
    taken = bring_in(session, service, csv_file(*rows, headings=("ref", "status", "dob")))
    assert taken.reading["date_style"] == "month_first"
    assert [entry_of(session, ref).age for ref in ("B1", "B2", "B3")] == [26, 25, None]


def test_reasons_not_to_ask_come_in(session, service):
    rows = [("F1", "active", "Deceased"), ("F2", "active", "Moved away"), ("F3", "active", "")]
    bring_in(session, service, csv_file(*rows, headings=("ref", "status", "flag")))
    found = [entry_of(session, ref).excluded_reason for ref in ("F1", "F2", "F3")]
    assert found == [Exclusion.DECEASED, Exclusion.MOVED, None]


def test_categories_of_the_service_recognise_their_words_again(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    session.refresh(service)
    assert service.categories == {
        "sex": ["Female", "Male"],
        "ethnicity": ["Asian", "White"],
        "disability": ["Autism"],
    }
    bring_in(session, service, csv_file(("A009", *changed(ANA, ethnicity="ASIAN", disability="Refused")[1:])))
    entry = entry_of(session, "A009")
    assert (entry.ethnicity, entry.disability) == ("Asian", "prefer_not_to_say")


def test_the_same_file_is_recognised(session, service):
    content = csv_file(*PEOPLE)
    first = checked(session, service, content)
    assert checked_again(session, service, content).id == first.id
    bring_in(session, service, content)
    second = checked(session, service, content)
    assert second.id != first.id
    assert queries.earlier_import_of(session, roster_import=second).id == first.id
    assert counted(second, "new", "changed", "unchanged") == [0, 0, 3]


def checked_again(session, service, content) -> RosterImport:
    return operations.take_upload(session, service=service, content=content, file_name="copy.csv", by=None)


def test_a_file_checked_against_an_older_roster_cannot_be_agreed_to(session, service):
    first = checked(session, service, csv_file(ANA))
    bring_in(session, service, csv_file(BEN))
    with pytest.raises(RosterMoved):
        operations.agree(session, roster_import=first, remove_missing=False, by=None)


def test_of_two_imports_agreed_to_at_once_one_happens(session, service):
    first, second = checked(session, service, csv_file(ANA)), checked(session, service, csv_file(BEN))
    jobs = [operations.agree(session, roster_import=one, remove_missing=False, by=None) for one in (first, second)]
    session.commit()
    queue.run_everything(session)
    session.expire_all()
    assert sorted(session.get_one(Job, job.id).state for job in jobs) == [JobState.DONE, JobState.FAILED]
    assert sorted(one.state for one in (first, second)) == [ImportState.CHECKED, ImportState.IMPORTED]
    assert session.scalar(sa.select(sa.func.count()).select_from(RosterEntry)) == 1


def test_a_failure_in_the_last_row_leaves_nothing_of_the_others(session, service):
    taken = checked(session, service, invented_roster(1500))
    operations.agree(session, roster_import=taken, remove_missing=False, by=None)
    session.commit()
    opened: OpenFile = operations.begin_check(session, import_id=taken.id, today=clock.today())
    ready = operations.prepare(opened, at=clock.now(), report=lambda _count: None)
    ready.new_entries[-1]["reference"] = ready.new_entries[0]["reference"]
    session.commit()
    with pytest.raises(IntegrityError):
        operations.bring_in(session, opened=opened, ready=ready, at=clock.now())
    session.rollback()
    for table in (Person, RosterEntry):
        assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    assert session.get_one(RosterImport, taken.id).state is ImportState.IMPORTING


def test_an_uploaded_file_lies_sealed_and_is_deleted_once_it_is_in(session, service):
    content = csv_file(*PEOPLE)
    taken = checked(session, service, content)
    key = taken.file_key
    assert b"ana@example.org" not in storage().get(key)
    assert sealed_files.get(key, belongs_to=taken.id) == content
    operations.agree(session, roster_import=taken, remove_missing=False, by=None)
    session.commit()
    queue.run_everything(session)
    session.expire_all()
    assert taken.file_key == ""
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_no_contact_stands_readable_in_the_record_of_an_import(session, service):
    bad = changed(BEN, age="abc", email="ben.secret@example.org")
    taken = checked(session, service, csv_file(ANA, bad, changed(CIA, email="cia at example")))
    problem_values = session.execute(sa.select(RosterProblem.column, RosterProblem.value_sealed)).all()
    assert sorted(row.column for row in problem_values) == ["age", "email"]
    assert all(b"abc" not in row.value_sealed and b"cia at" not in row.value_sealed for row in problem_values)
    assert "ana@example.org" not in (taken.first_rows or "")
    assert '"email": true' in (taken.first_rows or "")


def test_who_brought_what_in_is_noted(session, service):
    taken = bring_in(session, service, csv_file(*PEOPLE))
    noted = session.scalars(sa.select(audit.AuditEntry).where(audit.AuditEntry.action == "import")).one()
    assert (noted.subject_id, noted.details) == (taken.id, {"new": 3, "changed": 0, "removed": 0})


def test_a_large_sealed_file_comes_back_whole_and_not_when_pieces_are_swapped(session, service):
    content = bytes(range(256)) * 12_000
    key = sealed_files.put(content, belongs_to=service.id)
    assert sealed_files.get(key, belongs_to=service.id) == content
    stored = storage().get(key)
    size = 4 + int.from_bytes(stored[4:8], "big")
    swapped = stored[:4] + stored[4 + size : 4 + 2 * size] + stored[4 : 4 + size] + stored[4 + 2 * size :]
    other = storage().put(swapped, suffix=".sealed")
    with pytest.raises(InvalidTag):
        sealed_files.get(other, belongs_to=service.id)
