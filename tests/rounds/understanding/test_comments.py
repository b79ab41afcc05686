"""Comments from a file become answers: looked at first, each once, quoted only by consent."""

import io
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.questions.models import Answer, Response
from portal.rosters.errors import FileRefused
from portal.rounds.enums import CommentsState
from portal.rounds.errors import NotReady
from portal.rounds.models import Coding, CommentImport, Theme
from portal.rounds.operations import comments
from portal.rounds.queries import words
from portal.rounds.rules import commenting
from portal.shared.queue import Job, JobState, cancel, run_everything
from tests.forms import submit
from tests.people.factories import signed_in
from tests.real_data import real_data
from tests.rounds.understanding.factories import make_round

SMALL = Path(__file__).with_name("comments.csv")


def upload(session, asked, content: bytes | None = None) -> CommentImport:
    return comments.take_upload(
        session,
        round_=asked.round,
        question=asked.questions["change"],
        content=SMALL.read_bytes() if content is None else content,
        file_name="cards.csv",
        by=None,
    )


def bring_in(session, asked, content: bytes | None = None) -> CommentImport:
    made = upload(session, asked, content)
    comments.choose_columns(session, comment_import=made, columns=made.columns)
    comments.agree(session, comment_import=made, by=None)
    session.commit()
    run_everything(session)
    session.expire_all()
    return made


def test_the_columns_are_guessed_and_the_file_is_looked_at_first(session):
    asked = make_round(session)
    made = upload(session, asked)
    assert {use: made.headings[place] for use, place in made.columns.items()} == {
        "words": "feedback",
        "theme": "label",
        "consent": "may we quote",
    }
    comments.choose_columns(session, comment_import=made, columns=made.columns)
    shown = {name: made.preview[name] for name in ("rows", "comments", "empty", "agreed", "faults")}
    assert shown == {"rows": 8, "comments": 7, "empty": 1, "agreed": 3, "faults": 0}
    assert made.preview["themes"] == {"Access": 2, "Staff": 2, "Nothing to change": 2, "Information": 1}
    assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 0


def test_comments_become_answers_with_themes_and_only_yes_may_be_quoted(session):
    asked = make_round(session)
    made = bring_in(session, asked)
    assert made.state is CommentsState.IMPORTED
    assert made.counts == {"added": 7, "already_there": 0, "coded": 7}
    assert {one.theme.name: one.answers for one in words.themes_with_counts(session, round_id=asked.round.id)} == {
        "Access": 2,
        "Staff": 2,
        "Nothing to change": 2,
        "Information": 1,
    }
    assert sorted(quote.words for quote in words.quotes_of(session, round_id=asked.round.id)) == [
        "I could never get through on the phone; I gave up.",
        "Nothing.",
        "The worker who came was kind and on time.",
    ]
    assert {response.channel for response in session.scalars(sa.select(Response))} == {"import"}


def test_a_file_that_says_nothing_about_consent_quotes_nobody(session):
    asked = make_round(session)
    made = upload(session, asked)
    columns = {use: place for use, place in made.columns.items() if use != "consent"}
    comments.choose_columns(session, comment_import=made, columns=columns)
    comments.agree(session, comment_import=made, by=None)
    session.commit()
    run_everything(session)
    assert words.quotes_of(session, round_id=asked.round.id) == []


def test_the_very_same_file_is_recognised(session):
    asked = make_round(session)
    first = bring_in(session, asked)
    again = upload(session, asked)
    assert again.id == first.id
    with pytest.raises(NotReady):
        comments.agree(session, comment_import=again, by=None)
    assert session.scalar(sa.select(sa.func.count()).select_from(Answer)) == 7


def test_work_that_was_stopped_goes_on_and_adds_nothing_twice(session):
    asked = make_round(session)
    made = upload(session, asked)
    comments.choose_columns(session, comment_import=made, columns=made.columns)
    job = comments.agree(session, comment_import=made, by=None)
    session.commit()
    comments.bring_in(session, comment_import=made, after_batch=lambda _done, _total: session.commit())
    session.rollback()
    cancel(session, job=session.get_one(Job, job.id))
    session.commit()
    assert session.get_one(Job, job.id).state is JobState.CANCELLED
    session.expire_all()
    comments.agree(session, comment_import=made, by=None)
    session.commit()
    run_everything(session)
    session.expire_all()
    assert made.counts == {"added": 0, "already_there": 7, "coded": 0}
    counted = [session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Answer, Coding)]
    assert counted == [7, 7]


def test_a_file_thrown_away_leaves_nothing(session):
    asked = make_round(session)
    made = upload(session, asked)
    comments.discard(session, comment_import=made, by=None)
    assert (made.state, made.file_key) == (CommentsState.DISCARDED, "")
    assert upload(session, asked).id != made.id


def test_problems_are_said_by_row_and_column():
    headings = ["feedback", "label"]
    rows = [
        (2, ["a" * 20_001, "Access"]),
        (3, ["Good", "T" * 101]),
        (4, ["Good", "Access", "extra"]),
        (5, ["Go\x01od"]),
    ]
    found = commenting.check(rows, headings=headings, columns={"words": 0, "theme": 1})
    assert [commenting.problem_words(one.row, one.column, one.code) for one in found.problems] == [
        "Row 2, column feedback: the words are longer than 20,000 letters.",
        "Row 3, column label: the theme is longer than 100 letters. Is this the right column?",
        "Row 4: there are more cells than headings. Is a quotation mark missing?",
        "Row 5, column feedback: there are signs in this cell that are not text.",
    ]
    assert (found.rows, found.comments) == (4, 0)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"feedback,label\n", b"\x89PNG....", b"one\n1\n"])
def test_what_is_no_table_is_refused(session, content):
    asked = make_round(session)
    with pytest.raises(FileRefused):
        upload(session, asked, content)
    assert session.scalar(sa.select(sa.func.count()).select_from(CommentImport)) == 0


def test_an_organiser_brings_a_file_in_through_the_pages(client, session):
    asked = make_round(session)
    signed_in(client, session, Role.ORGANISER)
    start = f"/rounds/{asked.round.id}/comments/"
    answer = submit(client, start, file=(io.BytesIO(SMALL.read_bytes()), "cards.csv"))
    columns = client.get(answer.location).location
    answer = submit(client, columns, words="3")
    page = client.get(answer.location)
    assert "Bring in 7 comments" in page.text
    assert "I could never get through" in page.text
    answer = submit(client, answer.location)
    assert answer.status_code == 303, answer.text
    session.rollback()
    run_everything(session)
    assert session.scalar(sa.select(sa.func.count()).select_from(Theme)) == 4
    assert "brought in on" in client.get(page.request.path).text


def test_a_broken_file_is_answered_in_words(client, session):
    asked = make_round(session)
    signed_in(client, session, Role.ANALYST)
    answer = submit(client, f"/rounds/{asked.round.id}/comments/", file=(io.BytesIO(b"%PDF-1.7 .."), "x.pdf"))
    assert (answer.status_code, "This is a PDF" in answer.text) == (200, True)


@pytest.mark.slow
def test_ten_thousand_real_comments_are_in_within_half_a_minute(session):
    """Where the real comments are not at hand, as many rows of the small sample stand in for them."""
    real = real_data("feedback", "nhs_patient_feedback.csv")
    head, *rows = SMALL.read_bytes().splitlines()
    content = real.read_bytes() if real else b"\n".join([head, *(rows * 1300)])
    asked = make_round(session)
    began = time.process_time()
    made = bring_in(session, asked, content)
    assert made.counts["added"] + made.preview["empty"] == made.preview["rows"]
    assert made.counts["added"] > 9_000
    assert made.counts["coded"] > 9_000
    assert time.process_time() - began < 30
