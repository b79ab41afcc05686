"""Forms for rates, guidance, choices, bank details and letters."""

import datetime as dt
from decimal import Decimal
from typing import Any

from wtforms.validators import ValidationError

from portal.panels.enums.doors import TYPED
from portal.panels.enums.thanks import BESIDE, FOR_TIME, LimitPer, Offer, Unit
from portal.panels.rules.bank import bank_name, is_account_number, is_sort_code
from portal.panels.rules.money import pence_of
from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    DecimalNumber,
    Holds,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TelInput,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, _, lazy

MOST_POUNDS = 5000


def choices_of(kinds: Any) -> list[SelectChoice]:
    return [SelectChoice(kind.value, kind.label) for kind in kinds]


def is_web_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and " " not in text and text.isprintable()


class Pounds(DecimalNumber):
    """An amount in pounds; `.pence` is what it is in whole pence, or None."""

    def __init__(self, label: Any, validators: Any = (), **kw: Any) -> None:
        known = [*validators, Between(0, MOST_POUNDS, lazy("Enter an amount from 0 to 5,000 pounds"))]
        super().__init__(label, known, **({"prefix": "£", "message": lazy("Enter an amount, like 12.50")} | kw))

    @property
    def pence(self) -> int | None:
        return None if self.data is None else pence_of(self.data)

    def pre_validate(self, form: Any) -> None:
        if isinstance(self.data, Decimal) and self.data >= 0:
            try:
                pence_of(self.data)
            except ValueError as problem:
                raise ValidationError(_("Enter an amount, like 12.50")) from problem


class RateForm(PortalForm):
    for_all = Radios(
        lazy("For which panels?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[SelectChoice("here", lazy("Only this panel")), SelectChoice("all", lazy("Every panel"))],
    )
    offer = Radios(
        lazy("What do you offer?"),
        [Needed(lazy("Choose what you offer"))],
        choices=choices_of(offer for offer in Offer if offer is not Offer.NONE),
    )
    unit = Radios(lazy("How is it counted?"), [Needed(lazy("Choose how it is counted"))], choices=choices_of(Unit))
    amount = Pounds(
        lazy("How much?"), hint=lazy("For what it really cost: the most you usually pay. You can leave that empty.")
    )
    valid_from = DateParts(lazy("From which day?"), [Needed(lazy("Enter the day"))])
    valid_until = DateParts(lazy("Until which day?"), hint=lazy("Leave it empty if you do not know yet."))
    ends = Checkboxes(
        lazy("Does this end an offer?"),
        choices=[SelectChoice("yes", lazy("From this day on we do not offer it any more"))],
    )
    source = TextInput(
        lazy("Who says so?"),
        [Needed(lazy("Say where the amount comes from")), AtMost(300)],
        hint=lazy("A decision, a policy or published guidance."),
    )
    source_url = TextInput(
        lazy("Where can it be read?"),
        [AtMost(500), Holds(is_web_address, lazy("Enter a whole web address, like https://www.example.org/news"))],
    )
    source_date = DateParts(lazy("Which date does it have?"), [Needed(lazy("Enter the day"))])

    def validate_amount(self, field: Any) -> None:
        if field.data is None and self.unit.data != Unit.REAL_COST and not self.ends.data and not field.errors:
            raise ValidationError(_("Enter an amount, like 12.50"))

    def validate_valid_until(self, field: Any) -> None:
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_("The last day is before the first"))

    def validate_valid_from(self, field: Any) -> None:
        if field.data and not dt.date(2000, 1, 1) <= field.data <= clock.today() + dt.timedelta(days=730):
            raise ValidationError(_("Enter a day that is not more than two years ahead"))


class GuidanceForm(PortalForm):
    title_en = TextInput(lazy("Heading"), [Needed(lazy("Enter a heading")), AtMost(150)])
    body_en = TextArea(
        lazy("What it says"),
        [Needed(lazy("Enter what it says")), AtMost(4000)],
        rows=8,
        hint=lazy("Words from the source, or close to them. Say nothing the source does not say."),
    )
    title_en_easy = TextInput(lazy("Heading in easy English"), [AtMost(150)])
    body_en_easy = TextArea(lazy("What it says in easy English"), [AtMost(4000)], rows=6)
    title_cy = TextInput(lazy("Heading in Welsh"), [AtMost(150)])
    body_cy = TextArea(lazy("What it says in Welsh"), [AtMost(4000)], rows=6)
    title_ur = TextInput(lazy("Heading in Urdu"), [AtMost(150)])
    body_ur = TextArea(lazy("What it says in Urdu"), [AtMost(4000)], rows=6)
    source = TextInput(lazy("Whose words are they?"), [Needed(lazy("Say whose words they are")), AtMost(300)])
    source_url = TextInput(
        lazy("Where can it be read?"),
        [AtMost(500), Holds(is_web_address, lazy("Enter a whole web address, like https://www.example.org/news"))],
    )
    source_date = DateParts(lazy("Which date does it have?"), [Needed(lazy("Enter the day"))])
    advice_name = TextInput(
        lazy("Who gives independent advice?"), [Needed(lazy("Name someone who gives advice")), AtMost(200)]
    )
    advice_url = TextInput(
        lazy("Their web page"),
        [AtMost(500), Holds(is_web_address, lazy("Enter a whole web address, like https://www.example.org/news"))],
    )
    advice_phone = TelInput(lazy("Their phone number"), [AtMost(40)])
    review_by = DateParts(
        lazy("By when must someone read it again?"), [Needed(lazy("Enter the day"))], hint=lazy("Rules change.")
    )
    hide = Checkboxes(lazy("Do members see it?"), choices=[SelectChoice("yes", lazy("No, do not show it any more"))])

    def texts(self, field: str) -> dict[str, str]:
        found = {code: self[f"{field}_{code.replace('-', '_')}"].data for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


class ChoiceForm(PortalForm):
    for_time = Radios(
        lazy("How should we thank you for your time?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=choices_of(FOR_TIME),
    )
    beside = Checkboxes(lazy("What else do you need?"), choices=choices_of(BESIDE))
    limit = Pounds(
        lazy("No more than"),
        hint=lazy("If you want a limit for the thanks for your time. You can leave it empty."),
    )
    limit_per = Radios(lazy("In which time?"), choices=choices_of(LimitPer), inline=True)

    def validate_limit_per(self, field: Any) -> None:
        if self.limit.data is not None and not field.data:
            raise ValidationError(_("Say if it is for a week or for a month"))


class ChoiceForThemForm(ChoiceForm):
    """What a member said to staff; the guidance is read to them first."""

    said_by = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Choose how they told you"))],
        choices=choices_of(TYPED),
    )
    was_read = Checkboxes(
        lazy("Do they know what is on this page about benefits?"),
        choices=[SelectChoice("yes", lazy("I read it to them, or they have it on paper"))],
    )


class BankForm(PortalForm):
    name = TextInput(
        lazy("Name on the account"),
        [
            Needed(lazy("Enter the name on the account")),
            AtMost(70),
            Holds(lambda text: bool(bank_name(text)), lazy("Write the name in the letters of the bank card, A to Z")),
        ],
        autocomplete="name",
        hint=lazy("As it is written on the bank card."),
    )
    sort_code = TextInput(
        lazy("Sort code"),
        [
            Needed(lazy("Enter the sort code")),
            Holds(is_sort_code, lazy("A sort code has 6 numbers, like 12-34-56")),
        ],
        inputmode="numeric",
        autocomplete="off",
        classes="govuk-input--width-10",
        hint=lazy("6 numbers"),
    )
    account_number = TextInput(
        lazy("Account number"),
        [
            Needed(lazy("Enter the account number")),
            Holds(is_account_number, lazy("An account number has 8 numbers. If yours has fewer, put 0 in front.")),
        ],
        inputmode="numeric",
        autocomplete="off",
        classes="govuk-input--width-10",
        hint=lazy("8 numbers"),
    )


class BankForThemForm(BankForm):
    said_by = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Choose how they told you"))],
        choices=choices_of(TYPED),
    )
    why = TextInput(
        lazy("Why do you change it for them?"), [Needed(lazy("Say why you change it for them")), AtMost(300)]
    )


class LetterForm(PortalForm):
    first = DateParts(lazy("From which day?"), [Needed(lazy("Enter the day"))])
    last = DateParts(lazy("Until which day?"), [Needed(lazy("Enter the day"))])

    def validate_last(self, field: Any) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day is before the first"))


class SettingsForm(PortalForm):
    has_version = True
    days_to_pay = WholeNumber(
        lazy("After how many days has someone waited too long for money?"),
        [Needed(lazy("Enter how many days")), Between(1, 90, lazy("Enter a number from 1 to 90"))],
    )
    most_hours = WholeNumber(
        lazy("How many hours in three months are too many to ask of one person?"),
        [Needed(lazy("Enter how many hours")), Between(1, 400, lazy("Enter a number from 1 to 400"))],
    )


class WhyForm(PortalForm):
    why = TextArea(lazy("What do you want to tell them?"), [Needed(lazy("Say why")), AtMost(600)], rows=3)


class HowPaidForm(PortalForm):
    how = TextInput(
        lazy("How was it paid?"),
        [Needed(lazy("Say how it was paid")), AtMost(200)],
        hint=lazy("For example: in cash at the meeting, or we bought the ticket."),
    )


class BatchForm(PortalForm):
    kind = Radios(
        lazy("What do you want to pay?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[SelectChoice("bank", lazy("Bank transfers")), SelectChoice("vouchers", lazy("Vouchers"))],
    )


class PickMemberForm(PortalForm):
    member = SelectBox(lazy("For whom?"), [Needed(lazy("Choose a member"))], choices=list)
