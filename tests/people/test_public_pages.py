import datetime as dt
import re

import html5lib
import pytest

from portal.people import notices
from portal.shared import i18n

PAGES = ("/", "/accessibility", "/privacy", "/privacy/full-list", "/languages", "/credits")


def own_links(page: str) -> set[str]:
    return {link.split("?")[0] for link in re.findall(r'<a[^>]*href="(/[^"]*)"', page)}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_strict_html_with_one_heading_in_every_language(client, path, language):
    answer = client.get(f"{path}?lang={language}")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.get_data(as_text=True))
    spoken = i18n.LANGUAGES[language]
    assert answer.status_code == 200
    assert len(page.findall(".//h1")) == 1
    assert (page.get("lang"), page.get("dir")) == (spoken.lang, spoken.direction)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_public_page_leads_somewhere(client, path):
    links = own_links(client.get(path).get_data(as_text=True))
    assert {"/accessibility", "/privacy", "/preferences"} <= links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_front_page_says_first_what_someone_with_a_code_needs(client):
    page = client.get("/").get_data(as_text=True)
    assert page.index('href="/code"') < page.index('href="/sign-in"')
    assert {"/languages", "/credits"} <= own_links(page)


def test_search_engines_may_show_the_front_page_and_no_page_of_a_participant(client):
    assert 'name="robots"' not in client.get("/").get_data(as_text=True)
    assert '<meta name="robots" content="noindex">' in client.get("/code").get_data(as_text=True)


def test_the_accessibility_statement_lists_each_gap_with_its_days(client):
    page = client.get("/accessibility").get_data(as_text=True)
    assert page.count("24 May 2027") == len(notices.GAPS)
    assert all(gap.known_since < gap.look_again for gap in notices.GAPS)


def test_an_address_that_is_nothing_is_answered_in_the_language_of_the_reader(client):
    client.get("/?lang=ur")
    answer = client.get("/nothing/here")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert '<html lang="ur" dir="rtl"' in page
    assert 'href="/"' in page


def test_a_hole_in_the_portal_can_be_told_to_someone(client, settings):
    lines = client.get("/.well-known/security.txt").get_data(as_text=True).splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    assert told["Contact"] == f"mailto:{settings.contact_email}"
    expires = dt.datetime.fromisoformat(told["Expires"])
    assert dt.timedelta(days=30) < expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)


def test_the_languages_page_says_that_nobody_has_checked_a_draft(client):
    page = client.get("/languages").get_data(as_text=True)
    drafts = [one for one in i18n.LANGUAGES.values() if one.is_machine_draft]
    assert page.count("Nobody who speaks this language has checked it yet") == len(drafts)
    assert all(one.name in page for one in i18n.LANGUAGES.values())


def test_the_pictures_are_credited_with_author_and_licence(client):
    page = client.get("/credits").get_data(as_text=True)
    assert "HfG Schwäbisch Gmünd" in page
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in page
