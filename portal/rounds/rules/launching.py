"""Is a round ready to write to people? What is truly needed, and what staff should know before they go on."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from portal.rounds.step_enums import Check


@dataclass(frozen=True, kw_only=True)
class LaunchFacts:
    """`languages`: people of the sample by the language they want. The three `*_in` are languages in which the
    questions are complete, the purpose is said, and the messages were checked by a speaker."""

    today: dt.date
    has_frame: bool = False
    has_plan: bool = False
    has_draw: bool = False
    questions_published: bool = False
    is_archived: bool = False
    closes_on: dt.date | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    questions_in: Collection[str] = ()
    purpose_in: Collection[str] = ()
    wording_in: Collection[str] = ()
    tested: bool = False
    privacy_read: bool = False
    helpline_named: bool = False
    worry_lead_named: bool = False
    dates_promised: bool = False


@dataclass(frozen=True)
class Checked:
    check: Check
    is_good: bool
    # Languages of the sample that are missing something.
    missing_in: tuple[str, ...] = ()
    # A last day that is over closes the door people are sent to.
    is_over: bool = False

    @property
    def blocks(self) -> bool:
        return not self.is_good and (self.check.is_needed or self.is_over)


def checks_of(facts: LaunchFacts) -> list[Checked]:
    """Everything that is looked at, in order. A language someone of the sample wants is never silently left out."""
    plain = {
        Check.FRAME: facts.has_frame,
        Check.PLAN: facts.has_plan,
        Check.DRAW: facts.has_draw,
        Check.QUESTIONS: facts.questions_published,
        Check.NOT_ARCHIVED: not facts.is_archived,
        Check.LAST_DAY: facts.closes_on is not None and facts.closes_on >= facts.today,
        Check.TEST_SENT: facts.tested,
        Check.PRIVACY: facts.privacy_read,
        Check.HELPLINE: facts.helpline_named,
        Check.WORRY_LEAD: facts.worry_lead_named,
        Check.DATES: facts.dates_promised,
    }
    spoken = {
        Check.LANGUAGES: _missing(facts.languages, facts.questions_in),
        Check.PURPOSE: _missing(facts.languages, facts.purpose_in),
        Check.WORDING: _missing(facts.languages, facts.wording_in),
    }
    is_over = facts.closes_on is not None and facts.closes_on < facts.today
    return [
        Checked(check, plain[check], is_over=is_over and check is Check.LAST_DAY)
        if check in plain
        else Checked(check, not spoken[check], spoken[check])
        for check in Check
    ]


def _missing(languages: Mapping[str, int], there: Collection[str]) -> tuple[str, ...]:
    """Languages that are not there, those of most people first."""
    return tuple(sorted(set(languages) - set(there), key=lambda code: (-languages[code], code)))


def complete_in(texts: Sequence[Mapping[str, str]]) -> set[str]:
    """Languages in which every one of these texts is written."""
    written = [{code for code, text in one.items() if text} for one in texts]
    return set.intersection(*written) if written else set()
