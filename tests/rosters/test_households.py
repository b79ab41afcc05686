"""Who lives with whom: from addresses and from the file's own word, frozen into the frame."""

import pytest
import sqlalchemy as sa

from portal.rosters import operations, queries
from portal.rosters.models import FrameEntry, RosterEntry
from portal.rosters.rules.households import comparable_address, households
from tests.rosters.factories import bring_in, csv_file, make_service

HEADINGS = ("ref", "status", "address", "postcode", "household", "dnc")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("12 High Street", "ZZ1 1AA"), ("12, high st.", "zz11aa")),
        (("Flat 2, 7 Château Rd", "ZZ1 1AA"), ("Apt 2 7 Chateau Road", "ZZ1  1AA")),
        (("12 High Street, ZZ1 1AA", "ZZ1 1AA"), ("12 High Street", "ZZ1 1AA")),
        (("1 King's Court", ""), ("1 Kings Ct", "")),
    ],
)
def test_one_home_written_in_two_ways_is_one(one, other):
    assert comparable_address(*one) == comparable_address(*other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Flat 1, 12 High Street", "ZZ1 1AA"), ("Flat 2, 12 High Street", "ZZ1 1AA")),
        (("12 High Street", "ZZ1 1AA"), ("12 High Street", "ZZ1 1AB")),
        (("Flat 1, 2 High Street", ""), ("Flat 12 High Street", "")),
    ],
)
def test_two_homes_are_two(one, other):
    assert comparable_address(*one) != comparable_address(*other)


@pytest.mark.parametrize("address", ["", "The Hostel", "High Street"])
def test_a_postcode_or_a_name_alone_is_no_household(address):
    assert comparable_address(address, "ZZ1 1AA") == ""


def test_the_same_address_or_the_same_word_joins_people_and_a_chain_is_one_household():
    people = [("a", "x", ""), ("b", "x", "1"), ("c", "", "1"), ("d", "y", ""), ("e", "", ""), ("f", "", "")]
    assert households(people) == {"a": "a", "b": "a", "c": "a"}


def test_a_hostel_is_no_household_but_a_large_family_named_in_the_file_is():
    hostel = [(f"h{n}", "x", "") for n in range(9)]
    family = [(f"f{n}", "", "1") for n in range(9)]
    assert set(households(hostel + family)) == {f"f{n}" for n in range(9)}
    assert len(households(hostel[:8])) == 8


def test_households_are_frozen_into_the_frame_and_its_fingerprint(session):
    service = make_service(session)
    rows = [
        ("1", "active", "12 High Street", "ZZ1 1AA", "", ""),
        ("2", "completed", "12 high st", "ZZ11AA", "", ""),
        ("3", "active", "", "ZZ1 1AA", "K7", ""),
        ("4", "active", "9 Low Road", "ZZ1 1AA", "k7", ""),
        ("5", "active", "5 Low Road", "ZZ1 1AA", "", ""),
        ("6", "active", "5 Low Road", "ZZ1 1AA", "", "yes"),
    ]
    bring_in(session, service, csv_file(*rows, headings=HEADINGS))
    frame = operations.freeze_frame(session, service_id=service.id, name="Autumn", by=None)
    session.commit()
    home = dict(session.execute(sa.select(FrameEntry.reference, FrameEntry.household)).all())
    assert home["1"] == home["2"] != ""
    assert home["3"] == home["4"] != ""
    assert home["1"] != home["3"]
    assert home["5"] == ""
    whole = queries.sampling_frame(session, frame_id=frame.id)
    assert whole.sha256 == frame.sha256
    assert sorted(row.fields.get("household", "") for row in whole).count("") == 1
    later = operations.freeze_frame(session, service_id=service.id, name="Winter", by=None)
    codes = session.scalars(sa.select(FrameEntry.household).where(FrameEntry.frame_id == later.id)).all()
    assert set(codes) & set(home.values()) == {""}


def test_no_address_can_be_read_from_the_marks(session):
    service = make_service(session)
    bring_in(session, service, csv_file(("1", "active", "12 High Street", "ZZ1 1AA", "K7", ""), headings=HEADINGS))
    entry = session.scalars(sa.select(RosterEntry)).one()
    assert (len(entry.home_index), len(entry.household_index)) == (64, 64)
    assert "high" not in entry.home_index


def test_a_file_that_moves_someone_changes_their_household(session):
    service = make_service(session)
    bring_in(session, service, csv_file(("1", "active", "12 High Street", "ZZ1 1AA", "", ""), headings=HEADINGS))
    before = session.scalars(sa.select(RosterEntry.home_index)).one()
    bring_in(session, service, csv_file(("1", "active", "9 Low Road", "ZZ1 1AA", "", ""), headings=HEADINGS))
    assert session.scalars(sa.select(RosterEntry.home_index)).one() not in ("", before)
    bring_in(session, service, csv_file(("1", "completed"), headings=HEADINGS[:2]))
    assert session.scalars(sa.select(RosterEntry.home_index)).one() != ""
