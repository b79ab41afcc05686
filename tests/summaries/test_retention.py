"""What people said at a check goes when it was promised to: the clock is moved, and a night does its part."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.shared import clock, queue
from portal.shared.storage import storage
from portal.summaries import operations, queries
from portal.summaries.enums import MissingReplyKind, ThanksState, VerdictKind, WhoHelped
from portal.summaries.media_enums import MediaSort
from portal.summaries.models import (
    CheckPanel,
    CheckPanelMember,
    CheckPhoto,
    CheckThanks,
    MissingRemark,
    MissingReply,
    SharedQuote,
    SummaryMedia,
    Verdict,
    VoiceNote,
)
from portal.summaries.operations import panels
from portal.summaries.operations.pictured import keep_photo
from portal.summaries.operations.quotes import remove_quote
from portal.summaries.operations.verdicts import to_check
from portal.summaries.retention_tasks import forget
from tests.people.factories import make_person
from tests.questions import samples
from tests.summaries.factories import APPROVER, WRITER

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=366)
KEPT_A_YEAR = (MissingRemark, VoiceNote, CheckPhoto)


def night(session) -> dict[str, int]:
    said = forget(session, progress=lambda done, total: None)
    session.commit()
    queue.run_everything(session)
    return said


def ask(session, invitation, version) -> VoiceNote:
    """One person says something in every way there is."""
    about = to_check(version)[0]
    said = {"invitation": invitation, "statement_id": about, "verdict": VerdictKind.RIGHT, "visit": ""}
    operations.keep_verdict(session, comment="Only on Mondays.", **said)
    operations.keep_missing(session, invitation=invitation, words="The bus is missing.", visit="")
    keep_photo(session, invitation=invitation, content=samples.photo(), visit="")
    note = VoiceNote(
        invitation_id=invitation.id,
        version_id=version.id,
        storage_key=storage().put(b"spoken", suffix=".sealed"),
        media_type="audio/ogg",
        size=6,
        sha256="",
        added_at=clock.now(),
        sent_at=clock.now(),
    )
    session.add(note)
    operations.submit_check(session, invitation=invitation, helped=WhoHelped.NOBODY)
    return note


@pytest.fixture
def years_ago(request):
    with time_machine.travel(NOW - request.param * YEAR, tick=False):
        yield


@pytest.fixture
def said(years_ago, session, summary, check):
    """A check of which one person said everything, and that was published the same day."""
    version, invitations = check
    note = ask(session, invitations[0], version)
    operations.close_check(session, summary=summary, by=WRITER)
    (remark,) = queries.missing_remarks(session, version_id=version.id)
    operations.reply_to_remark(
        session, summary=summary, remark=remark, kind=MissingReplyKind.THERE, words={"en": "See part 2."}, by=WRITER
    )
    operations.mark_checked(session, summary=summary, by=WRITER)
    operations.publish(session, summary=summary, by=APPROVER)
    session.commit()
    return note.storage_key


def left(session) -> tuple[list[str | None], int, int, int]:
    session.expire_all()
    comments = [one.comment for one in session.scalars(sa.select(Verdict)).all()]
    counts = [session.scalar(sa.select(sa.func.count()).select_from(one)) for one in KEPT_A_YEAR]
    return comments, *counts


@pytest.mark.parametrize(
    ("years_ago", "expected"),
    [(0.9, (["Only on Mondays."], 1, 1, 1)), (1.1, ([None], 0, 0, 0)), (6.1, ([], 0, 0, 0))],
    indirect=["years_ago"],
)
def test_remarks_go_after_a_year_and_verdicts_after_six(session, said, expected):
    with time_machine.travel(NOW, tick=False):
        night(session)
        night(session)
    assert left(session) == expected
    assert [one.words for one in session.scalars(sa.select(MissingReply))] == [{"en": "See part 2."}]
    if not expected[2]:
        with pytest.raises(FileNotFoundError):
            storage().get(said)


@pytest.mark.parametrize("years_ago", [0.5], indirect=True)
def test_no_hand_can_take_a_comment_away_sooner(session, said):
    with pytest.raises(DBAPIError):
        session.execute(sa.update(Verdict).values(comment_sealed=None))
    session.rollback()


def recording(session, summary, *, statement_id=None, removed_at=None) -> SummaryMedia:
    row = SummaryMedia(
        summary_id=summary.id,
        statement_id=statement_id,
        sort=MediaSort.RECORDED,
        language="en",
        words_sha256="",
        storage_key=storage().put(b"sound", suffix=".oga"),
        media_type="audio/ogg",
        size=5,
        added_at=clock.now(),
        removed_at=removed_at,
    )
    session.add(row)
    session.commit()
    return row


def test_files_of_what_was_replaced_go_at_night_and_others_stay(session, summary):
    standing, replaced = recording(session, summary), recording(session, summary, removed_at=clock.now())
    shared = recording(session, summary, removed_at=clock.now())
    shared.storage_key = standing.storage_key
    session.commit()
    key = replaced.storage_key
    assert night(session)["files"] == 2
    assert storage().get(standing.storage_key) == b"sound"
    with pytest.raises(FileNotFoundError):
        storage().get(key)
    assert night(session)["files"] == 0


def test_words_taken_back_while_a_summary_is_written_take_its_recordings_along(session, summary, phone, source):
    quote = operations.attach_quote(
        session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER
    )
    other = next(one for one in queries.statements_of(session, summary_id=summary.id) if one.quote_id is None)
    keys = {
        recording(session, summary, statement_id=phone.id).storage_key,
        recording(session, summary, removed_at=clock.now()).storage_key,
    }
    kept = recording(session, summary, statement_id=other.id).storage_key
    remove_quote(session, quote=quote, because="consent_taken_back")
    session.commit()
    queue.run_everything(session)
    assert session.scalars(sa.select(SharedQuote)).one().words is None
    assert storage().get(kept) == b"sound"
    for key in keys:
        with pytest.raises(FileNotFoundError):
            storage().get(key)


def on_the_list(session, *, left_after=None):
    panel = panels.start_panel(session, name="Readers", by=WRITER)
    member = panels.put_on_panel(
        session, panel=panel, person_id=make_person(session).id, agreed_on=clock.today(), by=WRITER
    )
    if left_after is not None:
        panels.leave_panel(session, member=member, by=WRITER)
    session.commit()


def lists(session) -> list[int]:
    return [session.scalar(sa.select(sa.func.count()).select_from(one)) for one in (CheckPanelMember, CheckPanel)]


@pytest.mark.parametrize(
    ("years_ago", "left_after", "expected"),
    [(1.9, 0, [1, 1]), (2.1, 0, [0, 0]), (5, None, [1, 1])],
    indirect=["years_ago"],
)
def test_who_left_the_list_of_checkers_goes_after_two_years_and_then_the_list(years_ago, session, left_after, expected):
    on_the_list(session, left_after=left_after)
    with time_machine.travel(NOW, tick=False):
        night(session)
    assert lists(session) == expected


@pytest.mark.parametrize(
    ("years_ago", "is_settled", "expected"), [(5.9, True, 1), (6.1, True, 0), (9, False, 1)], indirect=["years_ago"]
)
def test_thanks_go_six_years_after_they_were_settled_and_not_while_they_are_owed(
    years_ago, session, check, is_settled, expected
):
    thanks = panels.agree_thanks(
        session, version=check[0], person_id=make_person(session).id, pence=2000, minutes=60, by=WRITER
    )
    if is_settled:
        panels.settle_thanks(session, thanks=thanks, state=ThanksState.PAID, on=clock.today(), by=WRITER)
    session.commit()
    with time_machine.travel(NOW, tick=False):
        night(session)
    assert session.scalar(sa.select(sa.func.count()).select_from(CheckThanks)) == expected
