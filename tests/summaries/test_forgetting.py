"""Who was asked to check, and who was told, is forgotten a year after; what they said stays and leads to nobody."""

import datetime as dt

import sqlalchemy as sa
import time_machine

from portal.people.enums import ConsentPurpose
from portal.people.models import Consent, Person
from portal.shared import clock, tokens
from portal.summaries import operations
from portal.summaries.enums import VerdictKind, WhoHelped
from portal.summaries.models import CheckInvitation, FinalNotice, Verdict
from portal.summaries.operations.verdicts import to_check
from portal.summaries.queries import TOKEN_KIND
from portal.summaries.tasks import forget
from tests.summaries.factories import APPROVER, WRITER


def no_progress(done, total):
    pass


def a_year_later(session, days):
    with time_machine.travel(clock.now() + dt.timedelta(days=days), tick=False):
        done = forget(session, progress=no_progress)
    session.commit()
    session.expire_all()
    return done


def test_who_checked_is_forgotten_a_year_after_the_next_version_and_their_no_is_not(
    client, session, summary, source, check
):
    version, invitations = check
    mine = next(one for one in invitations if one.person_id == source.agreed.person_id)
    statement_id = to_check(version)[0]
    said = {"verdict": VerdictKind.RIGHT, "comment": "Yes.", "visit": ""}
    operations.keep_verdict(session, invitation=mine, statement_id=statement_id, **said)
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY, wants_news=False)
    operations.close_check(session, summary=summary, by=WRITER)
    operations.mark_checked(session, summary=summary, by=WRITER)
    published = operations.publish(session, summary=summary, by=APPROVER)
    session.add(FinalNotice(version_id=published.id, person_id=source.silent.person_id, code_index="x"))
    session.commit()
    link = f"/c/{tokens.link_token(TOKEN_KIND, mine.id)}"
    assert a_year_later(session, 360) == {"people": 0, "notices": 0}
    assert client.get(link).status_code == 200
    assert a_year_later(session, 370) == {"people": len(invitations), "notices": 1}
    known = {source.agreed.person_id, source.refused.person_id, source.silent.person_id}
    rows = session.scalars(sa.select(CheckInvitation)).all()
    assert not known & {row.person_id for row in rows}
    assert {row.alias for row in rows} == {None}
    assert all(session.get_one(Person, row.person_id).do_not_contact for row in rows)
    assert client.get(link).status_code == 404
    assert session.scalars(sa.select(Verdict)).one().comment == "Yes."
    no = session.scalars(sa.select(Consent).where(Consent.subject_id == source.agreed.alias)).one()
    assert (no.purpose, no.given) == (ConsentPurpose.TELL_RESULT, False)
    assert a_year_later(session, 370) == {"people": 0, "notices": 0}


def test_a_check_that_still_takes_answers_keeps_its_people(session, summary, check):
    assert a_year_later(session, 1000) == {"people": 0, "notices": 0}
