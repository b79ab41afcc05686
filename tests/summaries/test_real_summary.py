"""One summary of 24 statements from the real comments, in every language and size, on paper and on the web."""

import uuid
from dataclasses import asdict, replace

import html5lib
import pytest

from portal.shared import i18n
from portal.shared.pdf import PdfWorker
from portal.summaries.enums import PrintSize, VersionKind
from portal.summaries.reading import as_read
from portal.summaries.typesetting import Setting, document_of
from tests.summaries.feedback_summary import IMPRINT, ROWS, comments, feedback_content, feedback_version

LANGUAGES = ("en", "en-easy", "cy", "ur")
LEAST = {PrintSize.NORMAL: 16, PrintSize.LARGE: 20, PrintSize.LARGEST: 28}


@pytest.fixture(scope="module")
def worker():
    with PdfWorker() as worker:
        yield worker


def setting_of(language, size, *, kind=VersionKind.FOR_CHECK, without_colour=False):
    content, quotes = feedback_content()
    summary, version = feedback_version(kind=kind)
    return Setting(
        summary=summary,
        version=version,
        read=as_read(content, language=language, quotes=quotes),
        imprint=IMPRINT,
        size=size,
        without_colour=without_colour,
    )


def test_every_language_of_the_project_is_tried():
    assert tuple(i18n.LANGUAGES) == LANGUAGES
    assert len(ROWS) == 24
    assert len(comments()) in (82, 10_334)


@pytest.mark.slow
@pytest.mark.parametrize("size", PrintSize)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_passes_every_gate(app, worker, language, size):
    made = worker.render(document_of(setting_of(language, size)))
    assert made.proof.rules_passed > 100
    assert made.proof.pieces_compared > 150
    assert made.proof.smallest_text_pt >= LEAST[size] - 0.01
    assert made.pages <= (32 if size is PrintSize.LARGEST else 20)
    assert len(made.pdf) <= 130_000


@pytest.mark.slow
@pytest.mark.parametrize("size", PrintSize)
def test_a_later_version_with_many_changes_and_a_notice_still_fits(app, worker, size):
    """In Urdu, which takes the most room."""
    setting = setting_of("ur", size, kind=VersionKind.PUBLISHED)
    content = dict(setting.read.content)
    content["changes"] = [
        {"kind": "reworded", "statement": one["id"], "before": one["texts"], "after": one["texts"]}
        for one in content["statements"][:12]
    ]
    content["notice"] = {"ur": content["statements"][0]["texts"]["ur"]}
    read = as_read(content, language="ur", quotes={})
    made = worker.render(document_of(replace(setting, read=read)))
    assert made.pages <= (32 if size is PrintSize.LARGEST else 20)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "kind"), [("en", VersionKind.PUBLISHED), ("ur", VersionKind.FOR_CHECK)])
def test_without_colour_every_row_keeps_its_picture_and_its_words(app, worker, language, kind):
    colour = worker.render(document_of(setting_of(language, PrintSize.NORMAL, kind=kind)))
    plain = worker.render(document_of(setting_of(language, PrintSize.NORMAL, kind=kind, without_colour=True)))
    assert asdict(plain.proof) == asdict(colour.proof)
    assert plain.pages == colour.pages


def keep(session, summary, version, quotes):
    """What the writer's desk would have left in the database."""
    nobody = uuid.uuid4()
    summary.state, summary.writer_id, summary.last_number = "published", nobody, 1
    summary.created_at = version.made_at
    version.content_sha256, version.made_by, version.sample_seed = "", nobody, ""
    version.unchecked_because = "Written for a test"
    session.add(summary)
    session.flush()
    for quote in quotes:
        quote.summary_id, quote.answer_id, quote.alias = summary.id, quote.id, quote.id
    session.add_all([version, *quotes])
    session.commit()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_web_page_says_the_same_in_the_same_order(app, client, session, language):
    content, quotes = feedback_content()
    summary, version = feedback_version(kind=VersionKind.PUBLISHED)
    keep(session, summary, version, quotes.values())
    client.get(f"/?lang={language}")
    page = html5lib.parse(client.get(f"/summaries/{summary.slug}/1").text, namespaceHTMLElements=False)
    said = " ".join(" ".join(page.itertext()).split())
    places = [said.find(one.sentences[-1]) for one in as_read(content, language=language, quotes=quotes).statements]
    assert -1 not in places
    assert places == sorted(places)
    assert [" ".join(quote.words.split()) in said for quote in quotes.values()] == [True] * len(quotes)
