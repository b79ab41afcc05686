"""When and how someone may be reached. Pure decisions; unknown always means no."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from portal.contact.enums import Channel, Result
from portal.shared.i18n import HOME_TIME

MOST_MESSAGES = 4
APART = dt.timedelta(days=7)
CONFIRMED_FOR = dt.timedelta(days=90)
OPENS, CLOSES = dt.time(9), dt.time(20)
SUNDAY = 6
MOST_CALLS, MOST_VOICEMAILS = 3, 1
WORST_BOUNCES, WORST_COMPLAINTS = 0.10, 0.005
FASTEST_CALLS = dt.timedelta(hours=3)
SHARED = frozenset({"shared_phone", "shared_email", "shared_post"})
KNOWN_RULES = SHARED | frozenset(
    {"no_letters", "no_email", "no_text", "no_phone", "no_voicemail", "email_only", "via_worker"}
)
# Whoever wanted to hear what became of it is asked whether promises were kept.
KEPT = "promise_kept"
# To people who answered, and to people who were asked and did not: only the first helped us with answers.
CHECKS = ("check_back", "check_back_others", "check_reminder", "check_result", KEPT)
# Tells where something can be read, and asks for nothing.
TELLS = ("check_result",)
# The receipt of answers, to whoever asked for it: no question, counted towards no limit.
RECEIPT = "receipt"
# To members of a panel, who agreed to be written to: there is something new on their page. It never says what.
PANEL_NEWS = "panel_news"
# A place on a panel is open: whoever may want it is asked, as for a round.
PANEL_CALL = "panel_call"
# What is no question to take part.
NOT_INVITING = (*CHECKS, RECEIPT, PANEL_NEWS)
# What an attempt by phone about a round is noted under, in place of a template.
CALL = "call"
# Someone else has this number, or nobody: not even a text goes there.
CLOSES_PHONE = frozenset({Result.WRONG_PERSON, Result.DEAD_NUMBER})
CAME_BACK = frozenset({Result.FAILED, Result.RETURNED, *CLOSES_PHONE})
# What is tried again later, ever longer apart; a carrier that is down for a weekend costs nobody their message.
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=2), dt.timedelta(hours=6)

# Our words → the standard code (AAPOR Standard Definitions, 10th edition, 2023).
AAPOR = {
    Result.ANSWERED_BY_PHONE: "I",
    Result.DECLINED: "R",
    Result.STOP: "R",
    Result.SPOKE_WILL_ANSWER: "NC",
    Result.CALL_BACK: "NC",
    Result.DIED: "O",
    Result.TOO_ILL: "O",
    Result.LANGUAGE_NOT_MET: "O",
    Result.UNSAFE: "O",
    Result.RETURNED: "UO",
    Result.FAILED: "UO",
    Result.DEAD_NUMBER: "UO",
    Result.NO_ANSWER: "UO",
    Result.VOICEMAIL: "UO",
    Result.WRONG_PERSON: "UO",
    Result.SENT: "UO",
    Result.NOT_A_USER: "NE",
    Result.MOVED: "NE",
    Result.BEREAVED: "O",
    Result.AWAY: "O",
    Result.NO_CAPACITY: "O",
    Result.UNDER_AGE: "NE",
    Result.DUPLICATE: "NE",
    Result.COMPLAINT: "R",
}
# After these we never write again; after a "no thanks", not again in that round.
ENDS_CONTACT = frozenset({Result.STOP, Result.DIED, Result.NOT_A_USER, Result.UNSAFE, Result.NO_CAPACITY})
ENDS_ROUND = frozenset(
    {Result.DECLINED, Result.TOO_ILL, Result.MOVED, Result.BEREAVED, Result.AWAY}
    | {Result.UNDER_AGE, Result.DUPLICATE, Result.COMPLAINT}
)


SHARED_WAYS = {
    "shared_phone": frozenset({Channel.SMS, Channel.PHONE}),
    "shared_email": frozenset({Channel.EMAIL}),
    "shared_post": frozenset({Channel.LETTER}),
}


@dataclass(frozen=True)
class Times:
    """Days (Monday is 0) and whole hours at home on which someone may be reached; empty: as everyone else. They only
    ever narrow what holds for everyone."""

    days: frozenset[int] = frozenset()
    from_hour: int | None = None
    until_hour: int | None = None

    @property
    def are_said(self) -> bool:
        return bool(self.days) or self.from_hour is not None or self.until_hour is not None

    @property
    def _hours(self) -> tuple[int, int]:
        opens = OPENS.hour if self.from_hour is None else max(OPENS.hour, self.from_hour)
        closes = CLOSES.hour if self.until_hour is None else min(CLOSES.hour, self.until_hour)
        return opens, closes

    @property
    def can_be(self) -> bool:
        """Some moment of some week is theirs and ours."""
        opens, closes = self._hours
        return opens < closes and (not self.days or any(day != SUNDAY for day in self.days))

    def holds(self, moment: dt.datetime) -> bool:
        """`moment` aware, at home."""
        opens, closes = self._hours
        return opens <= moment.hour < closes and (not self.days or moment.weekday() in self.days)


ANY_TIME = Times()


@dataclass(frozen=True)
class Routes:
    """Which addresses are known for someone, not what they are."""

    email: bool = False
    mobile: bool = False
    address: bool = False
    worker: bool = False


def safe_channels(*, rules: Collection[str], routes: Routes) -> tuple[Channel, ...]:
    """Channels that are safe and possible, the preferred first. Rules only ever take away; an unknown one takes all."""
    if not KNOWN_RULES.issuperset(rules):
        return ()
    if "via_worker" in rules:
        return (Channel.VIA_WORKER,) if routes.worker else ()
    open_to = {
        Channel.EMAIL: routes.email and "no_email" not in rules,
        Channel.SMS: routes.mobile and not {"no_text", "email_only"} & set(rules),
        Channel.LETTER: routes.address and not {"no_letters", "email_only"} & set(rules),
    }
    return tuple(channel for channel, is_open in open_to.items() if is_open)


def may_phone(*, rules: Collection[str], routes: Routes) -> bool:
    return routes.mobile and KNOWN_RULES.issuperset(rules) and not {"no_phone", "email_only", "via_worker"} & set(rules)


def may_leave_voicemail(*, rules: Collection[str]) -> bool:
    return KNOWN_RULES.issuperset(rules) and not {"no_voicemail", "no_phone", "email_only", "via_worker"} & set(rules)


def may_say_who(*, rules: Collection[str]) -> bool:
    """Whether a caller may say at once who is calling: not to anyone with a rule, since we do not know who listens."""
    return not rules


def is_shared(channel: Channel, *, rules: Collection[str]) -> bool:
    """Whether others see what comes this way: then it says nothing but how to reach us."""
    return any(channel in SHARED_WAYS.get(rule, ()) for rule in rules)


def is_call_too_soon(*, rung_at: Sequence[dt.datetime], now: dt.datetime) -> bool:
    """Three tries in a round at most, at different times of the day."""
    return len(rung_at) >= MOST_CALLS or (bool(rung_at) and now - max(rung_at) < FASTEST_CALLS)


def wait_before_try(tries: int) -> dt.timedelta:
    """How long to leave a message after `tries` tries that did not work: 2, 4, 8 … minutes, never over 6 hours."""
    doublings = min(max(tries - 1, 0), 20)
    return min(FIRST_WAIT * int(2**doublings), LONGEST_WAIT)


def is_confirmed(*, rules: Collection[str], confirmed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Safe-contact rules are good for 90 days; someone who never had any needs no confirmation.

    A confirmation dated in the future is none (a day is allowed for: dates have no time of day).
    """
    if not rules:
        return True
    return confirmed_at is not None and -dt.timedelta(days=1) <= now - confirmed_at <= CONFIRMED_FOR


def is_bad_batch(*, size: int, came_back: int, complained: int) -> bool:
    """Whether so many messages of a batch came back (over 10 %, and more than one), or so many people complained
    (over 0.5 %), that this way must rest until someone has looked. `size` counts what still waits, too."""
    if size <= 0:
        return False
    return (came_back > 1 and came_back / size > WORST_BOUNCES) or complained / size > WORST_COMPLAINTS


def is_enough(*, sent_at: Sequence[dt.datetime]) -> bool:
    """No more than four messages to a person in one round."""
    return len(sent_at) >= MOST_MESSAGES


def is_too_soon(*, sent_at: Sequence[dt.datetime], now: dt.datetime) -> bool:
    """Seven days apart, by the calendar at home: from one Tuesday to the next, whatever the hour."""
    if not sent_at:
        return False
    return now.astimezone(HOME_TIME).date() - max(sent_at).astimezone(HOME_TIME).date() < APART


def next_good_time(now: dt.datetime, *, bank_holidays: Collection[dt.date] = ()) -> dt.datetime:
    """The first moment from `now` on (aware, home time) within Monday to Saturday, 9 to 20, no bank holiday."""
    moment = now
    if moment.time() >= CLOSES:
        moment = dt.datetime.combine(moment.date() + dt.timedelta(days=1), OPENS, moment.tzinfo)
    elif moment.time() < OPENS:
        moment = dt.datetime.combine(moment.date(), OPENS, moment.tzinfo)
    while moment.weekday() == SUNDAY or moment.date() in bank_holidays:
        moment = dt.datetime.combine(moment.date() + dt.timedelta(days=1), OPENS, moment.tzinfo)
    return moment


def next_time_of(now: dt.datetime, times: Times, *, bank_holidays: Collection[dt.date] = ()) -> dt.datetime:
    """As `next_good_time`, within someone's own days and hours. Only for times that can be.

    Raises:
        ValueError: no moment within two months is theirs.
    """
    moment, last = next_good_time(now, bank_holidays=bank_holidays), now + dt.timedelta(days=62)
    while not times.holds(moment):
        on_the_hour = moment.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
        moment = next_good_time(on_the_hour, bank_holidays=bank_holidays)
        if moment > last:
            raise ValueError(times)
    return moment
