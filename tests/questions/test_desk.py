"""The question desk as staff see it: from an empty set to a published one, with branches, in four languages."""

import io
import re

import pytest
import sqlalchemy as sa
from PIL import Image

from portal.people.enums import Role
from portal.questions import operations
from portal.questions.enums import QuestionKind, SetState, TextStatus
from portal.questions.examples import carers_support
from portal.questions.models import Question, QuestionSet
from portal.questions.operations import Written, WrittenOption
from portal.shared.database import db
from tests.forms import forms_on, send, submit
from tests.guards.walking import Statements
from tests.people.factories import signed_in
from tests.questions.conftest import plain

URDU = {"Did it help?": "کیا اس سے مدد ملی؟", "Yes": "ہاں", "No": "نہیں", "What was missing?": "کیا کمی تھی؟"}
WELSH = {"Did it help?": "A oedd yn help?", "Yes": "Oedd", "No": "Nac oedd", "What was missing?": "Beth oedd ar goll?"}
EASY = {"Did it help?": "Did it help you?", "Yes": "Yes", "No": "No", "What was missing?": "What was not there?"}


@pytest.fixture
def organiser(client, session):
    return signed_in(client, session, Role.ORGANISER)


@pytest.fixture
def draft(session):
    """One choice and own words, in English."""
    made = operations.start_set(session, name="Carers", language="en", by=None)
    options = (WrittenOption("Yes"), WrittenOption("No"))
    operations.add_question(
        session, question_set=made, kind=QuestionKind.SINGLE, written=Written("Did it help?", options=options)
    )
    operations.add_question(
        session, question_set=made, kind=QuestionKind.LONG_TEXT, written=Written("What was missing?", key="missing")
    )
    session.commit()
    return made


def pressed(client, path, *, action=None, do="", **values):
    """Sends the form that goes to `action` (or to the page itself) with one of its buttons."""
    page = client.get(path)
    forms = [f for f in forms_on(page.text) if f["method"] == "post" and f["action"] not in ("/leave", "/sign-out")]
    form = next(f for f in forms if f["action"] == action)
    data = {}
    for name, value in [*form["fields"], *([("do", do)] if do else [])]:
        data.setdefault(name, []).append(value)
    data |= {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return client.post(action or path, data=data)


def add(client, set_id, kind, **values):
    answer = submit(client, f"/questions/{set_id}/add/{kind}", **values)
    assert answer.status_code == 303, answer.text
    return answer


def test_from_an_empty_set_to_a_published_one_with_branches_in_four_languages(client, session, organiser):
    answer = submit(client, "/questions/new", name="Carers", language="en")
    [made] = session.scalars(sa.select(QuestionSet)).all()
    here = f"/questions/{made.id}"
    assert answer.headers["Location"] == here
    assert "There is no question in this set yet" in client.get(here).text
    answers = {"options-0-text": "Yes", "options-1-text": "No"}
    add(client, made.id, "single", text="Did it help?", **answers, ways=["allows_other"])
    add(client, made.id, "long_text", text="What was missing?")
    first, second = session.scalars(sa.select(Question).order_by(Question.place)).all()
    choose_a_rule(client, f"{here}/{second.id}/when", about=first.key, codes=["no"])
    assert "Only if: question 1 is answered “No”" in client.get(f"{here}/paths").text
    for code, words in (("cy", WELSH), ("ur", URDU), ("en-easy", EASY)):
        translate_all(client, here, code, words, [first, second])
    page = client.get(here).text
    assert page.count("2 of 2 translated, 2 checked by a speaker") == 3
    assert "We found nothing to put right." in page
    assert send(client, here, action=f"{here}/publish").headers["Location"] == here
    session.expire_all()
    assert (made.state, first.allows_other, second.show_when) == (
        SetState.PUBLISHED,
        True,
        {"all": [{"question": "did-it-help", "test": "any_of", "codes": ["no"]}]},
    )
    assert second.texts == {
        "en": "What was missing?",
        "cy": "Beth oedd ar goll?",
        "ur": "کیا کمی تھی؟",
        "en-easy": "What was not there?",
    }
    assert made.text_status == {"en": "source"} | dict.fromkeys(("en-easy", "cy", "ur"), "checked_by_speaker")


def choose_a_rule(client, path, *, about, codes):
    answer = submit(client, path, about=about)
    assert submit(client, answer.headers["Location"], test="any_of", codes=codes).headers["Location"] == path


def translate_all(client, here, code, words, questions):
    """From the first question on, the button leads to the next that waits, and at the end to the list."""
    path = f"{here}/in/{code}/{questions[0].id}"
    for _question in questions:
        text = client.get(path).text
        sources = re.findall(r'class="sides__words"[^>]*>([^<]*)<', text)
        typed = {f"part_{n}": words[source] for n, source in enumerate(sources)}
        path = pressed(client, path, do="next", **typed, status="checked_by_speaker").headers["Location"]
    assert path == f"{here}/in/{code}"


def test_rows_of_answers_are_added_moved_and_taken_away_before_anything_is_saved(client, session, draft, organiser):
    path = f"/questions/{draft.id}/add/several"
    first = {"text": "What helped?", "options-0-text": "Tea", "options-1-text": "Rest", "options-2-text": "None"}
    page = pressed(client, path, do="more", **first)
    assert (page.status_code, page.text.count('name="options-5-text"')) == (200, 1)
    page = pressed(client, path, do="down-0", **first)
    assert re.findall(r'name="options-\d-text" type="text" value="(\w*)"', page.text) == ["Rest", "Tea", "None"]
    page = pressed(client, path, do="remove-1", **first)
    assert re.findall(r'name="options-\d-text" type="text" value="(\w*)"', page.text) == ["Tea", "None"]
    assert "What helped?</textarea>" in page.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Question)) == 2


def test_the_enter_key_saves_and_arranges_nothing(client, draft, organiser):
    text = client.get(f"/questions/{draft.id}/add/single").text
    form = text[text.index("<form", text.index("<main")) :]
    assert "name=" not in re.search(r"<button[^>]*>", form)[0]


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        ("single", {"text": "", "options-0-text": "Yes", "options-1-text": "No"}, "Write the question"),
        ("single", {"text": "Help?", "options-0-text": "Yes"}, "Write two answers or more"),
        ("single", {"text": "Help?", "options-0-text": "x" * 121, "options-1-text": "No"}, "Make this answer shorter"),
        ("single", {"text": "Help?", "options-count": "x"}, "Write two answers or more"),
        ("several", {"text": "Help?", "options-0-text": "A", "options-1-text": "B", "highest": "0"}, "Enter 1 or more"),
        ("number", {"text": "Age?", "lowest": "9", "highest": "3"}, "The largest number is smaller than the smallest"),
        ("number", {"text": "Age?", "lowest": "about 9"}, "Enter a whole number, like 12"),
        ("long_text", {"text": "Why?", "highest": "3"}, "Enter 20 or more"),
        ("scale_0_10", {"text": "How far?", "low_words": "x" * 61}, "Make this shorter by 1 letter"),
        ("date", {"text": "When?", "key": "Not plain"}, "Use small letters a to z, digits and dashes, and no spaces"),
        ("date", {"text": "When?", "key": "missing"}, "Another question of this set has this short name"),
        ("date", {"text": "x" * 301}, "Make this shorter by 1 letter"),
    ],
)
def test_what_cannot_be_saved_says_why_beside_the_field_and_keeps_what_was_typed(
    client, session, draft, organiser, kind, typed, message
):
    page = submit(client, f"/questions/{draft.id}/add/{kind}", with_field="text", **typed)
    assert page.status_code == 200
    assert page.text.count(message) == 2  # in the summary and at the field
    assert typed["text"] in page.text
    targets = re.findall(r'<li><a href="#([^"]+)">', page.text)
    assert targets
    assert all(f'id="{target}"' in page.text for target in targets)
    assert session.scalar(sa.select(sa.func.count()).select_from(Question)) == 2


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_has_a_form_that_saves_and_opens_again(client, session, draft, organiser, kind):
    rows = (
        {"options-0-text": "One", "options-1-text": "Two"}
        if kind in ("single", "several", "ranking", "pictures")
        else {}
    )
    add(client, draft.id, kind.value, text="A new one?", **rows)
    made = session.scalars(sa.select(Question).where(Question.place == 3)).one()
    assert (made.kind, made.texts, len(made.options)) == (kind, {"en": "A new one?"}, len(rows))
    path = f"/questions/{draft.id}/{made.id}"
    assert submit(client, path, text="A newer one?").status_code == 303
    session.expire_all()
    assert (made.texts, [one["texts"] for one in made.options]) == (
        {"en": "A newer one?"},
        [{"en": word} for word in rows.values()],
    )


def test_two_who_change_the_same_words_meet_on_a_page_with_both(client, session, draft, organiser):
    question = draft.questions[1]
    path = f"/questions/{draft.id}/{question.id}"
    [form] = [f for f in forms_on(client.get(path).text) if f["action"] is None]
    operations.change_question(session, question_set=draft, question=question, written=Written("What did you miss?"))
    session.commit()
    data = {name: value for name, value in form["fields"]} | {"text": "What was not there?"}
    answer = client.post(path, data=data)
    assert answer.status_code == 409
    assert "What did you miss?" in answer.text
    assert "What was not there?" in answer.text
    session.expire_all()
    assert question.texts == {"en": "What did you miss?"}


def test_a_translator_and_a_writer_of_other_words_do_not_meet(client, session, draft, organiser):
    question = draft.questions[1]
    path = f"/questions/{draft.id}/{question.id}"
    [form] = [f for f in forms_on(client.get(path).text) if f["action"] is None]
    operations.save_translation(
        session,
        question_set=draft,
        question=question,
        language="cy",
        words={"text": "Beth oedd ar goll?"},
        status=TextStatus.CHECKED,
        by=None,
    )
    session.commit()
    assert client.post(path, data={**dict(form["fields"]), "text": "What did you miss?"}).status_code == 303
    session.expire_all()
    assert question.texts == {"en": "What did you miss?", "cy": "Beth oedd ar goll?"}
    assert question.text_status == {"cy": "needs_update"}


def test_a_translator_confirms_no_words_they_have_not_seen(client, session, draft):
    signed_in(client, session, Role.TRANSLATOR)
    question = draft.questions[1]
    path = f"/questions/{draft.id}/in/cy/{question.id}"
    [form] = [f for f in forms_on(client.get(path).text) if f["action"] is None]
    operations.change_question(session, question_set=draft, question=question, written=Written("What did you miss?"))
    session.commit()
    typed = {"part_0": "Beth oedd ar goll?", "status": "checked_by_speaker"}
    answer = client.post(path, data=dict(form["fields"]) | typed)
    assert answer.status_code == 409
    assert "Beth oedd ar goll?" in answer.text


def test_a_translator_translates_and_writes_nothing(client, session, draft):
    signed_in(client, session, Role.TRANSLATOR)
    question = draft.questions[1]
    here = f"/questions/{draft.id}"
    saved = pressed(client, f"{here}/in/cy/{question.id}", do="list", part_0="Pam?", status="machine_draft")
    assert saved.headers["Location"] == f"{here}/in/cy"
    page = client.get(here).text
    assert "Add a question" not in page
    assert "Publish these questions" not in page
    for path in (
        "/questions/new",
        f"{here}/add",
        f"{here}/{question.id}",
        f"{here}/{question.id}/when",
        f"{here}/copy",
    ):
        assert client.get(path).status_code == 403
    assert client.get(f"{here}/in/en/{question.id}").status_code == 404


def test_an_analyst_looks_and_changes_nothing(client, session, draft):
    signed_in(client, session, Role.ANALYST)
    here = f"/questions/{draft.id}"
    for path in (here, f"{here}/paths", f"{here}/editions", f"{here}/in/cy", f"{here}/try", "/questions/library"):
        assert client.get(path).status_code == 200
    assert client.get(f"{here}/in/cy/{draft.questions[0].id}").status_code == 403


def test_questions_are_moved_by_buttons_but_never_before_what_decides_about_them(client, session, draft, organiser):
    first, second = draft.questions
    here = f"/questions/{draft.id}"
    answer = send(client, here, action=f"{here}/arrange", move=f"down:{first.id}")
    assert answer.headers["Location"] == f"{here}#q-{first.id}"
    session.expire_all()
    assert (first.place, second.place) == (2, 1)
    send(client, here, action=f"{here}/arrange", move=f"up:{first.id}")
    session.expire_all()
    rule = {"question": first.key, "test": "answered"}
    operations.add_test(session, question_set=draft, question=second, test=rule)
    session.commit()
    page = send(client, here, action=f"{here}/arrange", move=f"up:{second.id}")
    assert page.status_code == 200
    assert "The condition looks at a question that comes later" in page.text
    session.expire_all()
    assert (first.place, second.place) == (1, 2)


def test_a_question_is_taken_out_after_a_page_that_asks(client, session, draft, organiser):
    here = f"/questions/{draft.id}"
    assert submit(client, f"{here}/{draft.questions[0].id}/remove").headers["Location"] == here
    session.expire_all()
    assert [(one.place, one.key) for one in draft.questions] == [(1, "missing")]


def test_a_rule_needs_what_it_speaks_of_and_one_that_can_never_be_true_is_refused(client, session, draft, organiser):
    first, second = draft.questions
    path = f"/questions/{draft.id}/{second.id}/when/{first.key}"
    page = submit(client, path, test="any_of")
    assert page.text.count("Choose one answer or more") == 2
    assert submit(client, path, test="any_of", codes=["no"]).status_code == 303
    page = submit(client, path, test="any_of", codes=["yes"])
    assert "Nobody can be asked this: its condition can never be true" in page.text
    session.expire_all()
    assert second.show_when == {"all": [{"question": "did-it-help", "test": "any_of", "codes": ["no"]}]}


def test_rules_are_taken_away_one_by_one(client, session, draft, organiser):
    first, second = draft.questions
    operations.add_test(session, question_set=draft, question=second, test={"question": first.key, "test": "answered"})
    session.commit()
    path = f"/questions/{draft.id}/{second.id}/when"
    assert "question 1 is answered" in client.get(path).text
    send(client, path, action=f"{path}/take-away", rule="0")
    session.expire_all()
    assert second.show_when is None
    assert "Everyone is asked" in client.get(path).text


def test_the_library_finds_by_words_in_any_language_and_by_kind(client, session, draft, organiser):
    carers_support(session)
    session.commit()
    page = client.get(f"/questions/library?words=gefnogaeth+gofalwyr+wedi&into={draft.id}").text
    assert "1 question found" in page
    assert "How has the support from the carers’ service been?" in page
    assert "Nothing was found." in client.get("/questions/library?words=elephant").text
    assert "2 questions found" in client.get("/questions/library?kind=single").text
    [form] = [f for f in forms_on(page) if f["action"] == f"/questions/{draft.id}/take"]
    chosen = re.findall(r'name="question" value="([^"]+)"', page)
    assert client.post(form["action"], data={**dict(form["fields"]), "question": chosen}).status_code == 303
    session.expire_all()
    taken = draft.questions[-1]
    assert (taken.key, set(taken.texts), str(taken.taken_from)) == ("support", {"en", "en-easy", "cy", "ur"}, chosen[0])
    page = send(client, f"/questions/library?into={draft.id}", action=form["action"])
    assert "Tick one question or more" in page.text


def test_a_set_is_copied_and_says_where_it_came_from(client, session, draft, organiser):
    answer = submit(client, f"/questions/{draft.id}/copy", name="Carers again")
    copy = session.scalars(sa.select(QuestionSet).where(QuestionSet.copied_from == draft.id)).one()
    assert answer.headers["Location"] == f"/questions/{copy.id}"
    page = client.get(f"/questions/{copy.id}/editions").text
    assert "It began as a copy of:" in page
    assert f'href="/questions/{draft.id}"' in page


def test_a_new_edition_says_what_changed_and_the_old_one_stays(client, session, draft, organiser):
    operations.publish(session, question_set=draft)
    session.commit()
    here = f"/questions/{draft.id}"
    answer = send(client, here, action=f"{here}/new-edition")
    later = session.scalars(sa.select(QuestionSet).where(QuestionSet.edition == 2)).one()
    assert answer.headers["Location"] == f"/questions/{later.id}"
    assert send(client, here, action=f"{here}/new-edition").headers["Location"] == f"/questions/{later.id}"
    submit(client, f"/questions/{later.id}/{later.questions[1].id}", text="What did you miss?")
    add(client, later.id, "date", text="When was that?")
    page = client.get(f"/questions/{later.id}/changes").text
    assert "<del>What was missing?</del>" in page
    assert "<ins>What did you miss?</ins>" in page
    assert "When was that?" in page
    assert client.get(f"{here}/changes").status_code == 404  # nothing came before it
    assert client.get(f"{here}/{draft.questions[0].id}").status_code == 404  # nothing leads to changing it
    assert f'href="/questions/{later.id}/changes"' in client.get(f"{here}/editions").text


def picture():
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(content, "PNG")
    return (io.BytesIO(content.getvalue()), "field.png")


def test_a_picture_needs_words_and_is_shown_with_them(client, session, draft, organiser):
    question = draft.questions[0]
    path = f"/questions/{draft.id}/{question.id}/media"
    page = pressed(client, path, action=path, kind="picture", file=picture())
    assert page.text.count("Say in words what the picture shows") == 2
    page = pressed(
        client, path, action=path, kind="picture", file=(io.BytesIO(b"no picture"), "x.png"), shows="A field"
    )
    assert (page.status_code, "A field" in page.text) == (200, True)
    assert pressed(client, path, action=path, kind="picture", file=picture(), shows="A field").status_code == 303
    session.expire_all()
    [item] = question.media
    assert (item["kind"], item["alt"]) == ("picture", {"en": "A field"})
    assert client.get(f"/questions/{draft.id}/media/{item['key']}").mimetype == "image/png"
    send(client, path, action=f"{path}/take-away", key=item["key"])
    session.expire_all()
    assert question.media == []


def test_answers_with_pictures_are_published_only_when_each_has_one(client, session, draft, organiser):
    rows = {"options-0-text": "Walking", "options-1-text": "Music"}
    add(client, draft.id, "pictures", text="What do you like?", **rows)
    question = session.scalars(sa.select(Question).where(Question.place == 3)).one()
    here = f"/questions/{draft.id}"
    path = f"{here}/{question.id}/media"
    assert "One of its answers has no picture" in send(client, here, action=f"{here}/publish").text
    for code in ("walking", "music"):
        answer = pressed(client, path, action=f"{path}/answer", code=code, picture=picture(), alt=code.capitalize())
        assert answer.status_code == 303
    assert send(client, here, action=f"{here}/publish").status_code == 303


def test_names_of_a_set_are_changed_in_every_language(client, session, draft, organiser):
    path = f"/questions/{draft.id}/name"
    assert "Enter a name" in submit(client, path, name_en="").text
    assert submit(client, path, name_en="Carers 2026", name_cy="Gofalwyr").status_code == 303
    session.expire_all()
    assert draft.name == {"en": "Carers 2026", "cy": "Gofalwyr"}


def cost(app, client, path):
    with app.app_context():
        engine = db.engine
    with Statements(engine) as seen:
        assert client.get(path).status_code == 200
    return seen.texts.total()


def test_pages_cost_the_same_for_one_row_and_for_three(app, client, session, organiser):
    sets = [operations.create_question_set(session, name={"en": f"Set {n}"}, questions=[plain(1)]) for n in (1, 2, 3)]
    operations.publish(session, question_set=sets[0])
    session.commit()
    one = sets[1].id
    pages = [
        "/questions",
        "/questions/library",
        *(f"/questions/{one}{end}" for end in ("", "/paths", "/in/cy", "/editions")),
    ]
    first = [cost(app, client, path) for path in pages]
    for n in (2, 3):
        operations.publish(session, question_set=sets[n - 1]) if n == 3 else None
        operations.add_question(
            session, question_set=sets[1], kind=QuestionKind.LONG_TEXT, written=Written(f"Question {n}?")
        )
    session.commit()
    for n in (4, 5):
        operations.create_question_set(session, name={"en": f"Set {n}"}, questions=[plain(1), plain(2)])
    session.commit()
    assert [cost(app, client, path) for path in pages] == first
