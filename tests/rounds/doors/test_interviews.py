"""Staff ask and type: by phone and face to face."""

import io
import re

import sqlalchemy as sa

from portal.people import queries as people
from portal.people.enums import ConsentPurpose
from portal.people.models import Consent
from portal.questions.enums import Provenance
from portal.questions.examples import every_kind
from portal.questions.models import Answer, Attachment, DraftAnswer
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations import answering
from tests.rounds.doors.conftest import code, receipt_on


def begin(staff, asking, invitation, channel="phone", provenance="own_words", language="en"):
    staff.get(f"/rounds/{asking.id}/doors/").send(short=code(invitation))
    staff.get(f"/rounds/{asking.id}/interviews/new/{invitation.id}")
    return staff.send(channel=channel, provenance=provenance, language=language)


def finish(staff, agree=("quote",)):
    staff.send(agreed=list(agree))
    return staff.send()


def test_a_whole_talk_on_the_phone_is_kept_with_its_channel_provenance_and_receipt(
    organiser, asking, invitation, answer_all, responses, session
):
    staff = begin(organiser(), asking, invitation, provenance="interpreted")
    answer_all(staff)
    assert staff.heading == "What do they agree to?"
    finish(staff)
    [response] = responses()
    assert receipt_on(staff.page) == response.receipt_code
    assert (response.channel, response.provenance) == ("phone", Provenance.INTERPRETED)
    assert {(one.channel, one.provenance) for one in response.answers} == {("phone", Provenance.INTERPRETED)}
    assert people.consents_of(session, subject_id=response.alias)[ConsentPurpose.QUOTE] is True
    assert set(session.scalars(sa.select(Consent.channel))) == {"phone"}
    assert session.get(Invitation, invitation.id).state is InvitationState.ANSWERED


def test_each_answer_is_kept_as_they_speak_and_a_silence_is_named(organiser, asking, invitation, session):
    staff = begin(organiser(), asking, invitation, channel="face_to_face")
    staff.send(answer="4", do="next")
    staff.send(do="unable")
    session.rollback()
    kept = session.execute(sa.select(DraftAnswer.state, DraftAnswer.channel).order_by(DraftAnswer.saved_at)).all()
    assert [(state.value, channel) for state, channel in kept] == [
        ("answered", "face_to_face"),
        ("unable", "face_to_face"),
    ]


def test_questions_and_consents_are_read_out_in_the_persons_language(organiser, asking, invite):
    ringing = begin(organiser(), asking, invite("cy"), language="cy")
    assert 'class="read-out"' in ringing.page
    assert 'lang="cy"' in ringing.page
    for _question in range(7):
        ringing.send(do="skip")
    assert ringing.heading == "What do they agree to?"
    assert 'lang="cy"' in ringing.page.split("</section>")[0]


def test_what_they_typed_themselves_before_is_not_shown_to_staff_and_still_counts(
    organiser, asking, invitation, someone, responses
):
    someone().opens(invitation).send(answer="2", do="next")
    staff = begin(organiser(), asking, invitation)
    assert "They answered this before" in staff.page
    assert "checked" not in staff.page
    staff.send(do="next")
    for _question in range(6):
        staff.send(do="skip")
    finish(staff)
    [response] = responses()
    first = next(one for one in response.answers if one.value)
    assert (first.value, first.channel) == ({"number": 2}, "web")


def test_only_who_began_a_talk_can_go_on_with_it_and_see_the_receipt(
    organiser, asking, invitation, answer_all, responses
):
    staff, colleague = begin(organiser(), asking, invitation), organiser("other@example.org")
    assert colleague.get(staff.path).status == 404
    answer_all(staff)
    finish(staff)
    assert colleague.get(staff.path).status == 404
    assert staff.get(staff.path).status == 200


def test_who_has_answered_already_is_not_asked_again(organiser, asking, invitation, someone, answer_all):
    answer_all(someone().opens(invitation)).send(do="skip").send().send()
    staff = begin(organiser(), asking, invitation)
    assert "Their answers are in already" in staff.page


def test_a_code_of_another_round_or_of_nobody_finds_nobody_and_tries_are_counted(organiser, asking, monkeypatch):
    monkeypatch.setattr(answering, "CODE_TRIES", 3)
    staff = organiser()
    for _try in range(3):
        staff.get(f"/rounds/{asking.id}/doors/").send(short="K7MP-QRW-3XC")
        assert "No code of this round is like this" in staff.page
    staff.get(f"/rounds/{asking.id}/doors/").send(short="K7MP-QRW-3XC")
    assert "Too many tries" in staff.page


def test_a_voice_note_taken_on_the_phone_is_kept_with_the_answer(organiser, asking, invitation, session, responses):
    asking = session.get(Round, asking.id)
    asking.question_set_id = every_kind(session).id
    session.commit()
    staff = begin(organiser(), asking, invitation)
    while "answer-file" not in staff.page or "audio" not in staff.page:
        staff.send(do="next" if 'value="rather_not"' not in staff.page else "rather_not")
    place = staff.path
    staff.send(do="next", answer_file=(io.BytesIO(b"OggS" + bytes(200)), "note.ogg"))
    assert staff.path != place
    heard = staff.get(place).page
    address = re.search(r'src="(/rounds/[^"]+/file/[^"]+)"', heard)[1]
    assert staff.client.get(address).mimetype == "audio/ogg"
    while "/consents" not in staff.path:
        staff.send(do="next" if "/file/" in staff.page or 'value="rather_not"' not in staff.page else "rather_not")
    finish(staff)
    [response] = responses()
    note = session.scalars(sa.select(Attachment)).one()
    assert note.answer_id in [one.id for one in response.answers]
    assert session.get(Answer, note.answer_id).channel == "phone"
