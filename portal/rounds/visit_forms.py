"""Forms of mystery-shopper visits: the checklist, visitors, visits, the report, the payment."""

from decimal import Decimal
from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.rounds.informal_enums import PaidBy, PaidPer, SawIt, SetAside, StoppedBecause
from portal.rounds.informal_forms import NOT_LATER, codes, language_choices
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    DecimalNumber,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, _, lazy

MOST_POUNDS = 1000


def field_name(prefix: str, code: str) -> str:
    return f"{prefix}_{code.replace('-', '_')}"


class InLanguages(PortalForm):
    """A text in each of our languages; English is `<prefix>_en`."""

    def texts(self, prefix: str) -> dict[str, str]:
        given = {code: self[field_name(prefix, code)].data or "" for code in LANGUAGES}
        return {code: text for code, text in given.items() if text}

    @staticmethod
    def as_typed(prefix: str, texts: dict[str, str]) -> dict[str, str]:
        return {field_name(prefix, code): text for code, text in texts.items()}


class NewChecklistForm(PortalForm):
    """Findings and themes are set by the view."""

    name = TextInput(lazy("Name of the checklist"), [Needed(lazy("Enter a name")), AtMost(120)])
    finding_ids = Checkboxes(lazy("From which findings?"), choices=[])
    theme_ids = Checkboxes(lazy("From which themes?"), choices=[])


class ChecklistForm(InLanguages):
    has_version = True
    name = TextInput(lazy("Name of the checklist"), [Needed(lazy("Enter a name")), AtMost(120)])
    briefing_en = TextArea(
        lazy("Briefing: English"),
        [Needed(lazy("Say what the visitor should do")), AtMost(2000)],
        rows=5,
        hint=lazy("Where to go, what to ask for, what to say when someone asks who they are."),
    )
    briefing_en_easy = TextArea(lazy("Briefing: Easy English"), [AtMost(2000)], rows=4)
    briefing_cy = TextArea(lazy("Briefing: Welsh"), [AtMost(2000)], rows=4)
    briefing_ur = TextArea(lazy("Briefing: Urdu"), [AtMost(2000)], rows=4)
    safety_en = TextArea(
        lazy("How to stay safe: English"),
        [Needed(lazy("Say how the visitor stays safe")), AtMost(1000)],
        rows=4,
        hint=lazy("Whom to ring before and after, and when to walk away."),
    )
    safety_en_easy = TextArea(lazy("How to stay safe: Easy English"), [AtMost(1000)], rows=3)
    safety_cy = TextArea(lazy("How to stay safe: Welsh"), [AtMost(1000)], rows=3)
    safety_ur = TextArea(lazy("How to stay safe: Urdu"), [AtMost(1000)], rows=3)
    paid_per = Radios(lazy("How are visitors paid?"), [Needed(lazy("Choose one"))], choices=codes(PaidPer))
    rate = DecimalNumber(
        lazy("How much?"),
        [Needed(lazy("Enter an amount, or 0")), Between(Decimal(0), Decimal(MOST_POUNDS))],
        prefix="£",
        hint=lazy("For each visit, or for each hour. Travel is paid on top, as you agree with them."),
    )
    hours = WholeNumber(
        lazy("How many hours is a visit, with travel and report?"),
        [Between(1, 12)],
        hint=lazy("Only for pay by the hour"),
    )

    def rate_pence(self) -> int:
        return pence(self.rate.data)


class ItemForm(InLanguages):
    texts_en = TextInput(
        lazy("What to look for: English"),
        [Needed(lazy("Say what to look for")), AtMost(300)],
        hint=lazy("A question with yes or no, for example: Did someone ring back within two days?"),
    )
    texts_en_easy = TextInput(lazy("What to look for: Easy English"), [AtMost(300)])
    texts_cy = TextInput(lazy("What to look for: Welsh"), [AtMost(300)])
    texts_ur = TextInput(lazy("What to look for: Urdu"), [AtMost(300)])
    wanted = TextArea(lazy("What did people say they wanted?"), [AtMost(600)], rows=3)


class VisitorForm(PortalForm):
    """`account_id` gets its choices from the view."""

    has_version = True
    account_id = SelectBox(
        lazy("Do they have an account here?"),
        choices=[],
        hint=lazy("Then they see their visits when they sign in. Leave it empty if they have none."),
    )
    name = TextInput(lazy("Name"), [AtMost(120)], hint=lazy("It is kept encrypted. Reports never show it."))
    contact = TextInput(
        lazy("How do you reach them?"), [AtMost(200)], hint=lazy("You ring or write to them yourself. We never do.")
    )
    language = SelectBox(lazy("Language"), choices=language_choices, blank=False, default="en")
    active = Radios(
        lazy("Do they visit at the moment?"),
        choices=[SelectChoice("yes", lazy("Yes")), SelectChoice("no", lazy("No"))],
        default="yes",
        inline=True,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        if not self.account_id.data and not self.name.data:
            self.name.errors = [_("Enter a name, or choose an account")]
            return False
        return is_good


class WhereAndWhenForm(PortalForm):
    where = TextInput(lazy("Which place, or which phone line?"), [Needed(lazy("Say what is visited")), AtMost(120)])
    first_day = DateParts(lazy("First day"), [Needed(lazy("Enter the first day"))])
    last_day = DateParts(lazy("Last day"), [Needed(lazy("Enter the last day"))])

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        if is_good and self.last_day.data and self.first_day.data and self.last_day.data < self.first_day.data:
            self.last_day.errors = [_("The last day is before the first day")]
            return False
        return is_good


class PlanVisitForm(WhereAndWhenForm):
    """`visitor_id` gets its choices from the view."""

    visitor_id = SelectBox(lazy("Who visits?"), [Needed(lazy("Choose who visits"))], choices=[])


class AskPanelForm(WhereAndWhenForm):
    """`members` gets its choices from the view."""

    minutes = WholeNumber(
        lazy("How many minutes does it take?"),
        [Needed(lazy("Enter how many minutes")), Between(1, 1440, lazy("Enter a number from 1 to 1,440"))],
    )
    members = Checkboxes(lazy("Whom do you ask?"), choices=[], hint=lazy("Nobody ticked means everyone."))


class ReadReportForm(PortalForm):
    has_version = True
    decision = Radios(
        lazy("Does this visit count?"),
        [Needed(lazy("Choose one"))],
        choices=[SelectChoice("count", lazy("Yes, count it")), SelectChoice("aside", lazy("No, set it aside"))],
    )
    because = SelectBox(
        lazy("Why is it set aside?"),
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in SetAside if one is not SetAside.NOT_AGREED],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        if self.decision.data == "aside" and not self.because.data:
            self.because.errors = [_("Choose why")]
            return False
        return is_good


class PaymentForm(PortalForm):
    amount = DecimalNumber(
        lazy("How much was paid?"),
        [Needed(lazy("Enter an amount, or 0")), Between(Decimal(0), Decimal(MOST_POUNDS))],
        prefix="£",
    )
    paid_on = DateParts(lazy("When?"), [Needed(lazy("Enter the day")), NOT_LATER])
    method = Radios(lazy("How?"), [Needed(lazy("Choose one"))], choices=codes(PaidBy))

    def pence(self) -> int:
        return pence(self.amount.data)


class SawForm(PortalForm):
    """One thing to look for, on the visitor's phone."""

    saw = Radios(lazy("Was it so?"), choices=codes(SawIt))
    words = TextArea(
        lazy("What did you see or hear? (if you want)"), [AtMost(1000)], rows=4, hint=lazy("Write no names.")
    )


class EndForm(PortalForm):
    visited_on = DateParts(lazy("Which day did you go, or ring?"), [Needed(lazy("Enter the day")), NOT_LATER])
    words = TextArea(
        lazy("Is there anything else you want to tell us?"), [AtMost(2000)], rows=4, hint=lazy("Write no names.")
    )


class StopForm(PortalForm):
    because = Radios(
        lazy("Why do you stop?"),
        [Needed(lazy("Choose one"))],
        choices=codes(StoppedBecause),
    )


def pence(pounds: Decimal | None) -> int:
    """Pounds as typed, in whole pence."""
    return int(((pounds or Decimal(0)) * 100).to_integral_value())


def as_pounds(amount: int) -> Decimal:
    return Decimal(amount) / 100
