"""The question desk on a phone 320 dots wide: without script, and in Urdu from right to left; axe on every page."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal.people.enums import Role
from portal.questions import operations
from portal.questions.enums import QuestionKind
from portal.questions.models import Question, QuestionSet
from portal.questions.operations import Written, WrittenOption
from tests.browsing import PHONE, faults, lead_on, sign_in_as
from tests.journeys.browser import Visitor
from tests.people.factories import signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(browser, address, client, session):
    """An organiser's browser."""
    signed_in(client, session, Role.ORGANISER)

    def enter(*, script):
        one = Visitor(browser, address, script=script, screen=PHONE)
        sign_in_as(one.page, client, address)
        return one

    return enter


def test_a_set_is_written_without_script_on_a_small_phone(visitor, session):
    one = visitor(script=False).go("/questions").link("Write a new set")
    one.fill(name="Carers").press("Save", inside=".actions").link("Add a question").link("One choice")
    one.fill(text="Did it help?", **{"options-0-text": "No", "options-1-text": "Yes"})
    lead_on(one.page, "button[value='down-0']")
    expect(one.page.locator("[name='options-1-text']")).to_have_value("No")
    expect(one.page.locator("[name='options-1-text']")).to_be_focused()  # whoever moves it stands beside it
    one.press("Save", inside=".actions").link("Add a question").link("Own words")
    one.fill(text="What was missing?").press("Save", inside=".actions")
    lead_on(one.page, one.page.get_by_role("link", name="When it is asked"))
    one.choose(about="did-it-help").press("Continue").choose(test="any_of", codes="no").press("Save", inside=".actions")
    assert "question 1 is answered “No”" in one.words
    [set_id] = session.scalars(sa.select(QuestionSet.id)).all()
    session.rollback()  # the browser's server writes too
    one.go(f"/questions/{set_id}").press("Publish these questions")
    assert "Published" in one.words
    first, second = session.scalars(sa.select(Question).order_by(Question.place)).all()
    assert [option["code"] for option in first.options] == ["yes", "no"]
    assert second.show_when == {"all": [{"question": "did-it-help", "test": "any_of", "codes": ["no"]}]}
    one.page.context.close()


def a_draft(session):
    made = operations.start_set(session, name="Carers", language="en", by=None)
    options = (WrittenOption("Tea"), WrittenOption("None", exclusive=True))
    first = operations.add_question(
        session, question_set=made, kind=QuestionKind.SEVERAL, written=Written("What helped?", options=options)
    )
    second = operations.add_question(
        session, question_set=made, kind=QuestionKind.LONG_TEXT, written=Written("What was missing?")
    )
    rule = {"question": first.key, "test": "any_of", "codes": ["none"]}
    operations.add_test(session, question_set=made, question=second, test=rule)
    session.commit()
    return f"/questions/{made.id}", first, second


def test_every_page_of_the_desk_fits_a_small_phone_from_right_to_left_and_passes_axe(visitor, session):
    here, first, second = a_draft(session)
    one = visitor(script=True).go("/preferences?lang=ur")
    paths = ["/questions/new", "/questions/library", f"/questions/library?into={here.rsplit('/', 1)[1]}"]
    paths += [f"{here}{end}" for end in ("", "/add", "/add/several", "/name", "/paths", "/editions", "/copy", "/try")]
    paths += [f"{here}/in/ur", f"{here}/in/ur/{first.id}", f"{here}/in/ur/bring-back", f"{here}/try/walk?in=ur"]
    paths += [f"{here}/{first.id}", f"{here}/{first.id}/media", f"{here}/{first.id}/remove"]
    paths += [f"{here}/{second.id}/when", f"{here}/{second.id}/when/{first.key}"]
    found = {}
    for path in paths:
        one.go(path)
        assert one.page.locator("html[dir=rtl]").count() == 1, path
        found[path] = faults(one.page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    one.page.context.close()
