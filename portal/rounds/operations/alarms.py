"""Words that may mean danger stop contact by themselves, until a safeguarding lead has looked.

They are looked for in answers, and in what people write in the places that rooms downstream offer.

The program judges nobody: it finds a word of a list, lets contact rest and tells the lead. What they do is kept. What
was typed and not sent rests contact too, and nobody may read it: it is not ours yet. The person is shown nothing of
it, on any page or phone.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.contact.operations import peace
from portal.contact.operations.staff_notices import tell_staff
from portal.questions.models import Answer, Response
from portal.rounds.coding_enums import WordsFound, WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.models import RiskAlarm, RiskAlarmEnd, Worry
from portal.rounds.operations.worries import About, about_answer, acknowledge, raise_worry_over
from portal.rounds.queries import alarms as queries
from portal.rounds.queries import worries
from portal.rounds.rules.worrying import risk_words
from portal.shared import audit, clock

LOOK_WITHIN = dt.timedelta(hours=24)


def look_at_answers(session: Session, *, response: Response, round_id: uuid.UUID) -> list[RiskAlarm]:
    """Looks at all that was just sent, by whatever door. An answer is looked at once: what a lead found stands."""
    worded = queries.worded_answers(session, response_id=response.id)
    return _look(session, worded, alias=response.alias, round_id=round_id)


def look_at_words_of(session: Session, *, answer: Answer) -> list[RiskAlarm]:
    """As `look_at_answers`, for an answer that got its words later: a voice message put in words."""
    return _look(session, [answer], alias=answer.response.alias, round_id=answer.asked_in)


def look_at_draft(session: Session, *, words: str | None, alias: uuid.UUID, round_id: uuid.UUID) -> RiskAlarm | None:
    """Looks at what is being typed. One alarm for all that someone has not sent."""
    if not words or not risk_words(words, more=queries.more_words(session, round_id=round_id)):
        return None
    if queries.open_unsent(session, round_id=round_id, alias=alias):
        return None
    return _alarm(session, RiskAlarm(alias=alias, round_id=round_id, said_in="", answer_id=None))


def look_at_said(
    session: Session, *, place: str, said: Mapping[uuid.UUID, str], alias: uuid.UUID, round_id: uuid.UUID | None
) -> list[RiskAlarm]:
    """As `look_at_answers`, for what was sent elsewhere: words by the id of their row in that place. `alias` is the
    place's own name for whoever wrote; `round_id` is empty where it belongs to no round."""
    more = queries.more_words(session, round_id=round_id)
    risky = [said_id for said_id, words in said.items() if risk_words(words, more=more)]
    known = queries.known_elsewhere(session, said_ids=risky) if risky else frozenset()
    made = [
        _alarm(session, RiskAlarm(alias=alias, round_id=round_id, said_in=place, said_id=said_id))
        for said_id in risky
        if said_id not in known
    ]
    if made:
        _end_unsent(session, alias=alias, round_id=round_id)
    return made


def look_at_unsaid(
    session: Session, *, place: str, words: str, alias: uuid.UUID, round_id: uuid.UUID | None
) -> RiskAlarm | None:
    """As `look_at_draft`, for what is being typed elsewhere."""
    if not words or not risk_words(words, more=queries.more_words(session, round_id=round_id)):
        return None
    if queries.open_unsent(session, round_id=round_id, alias=alias):
        return None
    return _alarm(session, RiskAlarm(alias=alias, round_id=round_id, said_in=place))


def raise_worry_about(
    session: Session, *, alarm: RiskAlarm, answer: Answer | None = None, urgency: WorryUrgency, note: str, by: uuid.UUID
) -> Worry:
    """The lead has looked and is worried: they are left in peace for the rest of the round.

    Raises:
        NotReady: someone has looked already, or it was not sent: nobody may read it.
    """
    if not alarm.was_sent or alarm.answer_id != (answer.id if answer else None):
        raise NotReady
    _refuse_ended(session, alarm)
    about = about_answer(answer) if answer else About(alarm.alias, alarm.round_id, alarm.said_in, said_id=alarm.said_id)
    worry = raise_worry_over(session, about=about, urgency=urgency, note=note, by=by)
    _end(session, alarm, found=WordsFound.WORRY, worry_id=worry.id, by=by)
    return worry


def find_no_danger(session: Session, *, alarm: RiskAlarm, why: str, by: uuid.UUID) -> None:
    """The lead has looked and lets contact go on.

    Raises:
        NotReady: it is not said why, or someone has looked already.
    """
    if not why.strip():
        raise NotReady
    _refuse_ended(session, alarm)
    _end(session, alarm, found=WordsFound.NO_DANGER, why=why, by=by)


def take_on_worry(session: Session, *, worry: Worry, by: uuid.UUID) -> None:
    """A lead takes on a worry that a colleague raised: what the program found in that answer is seen with it.

    Raises:
        NotReady: someone has taken it on already.
    """
    acknowledge(session, worry=worry, by=by)
    for alarm in queries.open_about(session, worry=worry):
        _end(session, alarm, found=WordsFound.WORRY, worry_id=worry.id, by=by)


def remind(session: Session) -> int:
    """Tells every safeguarding lead, once, of words nobody has looked at for a day. Returns how many were told."""
    leads = [one.id for one in worries.leads(session)]
    return sum(
        tell_staff(session, account_ids=leads, about_id=alarm.id, occasion="overdue")
        for alarm in queries.waiting_since(session, before=clock.now() - LOOK_WITHIN)
    )


def _look(session: Session, answers: Sequence[Answer], *, alias: uuid.UUID, round_id: uuid.UUID) -> list[RiskAlarm]:
    if not answers:
        return []
    more = queries.more_words(session, round_id=round_id)
    risky = [answer.id for answer in answers if risk_words(answer.words or "", more=more)]
    known = queries.known_alarms(session, answer_ids=risky) if risky else frozenset()
    made = [
        _alarm(session, RiskAlarm(alias=alias, round_id=round_id, said_in="", answer_id=answer_id))
        for answer_id in risky
        if answer_id not in known
    ]
    if made:
        _end_unsent(session, alias=alias, round_id=round_id)
    return made


def _end_unsent(session: Session, *, alias: uuid.UUID, round_id: uuid.UUID | None) -> None:
    for unsent in queries.open_unsent(session, round_id=round_id, alias=alias):
        _end(session, unsent, found=WordsFound.WAS_SENT, by=None)


def _alarm(session: Session, alarm: RiskAlarm) -> RiskAlarm:
    who = worries.who_said_it(session, alias=alarm.alias, said_in=alarm.said_in)
    pause = peace.pause(session, person_id=who.person_id, asked_in=who.asked_in) if who else None
    setup = worries.setup_of(session, round_id=alarm.round_id) if alarm.round_id else None
    alarm.pause_id, alarm.lead_id = pause.id if pause else None, setup.lead_id if setup else None
    alarm.at = clock.now()
    session.add(alarm)
    session.flush()
    audit.record(session, action="find_risk_words", subject="risk_alarm", subject_id=alarm.id)
    leads = [one.id for one in worries.leads(session)]
    chosen = [alarm.lead_id] if alarm.lead_id in leads and alarm.lead_id else leads
    tell_staff(session, account_ids=chosen, about_id=alarm.id, occasion="risk_words")
    return alarm


def _refuse_ended(session: Session, alarm: RiskAlarm) -> None:
    if queries.end_of(session, alarm_id=alarm.id) is not None:
        raise NotReady


def _end(
    session: Session,
    alarm: RiskAlarm,
    *,
    found: WordsFound,
    why: str = "",
    worry_id: uuid.UUID | None = None,
    by: uuid.UUID | None,
) -> None:
    end = RiskAlarmEnd(alarm_id=alarm.id, found=found, worry_id=worry_id, at=clock.now(), by=by)
    end.why = why.strip() or None
    session.add(end)
    session.flush()
    audit.record(
        session, action="end_risk_alarm", subject="risk_alarm", subject_id=alarm.id, actor_id=by, found=found.value
    )
    # Contact goes on when nothing else that this person wrote waits to be looked at.
    if alarm.pause_id is not None and by is not None and not queries.open_with_pause(session, pause_id=alarm.pause_id):
        peace.end_pause(session, pause_id=alarm.pause_id, by=by)
