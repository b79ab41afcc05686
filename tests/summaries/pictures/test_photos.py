"""Own photos: usable only while everyone in them agrees, gone everywhere when one of them does not."""

import datetime as dt
import io

import pikepdf
import pytest
from PIL import Image

from portal.shared import clock, queue
from portal.shared.database import db
from portal.shared.storage import storage
from portal.summaries import operations
from portal.summaries.enums import FileState, PrintSize
from portal.summaries.errors import NotReady
from portal.summaries.freezing import freeze
from portal.summaries.models import CopyBatch, OwnPicture, PhotoConsent, PrintedFile
from portal.summaries.operations import photos
from portal.summaries.operations.checking import current_content
from portal.summaries.operations.picturing import choose_picture
from portal.summaries.operations.writing import what_keeps_it_back
from portal.summaries.pictures import gallery, searching
from portal.summaries.pictures.enums import AgreedHow, PhotoUse
from portal.summaries.pictures.naming import own_name
from portal.summaries.pictures.problems import PackRefused
from portal.summaries.queries import pictures as queries
from portal.summaries.queries import statements_of
from portal.summaries.reading import as_read
from tests.summaries.factories import WRITER, send_out
from tests.summaries.pictures.factories import picture

BOTH = (PhotoUse.WEB, PhotoUse.PAPER)
ALTS = {
    "en": "Two people at a table",
    "en-easy": "Two people at a table",
    "cy": "Dau wrth fwrdd",
    "ur": "میز پر دو لوگ",
}


def a_photo(session, *, people=2, content=None):
    return photos.add_photo(
        session,
        content=content or picture("JPEG", size=(200, 150)),
        words={"en": ["lunch club"], "en-easy": [], "cy": ["clwb cinio"], "ur": []},
        alts=ALTS,
        licence="Used with permission",
        credit="Test council",
        people=people,
        by=WRITER,
    )


def agrees(session, photo, name, *, days=100, uses=BOTH):
    return photos.note_consent(
        session,
        picture=photo,
        name=name,
        uses=uses,
        how=AgreedHow.SPOKEN,
        said_by="",
        agreed_on=clock.today(),
        until=clock.today() + dt.timedelta(days=days),
        by=WRITER,
    )


def found(session, words="lunch club", language="en"):
    return [one.label for one in searching.search(session, words=words, language=language) if one.kind]


@pytest.fixture
def agreed_photo(session):
    photo = a_photo(session)
    photo.consents = [agrees(session, photo, "Ana Example"), agrees(session, photo, "Ben Example", days=30)]
    session.commit()
    return photo


def test_a_photo_waits_until_everyone_in_it_agrees_to_web_and_paper(session):
    photo = a_photo(session)
    assert found(session) == []
    agrees(session, photo, "Ana Example")
    agrees(session, photo, "Ben Example", uses=(PhotoUse.PAPER,))
    assert found(session) == []
    agrees(session, photo, "Ben Example", days=30)
    assert found(session) == ["lunch club"]
    assert found(session, "clwb cinio", "cy") == ["clwb cinio"]
    assert photo.usable_until == clock.today() + dt.timedelta(days=30)


def test_a_photo_without_people_needs_nobody(session):
    a_photo(session, people=0)
    assert found(session) == ["lunch club"]


def test_saying_later_that_more_people_are_in_it_takes_it_back_until_they_agree(session, agreed_photo):
    photos.edit_photo(
        session,
        picture=agreed_photo,
        words=agreed_photo.words,
        alts=ALTS,
        licence="Used with permission",
        credit="Test council",
        people=3,
    )
    assert found(session) == []


def test_names_are_kept_sealed(session, agreed_photo):
    row = session.query(PhotoConsent).filter_by(id=agreed_photo.consents[0].id).one()
    assert row.name == "Ana Example"
    assert b"Ana" not in row.name_sealed


def test_place_time_and_camera_are_taken_out_of_a_photo(session):
    exif = Image.Exif()
    exif[0x0110] = "Phone of Ben"
    photo = a_photo(session, content=picture("JPEG", size=(1600, 1200), exif=exif))
    content = gallery.file_of(photo)
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((1000, 750), {})
    assert b"Ben" not in content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: picture("PNG", size=(10_000, 6_000)), "too_large"),
        (lambda: picture("GIF"), "wrong_type"),
        (lambda: b"<svg onload='alert(1)'/>", "wrong_type"),
        (lambda: picture("JPEG")[:200], "unreadable"),
    ],
)
def test_what_is_no_photo_or_too_large_is_refused(session, content, code):
    with pytest.raises(PackRefused) as refused:
        a_photo(session, content=content())
    assert refused.value.code == code


def test_webp_comes_in_too(session):
    assert a_photo(session, content=picture("WEBP")).media_type == "image/jpeg"


def test_when_the_first_consent_ends_the_photo_is_not_offered_and_the_writer_is_told(
    session, agreed_photo, summary, time_machine
):
    statement = statements_of(session, summary_id=summary.id)[1]
    name = own_name(agreed_photo.id)
    choose_picture(session, summary=summary, statement=statement, picture=name, by=WRITER)
    session.commit()
    assert what_keeps_it_back(session, summary=summary) == []
    time_machine.move_to(clock.now() + dt.timedelta(days=31), tick=False)
    assert found(session) == []
    assert what_keeps_it_back(session, summary=summary) == [
        "Statement 2 needs another picture. This one may not be shown"
    ]
    assert [one.id for one in queries.summaries_with(session, picture=name)] == [summary.id]
    with pytest.raises(NotReady):
        operations.hand_in(session, summary=summary, by=WRITER)


def test_the_day_after_a_consent_ended_the_file_and_every_pdf_with_it_are_gone(
    session, agreed_photo, summary, time_machine
):
    statement = next(one for one in statements_of(session, summary_id=summary.id) if one.section == "told")
    choose_picture(session, summary=summary, statement=statement, picture=own_name(agreed_photo.id), by=WRITER)
    version, _sent = send_out(session, summary)
    file = PrintedFile(
        version_id=version.id,
        language="en",
        size=PrintSize.NORMAL,
        state=FileState.READY,
        storage_key=storage().put(b"%PDF", suffix=".pdf"),
        asked_at=clock.now(),
    )
    session.add(file)
    session.flush()
    keys = [agreed_photo.storage_key, file.storage_key]
    time_machine.move_to(clock.now() + dt.timedelta(days=30), tick=False)
    assert photos.tidy_pictures(session) == 0
    assert [len(storage().get(key)) > 0 for key in keys] == [True, True]
    time_machine.move_to(clock.now() + dt.timedelta(days=1), tick=False)
    assert photos.tidy_pictures(session) == 1
    assert (file.state, file.faults) == (FileState.REFUSED, ["A picture in it may not be shown any more"])
    for key in keys:
        with pytest.raises(FileNotFoundError):
            storage().get(key)


def test_who_agreed_is_forgotten_six_years_after_it_ended(session, agreed_photo, time_machine):
    photos.end_consent(session, consent=agreed_photo.consents[0], by=WRITER)
    time_machine.move_to(clock.now() + dt.timedelta(days=6 * 365), tick=False)
    photos.tidy_pictures(session)
    assert session.query(PhotoConsent).count() == 2
    time_machine.move_to(clock.now() + dt.timedelta(days=3), tick=False)
    photos.tidy_pictures(session)
    assert [one.name for one in session.query(PhotoConsent)] == ["Ben Example"]


def test_a_photo_nobody_may_use_cannot_be_chosen(session, summary):
    waiting, statement = a_photo(session), statements_of(session, summary_id=summary.id)[0]
    for name in (own_name(waiting.id), "own-nonsense", "railway_carriage"):
        with pytest.raises(NotReady):
            choose_picture(session, summary=summary, statement=statement, picture=name, by=WRITER)


def test_a_yes_taken_back_after_a_version_was_made_takes_the_photo_out_of_page_and_paper(
    session, agreed_photo, summary
):
    statement = next(one for one in statements_of(session, summary_id=summary.id) if one.section == "told")
    name = own_name(agreed_photo.id)
    choose_picture(session, summary=summary, statement=statement, picture=name, by=WRITER)
    version, _sent = send_out(session, summary)
    file = PrintedFile(
        version_id=version.id,
        language="en",
        size=PrintSize.NORMAL,
        state=FileState.READY,
        storage_key=storage().put(b"%PDF", suffix=".pdf"),
        asked_at=clock.now(),
    )
    pile = CopyBatch(
        version_id=version.id,
        number=1,
        language="en",
        size=PrintSize.NORMAL,
        state=FileState.READY,
        storage_key=storage().put(b"%PDF pile", suffix=".pdf"),
        asked_at=clock.now(),
        asked_by=WRITER,
    )
    session.add_all([file, pile])
    session.flush()

    def seen():
        gone = gallery.no_longer_shown(session, content=version.content)
        read = as_read(version.content, language="cy", quotes={}, without=gone)
        return next((one.picture, one.alt) for one in read.statements if one.id == statement.id)

    assert seen() == (f"/pictures/{agreed_photo.id}", "Dau wrth fwrdd")
    assert set(gallery.files_for_print(session, content=version.content)) == {name}
    photos.end_consent(session, consent=agreed_photo.consents[0], by=WRITER)
    assert seen() == ("", "")
    assert gallery.files_for_print(session, content=version.content) == {}
    assert photos.tidy_pictures(session) == 1
    assert (file.state, file.storage_key) == (FileState.REFUSED, "")
    assert (pile.state, pile.storage_key) == (FileState.REFUSED, "")
    assert file.faults == pile.faults == ["A picture in it may not be shown any more"]
    assert session.get_one(OwnPicture, agreed_photo.id).storage_key == ""
    assert found(session) == []


@pytest.mark.slow
def test_a_photo_reaches_the_printed_file_and_is_described_and_credited_there(app, session, agreed_photo, summary):
    """The gates of the PDF compare every description and every picture with the page: what passes holds them."""
    statement = next(one for one in statements_of(session, summary_id=summary.id) if one.section == "told")
    name = own_name(agreed_photo.id)
    choose_picture(session, summary=summary, statement=statement, picture=name, by=WRITER)
    version, _sent = send_out(session, summary)
    operations.order_pdf(session, version=version, language="cy", size=PrintSize.NORMAL, by=None)
    session.commit()
    with app.app_context():
        queue.run_everything(db.session)
    session.expire_all()
    file = session.query(PrintedFile).one()
    assert (file.state, file.faults) == (FileState.READY, [])
    with pikepdf.open(io.BytesIO(storage().get(file.storage_key))) as made:
        alts = {str(one.Alt) for one in made.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
        formats = {str(one.get("/Filter")) for one in made.objects if isinstance(one, pikepdf.Stream)}
    assert "Dau wrth fwrdd" in alts
    assert "/DCTDecode" in formats


def test_a_version_keeps_what_a_photo_shows_and_whose_it_is_and_never_the_file(session, agreed_photo, summary):
    statement, name = statements_of(session, summary_id=summary.id)[0], own_name(agreed_photo.id)
    choose_picture(session, summary=summary, statement=statement, picture=name, by=WRITER)
    content = current_content(session, summary=summary)
    assert content["own_pictures"] == {
        name: {
            "alts": ALTS,
            "licence": "Used with permission",
            "credit": "Test council",
            "media_type": "image/jpeg",
        }
    }
    read = as_read(content, language="en", quotes={})
    assert [(one.author, one.licence) for one in read.credits if one.pack == "Test council"] == [
        ("Test council", "Used with permission")
    ]


def test_a_summary_without_own_pictures_costs_no_question_about_them(session, summary):
    content = freeze(summary, statements=statements_of(session, summary_id=summary.id), quotes={})
    assert gallery.no_longer_shown(session, content=content) == frozenset()
    assert gallery.files_for_print(session, content=content) == {}
