"""Names, places and numbers go out of words before they are quoted; what was written stays."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from portal.people.enums import Role
from portal.rounds.coding_enums import RedactionReason, SpanKind
from portal.rounds.errors import WordsChanged
from portal.rounds.models import Redaction
from portal.rounds.operations import redaction
from portal.rounds.queries import words
from portal.rounds.rules.redacting import Span, joined, must_be_looked_at, suspects, without, words_of
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import answer_of, ask, let_quote, make_round, respond

NAME, PLACE = SpanKind.NAME, SpanKind.PLACE
SAID = "My worker Tracey, at Elm House, never rang 07700 900123."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I saw Mrs Okafor and then Dr. Shah.", {"Okafor": NAME, "Shah.": NAME}),
        ("Tracey was kind. She helped.", {"Tracey": NAME}),
        ("Tracey rang. Tracey came.", {"Tracey": NAME}),
        ("It helped. Suraiya rang me. Nobody else did.", {"Suraiya": NAME}),
        ("Waiting is hard. They promised. Mae’n anodd. Diolch.", {}),
        ("Buses are late. The buses never come.", {}),  # stands in small letters too
        ("then Tracey's manager", {"Tracey's": NAME}),
        ("at Elm House on Monday in May", {"Elm": PLACE, "House": PLACE}),
        ("They moved me to longstanton", {"longstanton": PLACE}),
        ("write to ana.b@example.org please", {"ana.b@example.org": SpanKind.EMAIL}),
        ("I live in NR1 3QG now", {"NR1": SpanKind.POSTCODE, "3QG": SpanKind.POSTCODE}),
        ("call 01603 555 123 or 999", {"01603": SpanKind.PHONE, "555": SpanKind.PHONE, "123": SpanKind.PHONE}),
        ("the NHS and my GP AND THE COUNCIL said I was fine", {}),
        ("I waited 3 weeks in 2024", {}),
    ],
)
def test_what_looks_like_a_name_a_place_or_a_number_is_found(text, found):
    said = words_of(text)
    assert {said[place]: kind for place, kind in suspects(text, places=["Longstanton"]).items()} == found


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("میں نے ثریا کو فون کیا", True),  # "I rang Suraiya": no capital tells the name
        ("I rang ثریا", True),
        ("I rang Suraiya", True),
        ("Mae’n rhy bell heb gâr, ffôn ac arian.", False),
        ("nobody rang me back", False),
    ],
)
def test_a_person_looks_at_words_in_which_no_name_could_be_found(text, must):
    assert must_be_looked_at(text) is must


def test_what_is_taken_out_is_named_and_the_rest_stays_as_it_was():
    spans = [Span(2, 2, NAME), Span(4, 5, PLACE), Span(8, 9, SpanKind.PHONE)]
    assert without(SAID, spans) == "My worker [name], at [place], never rang [phone number]."
    assert without("Two  spaces\nand a line", [Span(1, 1, NAME)]) == "Two  [name]\nand a line"


def test_spans_that_do_not_fit_are_refused():
    for spans in ([Span(0, 99, NAME)], [Span(2, 1, NAME)], [Span(0, 2, NAME), Span(2, 3, NAME)], [Span(-1, 0, NAME)]):
        with pytest.raises(ValueError):
            without(SAID, spans)


@given(st.text(max_size=80), st.data())
def test_no_marked_word_is_left_and_every_other_one_is(text, data):
    said = words_of(text)
    marked = data.draw(st.sets(st.sampled_from(range(len(said))))) if said else set()
    shown = words_of(without(text, joined(dict.fromkeys(marked, NAME))))
    kept = [word for place, word in enumerate(said) if place not in marked]
    assert [word for word in shown if not word.startswith("[name]")] == [
        one for one in kept if not one.startswith("[name]")
    ]


@pytest.fixture
def asked(session):
    made = make_round(session)
    (response,) = respond(session, made, ask(session, made, "active", count=1), change=SAID)
    let_quote(session, response)
    made.answer = answer_of(session, response, made.questions["change"])
    session.commit()
    return made


def quoted(session, asked) -> list[str]:
    return [one.words for one in words.quotes_of(session, round_id=asked.round.id)]


def test_words_with_a_name_are_not_quoted_before_someone_has_looked(session, asked):
    assert (quoted(session, asked), words.held_back(session, round_id=asked.round.id)) == ([], [asked.answer])
    spans = [Span(2, 2, NAME), Span(4, 5, PLACE), Span(8, 9, SpanKind.PHONE)]
    redaction.redact(session, answer=asked.answer, spans=spans, reason=RedactionReason.SOMEONE_ELSE, by=None)
    assert quoted(session, asked) == ["My worker [name], at [place], never rang [phone number]."]
    assert (asked.answer.words, words.held_back(session, round_id=asked.round.id)) == (SAID, [])
    redaction.redact(session, answer=asked.answer, spans=[], reason=RedactionReason.NOTHING_FOUND, by=None)
    assert quoted(session, asked) == [SAID]
    stored = session.execute(sa.text("SELECT words_sealed FROM redaction")).scalars().all()
    assert [b"worker" in bytes(one) for one in stored] == [False, False]


def test_a_reason_and_the_words_must_fit(session, asked):
    for spans, reason in (
        ([Span(2, 2, NAME)], RedactionReason.NOTHING_FOUND),
        ([], RedactionReason.THEMSELVES),
        ([Span(2, 99, NAME)], RedactionReason.THEMSELVES),
    ):
        with pytest.raises(WordsChanged):
            redaction.redact(session, answer=asked.answer, spans=spans, reason=reason, by=None)


def test_words_are_ticked_and_taken_out_through_the_page(client, session, asked):
    by = signed_in(client, session, Role.ANALYST).id
    base = f"/rounds/{asked.round.id}"
    assert "Look at 1 more answer" in client.get(f"{base}/coding/quotes").text
    assert SAID in client.get(f"{base}/redaction/").text
    address = f"{base}/redaction/{asked.answer.id}"
    assert client.get(address).text.count(" checked") == 5
    refused = submit(client, address, with_field="kind", words=["2"], reason="nothing_found")
    assert "Not both" in refused.text
    kept = submit(
        client, address, with_field="kind", words=["0", "2", "4", "5", "8", "9"], kind="other", reason="unsafe"
    )
    assert kept.status_code == 303
    session.rollback()
    assert quoted(session, asked) == ["[taken out] worker [name], at [place], never rang [phone number]."]
    assert session.scalars(sa.select(Redaction.by)).all() == [by]
    assert "[taken out] worker" in client.get(address).text
