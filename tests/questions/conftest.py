import uuid

import pytest

from portal.questions.enums import QuestionKind
from portal.questions.operations import create_question_set, publish


def plain(number: int, kind: QuestionKind = QuestionKind.LONG_TEXT) -> dict:
    return {"key": f"q{number}", "kind": kind, "texts": {"en": f"Question {number}?"}}


@pytest.fixture
def make_set(session):
    """A published set with so many questions for own words."""

    def make(count: int):
        made = create_question_set(session, name={"en": "A set"}, questions=[plain(n) for n in range(1, count + 1)])
        publish(session, question_set=made)
        session.commit()
        return made

    return make


@pytest.fixture
def asked_in():
    return uuid.uuid4()
