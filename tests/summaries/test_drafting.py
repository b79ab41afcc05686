"""A first draft laid out from the findings: strongest first, marked, and going nowhere until someone writes it."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.summaries import operations, queries
from portal.summaries.enums import Section
from portal.summaries.errors import NotReady
from portal.summaries.rules import is_rewritten, strength
from portal.summaries.sources import SourceFinding, SourceTheme
from tests.summaries.factories import WRITER


def finding(words, count=None, base_n=None, **more):
    return SourceFinding(id=uuid.uuid4(), words={"en": words}, count=count, base_n=base_n, **more)


@pytest.fixture
def empty(session, source):
    source.found = [
        finding("Few said so", 15, 200),
        finding("Nobody counted this"),
        finding("Most said so", 150, 200, figure="phone_hard"),
        finding("Only five answered", 4, 5),
    ]
    used = SourceTheme(id=uuid.uuid4(), name="Waiting", count=90, base_n=200)
    source.found.append(finding("Waiting is long", 90, 200, themes=(str(used.id),)))
    source.spoken_of = [used, SourceTheme(id=uuid.uuid4(), name="Parking", count=30, base_n=200)]
    source.spoken_of.append(SourceTheme(id=uuid.uuid4(), name="Could point at someone"))
    summary = operations.start_summary(
        session, source_kind="hand_made", source_id=source.id, title={"en": "What you said"}, by=WRITER
    )
    session.commit()
    return summary


def words_in(session, summary, section):
    rows = queries.statements_of(session, summary_id=summary.id)
    return [one.texts["en"] for one in rows if one.section is section]


def test_the_strongest_come_first_and_what_nobody_can_count_is_unsure(session, empty):
    operations.lay_out_draft(session, summary=empty, by=WRITER)
    assert words_in(session, empty, Section.TOLD) == [
        "Most said so",
        "Waiting is long",
        "Few said so",
        "Several people spoke about this: Parking",
    ]
    assert words_in(session, empty, Section.UNSURE) == ["Nobody counted this", "Only five answered"]
    assert words_in(session, empty, Section.ABOUT) == ["We asked people about this: Support for carers"]
    assert [len(words_in(session, empty, one)) for one in (Section.NEXT, Section.TALK_TO, Section.TELL_US)] == [1, 1, 1]


def test_each_line_rests_on_its_finding_and_brings_its_number(session, source, empty):
    rows = operations.lay_out_draft(session, summary=empty, by=WRITER)
    strongest = next(one for one in rows if one.section is Section.TOLD)
    assert strongest.evidence == [str(source.found[2].id)]
    assert (strongest.number["ref"], strongest.number["base_n"]) == ("phone_hard", 213)
    assert all(one.is_draft for one in rows)


def test_laying_out_again_adds_only_what_is_new(session, source, empty):
    operations.lay_out_draft(session, summary=empty, by=WRITER)
    assert operations.lay_out_draft(session, summary=empty, by=WRITER) == []
    source.found.append(finding("New in the second release", 60, 200))
    assert [one.texts["en"] for one in operations.lay_out_draft(session, summary=empty, by=WRITER)] == [
        "New in the second release"
    ]


def test_a_draft_cannot_be_handed_in_until_every_line_is_rewritten(session, empty):
    rows = operations.lay_out_draft(session, summary=empty, by=WRITER)
    for number, row in enumerate(rows):
        with pytest.raises(NotReady) as refused:
            operations.hand_in(session, summary=empty, by=WRITER)
        assert sum("draft that nobody has rewritten" in one for one in refused.value.reasons) == len(rows) - number
        operations.edit_statement(
            session,
            summary=empty,
            statement=row,
            section=row.section,
            texts={"en": f"You told us about thing {chr(97 + number)}."},
            picture="phone",
            by=WRITER,
        )
    operations.hand_in(session, summary=empty, by=WRITER)
    assert empty.state == "internal_review"


def test_another_full_stop_is_no_new_wording(session, empty):
    row = operations.lay_out_draft(session, summary=empty, by=WRITER)[1]
    for words, still in (("most said so !", True), ("Most of you said so.", False)):
        operations.edit_statement(
            session, summary=empty, statement=row, section=row.section, texts={"en": words}, by=WRITER
        )
        assert row.is_draft is still


@given(count=st.integers(0, 500), more=st.integers(1, 500))
def test_more_who_said_so_of_as_many_is_never_weaker(count, more):
    assert strength(count, 1000) < strength(count + more, 1000)


def test_a_large_share_of_few_answers_is_weaker_than_of_many():
    assert strength(5, 6) < strength(40, 50)
    assert strength(None, 50) == strength(0, 50) == (0.0, 0)


@given(st.text(alphabet="ab ,.", max_size=20))
def test_signs_and_spaces_are_no_words(text):
    assert not is_rewritten(text, f" {text.upper()}.")
