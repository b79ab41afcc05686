"""The rarer kinds of question on the results page: agree-words with a mean, first places, pictures, consents."""

import uuid

import pytest

from portal.questions import queries as questions
from portal.questions.enums import AnswerState
from portal.questions.examples import every_kind
from portal.questions.operations import save_answer, submit
from portal.questions.rules import Given
from portal.rosters.models import Service
from portal.rounds.disclosure.answers import questions_of
from portal.rounds.enums import RoundState
from portal.rounds.models import Round
from portal.rounds.operations.counting import recount
from portal.shared import clock


@pytest.fixture
def round_(session):
    service = Service(name={"en": "A centre"}, created_at=clock.now())
    session.add(service)
    question_set = every_kind(session)
    session.flush()
    row = Round(
        service_id=service.id,
        question_set_id=question_set.id,
        name={"en": "Centre 2026"},
        purpose={"en": "To make it better."},
        state=RoundState.FIELDWORK,
        created_at=clock.now(),
    )
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def shown(session, round_):
    """What the results page shows, by key, after these people answered: (how many, {key: value})."""

    def count(*groups: tuple[int, dict]):
        asked = questions.asked_set(session, set_id=round_.question_set_id)
        for people, values in groups:
            for _ in range(people):
                holder = uuid.uuid4()
                for question in asked.questions:
                    if question.key in values:
                        given = Given(AnswerState.ANSWERED, values[question.key])
                        save_answer(
                            session,
                            holder_id=holder,
                            question_id=question.id,
                            given=given,
                            language="en",
                            visit_id=None,
                        )
                submit(session, holder_id=holder, alias=uuid.uuid4(), asked_in=round_.id, asked=asked, language="en")
        session.commit()
        tally = recount(session, round_=round_)
        session.commit()
        return {one.key: one for one in questions_of(asked, tally.content["questions"])}

    return count


WARM = {
    "permission": {"code": "yes", "language": "en", "sha256": "0" * 64},
    "welcome": {"number": 5},
    "matters": {"ranked": ["near", "warm", "free"]},
    "picture": {"code": "home"},
}
COLD = {
    "permission": {"code": "no", "language": "cy", "sha256": "1" * 64},
    "welcome": {"number": 1},
    "matters": {"ranked": ["free", "warm", "near"]},
    "picture": {"code": "office"},
}
FEW = {**WARM, "welcome": {"number": 3}, "matters": {"ranked": ["warm", "near", "free"]}, "picture": {"code": "sun"}}


# Twenty people for each of the five agree-words: nothing has to be hidden.
EVERYONE = (
    (20, {**WARM, "welcome": {"number": 5}}),
    (20, {**WARM, "welcome": {"number": 4}}),
    (20, {**COLD, "welcome": {"number": 2}}),
    (20, {**COLD, "welcome": {"number": 1}}),
    (20, FEW),
)


def counts(one) -> dict[str, int | None]:
    return {share.code: share.count.value for share in one.shares}


def test_each_kind_is_counted_in_its_own_way(shown):
    found = shown(*EVERYONE)
    assert counts(found["matters"]) == {"near": 40, "warm": 20, "free": 40}  # who was put first
    assert counts(found["picture"]) == {"sun": 20, "home": 40, "office": 40}
    assert counts(found["permission"]) == {"yes": 60, "no": 40}
    assert counts(found["welcome"]) == {"1": 20, "2": 20, "3": 20, "4": 20, "5": 20}
    assert found["welcome"].mean == 3.0


def test_choices_are_named_in_every_language(shown):
    found = shown(*EVERYONE)
    named = {key: {share.code: share.texts["en"] for share in found[key].shares} for key in ("welcome", "permission")}
    assert named["welcome"]["5"] == "I agree very much"
    assert named["permission"] == {"yes": "Yes, I agree", "no": "No, I do not agree"}


def test_a_handful_of_people_is_hidden_whatever_the_kind(shown):
    found = shown((30, WARM), (20, COLD), (3, FEW))
    for key, code in (("matters", "warm"), ("picture", "sun")):
        [share] = [share for share in found[key].shares if share.code == code]
        assert share.count.hidden
        assert sum(share.count.hidden for share in found[key].shares) >= 2  # or the rest would tell
    assert all(share.count.value is None or share.count.value >= 10 for share in found["welcome"].shares)
    assert found["welcome"].banded


def test_what_lies_off_the_way_counts_as_not_asked(shown):
    gone = {**COLD, "going": {"code": "stopped"}, "stopped_when": {"date": "2026-01-01"}}
    found = shown((30, {**WARM, "going": {"code": "yes"}, "stopped_when": {"date": "2026-01-01"}}), (20, gone))
    silent = {one.code: one.count.value for one in found["stopped_when"].silent}
    assert silent["not_asked"] == 30
