"""One round through every room of the house, as people walk it: through pages, with a web server and a worker."""

import pytest

from portal.people.enums import Role
from portal.shared import clock
from tests.contact.servers import mail_server, notify_server
from tests.journeys import answering, checking, outreach, staff, understanding, writing
from tests.journeys.day_worker import NOTIFY
from tests.journeys.live import serving, working
from tests.journeys.phone import Phone, whole_journey
from tests.journeys.tab import Tab
from tests.people.factories import make_account

pytestmark = [pytest.mark.browser, pytest.mark.both, pytest.mark.slow]
WORKER = ["-m", "tests.journeys.day_worker"]


@pytest.fixture
def organiser(session):
    return make_account(session, Role.ORGANISER, email="organiser@example.org")


@pytest.fixture
def approver(session):
    return make_account(session, Role.APPROVER, email="approver@example.org")


@pytest.fixture
def house(settings, organiser, approver):
    """A web server with two processes, a worker, and where their messages go."""
    with mail_server() as mail, notify_server() as texts, serving(settings) as served:
        ways = {"PORTAL_BASE_URL": served.address, "PORTAL_MAIL_URL": mail.url, NOTIFY: texts.url}
        with working(settings, WORKER, **ways):
            yield served


def test_a_round_goes_from_a_roster_to_a_promise(browser, house, organiser, approver):
    desk = Tab(browser, house.address)
    staff.signs_in(desk, organiser)
    staff.adds_a_service(desk)
    staff.sees_what_is_wrong_with_a_bad_file(desk)
    staff.brings_in_the_roster(desk)
    staff.freezes_a_frame(desk)
    staff.publishes_questions(desk)
    round_ = staff.starts_a_round(desk)
    staff.plans_whom_to_ask(desk)
    staff.draws(desk)
    outreach.goes_through_the_checklist(desk, round_)
    outreach.sends_the_first_wave(desk, round_)
    outreach.sees_who_was_not_written_to(desk, round_)
    outreach.finds_each_way_in_the_outbox(desk, round_)
    outreach.prints_the_letters(desk)
    outreach.notes_a_call(desk, round_)
    outreach.plans_how_people_are_reached(desk, round_)
    by_link, by_code, *others = outreach.reads_mail(desk, wanted=17, kind="i")
    answering.answers_in_two_sittings(browser, house.address, by_link, language="ur", by_code=False, script=True)
    answering.answers_in_two_sittings(browser, house.address, by_code, language="en-easy", by_code=True, script=False)
    understanding.has_the_first_answers_counted(desk, round_)
    for number, mail in enumerate(others, start=1):
        agreed = ["quote", "check_summary"] if number <= 3 else ["quote"]
        phone = Phone(house.port)
        whole_journey(phone, mail.link, understanding.PHONE_WORDS.format(number=number), agree=agreed)
        phone.close()
    outreach.everything_by_wire_has_left(desk)
    understanding.sees_the_results(desk, round_)
    understanding.brings_in_comments(desk, round_)
    understanding.codes_a_theme(desk, round_)
    understanding.sees_only_words_people_lent(desk, round_)
    understanding.writes_a_finding(desk, round_)
    understanding.releases_the_results(desk, round_)
    understanding.rests_a_finding_on_a_figure(desk, round_)
    summary = writing.starts_a_summary(desk)
    writing.hears_the_coach(desk, summary)
    writing.is_kept_from_typing_figures(desk, summary)
    writing.writes_every_statement(desk, summary)
    writing.puts_a_number_and_someones_words_in(desk, summary)
    writing.reads_it_as_people_will(desk, summary)
    writing.hands_it_in(desk, summary)
    second = Tab(browser, house.address)
    staff.signs_in(second, approver)
    writing.approves_it(second)
    year = clock.today().year + 1
    asked = writing.sends_it_for_checking(desk, summary, until_year=year)
    writing.prints_it(desk, summary)
    by_link, by_code = outreach.reads_mail(desk, wanted=2, kind="c")
    checking.checks_by_herself(browser, house.address, by_link, by_code=False, script=True)
    checking.checks_by_herself(browser, house.address, by_code, by_code=True, script=False)
    checking.notes_a_check_by_phone(desk, summary)
    checking.answers_everyone(desk, summary)
    path = checking.publishes_it(second)
    checking.anyone_reads_it(browser, house.address, path, asked=asked)
    checking.makes_a_promise(desk, summary, year=year)
    checking.anyone_reads_the_promise(browser, house.address, year=year)
    anyone = Tab(browser, house.address, phone=True, script=False)
    assert checking.counts_for_anyone(anyone, path) == (asked, checking.CHECKED, 1)
