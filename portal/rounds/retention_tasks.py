"""Nightly work: what rounds and the people in them are no longer kept for."""

from typing import Any

from sqlalchemy.orm import Session

from portal.rounds.operations import retention
from portal.rounds.queries.retention import rounds_ended_before
from portal.shared import clock, queue
from portal.shared.queue import Progress, task

FORGET_TASK = "rounds.forget"


@task(FORGET_TASK, may_repeat=True)
def forget(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every night, a round at a time and each step kept before the next: it may be stopped at any moment."""
    now, people = clock.now(), 0
    for round_ in rounds_ended_before(session, now - retention.ONE_YEAR):
        retention.forget_links(session, round_=round_)
        session.commit()
    for round_ in rounds_ended_before(session, now - retention.TWO_YEARS):
        while retention.part_with_people(session, round_=round_):
            session.commit()
    for round_ in rounds_ended_before(session, now - retention.SIX_YEARS):
        while retention.forget_answers(session, round_=round_):
            session.commit()
        retention.forget_round(session, round_=round_)
        session.commit()
    while gone := retention.forget_people(session):
        session.commit()
        people += gone
    worries, trials = retention.forget_old_worries(session), retention.forget_trials(session)
    retention.forget_visits(session)
    retention.forget_research_files(session)
    return {"people": people, "worries": worries, "trials": trials}


queue.every_night(FORGET_TASK)
