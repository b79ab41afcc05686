"""Who changed what of a statement, putting it back, and two writers at once."""

import pytest
import sqlalchemy as sa

from portal.summaries import operations, queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import ReplyKind, Section
from portal.summaries.errors import WrittenMeanwhile, WrongState
from portal.summaries.models import StatementChange
from portal.summaries.operations.quotes import remove_quote
from tests.summaries.factories import APPROVER, WRITER


def write(session, summary, statement, words, *, by=WRITER, seen=None, picture="phone"):
    operations.edit_statement(
        session,
        summary=summary,
        statement=statement,
        section=statement.section,
        texts={"en": words},
        picture=picture,
        by=by,
        seen=seen,
    )


def deeds(session, statement):
    return [one.deed for one in queries.changes_of(session, statement_id=statement.id)]


def test_every_change_says_who_and_what_it_was_before_and_after(session, summary, phone):
    first = phone.texts["en"]
    write(session, summary, phone, "You wait.", by=APPROVER)
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    operations.move_statement(session, summary=summary, statement=phone, up=True, by=WRITER)
    assert deeds(session, phone) == [
        StatementDeed.MOVED,
        StatementDeed.NUMBER,
        StatementDeed.CHANGED,
        StatementDeed.WRITTEN,
    ]
    changed = queries.changes_of(session, statement_id=phone.id)[2]
    assert (changed.by, changed.before["texts"]["en"], changed.after["texts"]["en"]) == (APPROVER, first, "You wait.")


def test_saving_the_same_again_is_no_change(session, summary, phone):
    write(session, summary, phone, "You wait.")
    before = deeds(session, phone)
    write(session, summary, phone, "You wait.")
    assert deeds(session, phone) == before


def test_the_history_itself_cannot_be_changed(session, summary, phone):
    with pytest.raises(sa.exc.DatabaseError, match="append-only"):
        session.execute(sa.update(StatementChange).values(by=APPROVER))
    session.rollback()


def test_an_earlier_wording_is_put_back_as_one_more_change(session, summary, phone):
    first = phone.texts["en"]
    write(session, summary, phone, "You wait.")
    oldest = queries.changes_of(session, statement_id=phone.id)[-1]
    operations.put_back(session, summary=summary, statement=phone, change=oldest, by=APPROVER)
    assert (phone.texts["en"], phone.written_by) == (first, APPROVER)
    assert deeds(session, phone)[0] is StatementDeed.PUT_BACK


def test_what_was_left_out_can_be_put_back(session, summary, phone):
    operations.take_out_statement(session, summary=summary, statement=phone, by=WRITER)
    assert phone not in queries.statements_of(session, summary_id=summary.id)
    oldest = queries.changes_of(session, statement_id=phone.id)[-1]
    operations.put_back(session, summary=summary, statement=phone, change=oldest, by=WRITER)
    assert phone in queries.statements_of(session, summary_id=summary.id)


def test_words_taken_back_do_not_return_with_the_history(session, source, summary, phone):
    quote = operations.attach_quote(
        session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER
    )
    shown = queries.changes_of(session, statement_id=phone.id)[0]
    assert "rang me back" not in str(shown.after)
    operations.detach_quote(session, summary=summary, statement=phone, by=WRITER)
    remove_quote(session, quote=quote, because="left_out_by_the_person")
    operations.put_back(session, summary=summary, statement=phone, change=shown, by=WRITER)
    assert phone.quote_id is None


def test_the_history_of_one_statement_is_not_put_into_another(session, summary, phone):
    other = next(one for one in queries.statements_of(session, summary_id=summary.id) if one.id != phone.id)
    change = queries.changes_of(session, statement_id=other.id)[0]
    with pytest.raises(LookupError):
        operations.put_back(session, summary=summary, statement=phone, change=change, by=WRITER)


def test_nothing_is_put_back_into_what_people_are_reading(session, summary, phone, check):
    oldest = queries.changes_of(session, statement_id=phone.id)[-1]
    with pytest.raises(WrongState):
        operations.put_back(session, summary=summary, statement=phone, change=oldest, by=WRITER)


def test_the_second_writer_does_not_overwrite_the_first(session, summary, phone):
    seen = phone.version
    write(session, summary, phone, "The first was faster.", seen=seen)
    with pytest.raises(WrittenMeanwhile):
        write(session, summary, phone, "The second was slower.", seen=seen, by=APPROVER)
    assert phone.texts["en"] == "The first was faster."


def test_moving_a_statement_or_giving_it_a_number_does_not_stop_someone_writing(session, summary, phone):
    seen = phone.version
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=APPROVER)
    operations.move_statement(session, summary=summary, statement=phone, up=True, by=APPROVER)
    write(session, summary, phone, "You wait.", seen=seen)
    assert (phone.texts["en"], phone.number["ref"]) == ("You wait.", "phone_hard")


def test_two_people_do_not_overwrite_each_others_number(session, source, summary, phone):
    seen = phone.version
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=APPROVER)
    with pytest.raises(WrittenMeanwhile):
        operations.remove_number(session, summary=summary, statement=phone, by=WRITER, seen=seen)
    with pytest.raises(WrittenMeanwhile):
        operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER, seen=seen)


def test_a_statement_goes_to_the_end_of_another_section(session, summary, phone):
    operations.move_to_section(session, summary=summary, statement=phone, section=Section.NEXT, by=WRITER)
    rows = queries.statements_of(session, summary_id=summary.id)
    assert [one.id for one in rows if one.section is Section.NEXT][-1] == phone.id
    assert deeds(session, phone)[0] is StatementDeed.MOVED


def test_taking_a_statement_out_in_a_reply_stands_in_its_history(session, summary, phone, check):
    operations.close_check(session, summary=summary, by=WRITER)
    operations.reply_to(
        session, summary=summary, statement=phone, kind=ReplyKind.LEFT_OUT, words={"en": "We took it out."}, by=APPROVER
    )
    assert deeds(session, phone)[0] is StatementDeed.LEFT_OUT
    assert queries.changes_of(session, statement_id=phone.id)[0].by == APPROVER
