"""The whole check-back: thirty people by five doors, two versions, and someone who takes their words back afterwards.

Most come by plain HTTP, five in a browser: with script in English, without script in Urdu on a small phone, and three
one after the other on a tablet that staff lent out.
With HEARD_PICTURES set to a folder, what they saw is kept there.
"""

import os
import shutil
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from portal.people.enums import Role
from portal.shared import i18n, tokens
from portal.summaries import operations, queries
from portal.summaries.enums import CheckChannel, VerdictKind
from portal.summaries.models import CheckInvitation, SharedQuote, SummaryVersion
from portal.summaries.operations.verdicts import to_check
from portal.summaries.round_source import KIND as ROUND
from portal.summaries.round_source import offer_rounds
from portal.summaries.sources import offer_source
from tests.browsing import lead_on, sign_in_as
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import make_round
from tests.summaries.factories import WRITER, askable, make_summary, quote_of, send_out

CHROMIUM = os.environ.get("HEARD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SMALL, LARGE = {"width": 320, "height": 640}, {"width": 1200, "height": 900}
PEOPLE, SECOND_TIME, BY_LINK, BY_CODE, BY_PHONE, ON_TABLET = 30, 12, 8, 6, 7, 3
PIN = "4071"
QUOTED = "They rang me back at once."
NOT_ADDED = "The car park is not ours."
MISSING, MISSED_BY = "Nobody wrote about the car park.", (4, 12)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def summary(session, source):
    """Of a real round, since tablets are lent for one; its people and words are made by hand."""
    made = make_summary(session, source.id)
    round_ = make_round(session).round
    made.source_kind, made.source_id = ROUND, round_.id
    offer_source(ROUND, lambda _session, _round_id: source)
    session.commit()
    yield made
    offer_rounds()


@pytest.fixture
def asked(session, source):
    """Thirty people who answered and agreed to check; the first is quoted."""
    source.people = [askable(session, answered=True, agreed=True) for _n in range(PEOPLE)]
    source.people[0].__dict__["language"] = "en"
    source.quote = quote_of(source.people[0], QUOTED)
    source.said = [source.quote]
    session.commit()
    return source


def look(page, name, axe=True):
    """It reads well at this width, by axe and by eye."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name
    if axe:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    folder = os.environ.get("HEARD_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def verdict_of(number, place):
    """What the person with this number says of the statement at this place: most of it is right."""
    if place == 1 and number in (2, 13):
        return VerdictKind.WRONG
    if place == 2 and number in (3, 9, 22):
        return VerdictKind.NOT_UNDERSTOOD
    return VerdictKind.NEARLY if (number + place) % 7 == 0 else VerdictKind.RIGHT


def by_link_or_code(app, one, number, version, *, code):
    client = app.test_client()
    if code:
        answer = submit(client, "/code", code=tokens.short_code("check", one.id))
    else:
        answer = submit(client, f"/c/{tokens.link_token('check', one.id)}")
    assert answer.headers["Location"] == "/check/1"
    for place, _statement in enumerate(to_check(version)):
        submit(client, f"/check/{place + 1}", verdict=str(verdict_of(number, place)), do="next")
    submit(client, "/check/missing", words=MISSING if number in MISSED_BY else "", do="next")
    submit(client, "/check/send", helped="own_words", news="yes" if number % 2 else "no")


def by_phone_or_paper(staff, one, number, version, *, door):
    said = {f"verdict_{place}": str(verdict_of(number, place)) for place, _one in enumerate(to_check(version))}
    answer = submit(staff, f"/desk/summaries/{door}/{one.id}", **said, helped="helped")
    assert answer.status_code == 303, answer.text


def in_browser(chromium, address, one, version, *, viewport, script, language):
    page = chromium.new_context(viewport=viewport, java_script_enabled=script).new_page()
    page.goto(f"{address}/?lang={language}")
    page.goto(f"{address}/c/{tokens.link_token('check', one.id)}")
    look(page, f"welcome-{language}", axe=script)
    page.locator("main form button.govuk-button").click()
    for place, _statement in enumerate(to_check(version)):
        page.locator("input[name='verdict'][value='right']").check()
        if place == 0:
            look(page, f"statement-{language}", axe=script)
        page.locator("button[name='do'][value='next']").click()
    page.locator("button[name='do'][value='skip']").click()
    look(page, f"send-{language}", axe=script)
    page.locator("input[name='helped'][value='own_words']").check()
    page.locator("main form button.govuk-button").last.click()
    page.locator(".receipt").wait_for()
    look(page, f"done-{language}", axe=script)
    page.context.close()


def on_the_tablet(chromium, address, lender, summary, people, version):
    """Staff lend it out; then one person after the other, each from a clean start."""
    page = chromium.new_context(viewport=SMALL).new_page()
    sign_in_as(page, lender, address)
    page.goto(f"{address}/desk/summaries/{summary.id}/tablet")
    look(page, "tablet-lend")
    page.locator("#place").fill("Waiting room")
    page.locator("#hours").fill("2")
    page.locator("#password").fill(PIN)
    lead_on(page, "main form button.govuk-button")
    for number, one in enumerate(people):
        assert page.url == f"{address}/kiosk/"
        assert QUOTED not in page.content()
        page.locator("#code").fill(tokens.short_code("check", one.id).lower())
        lead_on(page, "main form button.govuk-button")
        for place, _statement in enumerate(to_check(version)):
            assert page.url == f"{address}/check/{place + 1}"
            assert page.locator("input[name='verdict']:checked").count() == 0
            page.locator(f"input[name='verdict'][value='{verdict_of(number + 1, place)}']").check()
            if place == number == 0:
                look(page, "tablet-statement")
            lead_on(page, "button[name='do'][value='next']")
        if number == 0:
            look(page, "tablet-missing")
        lead_on(page, "button[name='do'][value='skip']")
        page.locator("input[name='helped'][value='helped']").check()
        lead_on(page, page.locator("main form button.govuk-button").last)
        page.locator(".receipt").wait_for()
        lead_on(page, "main form[action='/kiosk/clear'] button")
        page.goto(f"{address}/check/done")
        assert page.url == f"{address}/kiosk/"  # nothing of them is left
    page.context.close()


def test_thirty_people_check_two_versions_and_one_takes_their_words_back(
    app, session, chromium, address, asked, summary, phone
):
    staff = app.test_client()
    account = signed_in(staff, session, Role.ORGANISER, Role.ANALYST, Role.APPROVER)
    assert account
    operations.attach_quote(session, summary=summary, statement=phone, answer_id=asked.quote.answer_id, by=WRITER)
    first, invitations = send_out(session, summary)
    session.commit()
    on_tablet, others = invitations[-ON_TABLET:], invitations[:-ON_TABLET]
    everyone_says_what_they_think(app, staff, chromium, address, first, others)
    lender = app.test_client()
    signed_in(lender, session, Role.ORGANISER, email="lender@example.org")
    on_the_tablet(chromium, address, lender, summary, on_tablet, first)
    session.expire_all()
    check = queries.latest_check(session, summary_id=summary.id)
    assert (check.asked, check.checked, check.missing) == (PEOPLE, PEOPLE, len(MISSED_BY))
    assert (len(check.unanswered_statements), len(check.unanswered_remarks)) == (2, len(MISSED_BY))
    doors = {CheckChannel.WEB: 16, CheckChannel.PHONE: 7, CheckChannel.PAPER: 4, CheckChannel.IN_PERSON: ON_TABLET}
    assert channels(session, first) == doors
    answer_everyone(staff, session, chromium, address, summary, check)
    second = the_second_version(app, session, summary)
    published = publish(staff, session, summary)
    assert (published.rests_on, published.number) == (second.id, 3)
    anyone_reads_it(chromium, address, summary, published)
    one_takes_their_words_back(chromium, address, session, summary, published, invitations, asked)


def everyone_says_what_they_think(app, staff, chromium, address, version, invitations):
    for number, one in enumerate(invitations):
        if number == 0:
            in_browser(chromium, address, one, version, viewport=LARGE, script=True, language="en")
        elif number == 1:
            in_browser(chromium, address, one, version, viewport=SMALL, script=False, language="ur")
        elif number < 2 + BY_LINK:
            by_link_or_code(app, one, number, version, code=False)
        elif number < 2 + BY_LINK + BY_CODE:
            by_link_or_code(app, one, number, version, code=True)
        else:
            door = "calls" if number < 2 + BY_LINK + BY_CODE + BY_PHONE else "paper"
            by_phone_or_paper(staff, one, number, version, door=door)


def channels(session, version):
    rows = session.execute(
        sa.select(CheckInvitation.answered_by, sa.func.count())
        .where(CheckInvitation.version_id == version.id)
        .group_by(CheckInvitation.answered_by)
    )
    return dict(map(tuple, rows))


def answer_everyone(staff, session, chromium, address, summary, check):
    """Each "wrong" and "I do not understand" gets a reply before anything goes on."""
    desk = f"/desk/summaries/{summary.id}"
    send(staff, f"{desk}", action=f"{desk}/close-check")
    context = chromium.new_context(viewport=LARGE)
    context.add_cookies([{"name": "heard", "value": staff.get_cookie("heard").value, "url": address}])
    page = context.new_page()
    for path in ("verdicts", "checking", "languages"):
        page.goto(f"{address}{desk}/{path}")
        look(page, f"desk-{path}")
    page.goto(f"{address}/desk/summaries/statements/{check.unanswered_statements[0]}/reply")
    look(page, "desk-reply")
    page.goto(f"{address}/desk/summaries/missing/{check.unanswered_remarks[0]}/reply")
    look(page, "desk-reply-missing")
    context.close()
    for remark_id in check.unanswered_remarks:
        path = f"/desk/summaries/missing/{remark_id}/reply"
        answer = submit(staff, path, kind="not_added", words=NOT_ADDED)
        assert answer.status_code == 303, answer.text
    kinds = iter(("changed", "explained"))
    for statement_id in check.unanswered_statements:
        path = f"/desk/summaries/statements/{statement_id}/reply"
        answer = submit(staff, path, kind=next(kinds), words="We put it right.", words_ur="ہم نے اسے ٹھیک کر دیا۔")
        assert answer.status_code == 303, answer.text
    session.expire_all()
    assert queries.latest_check(session, summary_id=summary.id).unanswered == []


def the_second_version(app, session, summary):
    """Only some say something of it: whoever is silent is in no count."""
    second, invitations = send_out(session, summary)
    session.commit()
    for number, one in enumerate(invitations[:SECOND_TIME], start=4):
        client = app.test_client()
        assert NOT_ADDED in client.get(f"/c/{tokens.link_token('check', one.id)}").text
        submit(client, f"/c/{tokens.link_token('check', one.id)}")
        for place, _statement in enumerate(to_check(second)):
            submit(client, f"/check/{place + 1}", verdict="nearly" if number == place else "right", do="next")
        submit(client, "/check/send", helped="own_words")
    session.expire_all()
    operations.close_check(session, summary=summary, by=WRITER)
    operations.mark_checked(session, summary=summary, by=WRITER)
    session.commit()
    return second


def publish(staff, session, summary):
    desk = f"/desk/summaries/{summary.id}"
    answer = send(staff, desk, action=f"{desk}/publish")
    assert answer.headers["Location"] == f"/summaries/{summary.slug}/3", answer.text
    return session.scalars(sa.select(SummaryVersion).where(SummaryVersion.number == 3)).one()


def anyone_reads_it(chromium, address, summary, published):
    said_right = SECOND_TIME * len(to_check(published)) - sum(
        4 <= n < 4 + SECOND_TIME for n in range(len(to_check(published)))
    )
    for language, viewport in (("en", LARGE), ("ur", SMALL)):
        page = chromium.new_context(viewport=viewport).new_page()
        page.goto(f"{address}/summaries/{summary.slug}?lang={language}")
        look(page, f"published-{language}")
        words = page.locator("main").inner_text()
        with i18n.speaking(language):
            for number, text in ((PEOPLE, "%(num)s people were asked."), (SECOND_TIME, "%(num)s people checked it.")):
                one = text.replace("people were", "person was").replace("people", "person")
                assert i18n.ngettext(one, text, number) in words
            assert i18n.format_number(5 * round(said_right / 5)) in words
        assert published.content_sha256 in words
        reply = "We put it right." if language == "en" else "ہم نے اسے ٹھیک کر دیا۔"
        assert words.count(reply) == 2  # to what was said of the first version
        assert words.count(NOT_ADDED) == 1  # who answers two people with the same words is printed once
        assert MISSING not in words
        assert f"/summaries/{summary.slug}/3" in words
        page.context.close()


def one_takes_their_words_back(chromium, address, session, summary, published, invitations, asked):
    mine = next(one for one in invitations if one.person_id == asked.people[0].person_id)
    page = chromium.new_context(viewport=SMALL).new_page()
    page.goto(f"{address}/summaries/{summary.slug}/{published.number}?lang=en")
    assert QUOTED in page.locator("main").inner_text()
    link = tokens.link_token("check", mine.id)
    session.commit()
    page.goto(f"{address}/c/{link}/my-words")
    look(page, "my-words")
    session.commit()  # lets go of SQLite's one place for a writer
    page.locator("main form button.govuk-button").click()
    session.expire_all()
    assert session.scalars(sa.select(SharedQuote)).one().words is None
    for number, notice in ((3, "There is a newer version of this page."), (4, "we cannot call back")):
        page.goto(f"{address}/summaries/{summary.slug}/{number}?lang=en")
        words = page.locator("main").inner_text()
        assert QUOTED not in words
        assert notice in words
        look(page, f"after-{number}")
    page.context.close()
