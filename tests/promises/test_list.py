"""The staff's list, narrowed by state, owner, service, late, waiting; nonsense in the address narrows nothing."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from portal.people.enums import Role
from portal.promises import operations, queries
from portal.promises.enums import PromiseState
from portal.promises.queries import Wanted
from portal.rosters.models import Service
from portal.rounds.models import Round
from portal.shared import clock
from portal.summaries.models import Summary
from tests.people.factories import signed_in
from tests.promises.factories import DUE, end, make_promise
from tests.summaries.factories import WRITER


def found(session, *, today=DUE, **wanted):
    rows, total = queries.found_promises(session, wanted=Wanted(**wanted), today=today, page=1, per_page=25)
    assert total == len(rows)
    return [one.id for one in rows]


def test_the_list_is_narrowed(session, summary, promise):
    second = make_promise(session, summary, number=1, due=DUE + dt.timedelta(days=9))
    third = make_promise(session, summary, number=2, due=DUE + dt.timedelta(days=99))
    operations.claim(session, promise=second, state=PromiseState.DONE, words={"en": "Done"}, by=WRITER)
    end(session, third)
    assert found(session) == [promise.id, second.id, third.id]
    assert found(session, state=PromiseState.DONE) == [third.id]
    assert found(session, kept_by=promise.owner_id) == [promise.id]
    assert found(session, waits=True) == [second.id]
    assert found(session, is_late=True) == []
    assert found(session, is_late=True, today=DUE + dt.timedelta(days=200)) == [promise.id, second.id]


def test_the_list_is_narrowed_to_one_service(session, summary, promise):
    service, other = (Service(name={"en": name}, created_at=clock.now()) for name in ("Carers", "Buses"))
    session.add_all([service, other])
    session.flush()
    round_ = Round(service_id=service.id, name={"en": "Spring"}, created_at=clock.now())
    session.add(round_)
    session.flush()
    session.execute(sa.update(Summary).values(source_kind="round", source_id=round_.id))
    assert found(session, service_id=service.id) == [promise.id]
    assert found(session, service_id=other.id) == []
    assert [one.id for one in queries.services_with_promises(session)] == [service.id]


@pytest.mark.parametrize(
    "query", ["?state=nonsense&owner=x&service=%00&only=zzz&page=99999999", "?page=-1", "?owner=me"]
)
def test_nonsense_in_the_address_breaks_nothing(client, session, promise, query):
    signed_in(client, session, Role.ORGANISER)
    assert client.get(f"/desk/promises{query}").status_code == 200


def test_the_page_narrows_as_its_form_says(client, session, summary, promise):
    mine = signed_in(client, session, Role.ORGANISER)
    make_promise(session, summary, number=1, owner_id=mine.id)
    assert "1 promise<" in client.get("/desk/promises?owner=me").text
    assert "2 promises<" in client.get("/desk/promises").text
    assert "0 promises<" in client.get("/desk/promises?only=waits").text
    with time_machine.travel(dt.datetime(2100, 3, 9, 9, tzinfo=dt.UTC), tick=False):
        signed_in(client, session, Role.ORGANISER, email="later@example.org")
        assert "2 promises<" in client.get("/desk/promises?only=late").text
