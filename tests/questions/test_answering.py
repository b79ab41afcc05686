import uuid

import pytest
import sqlalchemy as sa

from portal.questions import queries
from portal.questions.enums import AnswerState, Provenance, QuestionKind
from portal.questions.errors import NotAnOpenQuestion
from portal.questions.models import Answer, Response
from portal.questions.operations import (
    Comment,
    Imported,
    alias_of_comment,
    create_question_set,
    import_answers,
    note_provenance,
    save_answer,
    submit,
)
from portal.questions.rules import Given
from portal.shared import clock, crypto
from tests.questions.conftest import plain

HOLDER, ALIAS, VISIT = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


def said(words: str) -> Given:
    return Given(AnswerState.ANSWERED, None, words)


def keep(session, question, given, language="en"):
    save_answer(session, holder_id=HOLDER, question_id=question.id, given=given, language=language, visit_id=VISIT)


def send(session, made, asked_in, **values):
    asked = queries.asked_set(session, set_id=made.id)
    return submit(session, holder_id=HOLDER, alias=ALIAS, asked_in=asked_in, asked=asked, language="en", **values)


def test_the_last_word_on_a_question_counts(session, make_set):
    [question] = make_set(1).questions
    keep(session, question, said("first"))
    keep(session, question, said("second"), language="cy")
    [kept] = queries.draft_answers(session, holder_id=HOLDER).values()
    assert (kept.words, kept.words_language) == ("second", "cy")
    keep(session, question, Given(AnswerState.SKIPPED))
    session.expire_all()
    kept = queries.draft_answer(session, holder_id=HOLDER, question_id=question.id)
    assert (kept.state, kept.words, kept.words_language) == (AnswerState.SKIPPED, None, None)


def test_sending_twice_gives_the_first_response_and_keeps_its_answers(session, make_set, asked_in):
    made = make_set(2)
    keep(session, made.questions[0], said("only this"))
    note_provenance(session, holder_id=HOLDER, provenance=Provenance.ON_BEHALF, helped_by="advocate")
    first = send(session, made, asked_in, visit_id=VISIT)
    keep(session, made.questions[0], said("too late"))
    second = send(session, made, asked_in)
    assert second.id == first.id
    assert (first.provenance, first.helped_by) == (Provenance.ON_BEHALF, "advocate")
    answers = [queries.answers_to(session, asked_in=asked_in, question_id=q.id) for q in made.questions]
    assert [[(a.state, a.words, a.response.alias) for a in of_one] for of_one in answers] == [
        [(AnswerState.ANSWERED, "only this", ALIAS)],
        [(AnswerState.NOT_ASKED, None, ALIAS)],
    ]
    assert queries.draft_of(session, holder_id=HOLDER).sent_in_visit == VISIT


def test_kept_words_can_be_sent_after_the_key_was_changed(session, make_set, asked_in, settings, tmp_path, monkeypatch):
    made, path = make_set(1), tmp_path / "keys.json"
    path.write_bytes((settings.instance / "keys.json").read_bytes())
    keep(session, made.questions[0], said("before the change"))
    crypto.add_data_key(path)
    monkeypatch.setattr(crypto, "_ring", crypto.read_key_file(path))
    response = send(session, made, asked_in)
    [answer] = queries.answers_to(session, asked_in=asked_in, question_id=made.questions[0].id)
    assert (answer.words, int.from_bytes(answer.words_sealed[:2], "big")) == ("before the change", 2)
    assert response.receipt_code


def test_comments_from_a_file_become_answers_once(session, make_set, asked_in):
    question, now = make_set(2).questions[0], clock.now()
    comments = [Comment("row-1", "Kind staff"), Comment("row-2", " \x00"), Comment("row-3", "Rhy hir", "cy", now)]
    first = import_answers(session, asked_in=asked_in, question=question, comments=comments)
    again = import_answers(session, asked_in=asked_in, question=question, comments=[*comments, Comment("row-4", "New")])
    assert (first, again) == (Imported(2, 0, 1), Imported(1, 2, 1))
    told = {a.words: a for a in queries.answers_to(session, asked_in=asked_in, question_id=question.id)}
    assert sorted(told) == ["Kind staff", "New", "Rhy hir"]
    response = told["Rhy hir"].response
    assert (response.language, response.submitted_at, response.channel) == ("cy", now, "import")
    assert response.alias == alias_of_comment(asked_in=asked_in, reference="row-3")
    assert queries.count_responses(session, asked_in=asked_in) == 3


def test_a_file_that_names_a_row_twice_brings_it_once(session, make_set, asked_in):
    question = make_set(1).questions[0]
    done = import_answers(
        session, asked_in=asked_in, question=question, comments=[Comment("row-1", "a"), Comment("row-1", "a")]
    )
    assert done == Imported(added=1, already_there=1, without_words=0)


def test_many_comments_cost_statements_by_the_batch_and_report_on_the_way(session, make_set, asked_in):
    question, seen, statements = make_set(1).questions[0], [], []
    listen = (session.get_bind(), "before_cursor_execute", lambda _c, _k, text, *_rest: statements.append(text))
    sa.event.listen(*listen)
    try:
        comments = (Comment(f"row-{n}", f"comment {n}") for n in range(1200))
        import_answers(session, asked_in=asked_in, question=question, comments=comments, after_batch=seen.append)
    finally:
        sa.event.remove(*listen)
    assert seen == [500, 1000, 1200]
    assert len([text for text in statements if text.startswith("SELECT")]) == 3
    assert session.scalar(sa.select(sa.func.count()).select_from(Answer)) == 1200


def test_comments_answer_open_questions_only(session, asked_in):
    made = create_question_set(session, name={"en": "A set"}, questions=[plain(1, QuestionKind.FACES)])
    with pytest.raises(NotAnOpenQuestion):
        import_answers(session, asked_in=asked_in, question=made.questions[0], comments=[])
    assert session.scalars(sa.select(Response)).all() == []
