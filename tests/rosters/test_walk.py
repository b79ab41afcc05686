"""An organiser brings a roster in, in the browser, and freezes a frame."""

import io
import re
import uuid

import pytest
import sqlalchemy as sa

from portal.people.models import Person
from portal.rosters.enums import ImportState
from portal.rosters.models import Frame, RosterEntry, RosterImport, Service
from portal.shared import queue
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rosters.factories import ANA, BEN, CIA, PEOPLE, bring_in, checked, csv_file, invented_roster, make_service


@pytest.fixture
def organiser(client, session):
    return signed_in(client, session)


def work(session) -> None:
    session.rollback()
    queue.run_everything(session)
    session.expire_all()


def upload(client, service_id, content: bytes, name: str = "roster.csv"):
    return submit(
        client, f"/rosters/{service_id}/upload", with_field="idempotency_key", file=(io.BytesIO(content), name)
    )


def test_from_an_empty_portal_to_a_frozen_frame(client, session, organiser):
    answer = submit(client, "/rosters/new", name_en="Carers’ service", name_cy="Gwasanaeth gofalwyr", youngest_age="18")
    service_page = answer.headers["Location"]
    service = session.scalars(sa.select(Service)).one()
    assert (service.name, service.youngest_age) == ({"en": "Carers’ service", "cy": "Gwasanaeth gofalwyr"}, 18)

    answer = upload(client, service.id, csv_file(*PEOPLE))
    columns = client.get(answer.headers["Location"], follow_redirects=True)
    assert "What do the columns hold?" in columns.text
    assert re.search(r'<option value="0" selected>ref</option>', columns.text)

    answer = submit(client, columns.request.path, with_field="column_reference")
    assert answer.headers["Location"].startswith("/jobs/")
    work(session)
    taken = session.scalars(sa.select(RosterImport)).one()
    preview = client.get(f"/rosters/imports/{taken.id}")
    assert "The file is fine" in preview.text
    assert "ana@example.org" not in preview.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0

    answer = submit(client, f"/rosters/imports/{taken.id}", with_field="nothing else")
    assert answer.headers["Location"].startswith("/jobs/")
    work(session)
    done = client.get(f"/rosters/imports/{taken.id}")
    assert "The file is in the roster" in done.text
    roster = client.get(service_page)
    assert "A001" in roster.text
    assert "example.org" not in roster.text
    assert "07700" not in roster.text

    answer = submit(client, f"/rosters/{service.id}/freeze", name="Autumn")
    assert answer.headers["Location"].startswith("/jobs/")
    work(session)
    frame = session.scalars(sa.select(Frame)).one()
    assert (frame.name, frame.frozen_by) == ("Autumn", organiser.id)
    frame_page = client.get(f"/frames/{frame.id}")
    assert frame.sha256 in frame_page.text
    assert "Asked not to be contacted" in frame_page.text


def test_a_file_with_problems_shows_them_in_words_and_cannot_be_agreed_to(client, session, organiser):
    service = make_service(session)
    wrong = ("A009", "active", "North", "abc", *ANA[4:])
    taken = checked(session, service, csv_file(ANA, wrong))
    session.commit()
    preview = client.get(f"/rosters/imports/{taken.id}")
    assert "Row 3, column age: “abc” is not a number." in preview.text
    assert "Yes, bring them in" not in preview.text
    answer = submit(client, f"/rosters/imports/{taken.id}/columns", with_field="nothing")
    assert answer.status_code == 303
    work(session)
    key = {"idempotency_key": str(uuid.uuid4()), "csrf_token": _token(preview.text)}
    client.post(f"/rosters/imports/{taken.id}/agree", data=key)
    work(session)
    assert session.get_one(RosterImport, taken.id).state is ImportState.CHECKED
    assert session.scalar(sa.select(sa.func.count()).select_from(RosterEntry)) == 0


def test_the_list_of_problems_can_be_taken_away_as_a_file(client, session, organiser):
    service = make_service(session)
    wrong = [(f"A{n:03}", "active", "=1+1", "-4", *ANA[4:]) for n in range(60)]
    taken = checked(session, service, csv_file(*wrong))
    session.commit()
    page = client.get(f"/rosters/imports/{taken.id}?page=3")
    assert page.text.count("is a formula") + page.text.count("is less than 0") == 20
    key = {"idempotency_key": str(uuid.uuid4()), "csrf_token": _token(page.text)}
    answer = client.post(f"/rosters/imports/{taken.id}/problems.csv", data=key)
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 121
    assert lines[1] == '2,district,"Row 2, column district: “=1+1” is a formula. Replace it with its value."'


def test_words_we_do_not_know_are_given_a_meaning(client, session, organiser):
    service = make_service(session)
    taken = checked(session, service, csv_file(("B1", "paused", *ANA[2:]), ("B2", "paused", *CIA[2:]), BEN))
    session.commit()
    assert taken.counts["problems"] == 2
    page = client.get(f"/rosters/imports/{taken.id}/words").text
    assert page.count("Choose from the list") == page.count("<select")
    assert page.count(" selected>") == page.count("<select") - 1  # all but the status nobody knows
    answer = submit(
        client, f"/rosters/imports/{taken.id}/words", status_1="disengaged", ethnicity_0="prefer_not_to_say"
    )
    assert answer.headers["Location"].startswith("/jobs/")
    work(session)
    assert session.get_one(RosterImport, taken.id).counts.get("problems", 0) == 0
    submit(client, f"/rosters/imports/{taken.id}", with_field="nothing else")
    work(session)
    entries = session.scalars(sa.select(RosterEntry).order_by(RosterEntry.reference)).all()
    assert [(e.reference, e.status.value, e.ethnicity) for e in entries] == [
        ("A002", "disengaged", "White"),
        ("B1", "disengaged", "prefer_not_to_say"),
        ("B2", "disengaged", "White"),
    ]


def test_stopping_the_import_changes_nothing_and_the_file_can_be_checked_again(client, session, organiser):
    service = make_service(session)
    taken = checked(session, service, csv_file(*PEOPLE))
    session.commit()
    answer = submit(client, f"/rosters/imports/{taken.id}", with_field="nothing else")
    job_page = answer.headers["Location"]
    submit(client, job_page, with_field="nothing else")
    work(session)
    stopped = client.get(f"/rosters/imports/{taken.id}")
    assert "The work was stopped" in stopped.text
    assert session.scalar(sa.select(sa.func.count()).select_from(RosterEntry)) == 0
    submit(client, f"/rosters/imports/{taken.id}", with_field="nothing else")
    work(session)
    assert session.get_one(RosterImport, taken.id).state is ImportState.CHECKED


def test_a_refused_file_leaves_a_message_and_nothing_else(client, session, organiser):
    service = make_service(session)
    answer = upload(client, service.id, b"%PDF-1.7 not a table")
    assert answer.status_code == 200
    assert "This is a PDF." in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(RosterImport)) == 0


def test_a_file_thrown_away_is_gone(client, session, organiser):
    service = make_service(session)
    taken = checked(session, service, csv_file(*PEOPLE))
    session.commit()
    page = client.get(f"/rosters/imports/{taken.id}")
    key = {"idempotency_key": str(uuid.uuid4()), "csrf_token": _token(page.text)}
    client.post(f"/rosters/imports/{taken.id}/discard", data=key)
    work(session)
    thrown = session.get_one(RosterImport, taken.id)
    assert (thrown.state, thrown.file_key, thrown.first_rows) == (ImportState.DISCARDED, "", None)
    assert "The file was thrown away" in client.get(f"/rosters/imports/{taken.id}").text


def test_search_finds_a_reference_from_its_beginning(client, session, organiser):
    service = make_service(session)
    bring_in(session, service, invented_roster(120))
    session.commit()
    found = client.get(f"/rosters/{service.id}?search=ID_0000")
    assert found.text.count("ID_0000") - found.text.count('value="ID_0000"') == 9
    assert "Nobody was found" in client.get(f"/rosters/{service.id}?search=%25").text
    assert client.get(f"/rosters/{service.id}?page=3&status=nonsense").status_code == 200


@pytest.mark.parametrize("path", ["/rosters/", "/rosters/{service}", "/rosters/imports/{taken}"])
def test_a_list_costs_the_same_for_one_row_and_for_three(client, session, organiser, path, count_queries):
    counts = []
    for size in (1, 3):
        service = make_service(session)
        bring_in(session, service, csv_file(*PEOPLE[:size]))
        taken = checked(session, service, csv_file(*(("", "", *row[2:]) for row in PEOPLE[:size])))
        session.commit()
        with count_queries() as seen:
            assert client.get(path.format(service=service.id, taken=taken.id)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def _token(text: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]*)"', text)
    return found[1] if found else ""
