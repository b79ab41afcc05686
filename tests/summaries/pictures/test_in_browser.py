"""The pages about pictures in a browser: a picture chosen with the keyboard alone, and axe on each page."""

import pytest

from portal.people.enums import Role
from portal.summaries.models import Statement
from portal.summaries.operations import packs
from portal.summaries.queries import statements_of
from tests.browsing import PHONE, faults, sign_in_as
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER
from tests.summaries.pictures.factories import ROW, pack
from tests.summaries.pictures.test_photos import a_photo, agrees

pytestmark = pytest.mark.browser


def test_a_picture_is_found_and_chosen_with_the_keyboard_alone(app, open_tab, address, session, summary):
    statement = statements_of(session, summary_id=summary.id)[0]
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER)
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    sign_in_as(page, client, address)
    page.goto(f"{address}/desk/pictures/for/{statement.id}")
    page.locator("#find").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("dementia")
    page.keyboard.press("Enter")
    page.get_by_label("dementia").wait_for()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/summaries/statements/**")
    session.expire_all()
    assert session.get_one(Statement, statement.id).picture == "dementia"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_pages_about_pictures_pass_axe(app, open_tab, address, session, summary, language):
    statement = statements_of(session, summary_id=summary.id)[0]
    photo = a_photo(session, people=1)
    agrees(session, photo, "Ana Example")
    made = [
        packs.take_pack(session, name="Our set", content=content, by=WRITER)
        for content in (pack(), pack({**ROW, "credit": ""}))
    ]
    for one in made:
        packs.check_pack(session, pack=one)
    packs.agree_pack(session, pack=made[0], by=APPROVER)
    session.commit()
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER)
    page = open_tab(viewport=PHONE)
    sign_in_as(page, client, address)
    page.goto(f"{address}/desk?lang={language}")
    for path in (
        "/desk/pictures?find=bus",
        "/desk/pictures/one/dementia",
        "/desk/pictures/one/dementia/test",
        f"/desk/pictures/for/{statement.id}?find=lunch+club",
        "/desk/pictures/packs",
        "/desk/pictures/packs/add",
        *(f"/desk/pictures/packs/{one.id}" for one in made),
        "/desk/pictures/photos",
        "/desk/pictures/photos/add",
        f"/desk/pictures/photos/{photo.id}",
        f"/desk/pictures/photos/{photo.id}/consent",
        "/credits",
    ):
        page.goto(f"{address}{path}")
        assert faults(page) == {}, path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
