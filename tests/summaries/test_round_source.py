"""A real round as the source: consent decides, and what could leak does not."""

import pytest

from portal.contact.enums import Channel, Result
from portal.contact.models import ContactAttempt
from portal.contact.operations.peace import leave_in_peace
from portal.people.enums import ConsentPurpose
from portal.people.operations import record_consents
from portal.rounds.enums import InvitationState
from portal.rounds.operations import findings
from portal.rounds.operations.coding import create_theme, put_under
from portal.shared import clock
from portal.summaries import operations, queries
from portal.summaries.enums import Section
from portal.summaries.errors import QuoteNotAllowed
from portal.summaries.round_source import RoundSource, rounds_to_write_from
from portal.summaries.sources import sources_to_choose
from tests.rounds.understanding.factories import answer_of, ask, let_quote, make_round, respond
from tests.summaries.factories import WRITER


@pytest.fixture
def asked(session):
    return make_round(session)


def say_yes_to_checking(session, alias, *, given=True):
    record_consents(
        session, subject_id=alias, answers={ConsentPurpose.CHECK_SUMMARY: given}, language="en", channel="web"
    )
    session.flush()


def by_person(source):
    return {one.person_id: one for one in source.people_to_ask()}


def test_only_a_yes_of_ones_own_makes_someone_who_answered_askable(session, asked):
    yes, silent, changed = ask(session, asked, "active", count=3)
    for one in respond(session, asked, [yes, silent, changed], support=5):
        assert one.alias
    say_yes_to_checking(session, yes.alias)
    say_yes_to_checking(session, changed.alias)
    say_yes_to_checking(session, changed.alias, given=False)
    people = by_person(RoundSource(session, asked.round.id))
    assert [people[one.person_id].agreed for one in (yes, silent, changed)] == [True, None, False]
    assert {one.answered for one in people.values()} == {True}


def test_who_declined_or_withdrew_is_not_even_listed(session, asked):
    here, declined, withdrawn = ask(session, asked, "active", count=3)
    declined.state, withdrawn.state = InvitationState.DECLINED, InvitationState.WITHDRAWN
    session.flush()
    assert set(by_person(RoundSource(session, asked.round.id))) == {here.person_id}


def test_who_is_left_in_peace_in_the_round_is_not_even_listed(session, asked):
    here, in_peace = ask(session, asked, "active", count=2)
    leave_in_peace(session, person_id=in_peace.person_id, subject_id=in_peace.id, asked_in=asked.round.id, by=WRITER)
    assert set(by_person(RoundSource(session, asked.round.id))) == {here.person_id}


def test_reached_means_a_message_left_or_they_came(session, asked):
    written_to, came, failed, nothing = ask(session, asked, "active", count=4)
    came.opened_at = clock.now()
    for one, result in ((written_to, Result.SENT), (failed, Result.FAILED)):
        session.add(attempt(asked, one, result))
    session.flush()
    people = by_person(RoundSource(session, asked.round.id))
    reached = [people[one.person_id].reached for one in (written_to, came, failed, nothing)]
    assert reached == [True, True, False, False]


def attempt(asked, invitation, result):
    return ContactAttempt(
        person_id=invitation.person_id,
        subject_id=invitation.id,
        asked_in=asked.round.id,
        wave=1,
        channel=Channel.EMAIL,
        template="invitation",
        template_version=1,
        language="en",
        result=result,
        at=clock.now(),
    )


def test_a_round_is_written_up_with_its_findings_and_only_words_people_agreed_to(session, asked):
    question = next(one for one in asked.questions.values() if one.kind.is_open)
    invitations = ask(session, asked, "active", count=2)
    private, shared = respond(session, asked, invitations, **{question.key: "Only my sister knows this"})
    let_quote(session, shared)
    theme = create_theme(session, round_id=asked.round.id, name="Family", by=None)
    answer = answer_of(session, shared, question)
    put_under(session, theme_id=theme.id, answer_ids=[answer.id], under=True, by=None)
    findings.create_finding(
        session, round_id=asked.round.id, words="Families carry a lot", theme_ids=[str(theme.id)], by=None
    )
    source = RoundSource(session, asked.round.id)
    assert [one.alias for one in source.quotes()] == [shared.alias]
    assert [(one.words, one.count) for one in source.findings()] == [({"en": "Families carry a lot"}, None)]
    assert source.numbers() == []
    assert (asked.round.id, {"en": "How are we doing?"}) in rounds_to_write_from(session)
    assert ("round", asked.round.id, {"en": "How are we doing?"}) in sources_to_choose(session)

    summary = operations.start_summary(
        session, source_kind="round", source_id=asked.round.id, title=source.title(), by=WRITER
    )
    statement = operations.add_statement(
        session,
        summary=summary,
        section=Section.TOLD,
        texts={"en": "Families carry a lot."},
        by=WRITER,
        picture="family",
    )
    operations.attach_quote(
        session, summary=summary, statement=statement, answer_id=answer_of(session, shared, question).id, by=WRITER
    )
    with pytest.raises(QuoteNotAllowed):
        operations.attach_quote(
            session, summary=summary, statement=statement, answer_id=answer_of(session, private, question).id, by=WRITER
        )
    let_quote(session, shared, given=False)  # heard at once: nothing is left to remove
    assert [quote.words for quote in queries.quotes_of(session, summary_id=summary.id)] == [None]
    assert operations.remove_quotes_taken_back(session, summary=summary) == 0
