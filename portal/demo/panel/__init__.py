"""A year of an invented panel: found, met, paid, decided. Everything through the operations, each at its own time.

Twenty-four members, eight meetings, sixty claims, five who stepped down and were replaced, twelve pieces of advice and
what came of each. Nobody in it is real.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from portal.demo.panel import asking, deciding, finding, meetings, members, money, notes, papers
from portal.demo.panel.when import days_ago
from portal.panels.models import Meeting, Panel
from portal.panels.tasks.finding import FORGET_TASK, RENEW_TASK
from portal.people.models import Account
from portal.rosters.models import Service
from portal.shared import clock, queue

# Days before today. The eight meetings lie six weeks apart; the newest was last week.
FOUNDED, BEGUN = 364, 329
CAME_FORWARD = ((360, range(0, 32)), (357, range(32, 60)), (354, range(60, finding.CAME_FORWARD)))
CLOSED, TICKETS_MADE, TICKETS_PUBLISHED, DRAWN = 349, 344, 339, 334
STAYED, FORGOTTEN, RENEWED = 325, 295, 20
NOT_WELL, PAUSED = 45, 30
MEETINGS = (301, 259, 217, 175, 133, 91, 49, 7)
PLANNED_BEFORE = 14
PAPERS, LATE = (6, 7), 7  # which of the meetings have papers
STEPPED_DOWN = (245, 203, 161, 119, 77)
WORDING, READING = 140, 5


def make_year(session: Session, *, service: Service, staff: Mapping[str, Account]) -> Panel:
    """The panel and its year up to today; each day is kept when it is over, and its messages left on that day."""
    organiser, made = staff["organiser"].id, dict[str, Panel]()
    days: list[tuple[int, Callable[[Panel], object]]] = [
        (FOUNDED, lambda panel: money.set_rates(session, panel=panel, staff=staff)),
        *_found_by_lot(session, staff),
        (BEGUN, lambda panel: members.begin(session, panel=panel, staff=staff)),
        (BEGUN - 1, lambda panel: money.choose(session, panel=panel)),
        *_meetings(session, staff),
        *((day, _replace(session, number, staff)) for number, day in enumerate(STEPPED_DOWN)),
        (NOT_WELL, lambda panel: members.ask_all_right(session, panel=panel)),
        (PAUSED, lambda panel: members.pause_one(session, panel=panel)),
        (WORDING, lambda panel: asking.ask_about_words(session, panel=panel, by=organiser)),
        (READING, lambda panel: asking.ask_to_read(session, panel=panel, by=organiser)),
        *deciding.days_of(session, staff=staff),
    ]
    for day, deed in sorted(days, key=lambda one: -one[0]):
        with clock.moved_to(days_ago(day)):
            if "panel" not in made:
                made["panel"] = members.found(session, service=service, staff=staff)
            deed(made["panel"])
            session.commit()
            queue.run_everything(session)
    meetings.plan_next(session, panel=made["panel"], by=organiser)
    session.commit()
    return made["panel"]


def _found_by_lot(session: Session, staff: Mapping[str, Account]) -> list[tuple[int, Callable[[Panel], object]]]:
    """From the call to the draw, and what becomes of those who were not drawn."""
    by = staff["organiser"].id
    days = {"closes_on": days_ago(CLOSED).date(), "draw_on": days_ago(DRAWN).date()}
    came = [(day, _come_forward(session, places, staff)) for day, places in CAME_FORWARD]
    return [
        (FOUNDED, lambda panel: finding.call_for_members(session, panel=panel, **days, by=by)),
        *came,
        (TICKETS_MADE, lambda panel: finding.make_tickets(session, panel=panel, by=by)),
        (TICKETS_PUBLISHED, lambda panel: finding.publish_tickets(session, panel=panel, by=by)),
        (DRAWN, lambda panel: finding.draw(session, panel=panel, staff=staff)),
        (STAYED, lambda panel: finding.stay_or_go(session, panel=panel)),
        (FORGOTTEN, lambda panel: queue.enqueue(session, FORGET_TASK)),
        (RENEWED, lambda panel: queue.enqueue(session, RENEW_TASK)),
        (RENEWED - 3, lambda panel: finding.renew(session, panel=panel)),
    ]


def _come_forward(session: Session, places: range, staff: Mapping[str, Account]) -> Callable[[Panel], object]:
    return lambda panel: finding.come_forward(session, panel=panel, places=places, staff=staff)


def _meetings(session: Session, staff: Mapping[str, Account]) -> list[tuple[int, Callable[[Panel], object]]]:
    """Each is planned two weeks before; the last two have papers, one of which came late."""
    by, planned = staff["organiser"].id, dict[int, Meeting]()

    def plan(number: int, begins: dt.datetime) -> Callable[[Panel], object]:
        def deed(panel: Panel) -> None:
            planned[number] = meetings.plan(session, panel=panel, number=number, begins=begins, by=by)
            if number in PAPERS:
                papers.send_in_time(session, panel=panel, meeting=planned[number], place=PAPERS.index(number), by=by)

        return deed

    def meet(number: int) -> Callable[[Panel], object]:
        def deed(panel: Panel) -> None:
            meetings.meet(session, meeting=planned[number], number=number, by=by)
            money.claim_for(session, panel=panel, meeting=planned[number], number=number, staff=staff)

        return deed

    days: list[tuple[int, Callable[[Panel], object]]] = []
    for number, day in enumerate(MEETINGS):
        begins = days_ago(day) + dt.timedelta(hours=2)
        days += [(day + PLANNED_BEFORE, plan(number, begins)), (day, meet(number))]
    late = (MEETINGS[-1] + 3, lambda panel: papers.send_late(session, panel=panel, meeting=planned[LATE], by=by))
    checked = [
        (MEETINGS[6] - 2, lambda _panel: notes.send(session, meeting=planned[6], by=by)),
        (MEETINGS[6] - 9, lambda _panel: notes.check(session, meeting=planned[6], by=by, confirm=True)),
        (MEETINGS[7] - 2, lambda _panel: notes.send(session, meeting=planned[7], by=by)),
        (MEETINGS[7] - 5, lambda _panel: notes.check(session, meeting=planned[7], by=by, confirm=False)),
    ]
    return [*days, late, *checked]


def _replace(session: Session, number: int, staff: Mapping[str, Account]) -> Callable[[Panel], object]:
    return lambda panel: members.step_down_and_replace(session, panel=panel, number=number, staff=staff)


__all__ = ["make_year"]
