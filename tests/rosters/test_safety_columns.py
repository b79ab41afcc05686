"""Columns about safe contact: read or refused in words, agreed to first, kept where safeguarding keeps them."""

import datetime as dt

import pytest
import sqlalchemy as sa

from portal.contact.operations.safe_contact import confirm_safe_contact
from portal.people.enums import Role
from portal.people.models import Person
from portal.rosters.rules.cells import CellRefused
from portal.rosters.rules.headings import guess_mapping
from portal.rosters.rules.safe_cells import read_safe_days, read_safe_hours, read_seen_by_others
from tests.people.factories import make_account, signed_in
from tests.rosters.factories import bring_in, checked, csv_file, make_service, xlsx_file
from tests.rosters.test_imports import person_of

HEADINGS = ("Ref", "Status", "Safe days", "Safe hours", "Agreed words", "No voicemail", "Others may see", "Age")
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def service(session):
    return make_service(session)


def file(*rows, make=csv_file, headings=HEADINGS) -> bytes:
    return make(*rows, headings=headings)


def row(days="Mon, Wed", hours="9-12", words="Is the lamp ready?", voicemail="yes", seen="phone; post", age="40"):
    return ("A1", "active", days, hours, words, voicemail, seen, age)


def facts(person: Person) -> tuple:
    hours = (person.safe_from_hour, person.safe_until_hour)
    return (sorted(person.safe_contact), person.safe_days, hours, person.say_only, person.safe_contact_confirmed_at)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("any day", []),
        ("Mon", [0]),
        ("wed; MON", [0, 2]),
        ("Tuesday to Thursday", [1, 2, 3]),
        ("Mon-Fri", [0, 1, 2, 3, 4]),
        ("weekdays", [0, 1, 2, 3, 4]),
        ("Tue and Sat", [1, 5]),
        ("Dydd Llun a Mercher", [0, 2]),
    ],
)
def test_days_are_read_as_people_write_them(text, days):
    assert read_safe_days(text) == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", []),
        ("9-12", [9, 12]),
        ("09:00–12:00", [9, 12]),
        ("2pm to 4 pm", [14, 16]),
        ("from 10 until 11", [10, 11]),
        ("after 14", [14, None]),
        ("before 12", [None, 12]),
        ("8-22", [9, 20]),
        ("12 am - 12 pm", [9, 12]),
    ],
)
def test_hours_are_read_as_people_write_them(text, hours):
    assert read_safe_hours(text) == hours


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (read_safe_days, "Mon, someday", "unknown_day"),
        (read_safe_days, "Fri-Mon", "unknown_day"),
        (read_safe_days, "Sat, Sun", "safe_sunday"),
        (read_safe_hours, "mornings", "not_hours"),
        (read_safe_hours, "9", "not_hours"),
        (read_safe_hours, "13pm-14pm", "not_hours"),
        (read_safe_hours, "9:30-12", "not_whole_hours"),
        (read_safe_hours, "9-5", "hours_backwards"),
        (read_safe_hours, "20-23", "hours_never"),
        (read_safe_hours, "before 9", "hours_never"),
        (read_seen_by_others, "phone; pigeon", "unknown_way"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_never_a_guess(read, text, code):
    with pytest.raises(CellRefused) as refused:
        read(text)
    assert refused.value.code == code


def test_the_columns_are_guessed_from_their_headings_in_english_and_welsh():
    wanted = ("safe_days", "safe_hours", "say_only", "no_voicemail", "seen_by_others")
    guessed = guess_mapping(HEADINGS)
    assert [guessed[name] for name in wanted] == [2, 3, 4, 5, 6]
    welsh = guess_mapping(("Cyfeirnod", "Statws", "Dyddiau diogel", "Oriau diogel", "Dim neges llais"))
    assert [welsh[name] for name in ("safe_days", "safe_hours", "no_voicemail")] == [2, 3, 4]


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_what_the_file_says_is_kept_where_the_safeguarding_page_keeps_it(session, service, time_machine, make):
    time_machine.move_to(START, tick=False)
    bring_in(session, service, file(row(), make=make))
    person = person_of(session, "A1")
    rules = ["no_voicemail", "shared_phone", "shared_post"]
    assert facts(person) == (rules, [0, 2], (9, 12), "Is the lamp ready?", START)
    stored = session.execute(sa.select(Person.say_only_sealed).where(Person.id == person.id)).scalar_one()
    assert b"lamp" not in stored


def test_nothing_is_kept_before_it_is_agreed_and_the_preview_says_it_in_words(client, session, service):
    signed_in(client, session, Role.ORGANISER)
    taken = checked(session, service, file(row()))
    session.commit()
    page = client.get(f"/rosters/imports/{taken.id}").text
    for words in ("Monday and Wednesday", "9:00–12:00", "Others see their phone and Others open their post"):
        assert words in page
    assert "lamp" not in page
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0


def test_the_page_names_row_and_column_of_what_is_wrong(client, session, service):
    signed_in(client, session, Role.ORGANISER)
    taken = checked(session, service, file(row(days="Sun", hours="9:30-12", words="x" * 201, voicemail="maybe")))
    session.commit()
    page = client.get(f"/rosters/imports/{taken.id}").text
    assert taken.counts["problems"] == 4
    for words in (
        "Row 2, column Safe days: we never write or ring on a Sunday",
        "Row 2, column Safe hours: “9:30-12” is not whole hours",
        "Row 2, column Agreed words: the words are too long",
        "Row 2, column No voicemail: “maybe” is not yes or no",
    ):
        assert words in page


def test_the_same_row_again_is_unchanged_and_a_new_age_dates_nothing_anew(session, service, time_machine):
    time_machine.move_to(START, tick=False)
    bring_in(session, service, file(row()))
    time_machine.move_to(START + dt.timedelta(days=30), tick=False)
    assert checked(session, service, file(row())).counts.get("unchanged") == 1
    bring_in(session, service, file(row(age="41")))
    assert person_of(session, "A1").safe_contact_confirmed_at == START
    bring_in(session, service, file(row(age="41", hours="after 14")))
    person = person_of(session, "A1")
    assert (person.safe_from_hour, person.safe_until_hour) == (14, None)
    assert person.safe_contact_confirmed_at == START + dt.timedelta(days=30)


def test_an_empty_cell_or_a_no_takes_nothing_away(session, service):
    bring_in(session, service, file(row()))
    before = facts(person_of(session, "A1"))
    bring_in(session, service, file(row(days="", hours="", words="", voicemail="no", seen="", age="50")))
    assert facts(person_of(session, "A1")) == before


def test_a_file_adds_to_what_was_confirmed_here_and_never_makes_a_seen_way_private(session, service):
    lead = make_account(session, Role.SAFEGUARDING)
    bring_in(session, service, file(row(days="", hours="", words="", voicemail="", seen="")))
    person = person_of(session, "A1")
    confirm_safe_contact(
        session,
        person=person,
        rules=["shared_email", "via_worker"],
        days=[4],
        from_hour=None,
        until_hour=None,
        say_only="",
        by=lead.id,
    )
    session.commit()
    headings = ("Ref", "Status", "Safe contact", "No voicemail")
    bring_in(session, service, file(("A1", "active", "", "yes"), headings=headings))
    assert set(person_of(session, "A1").safe_contact) == {"shared_email", "via_worker", "no_voicemail"}
    bring_in(session, service, file(("A1", "active", "no letters", ""), headings=headings))
    person = person_of(session, "A1")
    assert (set(person.safe_contact), person.safe_days) == ({"shared_email", "no_letters"}, [4])


def test_a_file_older_than_what_was_confirmed_here_changes_nothing(session, service, time_machine):
    time_machine.move_to(START, tick=False)
    bring_in(session, service, file(row()))
    before = facts(person_of(session, "A1"))
    headings = ("Ref", "Status", "Safe days", "Safe contact confirmed")
    bring_in(session, service, file(("A1", "active", "Fri", "2026-02-01"), headings=headings))
    assert facts(person_of(session, "A1")) == before
