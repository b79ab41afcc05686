"""The pages about pictures, with the keyboard alone: search, choose, packs, photos, tests with people."""

import io
import re

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.shared import clock, queue
from portal.shared.database import db
from portal.shared.queue import JobState
from portal.summaries.enums import VersionKind
from portal.summaries.models import OwnPicture, PhotoConsent, PicturePack, PictureTest, Statement, SummaryVersion
from portal.summaries.operations import packs, photos
from portal.summaries.operations.checking import current_content
from portal.summaries.operations.picturing import choose_picture
from portal.summaries.pictures.enums import Understood
from portal.summaries.pictures.naming import own_name
from portal.summaries.queries import statements_of
from tests.forms import send, submit
from tests.guards.pages import faults
from tests.guards.test_queries import Statements
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER, make_summary
from tests.summaries.pictures.factories import ROW, pack, picture
from tests.summaries.pictures.test_photos import a_photo, agrees

DAY = {"agreed_on-day": "1", "agreed_on-month": "3", "agreed_on-year": "2026"}
PHOTO = {
    "people": "1",
    "words_en": "lunch club, eating together",
    "alt_en": "People at a long table",
    "alt_en_easy": "People at a long table",
    "alt_cy": "Pobl wrth fwrdd hir",
    "alt_ur": "لمبی میز پر لوگ",
    "credit": "Test council",
    "licence": "Used with permission",
}


@pytest.fixture
def writer(client, session):
    return signed_in(client, session, Role.ORGANISER)


def upload(name, content):
    return (io.BytesIO(content), name)


def answers(page):
    return re.findall(r'name="picture" value="([^"]+)"', page.text)


def test_a_picture_is_found_and_chosen_for_a_statement_without_script(client, session, writer, summary):
    statement = statements_of(session, summary_id=summary.id)[0]
    address = f"/desk/pictures/for/{statement.id}"
    page = client.get(f"{address}?find=waiting+list&language=en")
    assert answers(page)[:3] == [statement.picture, "waiting_list", "waiting"]
    assert "A list of people and a clock" in page.text
    assert "CC BY-SA 4.0" in page.text
    answer = submit(client, f"{address}?find=waiting+list&language=en", picture="waiting_list")
    assert answer.headers["Location"] == f"/desk/summaries/statements/{statement.id}"
    session.expire_all()
    assert session.get_one(Statement, statement.id).picture == "waiting_list"


@pytest.mark.parametrize(
    ("language", "word", "first"), [("cy", "dementia", "dementia"), ("ur", "آٹزم", "autism"), ("cy", "plant", "child")]
)
def test_the_search_speaks_every_language(client, session, writer, summary, language, word, first):
    statement = statements_of(session, summary_id=summary.id)[0]
    page = client.get(f"/desk/pictures/for/{statement.id}", query_string={"find": word, "language": language})
    assert answers(page)[1] == first


@pytest.mark.parametrize("word", ["carer", "young carer", "older people", "learning disability", "spirits"])
def test_harm_is_not_found_on_the_page_either(client, session, writer, word):
    page = client.get("/desk/pictures", query_string={"find": word})
    seen = set(re.findall(r"/desk/pictures/one/([\w-]+)", page.text))
    assert seen.isdisjoint({"train", "car", "bus", "alcohol", "toys", "baby", "student"})


def test_nothing_found_is_said_in_words(client, session, writer, summary):
    statement = statements_of(session, summary_id=summary.id)[0]
    page = client.get("/desk/pictures?find=xylophone")
    assert "No picture was found. Try another word." in page.text
    assert answers(client.get(f"/desk/pictures/for/{statement.id}?find=xylophone")) == [statement.picture]


def test_a_choice_that_someone_else_overtook_is_not_saved(client, session, writer, summary):
    statement = statements_of(session, summary_id=summary.id)[0]
    had = statement.picture
    submit(client, f"/desk/pictures/for/{statement.id}?find=bus", picture="bus", version="0")
    session.expire_all()
    assert session.get_one(Statement, statement.id).picture == had


def test_a_pack_goes_from_upload_over_the_look_at_it_to_the_search(client, session, writer):
    answer = submit(
        client, "/desk/pictures/packs/add", name="Our set", file=upload("set.zip", pack()), with_field="name"
    )
    made = session.query(PicturePack).one()
    assert answer.headers["Location"].startswith(f"/jobs/{made.job_id}")
    assert queue.run_job(session, made.job_id) is JobState.DONE
    shown = client.get(f"/desk/pictures/packs/{made.id}")
    assert "The pack is fine." in shown.text
    one = session.query(OwnPicture).one()
    assert client.get(f"/pictures/{one.id}").mimetype == "image/png"
    send(client, f"/desk/pictures/packs/{made.id}", action=f"/desk/pictures/packs/{made.id}/agree")
    found = client.get("/desk/pictures?find=bus+stop")
    assert own_name(one.id) in found.text
    assert "Test pictures" in client.get(f"/desk/pictures/one/{own_name(one.id)}").text
    submit(client, f"/desk/pictures/packs/{made.id}/take-out", why="The licence ended")
    assert own_name(one.id) not in client.get("/desk/pictures?find=bus+stop").text
    assert client.get(f"/pictures/{one.id}").status_code == 404


def test_the_problems_of_a_pack_stand_on_its_page(client, session, writer):
    made = packs.take_pack(session, name="Torn", content=pack({**ROW, "licence": ""}), by=WRITER)
    packs.check_pack(session, pack=made)
    session.commit()
    shown = client.get(f"/desk/pictures/packs/{made.id}")
    assert "Row 2, column “licence”: Nothing is filled in." in shown.text
    assert f"/desk/pictures/packs/{made.id}/agree" not in shown.text


def test_what_is_no_pack_is_refused_on_the_page(client, session, writer):
    page = submit(client, "/desk/pictures/packs/add", name="x", file=upload("set.zip", b"no"), with_field="name")
    assert "This is not a ZIP file." in page.text
    assert session.query(PicturePack).count() == 0


def test_a_photo_is_described_agreed_to_and_taken_back(client, session, writer):
    answer = submit(
        client, "/desk/pictures/photos/add", file=upload("a.jpg", picture("JPEG")), with_field="words_en", **PHOTO
    )
    photo = session.query(OwnPicture).one()
    address = f"/desk/pictures/photos/{photo.id}"
    assert answer.headers["Location"] == address
    assert "Waits for consent" in client.get(address).text
    other = client.application.test_client()
    assert other.get(f"/pictures/{photo.id}").status_code == 404
    submit(
        client,
        f"{address}/consent",
        name="Ana Example",
        uses=["web", "paper"],
        how="spoken",
        **{**DAY, "until-day": "1", "until-month": "3", "until-year": "2030"},
    )
    assert "In use" in client.get(address).text
    assert other.get(f"/pictures/{photo.id}").mimetype == "image/jpeg"
    consent = session.query(PhotoConsent).one()
    send(client, address, action=f"/desk/pictures/consents/{consent.id}/end")
    assert "Taken back" in client.get(address).text
    assert other.get(f"/pictures/{photo.id}").status_code == 404
    assert client.get(f"/pictures/{photo.id}").status_code == 404


@pytest.mark.parametrize("missing", ["alt_en", "alt_en_easy", "alt_cy", "alt_ur", "licence", "credit", "words_en"])
def test_a_photo_needs_words_in_every_language_and_a_licence(client, session, writer, missing):
    given = {**PHOTO, missing: ""}
    page = submit(
        client, "/desk/pictures/photos/add", file=upload("a.jpg", picture("JPEG")), with_field="words_en", **given
    )
    assert "There is a problem" in page.text
    assert session.query(OwnPicture).count() == 0


def test_a_photo_of_sixty_million_dots_is_refused_in_words(client, session, writer):
    huge = picture(size=(10_000, 6_000))
    page = submit(client, "/desk/pictures/photos/add", file=upload("huge.png", huge), with_field="words_en", **PHOTO)
    assert "“huge.png” is too large: more than 25 million dots, or more than 20 MB." in page.text
    assert session.query(OwnPicture).count() == 0


def test_consent_for_someone_needs_the_one_who_decided(client, session, writer):
    photo = a_photo(session)
    session.commit()
    page = submit(
        client,
        f"/desk/pictures/photos/{photo.id}/consent",
        name="Ana Example",
        uses=["web"],
        how="for_them",
        **{**DAY, "until-day": "1", "until-month": "3", "until-year": "2039"},
    )
    assert "Say who decided for them" in page.text
    assert "At most five years" in page.text


def test_what_people_said_is_a_mark_beside_the_picture(client, session, writer):
    assert "Tested with people</strong>" not in client.get("/desk/pictures?find=dementia").text
    submit(
        client,
        "/desk/pictures/one/dementia/test",
        who="The Tuesday group",
        people="7",
        language="en",
        understood="most",
        remark="The flower is known",
        **{"tested_on-day": "2", "tested_on-month": "3", "tested_on-year": "2026"},
    )
    assert session.query(PictureTest).one().people == 7
    assert "Tested with people</strong>" in client.get("/desk/pictures?find=dementia").text
    shown = client.get("/desk/pictures/one/dementia").text
    assert "Most of them understood it" in shown
    assert "The Tuesday group" in shown
    tested = client.get("/desk/pictures?tested=yes").text
    assert re.findall(r"/desk/pictures/one/([\w-]+)", tested) == ["dementia"]
    photos.note_test(
        session,
        picture="dementia",
        language="en",
        who="Another group",
        people=5,
        tested_on=clock.today(),
        understood=Understood.HARMFUL,
        remark="",
        by=WRITER,
    )
    session.commit()
    assert "People did not understand it" in client.get("/desk/pictures?find=dementia").text


def test_a_test_that_is_written_down_cannot_be_changed(session):
    photos.note_test(
        session,
        picture="home",
        language="en",
        who="A group",
        people=5,
        tested_on=clock.today(),
        understood=Understood.ALL,
        remark="",
        by=WRITER,
    )
    session.commit()
    with pytest.raises(sa.exc.DatabaseError):
        session.execute(sa.update(PictureTest).values(people=50))
    session.rollback()


def test_the_list_has_filters_and_pages(client, session, writer):
    health = client.get("/desk/pictures?theme=health").text
    assert "/desk/pictures/one/dementia" in health or "/desk/pictures/one/medicine" in health
    assert "/desk/pictures/one/bus" not in health
    assert client.get("/desk/pictures?kind=photo").text.count("/desk/pictures/one/") == 0
    assert client.get("/desk/pictures?page=2").text.count("/desk/pictures/one/") == 48
    assert "No speaker has checked them." in client.get("/desk/pictures?language=ur").text


def test_only_writers_bring_pictures_and_names_of_people_are_theirs_alone(client, session):
    signed_in(client, session, Role.TRANSLATOR)
    assert client.get("/desk/pictures").status_code == 200
    for path in ("/desk/pictures/photos", "/desk/pictures/photos/add", "/desk/pictures/packs/add"):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/desk/pictures?find=lunch+club", "/desk/pictures/photos", "/desk/pictures/packs"])
def test_a_list_of_three_costs_as_many_questions_as_one_of_one(client, app, session, writer, path):
    def make():
        agrees(session, a_photo(session, people=1), "Ana Example")
        made = packs.take_pack(session, name="Our set", content=pack(), by=WRITER)
        packs.check_pack(session, pack=made)
        packs.agree_pack(session, pack=made, by=APPROVER)
        session.commit()

    def cost():
        client.get(path)
        with app.app_context():
            engine = db.engine
        with Statements(engine) as seen:
            assert client.get(path).status_code == 200
        return seen.texts.total()

    make()
    one = cost()
    make()
    make()
    assert cost() == one


def test_the_writer_is_told_on_the_summary_that_a_photo_in_it_may_not_be_shown(client, session, writer, summary):
    photo = a_photo(session, people=0)
    statement = next(one for one in statements_of(session, summary_id=summary.id) if one.section == "told")
    choose_picture(session, summary=summary, statement=statement, picture=own_name(photo.id), by=WRITER)
    session.commit()
    words = "A picture in it may not be shown any more"
    address = f"/desk/summaries/{summary.id}"
    assert words not in client.get(address).text
    assert f"/pictures/{photo.id}" in client.get(address).text
    photos.take_out_photo(session, picture=photo, because="consent", by=WRITER)
    session.commit()
    assert words in client.get(address).text
    assert f'src="/pictures/{photo.id}"' not in client.get(address).text


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_about_pictures_is_strict_html(client, session, writer, summary, language):
    statement = statements_of(session, summary_id=summary.id)[0]
    photo = a_photo(session, people=1)
    agrees(session, photo, "Ana Example")
    made = packs.take_pack(session, name="Our set", content=pack({**ROW, "credit": ""}), by=WRITER)
    packs.check_pack(session, pack=made)
    session.commit()
    client.get(f"/desk?lang={language}")
    wrong = {}
    for path in (
        *("/desk/pictures", "/desk/pictures/packs", "/desk/pictures/packs/add", "/desk/pictures/photos", "/credits"),
        *("/desk/pictures/one/home", "/desk/pictures/one/home/test", "/desk/pictures/photos/add"),
        f"/desk/pictures/for/{statement.id}",
        *(f"/desk/pictures/packs/{made.id}", f"/desk/pictures/packs/{made.id}/take-out"),
        *(f"/desk/pictures/photos/{photo.id}{rest}" for rest in ("", "/edit", "/consent", "/take-out")),
    ):
        page = client.get(path)
        found = faults(page.text, language=language, direction="rtl" if language == "ur" else "ltr")
        if found or page.status_code != 200:
            wrong[path] = (page.status_code, found)
    assert wrong == {}


def test_the_credits_page_is_made_from_what_is_published(client, session, summary):
    before = client.get("/credits").text
    assert "CC BY-SA 4.0" in before
    assert "Test council" not in before
    photo = a_photo(session, people=0)
    statement = next(one for one in statements_of(session, summary_id=summary.id) if one.section == "told")
    choose_picture(session, summary=summary, statement=statement, picture=own_name(photo.id), by=WRITER)
    session.add(
        SummaryVersion(
            summary_id=summary.id,
            number=1,
            kind=VersionKind.PUBLISHED,
            content=current_content(session, summary=summary),
            content_sha256="0",
            made_at=clock.now(),
            made_by=WRITER,
            unchecked_because="A test",
        )
    )
    session.commit()
    after = client.get("/credits").text
    assert "Test council" in after
    assert "Used with permission" in after
    photos.take_out_photo(session, picture=photo, because="consent", by=WRITER)
    session.commit()
    assert "Test council" not in client.get("/credits").text


def published(session, summary, *, number):
    row = SummaryVersion(
        summary_id=summary.id,
        number=number,
        kind=VersionKind.PUBLISHED,
        content=current_content(session, summary=summary),
        content_sha256="0",
        made_at=clock.now(),
        made_by=WRITER,
        unchecked_because="A test",
    )
    session.add(row)
    session.commit()


def read_by(session, client, path):
    """The statements a page takes."""
    with client.application.app_context(), Statements(session.get_bind()) as seen:
        assert client.get(path).status_code == 200
    return seen.texts


def test_the_credits_page_reads_what_was_published_once_however_much_there_is(client, session, source, summary):
    client.get("/credits")
    costs = []
    for number in (1, 3):
        for one in range(number):
            published(session, make_summary(session, source.id), number=one + 1)
        first, again = (read_by(session, client, "/credits") for _visit in range(2))
        assert not [text for text in again if "summary_version.content" in text]
        costs.append((first.total(), again.total()))
    assert costs[0] == costs[1]
    assert costs[0][0] == costs[0][1] + 1
