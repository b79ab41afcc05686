"""Forms of the outreach of a round."""

from typing import Any

from portal.contact.enums import Channel, Result
from portal.rounds.enums import ChannelRule, OutreachStep, Track
from portal.rounds.outreach_wording import TEMPLATE_NAMES
from portal.rounds.rules.outreach import LAST_DAY
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import lazy

# What staff may learn by any way, in the order in which it is most often needed.
NEWS = (
    *(Result.RETURNED, Result.MOVED, Result.WRONG_PERSON, Result.DECLINED, Result.STOP, Result.UNSAFE),
    *(Result.DIED, Result.BEREAVED, Result.TOO_ILL, Result.NO_CAPACITY, Result.AWAY, Result.COMPLAINT),
    *(Result.NOT_A_USER, Result.UNDER_AGE, Result.DUPLICATE, Result.LANGUAGE_NOT_MET, Result.SPOKE_WILL_ANSWER),
)
# What an envelope that comes back can say.
ON_AN_ENVELOPE = (Result.RETURNED, Result.MOVED, Result.WRONG_PERSON, Result.DIED, Result.STOP)


def _choices(kinds: Any) -> list[Any]:
    return [SelectChoice(kind.value, str(kind.label)) for kind in kinds]


class StartForm(PortalForm):
    starts_on = DateParts(
        lazy("First day of writing to people"),
        [Needed(lazy("Enter the first day"))],
        hint=lazy("For example, 31 3 2027. Everything else is counted from this day."),
    )


class StepForm(PortalForm):
    has_version = True
    day = WholeNumber(
        lazy("How many days after the first day?"), [Needed(lazy("Enter a number of days")), Between(0, LAST_DAY - 1)]
    )
    template = Radios(
        lazy("What do you want to send?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice(code, str(name)) for code, name in TEMPLATE_NAMES.items()],
    )
    channels = Radios(
        lazy("By which way?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: _choices(ChannelRule),
        hint=lazy("Only ways that are safe for the person are ever used."),
    )


class ShortForm(PortalForm):
    """`keys` gets its choices from the view."""

    has_version = True
    keys = Checkboxes(
        lazy("Which questions are in the short version?"),
        choices=[],
        hint=lazy("Three at most. Questions that follow from an earlier answer cannot be chosen."),
    )


class PhoneDrawForm(PortalForm):
    track = Radios(
        lazy("Who is rung?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: _choices(Track),
        default=Track.DISENGAGED.value,
    )


class NewsForm(PortalForm):
    """How an attempt ended, learned by any way. Codes only: no free words about a person are kept."""

    channel = Radios(
        lazy("How do we know?"), [Needed(lazy("Choose one"))], choices=lambda: _choices(Channel), inline=True
    )
    result = Radios(lazy("What do we know?"), [Needed(lazy("Choose one"))], choices=lambda: _choices(NEWS))


class ReturnedForm(PortalForm):
    codes = TextArea(
        lazy("Short codes on the letters"),
        [Needed(lazy("Enter at least one code")), AtMost(6000)],
        rows=6,
        hint=lazy("One code on each line. It stands in big letters on the page."),
    )
    result = Radios(
        lazy("What does the envelope say?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: _choices(ON_AN_ENVELOPE),
        default=Result.RETURNED.value,
    )

    def given(self) -> list[str]:
        lines = str(self.codes.data or "").replace(",", "\n").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


class TaskForm(PortalForm):
    """`group` and `owner_id` get their choices from the view."""

    has_version = True
    group = SelectBox(lazy("Who is missing?"), [Needed(lazy("Choose a group"))], choices=[])
    step = Radios(lazy("What may help?"), [Needed(lazy("Choose one"))], choices=lambda: _choices(OutreachStep))
    note = TextInput(
        lazy("A few words about it"),
        [AtMost(200)],
        hint=lazy("About the group. Write nothing about one person, and no names of people who use the service."),
    )
    owner_id = SelectBox(lazy("Who sees to it?"), [Needed(lazy("Choose who sees to it"))], choices=[])
    due_on = DateParts(lazy("By which day?"), [Needed(lazy("Enter a day"))])


class TaskEndForm(PortalForm):
    has_version = True
    state = Radios(
        lazy("How did it end?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice("done", str(lazy("Done"))), SelectChoice("dropped", str(lazy("Dropped")))],
        inline=True,
    )
    outcome = TextInput(lazy("What came of it?"), [AtMost(200)], hint=lazy("Write nothing about one person."))


class WordsForm(PortalForm):
    """Words of one message in one language. The link, the number to ring and how to say no are added to them."""

    has_version = True
    headline = TextInput(
        lazy("Subject"),
        [Needed(lazy("Enter a subject"))],
        hint=lazy("Others may see it. It must not say what it is about."),
    )
    opening = TextArea(
        lazy("First words"),
        [Needed(lazy("Enter the first words"))],
        rows=8,
        hint=lazy("An empty line begins a new paragraph. {who} stands for who writes, {phone} for the number to ring."),
    )
    short = TextArea(
        lazy("The whole text message"),
        [Needed(lazy("Enter the text message"))],
        rows=4,
        hint=lazy("It must hold {link} and {phone}. Keep it short."),
    )
