from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.panels.enums import VoteMethod
from portal.panels.enums.doors import SaidBy
from portal.panels.forms.texts import SpokenForm, spoken
from portal.panels.operations.ideas import LONGEST_IDEA, LONGEST_REMARK
from portal.panels.rules.ballots import LONGEST_WORDS
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    HiddenValue,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    WholeNumber,
    YesNo,
)
from portal.shared.i18n import lazy

WITH_NAME = lazy("May the panel know that this is from you?")
NAMED, UNNAMED = lazy("Yes, show my first name"), lazy("No, leave my name out")
BY_STAFF = (SaidBy.PHONE, SaidBy.PAPER, SaidBy.MEETING)


def by_staff() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in BY_STAFF]


class IdeaForm(PortalForm):
    words = TextArea(
        lazy("What is your idea?"),
        [Needed(lazy("Write your idea")), AtMost(LONGEST_IDEA)],
        hint=lazy("In your own words. Long or short."),
        rows=6,
    )
    with_name = YesNo(WITH_NAME, [Needed(lazy("Choose yes or no"))], yes=NAMED, no=UNNAMED, inline=False)


class RemarkForm(PortalForm):
    words = TextArea(
        lazy("What do you think of it?"), [Needed(lazy("Write what you think")), AtMost(LONGEST_REMARK)], rows=3
    )
    with_name = YesNo(WITH_NAME, [Needed(lazy("Choose yes or no"))], yes=NAMED, no=UNNAMED, inline=False)


class _ForMember(PortalForm):
    member = SelectBox(lazy("Whose words are these?"), [Needed(lazy("Choose whose words these are"))], choices=list)
    how = Radios(lazy("How did they say it?"), [Needed(lazy("Choose how they said it"))], choices=by_staff)
    with_name = YesNo(lazy("May the panel know whose it is?"), [Needed(lazy("Choose yes or no"))])


class TypeIdeaForm(_ForMember):
    words = TextArea(
        lazy("The idea, in their own words"), [Needed(lazy("Write the idea")), AtMost(LONGEST_IDEA)], rows=6
    )


class TypeRemarkForm(_ForMember):
    words = TextArea(
        lazy("What they think of it, in their own words"),
        [Needed(lazy("Write what they think")), AtMost(LONGEST_REMARK)],
        rows=3,
    )


class RemoveForm(PortalForm):
    because = TextArea(
        lazy("Why do you take it away?"),
        [Needed(lazy("Say why. Whoever wrote it reads this.")), AtMost(500)],
        hint=lazy("Whoever wrote it reads this."),
        rows=3,
    )


class SetAsideForm(PortalForm):
    why = TextArea(
        lazy("Why is this idea set aside?"),
        [Needed(lazy("Say why. Whoever had the idea reads this.")), AtMost(500)],
        hint=lazy("Whoever had the idea reads this."),
        rows=3,
    )


class JoinForm(PortalForm):
    to = SelectBox(lazy("Put it together with which idea?"), [Needed(lazy("Choose an idea"))], choices=list)


class RulesForm(PortalForm):
    shows_at_once = YesNo(
        lazy("When can the panel read what a member writes?"),
        [Needed(lazy("Choose one of the answers"))],
        yes=lazy("At once"),
        no=lazy("When someone here has looked at it"),
        inline=False,
    )
    panel_first_days = WholeNumber(
        lazy("For how many days does the panel alone know a reply?"),
        [Needed(lazy("Enter how many days")), Between(0, 90, lazy("Enter a number from 0 to 90"))],
    )


@spoken("options", lazy("What is voted on? One thing in each line."), most=3000, rows=5)
@spoken("question", lazy("What is the question?"), needed=lazy("Write the question"), most=300, rows=2)
class VoteForm(SpokenForm):
    method = Radios(
        lazy("How does the panel decide?"),
        [Needed(lazy("Choose how the panel decides"))],
        choices=lambda: [
            SelectChoice(one.value, str(one.label)) for one in VoteMethod if one is not VoteMethod.VERDICT
        ],
    )
    ideas = Checkboxes(lazy("Ideas to vote on"), choices=list)
    opens_on = DateParts(lazy("First day"), [Needed(lazy("Enter the first day"))])
    closes_on = DateParts(lazy("Last day"), [Needed(lazy("Enter the last day"))])


class CallOffForm(PortalForm):
    because = TextArea(lazy("Why is this vote called off?"), [Needed(lazy("Say why")), AtMost(500)], rows=3)


class BallotForm(PortalForm):
    """The state of a ballot being filled in travels with the form: nothing of it is kept before it is sent."""

    state = HiddenValue()
    choice = Radios(lazy("Your answer"), choices=list)
    words = TextArea(lazy("Do you want to say more?"), [AtMost(LONGEST_WORDS)], rows=3)
    may_show = YesNo(lazy("May the panel read these words, without your name?"))


class TypedBallotForm(BallotForm):
    how = Radios(lazy("How did they vote?"), [Needed(lazy("Choose how they voted"))], choices=by_staff)


class WhoVotesForm(PortalForm):
    member = SelectBox(lazy("Whose vote is it?"), [Needed(lazy("Choose whose vote it is"))], choices=list)
