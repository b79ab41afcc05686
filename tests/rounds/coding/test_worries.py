"""Something worrying was said: it reaches a named person, nothing is lost, and looking up a name is kept."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.contact import channels
from portal.contact.enums import Channel
from portal.contact.models import LeftInPeace
from portal.contact.tasks import tell_staff
from portal.people.enums import Role
from portal.people.models import SafeContactRead
from portal.rounds.coding_enums import IdentityPurpose, WorryDeed, WorryOutcome, WorryState, WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.operations import worries
from portal.rounds.queries import worries as queries
from portal.rounds.rules.worrying import due, is_overdue, read_list, risk_words
from portal.shared import clock
from tests.forms import send, submit
from tests.people.factories import make_account, signed_in
from tests.rounds.understanding.factories import answer_of, ask, make_round, respond

FRIDAY = dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC)
SAID = "He hits me when the bus is late."


@pytest.fixture
def asked(session):
    made = make_round(session)
    (made.invitation,) = ask(session, made, "active", count=1)
    (response,) = respond(session, made, [made.invitation], change=SAID)
    made.answer = answer_of(session, response, made.questions["change"])
    made.lead = make_account(session, Role.SAFEGUARDING, email="lead@example.org").id
    worries.set_up(session, round_id=made.round.id, lead_id=made.lead, words=["late bus"], by=None)
    session.commit()
    return made


def raised(session, asked, urgency=WorryUrgency.TODAY, note="Bruises?"):
    return worries.raise_worry(session, answer=asked.answer, urgency=urgency, note=note, by=None)


def deeds(session, worry) -> list[tuple[WorryDeed, str | None]]:
    return [(one.deed, one.note) for one in queries.steps_of(session, worry_id=worry.id)]


def test_an_hour_a_day_or_three_working_days():
    hours = [(due(urgency=one, raised_at=FRIDAY) - FRIDAY).total_seconds() / 3600 for one in WorryUrgency]
    assert hours == [1, 24, 5 * 24]  # from Friday to Wednesday


def test_a_worry_nobody_took_on_in_time_is_overdue_and_one_open_for_weeks_too():
    at = FRIDAY + dt.timedelta(seconds=1)
    late = [is_overdue(state=state, due_at=FRIDAY, now=at) for state in WorryState]
    later = [is_overdue(state=state, due_at=FRIDAY, now=at + dt.timedelta(days=14)) for state in WorryState]
    assert (late, later) == ([True, False, False, False], [True, True, True, False])


def test_words_that_can_mean_danger_are_found_as_whole_words_in_three_languages():
    assert risk_words("HE HITS ME, and I can’t  go on.") == ("can't go on", "hits me")
    assert risk_words("The therapeutic shabbiness of it") == ()
    assert risk_words("the late bus", more=["late bus", " "]) == ("late bus",)
    assert risk_words("Mae’n fy nharo") == ("fy nharo",)
    assert risk_words("مجھے ڈر لگتا ہے") == ("ڈر لگتا ہے",)
    assert read_list(" one \n\ntwo  words\none") == ["one", "two words"]


def test_a_worry_goes_to_the_lead_of_the_round_and_a_second_one_adds_to_it(session, asked):
    worry = raised(session, asked)
    again = raised(session, asked, WorryUrgency.NOW, "She phoned")
    assert (again, worry.lead_id, worry.urgency) == (worry, asked.lead, WorryUrgency.NOW)
    assert deeds(session, worry) == [(WorryDeed.RAISED, "Bruises?"), (WorryDeed.NOTED, "She phoned")]
    raised(session, asked, WorryUrgency.SOON, "")
    assert (worry.urgency, queries.not_taken_on(session)) == (WorryUrgency.NOW, 1)


def test_a_worry_is_taken_on_passed_on_and_closed_and_can_be_opened_again(session, asked):
    worry = raised(session, asked)
    for too_early in (
        lambda: worries.escalate(session, worry=worry, note="Police", by=asked.lead),
        lambda: worries.close(session, worry=worry, outcome=WorryOutcome.NO_RISK, note="Fine", by=asked.lead),
        lambda: worries.open_identity(session, worry=worry, purpose=IdentityPurpose.DANGER, by=asked.lead),
        lambda: worries.reopen(session, worry=worry, note="Again", by=asked.lead),
    ):
        with pytest.raises(NotReady):
            too_early()
    worries.acknowledge(session, worry=worry, by=asked.lead)
    with pytest.raises(NotReady):
        worries.acknowledge(session, worry=worry, by=asked.lead)
    worries.escalate(session, worry=worry, note="Adult social care, by phone", by=asked.lead)
    with pytest.raises(NotReady):
        worries.close(session, worry=worry, outcome=WorryOutcome.REFERRED, note=" ", by=asked.lead)
    worries.close(session, worry=worry, outcome=WorryOutcome.REFERRED, note="They visit", by=asked.lead)
    assert (worry.state, worry.outcome) == (WorryState.CLOSED, WorryOutcome.REFERRED)
    worries.reopen(session, worry=worry, note="They did not visit", by=asked.lead)
    assert [deed for deed, _note in deeds(session, worry)] == [
        WorryDeed.RAISED,
        WorryDeed.ACKNOWLEDGED,
        WorryDeed.ESCALATED,
        WorryDeed.CLOSED,
        WorryDeed.REOPENED,
    ]


def test_it_can_be_given_only_to_someone_who_may_deal_with_it(session, asked):
    worry = raised(session, asked)
    analyst = make_account(session, Role.ANALYST).id
    other = make_account(session, Role.SAFEGUARDING, email="other@example.org").id
    with pytest.raises(NotReady):
        worries.hand_over(session, worry=worry, to=analyst, by=asked.lead)
    due_at = worry.due_at
    worries.hand_over(session, worry=worry, to=other, note="On leave", by=asked.lead)
    assert (worry.lead_id, worry.state, worry.due_at) == (other, WorryState.RAISED, due_at)


def test_what_was_done_cannot_be_changed_and_notes_are_sealed(session, asked):
    worry = raised(session, asked)
    session.commit()
    (stored,) = session.execute(sa.text("SELECT note_sealed FROM worry_step")).scalars()
    assert b"Bruises" not in bytes(stored)
    for change in ("UPDATE worry_step SET deed = 'noted'", "DELETE FROM worry_step"):
        with pytest.raises(DBAPIError):
            session.execute(sa.text(change))
        session.rollback()
    assert deeds(session, worry) == [(WorryDeed.RAISED, "Bruises?")]


def test_a_coder_raises_it_and_only_the_safeguarding_lead_reads_it(client, session, asked):
    signed_in(client, session, Role.ANALYST)
    one = f"/rounds/{asked.round.id}/coding/{asked.answer.id}"
    assert "hits me" in client.get(one).text
    assert "Look twice" in client.get(f"/rounds/{asked.round.id}/coding/").text
    assert "Choose one" in submit(client, f"{one}/worry", note="Bruises?").text
    assert submit(client, f"{one}/worry", urgency="today", note="Bruises?").status_code == 303
    page = client.get(f"{one}/worry").text
    assert ("Not seen yet" in page, "Bruises?" in page) == (True, False)
    assert client.get("/worries/").status_code == 403


def test_the_desk_shows_what_is_overdue_and_a_name_only_for_a_reason(client, session, asked):
    me = signed_in(client, session, Role.SAFEGUARDING).id
    with time_machine.travel(clock.now() - dt.timedelta(days=2), tick=False):
        worry = raised(session, asked)
    session.commit()
    assert "Something waits for you" in client.get("/desk").text
    assert "Overdue" in client.get("/worries/").text
    address = f"/worries/{worry.id}"
    page = client.get(address).text
    assert (SAID in page, "Ana Example" in page, "Bruises?" in page) == (True, False, True)
    assert send(client, address, action=f"{address}/take").status_code == 303
    assert "Something waits for you" not in client.get("/desk").text
    refused = send(client, address, action=f"{address}/who")
    assert ("Choose one" in refused.text, "Ana Example" in refused.text) == (True, False)
    assert send(client, address, action=f"{address}/who", purpose="danger", looked_up_note="Alone").status_code == 303
    assert "Ana Example" in client.get(address).text
    session.rollback()
    reads = session.execute(sa.select(SafeContactRead.person_id, SafeContactRead.account_id)).all()
    assert [tuple(read) for read in reads] == [(asked.invitation.person_id, me)]
    with time_machine.travel(clock.now() + dt.timedelta(minutes=31), tick=False):
        assert "Ana Example" not in client.get(address).text
    empty = send(client, address, action=f"{address}/close", outcome="referred", done="")
    assert (empty.status_code, "Say what you did" in empty.text) == (200, True)
    assert send(client, address, action=f"{address}/pass-on", passed_on="Social care").status_code == 303
    assert send(client, address, action=f"{address}/close", outcome="referred", done="A visit").status_code == 303
    assert worry.urgency.label.__str__() in client.get("/worries/?closed=y").text
    assert "A visit" in client.get(address).text


def test_a_comment_from_a_file_has_nobody_behind_it(client, session, asked):
    me = signed_in(client, session, Role.SAFEGUARDING).id
    worry = raised(session, asked)
    worries.acknowledge(session, worry=worry, by=me)
    session.delete(asked.invitation)
    worries.open_identity(session, worry=worry, purpose=IdentityPurpose.OFFER_HELP, by=me)
    session.commit()
    assert "Nobody can know who wrote this" in client.get(f"/worries/{worry.id}").text


class Noting:
    """Carries nothing anywhere; fails as often as it is told to."""

    def __init__(self, failures=0):
        self.failures, self.carried = failures, []

    def carry(self, parcel):
        if self.failures:
            self.failures -= 1
            raise OSError
        self.carried.append(parcel)
        return True


@pytest.fixture
def post(app):
    noting = Noting()
    before = dict(channels._carriers)
    channels.use_carriers({Channel.EMAIL: noting})
    yield noting
    channels.use_carriers(before)


def send_notices(session):
    session.commit()
    tell_staff(session, progress=lambda _done, _total: None)


def test_the_lead_is_told_that_something_waits_and_nothing_else(session, asked, post):
    worry = raised(session, asked)
    raised(session, asked, WorryUrgency.NOW)
    post.failures = 1
    send_notices(session)
    assert post.carried == []
    with time_machine.travel(clock.now() + dt.timedelta(hours=1), tick=False):
        send_notices(session)
        send_notices(session)
    (parcel,) = post.carried
    assert (parcel.to, parcel.headline) == ("lead@example.org", "Something waits for you")
    assert parcel.words.startswith("Something waits for you on your desk. Please sign in: http")
    assert not any(secret in parcel.words for secret in ("worr", "danger", str(worry.id), str(asked.round.id)))


def test_a_worry_nobody_took_on_in_time_is_told_to_every_lead_once(session, asked, post):
    make_account(session, Role.SAFEGUARDING, email="other@example.org")
    worry = raised(session, asked, WorryUrgency.NOW)
    send_notices(session)
    assert (worries.remind(session), [one.to for one in post.carried]) == (0, ["lead@example.org"])
    with time_machine.travel(clock.now() + dt.timedelta(minutes=61), tick=False):
        assert (worries.remind(session), worries.remind(session)) == (2, 0)
        worries.acknowledge(session, worry=worry, by=asked.lead)
        send_notices(session)
    assert sorted(one.to for one in post.carried[1:]) == ["lead@example.org", "other@example.org"]


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR, Role.APPROVER])
def test_nobody_else_opens_the_desk_of_the_safeguarding_lead(client, session, asked, role):
    worry = raised(session, asked)
    session.commit()
    signed_in(client, session, role)
    assert [client.get(path).status_code for path in ("/worries/", f"/worries/{worry.id}")] == [403, 403]


def test_the_lead_and_more_words_are_chosen_on_a_page(client, session, asked):
    signed_in(client, session, Role.ORGANISER)
    address = f"/rounds/{asked.round.id}/worries"
    assert "late bus" in client.get(address).text
    assert submit(client, address, lead=str(asked.lead), words="petrol\n\nstairs\n").status_code == 303
    session.rollback()
    assert queries.setup_of(session, round_id=asked.round.id).words == ["petrol", "stairs"]


def test_whoever_said_it_is_left_in_peace_for_the_rest_of_the_round(session, asked):
    raised(session, asked)
    raised(session, asked)
    rows = session.execute(sa.select(LeftInPeace.person_id, LeftInPeace.asked_in)).all()
    assert rows == [(asked.invitation.person_id, asked.round.id)]
