"""What shows that a promise is kept: checked by what is in it, sealed, and public only when a second person says so."""

import io

import pikepdf
import pytest
from PIL import Image

from portal.people.enums import Role
from portal.promises import operations, queries
from portal.promises.enums import EvidenceKind
from portal.promises.errors import NeedsSecondPerson, NotEvidence
from portal.promises.evidence_files import LARGEST, read_file, sound_address
from portal.promises.operations.evidence import MOST
from portal.shared.storage import storage
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.promises.factories import end, publish
from tests.summaries.factories import APPROVER, WRITER


def plain_pdf() -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


PDF = plain_pdf()
WORDS = {"en": "The new phone", "ur": "نیا فون"}


def pdf_with(entry: str, value: object) -> bytes:
    """A whole PDF with one entry in its catalogue, its objects packed away."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root[entry] = pdf.make_indirect(value)
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def photo(*, size=(40, 30)) -> bytes:
    picture, out = Image.new("RGB", size, "navy"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Mrs Jones at home"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_is_drawn_anew_and_says_nothing_of_where_it_was_taken():
    assert b"Mrs Jones" in photo()
    sound = read_file(photo())
    assert (sound.kind, sound.media_type) == (EvidenceKind.PICTURE, "image/jpeg")
    assert b"Mrs Jones" not in sound.content


def test_a_pdf_is_kept_as_it_is():
    sound = read_file(PDF)
    assert (sound.kind, sound.media_type, sound.content) == (EvidenceKind.PDF, "application/pdf", PDF)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST + 1), "too big"),
        (PDF.replace(b"%%EOF", b""), "not whole"),
        (PDF.replace(b"/Type", b"/Encrypt 3 0 R /Type"), "password"),
        (PDF.replace(b"/Type", b"/OpenAction << /JS (app.alert) >> /Type"), "can run"),
        (PDF.replace(b"/Type", b"/EmbeddedFile /Type"), "can run"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPEG or PNG"),
        (b"MZ\x90\x00 a program", "JPEG or PNG"),
        (photo()[:200], "JPEG or PNG"),
        (b"<html><script>alert(1)</script>", "JPEG or PNG"),
    ],
)
def test_anything_else_is_refused_in_words(content, words):
    with pytest.raises(NotEvidence, match=words):
        read_file(content)


def test_a_picture_of_sixty_megapixels_is_refused_in_words():
    out = io.BytesIO()
    Image.new("1", (8000, 7500)).save(out, "PNG")
    with pytest.raises(NotEvidence, match="too large"):
        read_file(out.getvalue())


@pytest.mark.parametrize("address", ["https://www.example.org/news", "http://example.org", "https://bws.cymru/a?b=1#c"])
def test_a_whole_web_address_is_taken(address):
    assert sound_address(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "www.example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org/a",
            "https://intranet/x",
        ),
        *("https://me:secret@example.org", "https://example.org:8443/x", "https://exa mple.org", "//example.org"),
        *("https://example.org/" + "a" * 600, "https://[::1", "https://example.org/\x00", "file:///etc/passwd"),
    ],
)
def test_any_other_address_is_refused_in_words(address):
    with pytest.raises(NotEvidence, match="whole web address"):
        sound_address(address)


def test_a_file_lies_sealed_in_the_storage(session, promise):
    row = operations.add_file(session, promise=promise, content=PDF, words=WORDS, by=WRITER)
    assert b"%PDF" not in storage().get(row.storage_key)
    assert operations.content_of(row) == PDF


def test_it_is_public_only_when_someone_else_shows_it(client, session, summary, promise):
    publish(session, summary)
    row = operations.add_file(session, promise=promise, content=PDF, words=WORDS, by=WRITER)
    session.commit()
    address = f"/promises/evidence/{row.id}"
    assert client.get(address).status_code == 404
    assert "The new phone" not in client.get(f"/promises/{promise.id}").text
    with pytest.raises(NeedsSecondPerson):
        operations.show_evidence(session, promise=promise, evidence=row, by=WRITER)
    operations.show_evidence(session, promise=promise, evidence=row, by=APPROVER)
    session.commit()
    answer = client.get(address)
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "نیا فون" in client.get(f"/promises/{promise.id}?lang=ur").text
    operations.take_out_evidence(session, promise=promise, evidence=row, by=WRITER)
    session.commit()
    assert client.get(address).status_code == 404
    assert "evidence_taken_out" in [one.what for one in queries.events_of(session, promise_id=promise.id)]


def test_what_is_shown_of_an_unpublished_summary_stays_inside(client, session, promise):
    row = operations.add_file(session, promise=promise, content=photo(), words=WORDS, by=WRITER)
    operations.show_evidence(session, promise=promise, evidence=row, by=APPROVER)
    session.commit()
    assert client.get(f"/promises/evidence/{row.id}").status_code == 404


def test_there_is_a_limit_to_what_one_promise_holds(session, promise):
    for _ in range(MOST):
        operations.add_link(session, promise=promise, address="https://example.org/", words=WORDS, by=WRITER)
    with pytest.raises(NotEvidence, match="a lot here"):
        operations.add_link(session, promise=promise, address="https://example.org/", words=WORDS, by=WRITER)


def test_the_pages_from_a_file_to_the_public(app, client, session, summary, promise):
    publish(session, summary)
    keeper, second = app.test_client(), app.test_client()
    signed_in(keeper, session, Role.ORGANISER, email="keeper@example.org")
    signed_in(second, session, Role.COMMISSIONER, email="second@example.org")
    path = f"/desk/promises/{promise.id}"
    for given, words in (
        ({}, "Choose a file, or give a web address"),
        ({"address": "nonsense"}, "Enter a whole web address"),
        ({"file": (io.BytesIO(b"MZ"), "x.jpg")}, "JPEG or PNG"),
        ({"file": (io.BytesIO(PDF), "x.pdf"), "address": "https://example.org"}, "not both"),
    ):
        answer = submit(keeper, f"{path}/evidence", words="The phone", **given)
        assert (answer.status_code, words in answer.text) == (200, True), words
    answer = submit(keeper, f"{path}/evidence", words="The phone", file=(io.BytesIO(photo()), "phone.jpg"))
    assert answer.headers["Location"] == path
    (row,) = queries.evidence_of(session, promise_id=promise.id)
    seen = keeper.get(f"/desk/promises/evidence/{row.id}").text
    assert f'<img src="/desk/promises/evidence/{row.id}?file=y" alt="The phone">' in seen
    assert f'href="{path}">Back</a>' in seen
    assert keeper.get(f"/desk/promises/evidence/{row.id}?file=y").mimetype == "image/jpeg"
    send(keeper, path, action=f"/desk/promises/evidence/{row.id}/show")
    assert "Someone else has to check this" in keeper.get(path).text
    send(second, path, action=f"/desk/promises/evidence/{row.id}/show")
    end(session, promise)
    assert f'src="/promises/evidence/{row.id}" alt="The phone"' in client.get("/promises").text
    assert client.get(f"/promises/evidence/{row.id}").mimetype == "image/jpeg"


def test_a_script_packed_away_in_a_pdf_is_found():
    harmless = pdf_with("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.GoTo))
    assert read_file(harmless).content == harmless
    for action in (
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F="run.exe"),
    ):
        packed = pdf_with("/OpenAction", action)
        assert (b"/JavaScript" in packed, b"/Launch" in packed) == (False, False)
        with pytest.raises(NotEvidence, match="can run"):
            read_file(packed)
