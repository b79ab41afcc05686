"""What people said of promises, and owners who work elsewhere, go when it was promised to be: a night does its part."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.promises import operations, queries
from portal.promises.enums import AnswerChannel, KeptVerdict
from portal.promises.models import OutsideOwner, OwnerFeed, Promise, PromiseVerdict
from portal.promises.tasks import forget
from portal.shared import clock, tokens
from portal.summaries.enums import WhoHelped
from tests.promises.factories import all_wanting, end, make_promise
from tests.summaries.factories import WRITER

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=366)


@pytest.fixture
def years_ago(request):
    with time_machine.travel(NOW - request.param * YEAR, tick=False):
        yield


def night(session):
    with time_machine.travel(NOW, tick=False):
        forget(session, progress=lambda done, total: None)
        counts = forget(session, progress=lambda done, total: None)
    session.commit()
    session.expire_all()
    assert set(counts.values()) == {0}  # a second night finds nothing left


@pytest.fixture
def said(years_ago, session, source, summary, promise):
    """One person says no, and why; the asking ends that day."""
    source.people = all_wanting(session, 1)
    end(session, promise)
    asking = operations.ask_people(session, summary=summary, until=clock.today(), by=WRITER)
    session.flush()
    (invitation,), _count = queries.waiting_to_answer(session, asking_id=asking.id, offset=0, limit=5)
    operations.record_said(
        session,
        invitation=invitation,
        given={str(promise.id): (KeptVerdict.NO, "It never rings.")},
        helped=WhoHelped.NOBODY,
        channel=AnswerChannel.PHONE,
        by=WRITER,
    )
    session.commit()


@pytest.mark.parametrize(
    ("years_ago", "expected"),
    [
        (0.9, [(KeptVerdict.NO, "It never rings.")]),
        (1.1, [(KeptVerdict.NO, None)]),
        (6.1, []),
    ],
    indirect=["years_ago"],
)
def test_remarks_on_promises_go_after_a_year_and_verdicts_after_six(session, said, expected):
    night(session)
    assert [(one.verdict, one.comment) for one in session.scalars(sa.select(PromiseVerdict))] == expected


@pytest.mark.parametrize("years_ago", [0.5], indirect=True)
def test_no_hand_can_take_a_remark_away_sooner(session, said):
    with pytest.raises(DBAPIError):
        session.execute(sa.update(PromiseVerdict).values(comment_sealed=None))
    session.rollback()


def owner_of(session, summary, *, is_over):
    owner = operations.name_outside_owner(session, name="Rhys Bus", email="rhys@buses.example", language="cy")
    operations.new_calendar_address(session, owner_id=owner.id)
    promise = make_promise(session, summary, outside_owner_id=owner.id)
    if is_over:
        end(session, promise)
    session.commit()
    return owner


@pytest.mark.parametrize(("years_ago", "is_over"), [(1.1, True)], indirect=["years_ago"])
def test_an_owner_who_works_elsewhere_is_forgotten_a_year_after_their_last_promise(
    years_ago, client, session, summary, is_over
):
    owner = owner_of(session, summary, is_over=is_over)
    link = f"/promises/yours/{tokens.link_token('promise-owner', owner.id)}"
    night(session)
    assert (owner.name, owner.email, owner.language) == ("–", "", "en")
    assert list(queries.outside_owners(session)) == []
    assert session.scalars(sa.select(OwnerFeed)).all() == []
    assert session.scalars(sa.select(Promise.owner_words)).one() == "The carers’ team"
    session.commit()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(("years_ago", "is_over"), [(0.9, True), (3, False)], indirect=["years_ago"])
def test_an_owner_whose_promise_is_open_or_ended_lately_stays_known(years_ago, session, summary, is_over):
    owner = owner_of(session, summary, is_over=is_over)
    night(session)
    assert [(one.id, one.name) for one in queries.outside_owners(session)] == [(owner.id, "Rhys Bus")]
    assert len(session.scalars(sa.select(OwnerFeed)).all()) == 1


@pytest.mark.parametrize("years_ago", [2], indirect=True)
def test_who_was_named_and_got_no_promise_goes_too_and_can_be_named_again(years_ago, session):
    operations.name_outside_owner(session, name="Rhys Bus", email="rhys@buses.example")
    session.commit()
    night(session)
    again = operations.name_outside_owner(session, name="Rhys Bus", email="rhys@buses.example")
    assert session.scalar(sa.select(sa.func.count()).select_from(OutsideOwner)) == 2
    assert [one.id for one in queries.outside_owners(session)] == [again.id]


@pytest.mark.parametrize("years_ago", [0.1], indirect=True)
def test_an_address_of_a_calendar_that_was_replaced_goes_the_next_night(years_ago, session, promise):
    operations.new_calendar_address(session, owner_id=promise.owner_id)
    operations.new_calendar_address(session, owner_id=promise.owner_id)
    session.commit()
    night(session)
    assert [one.ended_at for one in session.scalars(sa.select(OwnerFeed))] == [None]
