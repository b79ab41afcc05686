import dataclasses
import uuid

import pytest

from portal.summaries import operations, queries
from portal.summaries.enums import Section, SummaryState
from portal.summaries.errors import FigureNotFound, NeedsSecondPerson, NotReady, QuoteNotAllowed, WrongState
from portal.summaries.operations.checking import current_content
from portal.summaries.reading import as_read, languages_of, quote_ids
from tests.summaries.factories import APPROVER, WRITER


def read(session, summary, language="en"):
    content = current_content(session, summary=summary)
    return as_read(content, language=language, quotes=queries.quotes_by_id(session, ids=quote_ids(content)))


def test_a_summary_is_read_section_by_section_in_every_language(session, summary):
    assert [section.heading for section in read(session, summary).sections][:3] == [
        "What this is about",
        "What you told us",
        "What we are not sure about",
    ]
    assert [one.code for one in languages_of(current_content(session, summary=summary))] == [
        "en",
        "en-easy",
        "cy",
        "ur",
    ]
    urdu = read(session, summary, "ur")
    assert urdu.language.direction == "rtl"
    assert {one.language.code for one in urdu.statements} == {"ur"}


def test_a_missing_translation_shows_the_english_and_says_which_language_it_is(session, summary, phone):
    operations.edit_statement(
        session,
        summary=summary,
        statement=phone,
        section=Section.TOLD,
        texts={"en": "Only English."},
        picture="phone",
        by=WRITER,
    )
    shown = next(one for one in read(session, summary, "cy").statements if one.id == phone.id)
    assert (shown.words, shown.language.code) == ("Only English.", "en")


def test_a_translation_left_behind_by_its_english_counts_as_unchecked_again(session, summary, phone):
    said = {**phone.texts}
    statuses = {"cy": "translated", "ur": "translated", "en-easy": "translated"}
    edit = {"summary": summary, "statement": phone, "section": Section.TOLD, "picture": "phone", "by": WRITER}
    operations.edit_statement(session, texts=said, statuses=statuses, **edit)
    assert phone.statuses["cy"] == "translated"
    operations.edit_statement(
        session,
        texts={**said, "en": "It is easy to ring us.", "cy": "Mae’n hawdd ein ffonio."},
        statuses=statuses,
        **edit,
    )
    assert (phone.statuses["cy"], phone.statuses["ur"]) == ("translated", "machine_draft")


def test_a_number_about_people_is_never_typed(session, summary):
    with pytest.raises(NotReady) as refused:
        operations.add_statement(
            session, summary=summary, section=Section.TOLD, texts={"en": "7 in 10 people wait."}, by=WRITER
        )
    assert refused.value.reasons == ["“7 in 10” was typed. Take numbers about people from the results"]


def test_a_number_from_the_results_comes_with_its_base(session, summary, phone):
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    shown = next(one for one in read(session, summary).statements if one.id == phone.id)
    assert (shown.number, shown.base) == ("About 7 in 10 people", "213 people answered this.")


def test_a_number_stands_inside_the_words_where_the_writer_put_its_mark(session, summary, phone):
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    operations.edit_statement(
        session,
        summary=summary,
        statement=phone,
        section=Section.TOLD,
        texts={"en": "It is hard for {number}."},
        picture="phone",
        by=WRITER,
    )
    shown = next(one for one in read(session, summary).statements if one.id == phone.id)
    assert (shown.words, shown.number) == ("It is hard for about 7 in 10 people.", "")
    with pytest.raises(NotReady):
        operations.remove_number(session, summary=summary, statement=phone, by=WRITER)


@pytest.mark.parametrize("hidden", [{"value": None}, {"base_n": 9}])
def test_a_number_that_could_point_at_someone_cannot_be_inserted(session, source, summary, phone, hidden):
    source.counted = [dataclasses.replace(source.counted[0], **hidden)]
    with pytest.raises(FigureNotFound):
        operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    assert phone.number is None


def test_words_are_quoted_only_while_their_owner_agrees(session, source, summary, phone):
    with pytest.raises(QuoteNotAllowed):
        operations.attach_quote(session, summary=summary, statement=phone, answer_id=uuid.uuid4(), by=WRITER)
    operations.attach_quote(session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER)
    shown = next(one for one in read(session, summary).statements if one.id == phone.id)
    assert shown.quote.words == "They rang me back at once."
    source.said = []
    assert operations.remove_quotes_taken_back(session, summary=summary) == 1
    shown = next(one for one in read(session, summary).statements if one.id == phone.id)
    assert shown.quote is None


def test_moving_a_statement_changes_places_within_its_section(session, summary, phone):
    def told():
        rows = queries.statements_of(session, summary_id=summary.id)
        return [one.picture for one in rows if one.section is Section.TOLD]

    assert told() == ["staff", "phone", "break", "letter", "bus"]
    operations.move_statement(session, summary=summary, statement=phone, up=True, by=WRITER)
    assert told() == ["phone", "staff", "break", "letter", "bus"]
    operations.move_statement(session, summary=summary, statement=phone, up=True, by=WRITER)
    assert told() == ["phone", "staff", "break", "letter", "bus"]


def test_nobody_approves_what_they_wrote(session, summary, phone):
    operations.hand_in(session, summary=summary, by=WRITER)
    with pytest.raises(NeedsSecondPerson):
        operations.approve(session, summary=summary, by=WRITER)
    phone.written_by = APPROVER
    session.flush()
    with pytest.raises(NeedsSecondPerson):
        operations.approve(session, summary=summary, by=APPROVER)
    operations.approve(session, summary=summary, by=uuid.uuid4())
    assert summary.approved_by is not None


def test_a_summary_that_is_not_ready_says_everything_that_is_missing(session, source):
    summary = operations.start_summary(
        session, source_kind="hand_made", source_id=source.id, title={"en": "Short"}, by=WRITER
    )
    operations.add_statement(session, summary=summary, section=Section.NEXT, texts={"en": "We will ring."}, by=WRITER)
    with pytest.raises(NotReady) as refused:
        operations.hand_in(session, summary=summary, by=WRITER)
    assert refused.value.reasons == ["Nothing says what people told you yet", "Statement 1 has no picture"]
    assert summary.state is SummaryState.DRAFTING


def test_what_people_are_reading_cannot_be_edited(session, summary, phone, check):
    with pytest.raises(WrongState):
        operations.edit_statement(
            session,
            summary=summary,
            statement=phone,
            section=Section.TOLD,
            texts={"en": "Changed."},
            picture="phone",
            by=WRITER,
        )
