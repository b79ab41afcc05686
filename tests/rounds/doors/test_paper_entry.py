"""What came back on paper: typed in once, or twice by two people."""

import re

import pytest
import sqlalchemy as sa

from portal.people import queries as people
from portal.people.enums import ConsentPurpose
from portal.questions.enums import AnswerState, Provenance
from portal.questions.models import DraftAnswer
from portal.rounds.models import PaperEntry, PaperSettlement
from portal.rounds.paper_forms import form_for_walk_in
from tests.rounds.doors.conftest import ANSWERS, code


def type_in(staff, asking, short, answers=ANSWERS, provenance="helped", helper="support_worker", agreed=("quote",)):
    staff.get(f"/rounds/{asking.id}/doors/").send(short=short)
    holder = staff.path.rsplit("/", 1)[-1]
    staff.get(f"/rounds/{asking.id}/paper/of/{holder}").send()
    if "/entries/" not in staff.path:
        return staff
    for values in answers:
        staff.send(do="next", **values)
    staff.send(provenance=provenance, helper=helper, agreed=list(agreed))
    return staff.send()


def test_a_form_is_typed_in_and_counted_with_its_channel_and_provenance(
    organiser, asking, invitation, responses, session
):
    staff = type_in(organiser(), asking, code(invitation))
    assert "The form is counted" in staff.page
    [response] = responses()
    assert (response.channel, response.provenance, response.helped_by) == (
        "paper",
        Provenance.HELPED,
        "support_worker",
    )
    assert {(one.channel, one.provenance) for one in response.answers} == {("paper", Provenance.HELPED)}
    assert people.consents_of(session, subject_id=response.alias) == {
        ConsentPurpose.QUOTE: True,
        ConsentPurpose.TELL_RESULT: False,
        ConsentPurpose.CHECK_SUMMARY: False,
    }
    assert session.scalars(sa.select(DraftAnswer)).all() == []


def test_what_is_empty_on_paper_was_skipped(organiser, asking, invitation, responses):
    type_in(organiser(), asking, code(invitation), answers=[{}] * 7)
    [response] = responses()
    assert {one.state for one in response.answers} == {AnswerState.SKIPPED}


def test_two_people_who_read_alike_count_the_form_at_once(organiser, asking, invitation, open_doors, responses):
    open_doors(double_entry=True)
    first = type_in(organiser(), asking, code(invitation))
    assert "Now a second person types it" in first.page
    assert responses() == []
    again = type_in(first, asking, code(invitation))
    assert "A second person must do it" in again.page
    second = type_in(organiser("second@example.org"), asking, code(invitation))
    assert "The form is counted" in second.page
    assert len(responses()) == 1


def test_a_clash_is_shown_side_by_side_and_settled_with_a_reason(
    organiser, asking, invitation, open_doors, responses, session
):
    open_doors(double_entry=True)
    type_in(organiser(), asking, code(invitation))
    other = [{"answer": "2"}, *ANSWERS[1:6], {"answer_text": "Nobody rang back — never"}]
    staff = type_in(organiser("second@example.org"), asking, code(invitation), answers=other, provenance="own_words")
    assert "Settle the differences" in staff.page
    assert responses() == []
    staff.get(f"/rounds/{asking.id}/paper/of/{invitation.id}/settle")
    for words in ("Nobody rang back — ever", "Nobody rang back — never", "Happy", "Unhappy", "Nobody helped me"):
        assert words in staff.page
    names = sorted(set(_choices(staff.page)))
    assert len(names) == 3
    staff.send(**{names[0]: "1"}, reason="I looked again.")
    assert "Choose one of the two for each difference" in staff.page
    staff.send(**dict.fromkeys(names, "2"), reason="")
    assert "Write how you know" in staff.page
    staff.send(**dict.fromkeys(names, "2"), reason="I looked again.")
    [response] = responses()
    assert sorted(one.words for one in response.answers if one.words) == ["Nobody rang back — never"]
    assert {"number": 2} in [one.value for one in response.answers]
    assert response.provenance is Provenance.OWN_WORDS
    settled = session.execute(sa.select(PaperSettlement.chosen, PaperSettlement.reason)).all()
    assert [tuple(row) for row in settled] == [(2, "I looked again.")] * 3


def _choices(page):
    return re.findall(r'name="(choice-[^"]+)"', page)


def test_a_settlement_cannot_be_changed_afterwards(session, asking, invitation):
    row = PaperSettlement(
        round_id=asking.id,
        subject_id=invitation.id,
        about="support",
        chosen=1,
        reason="Looked.",
        settled_by=invitation.id,
        settled_at=asking.created_at,
    )
    session.add(row)
    session.commit()
    row.reason = "Something else."
    with pytest.raises(sa.exc.DBAPIError):
        session.commit()


def test_a_form_that_came_when_they_had_answered_on_the_web_is_not_counted_again(
    organiser, asking, invitation, someone, answer_all, responses
):
    answer_all(someone().opens(invitation)).send(do="skip").send().send()
    staff = type_in(organiser(), asking, code(invitation))
    assert "Type in their paper form" not in staff.page
    assert [response.channel for response in responses()] == ["web"]


def test_a_form_without_a_name_is_counted_once_and_apart_from_the_sample(
    organiser, asking, open_doors, responses, session
):
    open_doors(is_open=True)
    form = form_for_walk_in(session, round_id=asking.id, language="en")
    session.commit()
    staff = organiser()
    type_in(staff, asking, form.code)
    type_in(staff, asking, form.code)
    assert [response.channel for response in responses()] == ["paper"]
    assert session.scalars(sa.select(PaperEntry.place)).all() == [1]


def test_nobody_goes_on_with_the_typing_of_a_colleague(organiser, asking, invitation):
    staff, colleague = organiser(), organiser("second@example.org")
    staff.get(f"/rounds/{asking.id}/paper/of/{invitation.id}").send()
    assert colleague.get(staff.path).status == 404
