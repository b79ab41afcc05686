"""Slow work of the rounds, done by the worker."""

import uuid
from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from portal.contact.queries import worded_in_wave
from portal.people.queries import people_by_id
from portal.rounds import queries
from portal.rounds.models import Round, Wave
from portal.rounds.operations import fieldwork, outreach
from portal.shared import clock, queue
from portal.shared.i18n import HOME_TIME
from portal.shared.queue import Progress, task

BATCH = 50
DUE_TASK = "rounds.mark_due"


@task("rounds.send_wave", may_repeat=True)
def send_wave(session: Session, *, progress: Progress, wave_id: str) -> dict[str, Any]:
    """Words a message for everyone still to be reached. Stopped or killed halfway it can be run again: who has one
    from this wave is left out, and counted as before."""
    wave = session.get_one(Wave, uuid.UUID(wave_id))
    round_ = session.get_one(Round, wave.round_id)
    fieldwork.open_invitations(session, round_=round_)
    until = fieldwork.last_moment(session, round_=round_)
    session.commit()
    worded = worded_in_wave(session, asked_in=wave.round_id, wave=wave.number)
    chosen = queries.invitations_to_send(session, round_id=wave.round_id, audience=wave.audience)
    invitations = [one for one in chosen if one.id not in worded]
    outcomes = Counter(str(channel) for channel in worded.values())
    for start in range(0, len(invitations), BATCH):
        batch = invitations[start : start + BATCH]
        people = people_by_id(session, ids=[invitation.person_id for invitation in batch])
        for invitation in batch:
            person = people[invitation.person_id]
            outcome = fieldwork.invite(session, invitation=invitation, person=person, wave=wave, until=until)
            outcomes[str(outcome.channel or f"withheld:{outcome.withheld}")] += 1
        wave.counts = fieldwork.count_outcomes(outcomes)
        session.commit()
        progress(start + len(batch), len(invitations))
    wave.ended_at = clock.now()
    return wave.counts


@task(DUE_TASK, may_repeat=True)
def mark_due(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Puts steps of outreach plans whose day has come before the organisers. They decide; nothing is sent by itself."""
    return {"due": outreach.mark_due(session, today=clock.now().astimezone(HOME_TIME).date())}


queue.every_minute(DUE_TASK)
