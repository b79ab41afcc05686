"""The writer's desk through its pages: evidence, preview, order, numbers, two writers, history, the coach's offers."""

import dataclasses
import datetime as dt
import re
import uuid

import pytest

from portal.people.enums import Role
from portal.summaries import operations, queries
from portal.summaries.enums import Section
from portal.summaries.models import Statement, Summary
from portal.summaries.sources import SourceFinding, SourceTheme
from tests.forms import forms_on, submit
from tests.forms import send as press_button
from tests.people.factories import signed_in
from tests.summaries.factories import WRITER, make_summary
from tests.summaries.test_desk import count_queries, press


@pytest.fixture
def writer(app, session):
    client = app.test_client()
    client.account = signed_in(client, session, Role.ORGANISER, email="writer@example.org")
    return client


@pytest.fixture
def other(app, session):
    client = app.test_client()
    client.account = signed_in(client, session, Role.ANALYST, email="other@example.org")
    return client


@pytest.fixture
def desk(summary):
    return f"/desk/summaries/{summary.id}"


@pytest.fixture
def path(phone):
    return f"/desk/summaries/statements/{phone.id}"


def part(text, name):
    """What stands inside the element with this id, as far as its own tag ends it."""
    tag, inside = re.search(rf'<(\w+)[^>]* id="{name}".*?>(.*)', text, re.S).groups()
    return inside.split(f"</{tag}>", 1)[0]


def send(client, path, do, **values):
    """Sends the form with the words, with one of its buttons."""
    return submit(client, path, with_field="text_en", do=do, **values)


# Evidence


def test_evidence_of_every_kind_stands_beside_the_statements_with_its_base(source, writer, desk):
    source.spoken_of.append(SourceTheme(id=uuid.uuid4(), name="Waiting", count=90, base_n=200))
    text = writer.get(desk).text
    for words in ("Phones are slow", "60 of 200 answers", "Waiting", "90 of 200 answers"):
        assert words in text
    assert "Found it hard to get through" in text
    assert "About 7 in 10 people. 213 people answered this." in text
    assert "They rang me back at once." in text


def test_a_statement_says_what_it_rests_on(session, source, writer, summary, phone, desk):
    operations.edit_statement(
        session,
        summary=summary,
        statement=phone,
        section=phone.section,
        texts=phone.texts,
        picture=phone.picture,
        evidence=[str(source.found[0].id)],
        by=WRITER,
    )
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    operations.attach_quote(session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER)
    session.commit()
    row = writer.get(desk).text.split(f'id="rests-{phone.id}"')[1].split("</ul>")[0]
    assert [words in row for words in ("Finding: ", "Phones are slow", "Number: ", "Someone’s own words: ")] == [
        True
    ] * 4
    assert "“They rang me back at once.”" in row


def test_words_whose_consent_is_gone_are_nowhere_on_the_desk(source, writer, desk):
    source.said = []
    text = writer.get(desk).text
    assert "They rang me back at once." not in text
    assert "Nobody has agreed to that yet." in text


def test_a_quote_says_what_was_agreed_to_and_when(source, writer, desk, path):
    agreed = {"agreed_to": "You may use my words.", "agreed_on": dt.date(2026, 2, 3), "is_whole": False}
    source.said = [dataclasses.replace(source.quote, **agreed)]
    for page in (desk, f"{path}/quote"):
        text = writer.get(page).text
        assert "They agreed on 3 February 2026 to: “You may use my words.”" in text
        assert "A name or a place was taken out." in text


def test_many_quotes_come_page_by_page_and_by_theme(source, writer, desk):
    waiting = SourceTheme(id=uuid.uuid4(), name="Waiting", count=90, base_n=200)
    source.spoken_of = [waiting]
    one = source.quote
    source.said = [
        dataclasses.replace(one, answer_id=uuid.uuid4(), words=f"Words {n}.", themes=("Waiting",) if n == 13 else ())
        for n in range(14)
    ]
    assert [n for n in range(14) if f"Words {n}." in writer.get(desk).text] == [0, 1, 2, 3, 4, 5]
    assert [n for n in range(14) if f"Words {n}." in writer.get(f"{desk}?quotes=3").text] == [12, 13]
    assert [n for n in range(14) if f"Words {n}." in writer.get(f"{desk}?theme={waiting.id}").text] == [13]


def test_a_statement_begins_with_a_number_or_with_someones_words(session, source, writer, summary, desk):
    for chosen in (f"figure=phone_hard&finding={source.found[0].id}", f"quote={source.quote.answer_id}"):
        answer = send(writer, f"{desk}/statements/add?{chosen}", "save", text_en="It is hard to ring us.")
        assert answer.status_code == 303, answer.text
    session.expire_all()
    rows = [one for one in queries.statements_of(session, summary_id=summary.id) if one.section is Section.TOLD][-2:]
    assert (rows[0].number["ref"], rows[0].evidence) == ("phone_hard", [str(source.found[0].id)])
    assert rows[1].quote_id is not None


def test_a_number_nobody_may_see_begins_no_statement(session, source, writer, summary, desk):
    before = len(queries.statements_of(session, summary_id=summary.id))
    answer = send(writer, f"{desk}/statements/add?figure=unheard_of", "save", text_en="It is hard to ring us.")
    assert answer.status_code == 200
    assert "This number is not in the results" in answer.text
    session.expire_all()
    assert len(queries.statements_of(session, summary_id=summary.id)) == before


# The preview


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 'class="look look--easy" lang="en" dir="ltr"'),
        ("?as=standard&language=cy", 'class="look look--standard" lang="cy" dir="ltr"'),
        ("?as=large&language=ur", 'class="look look--large text-large" lang="ur" dir="rtl"'),
        ("?as=nonsense&language=xx", 'class="look look--easy" lang="en" dir="ltr"'),
    ],
)
def test_the_preview_stands_on_the_desk_in_any_look_and_language(writer, desk, query, expected):
    assert expected in writer.get(desk + query).text


def test_words_only_is_without_pictures_and_easy_read_with(writer, desk):
    shown = {look: writer.get(f"{desk}?as={look}").text.split('id="as-readers"')[1] for look in ("standard", "easy")}
    assert "<img" not in shown["standard"]
    assert shown["easy"].count("<img") == 12


def test_what_is_typed_is_seen_before_it_is_saved(session, writer, phone, path):
    answer = send(writer, path, "look", text_en="Not saved yet.", look_as="large", look_language="en")
    assert answer.status_code == 200
    assert "<p>Not saved yet.</p>" in answer.text.split('id="as-typed"')[1]
    session.expire_all()
    assert session.get_one(Statement, phone.id).texts["en"] != "Not saved yet."


# Order


def test_a_moved_statement_leaves_one_at_the_same_button(writer, phone, desk, path):
    answer = press(writer, desk, f"{path}/move", do="down")
    assert answer.headers["Location"].endswith(f"#down-{phone.id}")
    assert f'id="down-{phone.id}"' in writer.get(desk).text
    for _once in range(2):
        answer = press(writer, desk, f"{path}/move", do="down")
    assert answer.headers["Location"].endswith(f"#up-{phone.id}")
    assert f'id="up-{phone.id}"' in writer.get(desk).text
    assert f'id="down-{phone.id}"' not in writer.get(desk).text


def test_buttons_keep_the_preview_that_was_chosen(writer, phone, desk, path):
    page = f"{desk}?as=large&language=ur"
    action = next(
        one["action"] for one in forms_on(writer.get(page).text) if f"{phone.id}/move" in (one["action"] or "")
    )
    assert action == f"{path}/move?as=large&language=ur"
    answer = writer.post(action, data={**hidden(writer, page), "do": "up"})
    assert answer.headers["Location"] == f"{desk}?as=large&language=ur#down-{phone.id}"


def hidden(client, page):
    form = next(
        one for one in forms_on(client.get(page).text) if one["method"] == "post" and "/statements/" in one["action"]
    )
    return {name: value for name, value in form["fields"] if name in ("csrf_token", "idempotency_key")}


def test_a_statement_moves_to_another_part(session, writer, phone, desk, path):
    answer = press_button(writer, desk, action=f"{path}/section", section="next")
    assert answer.headers["Location"].endswith(f"#part-of-{phone.id}")
    session.expire_all()
    assert session.get_one(Statement, phone.id).section is Section.NEXT


# Numbers


@pytest.fixture
def old(session, source, summary, phone):
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    session.commit()
    source.counted = [dataclasses.replace(source.counted[0], value=0.52, base_n=240)]


def test_an_old_number_is_marked_with_what_it_was_and_what_it_is(session, writer, phone, desk, path, old):
    text = writer.get(desk).text
    assert "Old number" in text
    assert "<del>About 7 in 10 people. 213 people answered this.</del>" in text
    assert "<ins>About 5 in 10 people. 240 people answered this.</ins>" in text
    answer = press_button(writer, desk, action=f"{path}/new-number")
    assert answer.status_code == 303
    assert "Old number" not in writer.get(desk).text
    session.expire_all()
    assert session.get_one(Statement, phone.id).number["value"] == 0.52


def test_an_old_number_keeps_the_summary_here_and_says_so(session, writer, summary, desk, old):
    press(writer, desk, f"{desk}/hand-in")
    said = "Statement 3 holds an old number: “About 7 in 10 people. 213 people answered this.”"
    assert writer.get(desk).text.count(said) == 2  # the refusal, and what the desk says anyway
    session.expire_all()
    assert session.get_one(Summary, summary.id).state == "drafting"


# Two writers


def test_the_second_of_two_writers_sees_both_texts_and_keeps_theirs(session, writer, other, phone, path):
    opened = version_on(other.get(path).text)
    send(writer, path, "save", text_en="The first was faster.")
    answer = send(other, path, "save", text_en="The second was slower.", version=opened)
    assert answer.status_code == 409
    assert "The first was faster." in answer.text
    assert "The second was slower." in answer.text
    assert words_of(session, phone) == "The first was faster."
    keep(other, path, answer.text, "save")
    assert words_of(session, phone) == "The second was slower."


def test_every_part_that_differs_is_shown_side_by_side(session, source, writer, other, phone, path):
    opened = version_on(other.get(path).text)
    send(writer, path, "save", status_cy="translated", evidence=[str(source.found[0].id)])
    as_it_was = {"version": opened, "status_cy": "machine_draft", "evidence": None}
    answer = send(other, path, "save", section="next", find="bus", picture="bus", text_cy="Newydd.", **as_it_was)
    assert answer.status_code == 409
    heads = re.findall(r'id="both-\d+">([^<]+)<', answer.text)
    assert heads == [
        "Cymraeg",
        "Where does it go?",
        "Picture",
        "Welsh: who translated it?",
        "Which findings and themes does it rest on?",
    ]
    assert "Translated by a person" in answer.text
    assert "Phones are slow" in answer.text


def test_the_second_goes_on_from_both_texts(session, writer, other, phone, path):
    opened = version_on(other.get(path).text)
    send(writer, path, "save", text_en="The first was faster.")
    answer = keep(other, path, send(other, path, "save", text_en="Slower.", version=opened).text, "look")
    assert answer.status_code == 200
    assert "Slower.</textarea>" in answer.text
    assert words_of(session, phone) == "The first was faster."


def test_a_third_change_while_choosing_is_not_overwritten_either(session, writer, other, phone, path):
    opened = version_on(other.get(path).text)
    send(writer, path, "save", text_en="The first was faster.")
    both = send(other, path, "save", text_en="The second was slower.", version=opened).text
    send(writer, path, "save", text_en="The first again.")
    assert keep(other, path, both, "save").status_code == 409
    assert words_of(session, phone) == "The first again."


def test_two_writers_choosing_numbers_do_not_overwrite_each_other(session, writer, other, phone, path):
    opened = version_on(other.get(f"{path}/number").text)
    submit(writer, f"{path}/number", ref="phone_hard")
    answer = submit(other, f"{path}/number", ref="", version=opened)
    assert answer.status_code == 303
    assert "Somebody changed this while you were writing" in other.get(path).text
    session.expire_all()
    assert session.get_one(Statement, phone.id).number["ref"] == "phone_hard"


def version_on(text):
    return re.search(r'name="version" value="(\d+)"', text).group(1)


def words_of(session, phone):
    session.expire_all()
    return session.get_one(Statement, phone.id).texts["en"]


def keep(client, path, text, do):
    """Presses a button of the page with both texts."""
    form = next(one for one in forms_on(text) if one["action"] == path)
    data = {"do": do}
    for name, value in form["fields"]:
        data.setdefault(name, []).append(value)
    return client.post(path, data=data)


# History


def test_the_history_shows_who_before_and_after_and_puts_back(session, writer, phone, path, desk):
    first = phone.texts["en"].splitlines()[0]
    send(writer, path, "save", text_en="You wait.")
    text = writer.get(f"{path}/history").text
    assert "<ins>" in text
    assert "You wait." in text
    assert first in text
    assert writer.account.display_name in text
    actions = [one["action"] for one in forms_on(text) if one["action"] and "/history/" in one["action"]]
    assert len(actions) == 1
    answer = press_button(writer, f"{path}/history", action=actions[0])
    assert answer.status_code == 303
    assert words_of(session, phone).splitlines()[0] == first


def test_what_was_left_out_is_found_among_the_last_changes(session, writer, phone, path, desk):
    press(writer, path, f"{path}/take-out")
    text = writer.get(desk).text
    assert f'id="statement-{phone.id}"' not in text
    assert f"{path}/history" in text
    oldest = forms_on(writer.get(f"{path}/history").text)[-1]["action"]
    press_button(writer, f"{path}/history", action=oldest)
    assert f'id="statement-{phone.id}"' in writer.get(desk).text


# The first draft


def test_the_draft_is_laid_out_marked_and_kept_back(session, source, writer):
    source.found.append(SourceFinding(id=uuid.uuid4(), words={"en": "Staff are kind"}, count=150, base_n=200))
    summary = operations.start_summary(
        session, source_kind="hand_made", source_id=source.id, title={"en": "What you said"}, by=WRITER
    )
    session.commit()
    desk = f"/desk/summaries/{summary.id}"
    press(writer, desk, f"{desk}/lay-out")
    text = writer.get(desk).text
    assert "6 statements to rewrite." in text
    assert text.count("Draft: rewrite this") == 6
    statements = text.split('id="statements"')[1]
    assert statements.index("Staff are kind") < statements.index("Phones are slow")
    press(writer, desk, f"{desk}/hand-in")
    assert "is a draft that nobody has rewritten yet" in writer.get(desk).text


# The coach


def test_a_split_and_digits_are_taken_with_one_button_each(session, writer, phone, path):
    words = "You waited ten weeks and nobody told you why."
    send(writer, path, "save", text_en=words, text_en_easy="", text_cy="", text_ur="")
    coach = f"/desk/summaries/{phone.summary_id}/coach"
    assert "<ins>You waited 10 weeks and nobody told you why.</ins>" in writer.get(coach).text
    take(writer, coach, "number_word")
    assert words_of(session, phone) == "You waited 10 weeks and nobody told you why."
    answer = send(writer, path, "fix|en|sentence_length-0-99", text_en="You waited 10 weeks.")
    assert "These words have changed since" in answer.text


def test_a_fix_on_the_page_is_made_in_the_words_that_were_typed(session, writer, phone, path):
    words = "We were late and you had to wait a long time for us, and it was cold."
    page = send(writer, path, "look", text_en=words).text
    fix = re.search(r'value="(fix\|en\|sentence_length[^"]+)"', page).group(1)
    send(writer, path, fix, text_en=words)
    assert words_of(session, phone) == "We were late and you had to wait a long time for us.\nIt was cold."


def test_a_fix_for_words_that_changed_meanwhile_is_refused(session, writer, other, phone, path):
    coach = f"/desk/summaries/{phone.summary_id}/coach"
    send(writer, path, "save", text_en="You waited ten weeks.")
    form = the_fix(other.get(coach).text, "number_word")
    send(writer, path, "save", text_en="You waited a long time.")
    other.post(form["action"], data=dict(form["fields"]))
    assert "These words have changed since" in other.get(coach).text
    assert words_of(session, phone) == "You waited a long time."


def test_no_fix_types_a_number_about_people(writer, phone, path):
    send(writer, path, "save", text_en="Ten people told us.")
    text = writer.get(f"/desk/summaries/{phone.summary_id}/coach").text
    assert "Number in letters" in text
    assert "10 people told us." not in text


def take(client, page, rule):
    form = the_fix(client.get(page).text, rule)
    assert client.post(form["action"], data=dict(form["fields"])).status_code == 303


def the_fix(text, rule):
    return next(
        one
        for one in forms_on(text)
        if (one["action"] or "").endswith("/fix") and dict(one["fields"])["key"].startswith(rule)
    )


def test_a_hard_word_goes_into_the_list_with_one_button(session, writer, summary, phone, path):
    coach = f"/desk/summaries/{summary.id}/coach"
    send(writer, path, "save", text_en="You asked for an advocate.")
    form = next(one for one in forms_on(writer.get(coach).text) if ("word", "advocate") in one["fields"])
    for _twice in range(2):
        assert writer.post(form["action"], data=dict(form["fields"])).status_code == 303
    session.expire_all()
    rows = [one for one in queries.statements_of(session, summary_id=summary.id) if one.section is Section.WORDS]
    assert [one.texts["en"] for one in rows][1:] == ["Advocate: a person who helps you say what you want"]
    assert set(rows[1].texts) == {"en", "en-easy", "cy", "ur"}
    assert not any(("word", "advocate") in one["fields"] for one in forms_on(writer.get(coach).text))


def test_a_word_that_is_not_in_our_list_is_not_found(writer, summary, desk):
    data = hidden(writer, desk)
    assert writer.post(f"{desk}/words", data={**data, "language": "en", "word": "nonsense"}).status_code == 404


@pytest.mark.parametrize(("language", "silent"), [("en", False), ("cy", True), ("ur", True)])
def test_the_coach_says_in_each_language_what_it_cannot_judge(writer, desk, language, silent):
    text = writer.get(f"{desk}/coach?language={language}").text
    assert ("It cannot judge, so no word from it is no praise:" in text) is silent
    assert "It does not know which words are common." in text


def test_the_coach_costs_the_same_for_any_number_of_statements(app, session, source, writer, summary, desk):
    bare = operations.start_summary(
        session, source_kind="hand_made", source_id=source.id, title={"en": "Short"}, by=WRITER
    )
    operations.add_statement(session, summary=bare, section=Section.TOLD, texts={"en": "You wait."}, by=WRITER)
    session.commit()
    one, twelve = (
        count_queries(app, lambda at=at: writer.get(at)) for at in (f"/desk/summaries/{bare.id}/coach", f"{desk}/coach")
    )
    assert one == twelve


def test_the_desk_costs_the_same_for_any_number_of_statements(app, session, source, writer, desk):
    small = make_summary(session, source.id)
    for row in queries.statements_of(session, summary_id=small.id)[2:]:
        operations.take_out_statement(session, summary=small, statement=row, by=WRITER)
    session.commit()
    counts = [count_queries(app, lambda at=at: writer.get(at)) for at in (f"/desk/summaries/{small.id}", desk)]
    assert counts[0] == counts[1]
