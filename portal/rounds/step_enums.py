"""Steps of a round, what is to be done next and by whom, and what is looked at before the first message leaves."""

from enum import StrEnum
from typing import Any

from portal.people.enums import Role
from portal.shared.i18n import lazy


class Step(StrEnum):
    PLAN = "plan"
    DRAW = "draw"
    PREPARE = "prepare"
    SEND = "send"
    CALL = "call"
    RESULTS = "results"
    READ = "read"
    FINDINGS = "findings"
    SUMMARY = "summary"


class Progress(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


class NextStep(StrEnum):
    PLAN = "plan"
    DRAW = "draw"
    PREPARE = "prepare"
    SEND = "send"
    LISTEN = "listen"
    CLOSE = "close"
    RELEASE = "release"
    FINDINGS = "findings"
    SUMMARY = "summary"

    @property
    def label(self) -> Any:
        return {
            "plan": lazy("Choose a frame and plan who to ask"),
            "draw": lazy("Draw the sample"),
            "prepare": lazy("Go through the checklist before the first message"),
            "send": lazy("Send the first invitations"),
            "listen": lazy("Answers come in. Remind and ring people who have not answered."),
            "close": lazy("The last day is over. Close the round."),
            "release": lazy("Look at the results and release them"),
            "findings": lazy("Write down what you found"),
            "summary": lazy("Write the summary, and give it back to people"),
        }[self.value]

    @property
    def turn(self) -> Role:
        return Role.ANALYST if self in (NextStep.RELEASE, NextStep.FINDINGS) else Role.ORGANISER


class Check(StrEnum):
    """What is looked at before a round begins to write to people, in this order."""

    FRAME = "frame"
    PLAN = "plan"
    DRAW = "draw"
    QUESTIONS = "questions"
    NOT_ARCHIVED = "not_archived"
    LAST_DAY = "last_day"
    LANGUAGES = "languages"
    PURPOSE = "purpose"
    WORDING = "wording"
    TEST_SENT = "test_sent"
    PRIVACY = "privacy"
    HELPLINE = "helpline"
    WORRY_LEAD = "worry_lead"
    DATES = "dates"

    @property
    def label(self) -> Any:
        return {
            "frame": lazy("The list we draw from is frozen"),
            "plan": lazy("Who to ask is planned"),
            "draw": lazy("The sample is drawn"),
            "questions": lazy("The questions are published"),
            "not_archived": lazy("The round is not put away"),
            "last_day": lazy("The last day to answer is set, and still to come"),
            "languages": lazy("Every question is there in every language people of the sample speak"),
            "purpose": lazy("Why we ask is said in each of these languages"),
            "wording": lazy("Someone who speaks the language has checked the messages"),
            "test_sent": lazy("You have sent a test to yourself"),
            "privacy": lazy("Someone has read the words about privacy"),
            "helpline": lazy("A helpline is named for people whom a question worries"),
            "worry_lead": lazy("Someone here is named who looks at worrying answers"),
            "dates": lazy("You have said when results come, and when you ask people if they are right"),
        }[self.value]

    @property
    def is_needed(self) -> bool:
        """Without it nothing can be sent. The rest is a warning: staff decide."""
        return self in (Check.FRAME, Check.PLAN, Check.DRAW, Check.QUESTIONS, Check.NOT_ARCHIVED)


class DateKind(StrEnum):
    """What was promised for a day."""

    CLOSES = "closes"
    RELEASE = "release"
    CHECK_BACK = "check_back"
    CHECK_ENDS = "check_ends"
    PROMISE = "promise"
    VISIT = "visit"

    @property
    def label(self) -> Any:
        return {
            "closes": lazy("Last day to answer"),
            "release": lazy("Results promised"),
            "check_back": lazy("Asking people if we got it right"),
            "check_ends": lazy("Last day to check a summary"),
            "promise": lazy("Something promised is due"),
            "visit": lazy("Last day of a visit"),
        }[self.value]
