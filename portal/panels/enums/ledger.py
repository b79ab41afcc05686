"""What a panel advised, what was decided, and what came of it."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class AdviceKind(StrEnum):
    """What panels are asked into (after Opportunity Nottingham's Expert Citizens, Fulfilling Lives 2.5)."""

    TENDER = "tender"
    RECRUITMENT = "recruitment"
    TRAINING = "training"
    PUBLICITY = "publicity"
    POLICY = "policy"
    OTHER = "other"

    @property
    def label(self) -> Any:
        return {
            "tender": lazy("Choosing who provides a service"),
            "recruitment": lazy("Choosing staff"),
            "training": lazy("Training"),
            "publicity": lazy("Leaflets, films and the like"),
            "policy": lazy("Evidence for policy"),
            "other": lazy("Something else"),
        }[self.value]


class AdviceSource(StrEnum):
    VOTE = "vote"
    MEETING = "meeting"
    WRITTEN = "written"

    @property
    def label(self) -> Any:
        return {
            "vote": lazy("A vote of the panel"),
            "meeting": lazy("A meeting of the panel"),
            "written": lazy("Written for the panel"),
        }[self.value]


class DecisionAnswer(StrEnum):
    """How much of an advice was taken up."""

    WHOLE = "whole"
    PARTLY = "partly"
    NO = "no"
    NOT_YET = "not_yet"

    @property
    def label(self) -> Any:
        return {
            "whole": lazy("All of it is taken up"),
            "partly": lazy("Some of it is taken up"),
            "no": lazy("It is not taken up"),
            "not_yet": lazy("Not decided yet"),
        }[self.value]


class AdviceDeed(StrEnum):
    WRITTEN = "written"
    CHANGED = "changed"
    SENT = "sent"
    DAY_MOVED = "day_moved"
    REPLIED = "replied"
    HAPPENED = "happened"
    CLAIMED = "claimed"
    CHECKED = "checked"
    REFUSED = "refused"
    JUDGED = "judged"

    @property
    def label(self) -> Any:
        return {
            "written": lazy("The advice was written"),
            "changed": lazy("The advice was changed before it was sent"),
            "sent": lazy("The advice was sent"),
            "day_moved": lazy("The day for the reply was moved"),
            "replied": lazy("The reply came"),
            "happened": lazy("Something happened"),
            "claimed": lazy("Someone said: we changed this"),
            "checked": lazy("A second person found that this is so"),
            "refused": lazy("A second person did not find that this is so"),
            "judged": lazy("The panel said what it thinks"),
        }[self.value]


class ChangeState(StrEnum):
    """A claim "we changed this": it counts only once a second person has looked."""

    WAITING = "waiting"
    CHECKED = "checked"
    REFUSED = "refused"

    @property
    def label(self) -> Any:
        return {
            "waiting": lazy("Waits for a second person"),
            "checked": lazy("A second person has looked: it is so"),
            "refused": lazy("A second person has looked: it is not so"),
        }[self.value]
