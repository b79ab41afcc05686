"""The year in promises: what was promised, kept, changed, dropped, late, and what people say."""

import csv
import datetime as dt
import io

import pytest
import sqlalchemy as sa
import time_machine

from portal.people.enums import Role
from portal.promises import operations
from portal.promises.enums import AnswerChannel, KeptVerdict, PromiseState
from portal.promises.models import PromiseInvitation, PromiseReport
from portal.promises.operations.reports import order_report
from portal.promises.queries.public import public_promises
from portal.promises.yearly import yearly_report, years_with_promises
from portal.shared import queue
from portal.shared.export_log import ExportTaken
from portal.shared.storage import storage
from portal.summaries.enums import FileState, WhoHelped
from tests.forms import send
from tests.people.factories import signed_in
from tests.promises.factories import all_wanting, end, make_promise, publish
from tests.summaries.factories import WRITER

MADE = dt.datetime(2031, 5, 2, 12, tzinfo=dt.UTC)
TODAY = dt.date(2032, 2, 1)


@pytest.fixture
def three_promises(session, summary, source):
    """Kept in time; dropped a year later and late; still open."""
    with time_machine.travel(MADE, tick=False):
        publish(session, summary)
        kept = make_promise(session, summary, number=0, due=dt.date(2031, 8, 1))
        dropped = make_promise(session, summary, number=1, due=dt.date(2031, 9, 1))
        still_open = make_promise(session, summary, number=2, due=dt.date(2032, 9, 1))
    with time_machine.travel(MADE + dt.timedelta(days=30), tick=False):
        end(session, kept)
        source.people = all_wanting(session, 75)
        asking = operations.ask_people(session, summary=summary, until=dt.date(2031, 7, 1), by=WRITER)
        session.flush()
        rows = session.scalars(sa.select(PromiseInvitation).where(PromiseInvitation.asking_id == asking.id)).all()
        said = [KeptVerdict.YES] * 42 + [KeptVerdict.PARTLY] * 20 + [KeptVerdict.NO] * 13
        for row, verdict in zip(rows, said, strict=True):
            given = {str(kept.id): (verdict, "")}
            operations.record_said(
                session, invitation=row, given=given, helped=WhoHelped.NOBODY, channel=AnswerChannel.PAPER, by=WRITER
            )
        session.commit()
    with time_machine.travel(dt.datetime(2032, 1, 20, 12, tzinfo=dt.UTC), tick=False):
        end(session, dropped, state=PromiseState.DROPPED)
    return kept, dropped, still_open


def counts(row):
    return row.promised, row.kept, row.changed, row.dropped, row.late, row.still_open


def test_each_year_counts_what_happened_in_it(session, three_promises):
    rows = public_promises(session)
    assert years_with_promises(rows) == [2032, 2031]
    first, second = (yearly_report(rows, year=year, today=TODAY) for year in (2031, 2032))
    assert counts(first.total) == (3, 1, 0, 0, 1, 1)
    assert counts(second.total) == (0, 0, 0, 1, 1, 1)
    assert [one.row.promise.id for _row, group in second.promises for one in group] == [
        three_promises[1].id,
        three_promises[2].id,
    ]


def test_what_people_say_is_made_of_published_counts_only(session, three_promises):
    first = yearly_report(public_promises(session), year=2031, today=TODAY)
    assert first.total.said == {KeptVerdict.YES: 40, KeptVerdict.PARTLY: 20, KeptVerdict.NO: 15}


@time_machine.travel(dt.datetime(2032, 2, 1, 12, tzinfo=dt.UTC), tick=False)
def test_the_page_of_a_year(client, session, three_promises):
    page = client.get("/promises/report/2031").text
    assert "Promises of the year 2031" in page
    assert "about 40" in page
    assert "/promises/report/2032" in page


@time_machine.travel(dt.datetime(2032, 2, 1, 12, tzinfo=dt.UTC), tick=False)
def test_the_table_leaves_through_the_export_writer(client, session, three_promises):
    taker = signed_in(client, session, Role.COMMISSIONER)
    session.commit()
    path = "/desk/promises/report/2031"
    answer = send(client, path, action=f"{path}.csv")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert lines[0][:7] == ["Service", "Promised", "Kept", "Something else was done", "Not done", "Late", "Still open"]
    assert lines[-1] == ["All promises", "3", "1", "0", "0", "1", "1", "40", "20", "15"]
    taken = session.scalars(sa.select(ExportTaken)).one()
    assert (taken.what, taken.kind, taken.taken_by) == ("promises_year", "csv", taker.id)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_the_paper_passes_the_gates_in_this_language(client, session, three_promises, language):
    with time_machine.travel(dt.datetime(2032, 2, 1, 12, tzinfo=dt.UTC), tick=False):
        order_report(session, year=2031, language=language, by=WRITER)
        session.commit()
        queue.run_everything(session)
        file = session.scalars(sa.select(PromiseReport)).one()
        assert (file.state, file.faults) == (FileState.READY, [])
        answer = client.get(f"/promises/report/2031/{language}.pdf")
    assert answer.data[:5] == b"%PDF-"


@time_machine.travel(dt.datetime(2032, 2, 1, 12, tzinfo=dt.UTC), tick=False)
def test_staff_order_the_paper_and_see_what_became_of_it(client, session, three_promises):
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    path = "/desk/promises/report/2031"
    answer = send(client, path, action=f"{path}/pdf", language="cy")
    assert answer.headers["Location"].startswith("/jobs/")
    assert "It is being made" in client.get(path).text
    assert client.get("/promises/report/2031/cy.pdf").status_code == 404
    assert client.get("/desk/promises/report").headers["Location"] == "/desk/promises/report/2032"


@pytest.mark.slow
def test_the_paper_made_again_replaces_the_one_before_in_storage(session, three_promises):
    keys = []
    with time_machine.travel(dt.datetime(2032, 2, 1, 12, tzinfo=dt.UTC), tick=False):
        for _again in range(2):
            order_report(session, year=2031, language="en", by=WRITER)
            session.commit()
            queue.run_everything(session)
            keys.append(session.scalars(sa.select(PromiseReport.storage_key)).one())
    assert storage().get(keys[1])[:5] == b"%PDF-"
    with pytest.raises(FileNotFoundError):
        storage().get(keys[0])
