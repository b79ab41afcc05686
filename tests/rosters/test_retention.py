"""Whom no roster has named for two years is forgotten; what a frozen frame counts stays countable."""

import datetime as dt

import pytest
import sqlalchemy as sa

from portal.rosters.models import FrameEntry, RosterEntry, RosterImport, RosterProblem
from portal.rosters.tasks import forget_old
from portal.shared import clock
from tests.rosters.factories import PEOPLE, bring_in, checked, csv_file, make_service
from tests.rosters.test_frames import freeze

TWO_YEARS = dt.timedelta(days=731)


@pytest.fixture
def service(session):
    return make_service(session)


def night(session) -> None:
    session.commit()
    forget_old(session, progress=lambda _done, _total: None)
    session.commit()
    session.expire_all()


def removed(session, *, ago: dt.timedelta) -> None:
    session.execute(sa.update(RosterEntry).values(removed_at=clock.now() - ago))


def test_entries_go_two_years_after_they_were_last_on_the_roster(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    night(session)
    removed(session, ago=TWO_YEARS - dt.timedelta(days=1))
    night(session)
    assert len(session.scalars(sa.select(RosterEntry)).all()) == 3
    removed(session, ago=TWO_YEARS + dt.timedelta(days=1))
    night(session)
    assert session.scalars(sa.select(RosterEntry)).all() == []


def test_an_entry_in_a_frozen_frame_is_emptied_and_its_reference_is_somebody_new_afterwards(session, service):
    bring_in(session, service, csv_file(*PEOPLE))
    freeze(session, service)
    frozen = set(session.scalars(sa.select(FrameEntry.entry_id)))
    removed(session, ago=TWO_YEARS + dt.timedelta(days=1))
    night(session)
    night(session)
    entries = session.scalars(sa.select(RosterEntry)).all()
    assert {entry.id for entry in entries} == frozen
    for entry in entries:
        assert entry.reference.startswith("forgotten ")
        assert (entry.age, entry.area, entry.sex, entry.ethnicity) == (None, "not_known", "not_known", "not_known")
        assert (entry.home_index, entry.excluded_reason) == ("", None)
    assert checked(session, service, csv_file(*PEOPLE)).counts["new"] == 3


def test_how_a_file_was_brought_in_goes_after_two_years(session, service):
    checked(session, service, csv_file(("A9", "nonsense", *PEOPLE[0][2:])))
    assert session.scalars(sa.select(RosterProblem)).all() != []
    session.execute(sa.update(RosterImport).values(uploaded_at=clock.now() - TWO_YEARS + dt.timedelta(days=1)))
    night(session)
    assert len(session.scalars(sa.select(RosterImport)).all()) == 1
    session.execute(sa.update(RosterImport).values(uploaded_at=clock.now() - TWO_YEARS - dt.timedelta(days=1)))
    night(session)
    assert session.scalars(sa.select(RosterImport)).all() == []
    assert session.scalars(sa.select(RosterProblem)).all() == []
