import sqlalchemy as sa

from portal.contact.models import ContactMessage
from portal.people.enums import Role
from portal.people.models import Person
from portal.questions.examples import carers_support
from portal.rounds import queries
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation
from portal.rounds.operations import drawing
from portal.shared import queue
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.asking.factories import agree, make_frame, make_round, make_service


def drawn_round(session, **person):
    service = make_service(session)
    frame = make_frame(session, service, {"active": 12, "disengaged": 9}, **person)
    round_ = make_round(session, service, question_set_id=carers_support(session).id)
    agree(session, round_, frame, size=10)
    drawing.draw_sample(session, round_=round_, by=None)
    session.commit()
    return round_


def test_a_wave_writes_once_to_each_person_in_their_language(client, session):
    signed_in(client, session, Role.ORGANISER)
    round_ = drawn_round(session, language="cy")
    answer = submit(client, f"/rounds/{round_.id}/send", template="invitation")
    assert answer.headers["Location"].startswith("/jobs/")
    queue.run_everything(session)
    messages = session.scalars(sa.select(ContactMessage)).all()
    assert len(messages) == len({m.person_id for m in messages}) == 10
    assert {m.language for m in messages} == {"cy"}
    assert queries.round_counts(session, round_id=round_.id) == {"sent": 10}
    assert queries.waves_of(session, round_id=round_.id)[0].counts == {"email": 10}
    assert client.get(f"/rounds/{round_.id}").status_code == 200


def test_a_second_wave_the_same_week_is_held_back(client, session):
    signed_in(client, session, Role.ORGANISER)
    round_ = drawn_round(session)
    for _ in range(2):
        submit(client, f"/rounds/{round_.id}/send", template="reminder")
        queue.run_everything(session)
    assert queries.waves_of(session, round_id=round_.id)[1].counts == {"withheld:too_soon": 10}


def test_who_said_stop_is_not_written_to_though_they_were_drawn(client, session):
    signed_in(client, session, Role.ORGANISER)
    round_ = drawn_round(session)
    someone = queries.sampled_person_ids(session, round_id=round_.id)[0]
    session.get(Person, someone).do_not_contact = True
    session.commit()
    submit(client, f"/rounds/{round_.id}/send", template="invitation")
    queue.run_everything(session)
    assert session.scalars(sa.select(ContactMessage.person_id)).all().count(someone) == 0
    waiting = session.scalar(sa.select(Invitation).where(Invitation.person_id == someone))
    assert waiting.state is InvitationState.WAITING
    assert queries.waves_of(session, round_id=round_.id)[0].counts == {"email": 9, "withheld:do_not_contact": 1}
