"""Following promises elsewhere: the feed keeps to its standard, the page inside another page sets no cookie."""

import datetime as dt
import html
import uuid
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.promises.enums import PromiseState
from portal.promises.syndication import ATOM, XML, FeedEntry, as_atom
from portal.shared.i18n import LANGUAGES
from portal.shared.settings import current_settings
from portal.summaries import operations as summaries
from portal.summaries.queries import published_version
from tests.promises.factories import end, make_promise, publish
from tests.summaries.factories import APPROVER

A = f"{{{ATOM}}}"
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
NOBODY = uuid.UUID(int=7)  # always the same: both test processes know a test by its name


def faults_of_atom(content: bytes) -> list[str]:
    """What RFC 4287 (sections 3.3, 4.1.1 and 4.1.2) asks of a feed and finds missing here."""
    feed = ElementTree.fromstring(content)
    faults = [] if feed.tag == f"{A}feed" else ["no feed"]
    faults += [f"feed {name}" for name in ("id", "title", "updated") if len(feed.findall(f"{A}{name}")) != 1]
    faults += [] if [one.get("rel") for one in feed.findall(f"{A}link")].count("self") == 1 else ["feed self"]
    faults += [] if feed.findall(f"{A}author/{A}name") else ["feed author"]
    ids = [one.text or "" for one in feed.iter(f"{A}id")]
    faults += [] if len(set(ids)) == len(ids) and all(":" in text for text in ids) else ["ids"]
    moments = [one.text for name in ("updated", "published") for one in feed.iter(f"{A}{name}")]
    faults += [text for text in moments if dt.datetime.fromisoformat(text.replace("Z", "+00:00")).tzinfo is None]
    return faults + [fault for one in feed.findall(f"{A}entry") for fault in faults_of_entry(one)]


def faults_of_entry(entry: ElementTree.Element) -> list[str]:
    faults = [f"entry {name}" for name in ("id", "title", "updated") if len(entry.findall(f"{A}{name}")) != 1]
    faults += [] if "alternate" in [one.get("rel") for one in entry.findall(f"{A}link")] else ["entry link"]
    return faults + ([] if entry.find(f"{A}content").get("type") == "text" else ["entry content"])


def entry(**values):
    usual = {"title": "T", "title_lang": "en", "words": "W", "address": "https://x.example/", "published": NOW}
    return FeedEntry(id=uuid.uuid4(), updated=NOW, **{**usual, **values})


def feed_of(*entries):
    about = {"feed_id": "https://x.example/f", "title": "F", "author": "A", "lang": "en"}
    return as_atom(entries, **about, here="https://x.example/f", home="https://x.example/", updated=NOW)


def test_the_check_of_feeds_sees_what_is_missing():
    broken = feed_of(entry()).replace(b"<title>F</title>", b"").replace(b'type="text"', b'type="odd"')
    assert faults_of_atom(broken) == ["feed title", "entry content"]


@given(words=st.text(max_size=200))
def test_whatever_is_typed_the_feed_stays_whole(words):
    content = feed_of(entry(words=words, title=words), entry())
    assert faults_of_atom(content) == []


def test_markup_in_a_promise_is_text_in_the_feed():
    content = feed_of(entry(title="<script>alert(1)</script> & co"))
    assert b"<script>" not in content
    assert ElementTree.fromstring(content).find(f"{A}entry/{A}title").text == "<script>alert(1)</script> & co"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_there_in_every_language(client, session, summary, promise, language):
    publish(session, summary)
    answer = client.get(f"/promises/feeds/{language}.xml", headers={"Accept-Language": "cy"})
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert faults_of_atom(answer.data) == []
    feed = ElementTree.fromstring(answer.data)
    assert feed.get(f"{{{XML}}}lang") == LANGUAGES[language].lang
    (one,) = feed.findall(f"{A}entry")
    assert one.find(f"{A}id").text == f"urn:uuid:{promise.id}"
    assert one.find(f"{A}title").text == promise.what[language]
    assert "Set-Cookie" not in answer.headers


def test_an_entry_moves_on_with_its_promise_and_keeps_its_id(client, session, summary, promise):
    publish(session, summary)
    before = ElementTree.fromstring(client.get("/promises/feeds/en.xml").data).find(f"{A}entry")
    end(session, promise)
    after = ElementTree.fromstring(client.get("/promises/feeds/en.xml").data).find(f"{A}entry")
    assert before.find(f"{A}id").text == after.find(f"{A}id").text
    assert "We did: The phone rings." in after.find(f"{A}content").text
    assert after.find(f"{A}updated").text >= before.find(f"{A}updated").text


def test_promises_not_public_are_in_no_feed(client, session, summary, promise):
    assert b"<entry>" not in client.get("/promises/feeds/en.xml").data
    publish(session, summary)
    _summary, version = published_version(session, slug=summary.slug, number=1)
    summaries.withdraw_version(session, summary=summary, version=version, why={"en": "Wrong"}, by=APPROVER)
    session.commit()
    assert b"<entry>" not in client.get("/promises/feeds/en.xml").data
    assert client.get(f"/promises/{promise.id}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/promises/feeds/xx.xml",
            "/promises/embed/xx",
            "/promises/feeds/en.xml?service=1",
            "/promises/follow?round=x",
        ),
        *(f"/promises/services/{NOBODY}", f"/promises/rounds/{NOBODY}", f"/promises/{NOBODY}"),
        *("/promises/report/1999", "/promises/report/2026/en.pdf", f"/promises/evidence/{NOBODY}"),
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("origins", "ancestors"),
    [
        ([], "'none'"),
        (["https://www.example.org", "https://*.gov.example"], "https://www.example.org https://*.gov.example"),
        (["https://x.example; script-src *", "nonsense"], "'none'"),
    ],
)
def test_the_page_inside_another_page(client, session, summary, promise, monkeypatch, origins, ancestors):
    publish(session, summary)
    monkeypatch.setattr(current_settings(), "embed_origins", origins)
    answer = client.get("/promises/embed/ur")
    rules = answer.headers["Content-Security-Policy"]
    assert rules.endswith(f"frame-ancestors {ancestors}")
    assert "Set-Cookie" not in answer.headers
    assert '<html lang="ur" dir="rtl">' in answer.text
    assert promise.what["ur"] in answer.text
    for forbidden in ("<form", "<script", "<input", "heard.css"):
        assert forbidden not in answer.text


def test_every_other_page_stands_in_no_other_page(client, monkeypatch):
    monkeypatch.setattr(current_settings(), "embed_origins", ["https://www.example.org"])
    for path in ("/promises", "/promises/follow", "/"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]


def test_the_code_to_copy_holds_the_address_of_the_page(client, session, summary, promise):
    publish(session, summary)
    page = html.unescape(client.get("/promises/follow").text)
    assert '<iframe src="http://localhost/promises/embed/cy" title=' in page


def test_promises_are_shown_in_the_readers_language_with_what_is_missing_in_english(client, session, summary, promise):
    publish(session, summary)
    end(session, promise, state=PromiseState.CHANGED)
    page = client.get("/promises?lang=ur").text
    for words in (
        promise.what["ur"],
        "فون بجتا ہے۔",
        '<span lang="en" dir="ltr">You can ring on Tuesday evenings.</span>',
    ):
        assert words in page


def test_a_page_costs_the_same_for_one_promise_and_for_three(client, session, summary, promise):
    from portal.shared.database import db
    from tests.guards.test_queries import Statements

    publish(session, summary)

    def cost():
        with client.application.app_context():
            engine = db.engine
        with Statements(engine) as seen:
            assert client.get("/promises").status_code == 200
        return seen.texts.total()

    one = cost()
    for number in (1, 2):
        make_promise(session, summary, number=number)
    assert cost() == one
