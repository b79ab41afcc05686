"""A summary without pictures, for the phone."""

import pytest

from portal.people.enums import Role
from portal.summaries.plain_text import messages_of, most_signs, script_of, signs
from portal.summaries.reading import as_read
from tests.people.factories import signed_in
from tests.summaries.feedback_summary import ROWS, feedback_content


@pytest.fixture
def reads(app):
    content, quotes = feedback_content()
    return {code: as_read(content, language=code, quotes=quotes) for code in ("en", "cy", "ur")}


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_the_script_says_every_statement_once_with_its_number(reads, language):
    lines = script_of(reads[language], is_check=False)
    numbered = [line for line in lines if line[:1].isdigit()]
    assert [line.split(".")[0] for line in numbered] == [str(number) for number in range(1, len(ROWS) + 1)]
    assert lines[0] == str(reads[language].title)
    assert len(lines) == 1 + len(reads[language].sections) + len(ROWS)


def test_in_a_check_the_script_asks_after_what_people_are_to_check(reads):
    lines = script_of(reads["en"], is_check=True)
    checked = [one for one in reads["en"].statements if one.section.is_checked]
    assert lines.count("Is this right?") == len(checked) == 18
    assert lines[lines.index("What you told us") + 2] == "Is this right?"


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_every_message_fits_into_one_and_no_word_is_lost_or_cut(reads, language):
    messages = messages_of(reads[language], address="https://heard.example/c", phone="0300 123 4567")
    assert [message for message in messages if signs(message) > most_signs(message)] == []
    said = " ".join(messages)
    for statement in reads[language].statements:
        assert all(" ".join(line.split()).replace("’", "'") in said for line in statement.sentences)
    assert messages[-1].endswith("0300 123 4567")


def test_on_the_phone_people_hear_what_is_different_and_that_something_was_taken_back(app):
    content, quotes = feedback_content()
    content["notice"], content["what_changed"] = (
        {"en": "Someone took their words back."},
        {"en": "We ask fewer people."},
    )
    content["changes"] = [
        {"kind": "reworded", "statement": "x", "before": {"en": "You wait."}, "after": {"en": "You wait long."}},
        {"kind": "taken_out", "statement": "y", "before": {}, "after": {}},
    ]
    read = as_read(content, language="en", quotes=quotes)
    script = script_of(read, is_check=False)
    assert script[1] == "Someone took their words back."
    assert script[-4:] == [
        "What we changed",
        "We ask fewer people.",
        "We changed these words. Before: You wait. Now: You wait long.",
        "We took this out.",
    ]
    messages = messages_of(read, address="https://heard.example/c", phone="0300 123 4567")
    assert [one for one in messages if "took their words back" in one or "fewer people" in one] == [
        script[1],
        script[-3],
    ]


@pytest.mark.parametrize(
    ("text", "room", "taken"), [("Hello", 160, 5), ("Dŵr", 70, 3), ("Costs 5 €", 160, 10), ("سلام", 70, 4)]
)
def test_how_much_room_a_text_has_and_takes(text, room, taken):
    assert (most_signs(text), signs(text)) == (room, taken)


def test_the_desk_shows_it_in_each_language(app, session, check):
    version, _invitations = check
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/desk/summaries/versions/{version.id}/text?language=cy").text
    assert "Mae’n anodd cael gafael arnom ar y ffôn." in page
    assert 'lang="cy"' in page
    assert "Without pictures" in client.get(f"/desk/summaries/versions/{version.id}/print").text
