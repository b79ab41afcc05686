import datetime as dt
import io

import pytest
from openpyxl import Workbook

from portal.panels.enums import InterestState, PoolImportState
from portal.panels.errors import WrongState
from portal.panels.models import Interest, PoolImport
from portal.panels.operations import pool_files as operations
from portal.panels.operations.pool_retention import forget_old_files
from portal.panels.queries import calls as queries
from portal.panels.queries.selecting import own_values
from portal.panels.rules import pool_files as rules
from portal.people.enums import Role
from portal.people.models import Person
from portal.rosters.errors import FileRefused
from portal.shared import clock, queue
from portal.shared.storage import storage
from tests.forms import submit
from tests.panels.calls import come_forward, make_call, on_day
from tests.panels.factories import make_panel
from tests.people.factories import signed_in

GOOD = "Name;E-mail;Gender;Area\nAnn Lee;ann@example.org;Woman;north\nBob;bob@example.org;;South\n"
DAY = dt.date(2026, 11, 1)


@pytest.fixture
def call(session):
    return make_call(session, make_panel(session))


def taken(session, call, text, *, name="pool.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return operations.take_file(
        session, call=call, content=content, file_name=name, agreed_on=DAY, by=call.published_by
    )


def problems(call, text):
    content = text.encode()
    values = own_values(call)
    names = rules.read_names(content)
    mapping = rules.guess_mapping(names, list(values))
    found = rules.read_people(content, mapping=mapping, values=values)
    back = {names[place]: name for name, place in mapping.items()}
    return [rules.words_of(one, values=values, names=back) for one in found.problems]


def test_columns_and_answers_are_recognised_however_they_are_written(session, call):
    with on_day(call):
        row = taken(session, call, GOOD)
    assert row.mapping == {"name": 0, "email": 1, "gender": 2, "area": 3}
    assert row.counts == {"rows": 2, "people": 2, "twice": 0, "problems": 0}


def test_a_workbook_is_read_the_same(session, call):
    book, file = Workbook(), io.BytesIO()
    for line in GOOD.splitlines():
        book.active.append(line.split(";"))
    book.save(file)
    with on_day(call):
        assert taken(session, call, file.getvalue(), name="pool.xlsx").counts["people"] == 2


def test_nobody_is_in_before_someone_agreed_and_then_everyone_with_their_day(session, call):
    with on_day(call):
        row = taken(session, call, GOOD)
        assert session.query(Interest).count() == 0
        operations.agree_to_import(session, row=row, by=call.published_by)
        session.commit()
        queue.run_everything(session)
        session.refresh(row)
    assert (row.state, row.counts["new"], row.file_key, row.file_name) == (PoolImportState.IMPORTED, 2, "", None)
    first, second = queries.pool_of_call(session, call_id=call.id)
    assert {one.state for one in (first, second)} == {InterestState.INTERESTED}
    assert first.keep_until == DAY + dt.timedelta(days=365)
    profiles = sorted(queries.profiles([first, second]).values(), key=lambda one: one["area"])
    assert profiles == [
        {"gender": "woman", "area": "North"},
        {"gender": "prefer_not_to_say", "area": "South"},
    ]


def test_whoever_came_forward_by_themselves_is_not_in_twice(session, call):
    with on_day(call):
        come_forward(session, call, name="Ann Lee", email="ann@example.org")
        row = taken(session, call, GOOD)
        assert operations.bring_in(session, row=row, by=call.published_by) == {"new": 1, "known": 1}
        with pytest.raises(WrongState):
            operations.bring_in(session, row=row, by=call.published_by)
    assert len(queries.pool_of_call(session, call_id=call.id)) == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";x@example.org;;", "Row 2: there is no name."),
        ("Ann;;;", "Row 2: there is no e-mail, phone number or address."),
        ("Ann;not an address;;", "Row 2, column E-mail: this is not an e-mail address."),
        ("Ann;a@example.org;martian;", "Row 2, column Gender: “martian” is not one of the answers of this call."),
        ("Ann;a@example.org;;West", "Row 2, column Area: “West” is not one of the answers of this call."),
        ("=1+1;a@example.org;;", "Row 2, column Name: “” is a formula."),
        ("Ann;a@example.org;;North;more", "Row 2: there are more cells than headings (5)."),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(call, row, words):
    assert words in problems(call, f"Name;E-mail;Gender;Area\n{row}\n")[0]


def test_a_file_with_one_problem_brings_in_nobody(session, call):
    with on_day(call):
        row = taken(session, call, GOOD + "Cid;nothing;;\n")
        with pytest.raises(WrongState):
            operations.agree_to_import(session, row=row, by=call.published_by)
    assert session.query(Person).filter(Person.email_index.is_not(None)).count() == 0


def test_the_same_row_twice_is_left_out_and_counted(session, call):
    with on_day(call):
        row = taken(session, call, GOOD + "ann lee;ANN@example.org;woman;North\n")
    assert (row.counts["people"], row.counts["twice"]) == (2, 1)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"just words", b"\xd0\xcf\x11\xe0old"])
def test_a_broken_file_is_refused_in_words_and_nothing_is_kept(session, client, call, broken):
    session.commit()
    with on_day(call):
        signed_in(client, session, Role.ORGANISER)
        answer = submit(
            client,
            f"/panels/{call.panel_id}/calls/{call.id}/files",
            file=(io.BytesIO(broken), "pool.csv"),
            **{"agreed_on-day": "1", "agreed_on-month": "11", "agreed_on-year": "2026"},
        )
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert session.query(PoolImport).count() == 0


def test_other_columns_can_be_chosen_before_it_is_brought_in(session, client, call):
    session.commit()
    with on_day(call):
        account = signed_in(client, session, Role.ORGANISER)
        row = taken(session, call, "Wer;E-mail;Gender;Area\nAnn;a@example.org;Woman;North\n")
        assert row.counts["problems"] == 1
        session.commit()
        address = f"/panels/{call.panel_id}/calls/{call.id}/files/{row.id}"
        assert "Row 2: there is no name." in client.get(address).text
        submit(client, address, column_name="0")
        session.refresh(row)
        assert (row.mapping["name"], row.counts["problems"]) == (0, 0)
        answer = submit(client, address, with_field="idempotency_key")
        assert "/jobs/" in answer.headers["Location"]
        queue.run_everything(session)
    assert session.query(Interest).one().typed_by == account.id


def test_a_file_nobody_agreed_to_goes_after_thirty_days(session, call):
    with on_day(call):
        row = taken(session, call, GOOD)
        key = row.file_key
    with clock.moved_to(clock.now() + dt.timedelta(days=40)):
        assert forget_old_files(session) == 1
    assert (row.state, row.file_key) == (PoolImportState.THROWN_AWAY, "")
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_a_file_without_people_is_refused(call):
    with pytest.raises(FileRefused) as refused:
        rules.read_people(b"Name;Area\n", mapping={"name": 0}, values={})
    assert refused.value.code == "header_only"
