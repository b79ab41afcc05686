"""The demonstration: an invented council, its carers' service, and two rounds, so that every room has something in it.

Nobody in it is real. Everything is made through the same operations as on a real portal; the outcome is the same every
time but for ids, keys and the time of day.
"""

from collections.abc import Callable

from flask import Flask

from portal.demo import accounts, desk, informal, outreach, panel, rosters, rounds, summaries, understanding
from portal.shared import clock, queue
from portal.shared.database import db

Say = Callable[[str], None]
# Days ago: long enough before a summary, and few enough that invitations are fresh.
SPRING, LATELY = 200, 8


def seed(app: Flask, say: Say) -> None:
    """Fills an empty database. Each step is kept when it is done; `say` is told what is happening."""
    with app.app_context():
        session = db.session
        say("Staff accounts")
        staff = accounts.make_accounts(session)
        session.commit()
        organiser = staff["organiser"].id
        with clock.moved_to(rounds.working_day(SPRING)):
            say("A service and its roster of invented people")
            service = rosters.make_service(session, by=organiser)
            frame = rosters.make_frame(session, service=service, by=organiser)
            outreach.name_workers(session, by=organiser)
            session.commit()
            say("A round that is over, with its answers")
            over = rounds.make_finished_round(session, service=service, frame=frame, by=organiser)
            session.commit()
        say("A panel and its year: meetings, payments, votes, advice")
        panel.make_year(session, service=service, staff=staff)
        with clock.moved_to(rounds.working_day(LATELY)):
            say("A round that is under way, with invitations to try")
            under_way = rounds.make_open_round(session, service=service, frame=frame, by=organiser)
            outreach.plan_the_rest(session, round_=under_way, by=organiser)
            session.commit()
        say("Findings, and two summaries: one published, one waiting to be checked")
        summaries.make_summaries(session, round_=over, staff=staff)
        session.commit()
        say("A summary two people are writing")
        desk.make_draft(session, round_=over, staff=staff)
        session.commit()
        say("Remarks made in passing, and visits by mystery shoppers")
        informal.make_informal(session, round_=over, staff=staff)
        session.commit()
        say("Coding by two people, a worry, a file for research")
        understanding.code_together(session, round_=under_way, staff=staff)
        understanding.ask_for_research(session, round_=over, staff=staff)
        session.commit()
        say("PDFs, through their gates")
        queue.run_everything(session)


__all__ = ["seed"]
