import hashlib

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from portal.questions import queries
from portal.questions.enums import QuestionKind, SetState, TextStatus
from portal.questions.errors import AlreadyPublished, NothingToAsk
from portal.questions.examples import QUESTIONS, carers_support
from portal.questions.models import Question, QuestionSet
from portal.questions.operations import create_question_set, new_edition, publish
from portal.shared.i18n import LANGUAGES
from tests.questions.conftest import plain


def test_a_draft_can_be_changed_and_a_published_edition_cannot(session):
    made = create_question_set(session, name={"en": "A set"}, questions=[plain(1)])
    made.questions[0].texts = {"en": "Better?"}
    session.flush()
    publish(session, question_set=made)
    session.commit()
    for change in (
        sa.update(Question).where(Question.set_id == made.id).values(place=9),
        sa.update(QuestionSet).where(QuestionSet.id == made.id).values(edition=9),
        sa.delete(Question).where(Question.set_id == made.id),
    ):
        with pytest.raises(DatabaseError, match="is append-only"):
            session.execute(change)
        session.rollback()
    assert [q.texts for q in queries.asked_set(session, set_id=made.id).questions] == [{"en": "Better?"}]


def test_a_set_is_published_once_and_only_when_it_asks_something(session):
    made = create_question_set(session, name={"en": "A set"}, questions=[plain(1, QuestionKind.INFORMATION)])
    with pytest.raises(NothingToAsk):
        publish(session, question_set=made)
    session.add(Question(set_id=made.id, place=2, **plain(2)))
    session.flush()
    session.refresh(made)
    publish(session, question_set=made)
    with pytest.raises(AlreadyPublished):
        publish(session, question_set=made)
    assert (made.state, len(made.sha256)) == (SetState.PUBLISHED, hashlib.sha256().digest_size * 2)


def test_a_new_edition_asks_the_same_until_it_is_changed(session, make_set):
    first = make_set(2)
    second = new_edition(session, question_set=first)
    assert (second.series, second.edition, second.state) == (first.series, 2, SetState.DRAFT)
    assert [q.key for q in second.questions] == ["q1", "q2"]
    publish(session, question_set=second)
    assert second.sha256 == first.sha256
    assert queries.published_sets(session) == [second, first]


def test_a_draft_is_read_afresh_each_time(session):
    made = create_question_set(session, name={"en": "A set"}, questions=[plain(1)])
    assert queries.asked_set(session, set_id=made.id).questions[0].texts == {"en": "Question 1?"}
    made.questions[0].texts = {"en": "Better?"}
    session.flush()
    assert queries.asked_set(session, set_id=made.id).questions[0].texts == {"en": "Better?"}


def test_the_example_is_complete_in_every_language(session):
    made = carers_support(session)
    assert [q.kind for q in made.questions] == [
        QuestionKind.FACES,
        QuestionKind.SEVERAL,
        QuestionKind.SCALE,
        QuestionKind.SINGLE,
        QuestionKind.DATE,
        QuestionKind.SINGLE,
        QuestionKind.LONG_TEXT,
    ]
    texts = [made.name]
    for question in QUESTIONS:
        texts += [question[name] for name in ("texts", "hints", "low_words", "high_words") if name in question]
        texts += [option["texts"] for option in question.get("options", [])]
    assert {tuple(sorted(code for code, words in text.items() if words)) for text in texts} == {
        tuple(sorted(LANGUAGES))
    }
    assert {TextStatus(status) for status in made.text_status.values()} == {TextStatus.SOURCE, TextStatus.MACHINE_DRAFT}
