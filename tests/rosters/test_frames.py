"""A frame: who may be drawn, frozen, with a fingerprint and an account of who was left out."""

import hashlib
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.contact.models import Suppression
from portal.people.rules import comparable_email
from portal.rosters import operations, queries
from portal.rosters.errors import NobodyToFreeze
from portal.rosters.models import Frame, FrameEntry, RosterEntry
from portal.shared import clock
from portal.shared.crypto import keys
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rosters.factories import ANA, BEN, CIA, PEOPLE, bring_in, csv_file, invented_roster, make_service


def freeze(session, service) -> Frame:
    frame = operations.freeze_frame(session, service_id=service.id, name="Autumn", by=None)
    session.commit()
    return frame


def test_who_is_left_out_is_counted_by_status_and_reason(session):
    service = make_service(session, youngest_age=20)
    headings = ("ref", "status", "age", "flag", "dnc")
    rows = [
        ("1", "active", "40", "", ""),
        ("2", "active", "19", "", ""),
        ("3", "active", "", "", ""),
        ("4", "disengaged", "40", "died", "yes"),
        ("5", "disengaged", "19", "", "yes"),
        ("6", "never_started", "40", "safeguarding", ""),
    ]
    bring_in(session, service, csv_file(*rows, headings=headings))
    frame = freeze(session, service)
    assert frame.coverage == {
        "active": {"roster": 3, "in_frame": 2, "excluded": {"under_age": 1}},
        "completed": {"roster": 0, "in_frame": 0, "excluded": {}},
        "disengaged": {"roster": 2, "in_frame": 0, "excluded": {"deceased": 1, "do_not_contact": 1}},
        "never_started": {"roster": 1, "in_frame": 0, "excluded": {"safeguarding": 1}},
    }
    assert [row.reference for row in queries.frame_rows(session, frame_id=frame.id)] == ["1", "3"]


def test_someone_who_said_stop_elsewhere_is_left_out(session):
    service = make_service(session)
    bring_in(session, service, csv_file(ANA, CIA))
    mark = keys().blind(comparable_email("ANA@example.org"), kind="email")
    session.add(Suppression(kind="email", fingerprint=mark, why="asked", at=clock.now()))
    session.commit()
    assert freeze(session, service).coverage["active"] == {
        "roster": 1,
        "in_frame": 0,
        "excluded": {"do_not_contact": 1},
    }


def test_someone_taken_off_the_roster_is_left_out_and_counted(session):
    service = make_service(session)
    bring_in(session, service, csv_file(*PEOPLE))
    bring_in(session, service, csv_file(ANA, ("A009", *ANA[1:])), remove_missing=True)
    coverage = freeze(session, service).coverage
    assert coverage["never_started"] == {"roster": 1, "in_frame": 0, "excluded": {"removed": 1}}


def test_the_fingerprint_can_be_made_again_with_nothing_but_json_and_sha_256(session):
    service = make_service(session)
    bring_in(session, service, csv_file(*PEOPLE))
    frame = freeze(session, service)
    names = ("status", "area", "unit", "age_band", "sex", "ethnicity", "disability", "language")
    rows = sorted(
        (str(row.person_id), {name: str(getattr(row, name)) for name in names})
        for row in queries.frame_rows(session, frame_id=frame.id)
    )
    text = "heard-frame/1\n" + "".join(
        json.dumps([person, fields], sort_keys=True, separators=(",", ":")) + "\n" for person, fields in rows
    )
    assert frame.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert queries.sampling_frame(session, frame_id=frame.id).sha256 == frame.sha256


@pytest.mark.parametrize("change", ["UPDATE {table} SET {column} = 'x'", "DELETE FROM {table}"])
@pytest.mark.parametrize(("table", "column"), [("frame", "name"), ("frame_entry", "area")])
def test_the_database_refuses_to_change_a_frame(session, change, table, column):
    service = make_service(session)
    bring_in(session, service, csv_file(*PEOPLE))
    freeze(session, service)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.text(change.format(table=table, column=column)))
    session.rollback()
    assert session.scalars(sa.select(Frame.name)).all() == ["Autumn"]


def test_a_frame_stays_as_it_was_when_the_roster_moves_on(session):
    service = make_service(session)
    bring_in(session, service, csv_file(*PEOPLE))
    frame = freeze(session, service)
    bring_in(session, service, csv_file(("A001", "completed", *ANA[2:]), ("A010", *BEN[1:12], "")))
    assert session.scalars(sa.select(RosterEntry.status).where(RosterEntry.reference == "A001")).one() == "completed"
    assert [(r.reference, r.status) for r in queries.frame_rows(session, frame_id=frame.id)] == [
        ("A001", "active"),
        ("A003", "never_started"),
    ]
    assert queries.sampling_frame(session, frame_id=frame.id).sha256 == frame.sha256


def test_a_roster_where_nobody_may_be_asked_gives_no_frame(session):
    service = make_service(session)
    bring_in(session, service, csv_file(BEN))
    with pytest.raises(NobodyToFreeze):
        operations.freeze_frame(session, service_id=service.id, name="Nobody", by=None)
    session.rollback()
    assert session.scalars(sa.select(FrameEntry.id)).all() == []


def test_the_frame_page_marks_small_numbers(client, session):
    signed_in(client, session)
    service = make_service(session)
    bring_in(session, service, invented_roster(200))
    frame = freeze(session, service)
    page = client.get(f"/frames/{frame.id}").text
    assert frame.coverage["active"]["excluded"] == {"do_not_contact": 4}
    assert "4 (small: do not pass on)" in page
    assert "120" in page
    assert "120 (small" not in page


def test_a_frame_without_anybody_is_refused_in_words(client, session):
    signed_in(client, session)
    service = make_service(session)
    answer = submit(client, f"/rosters/{service.id}/freeze", name="Nobody")
    assert answer.status_code == 200
    assert "Nobody on this roster may be asked." in answer.text
