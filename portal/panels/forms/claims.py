"""Claiming: time by how long it took, costs by what they were, with receipts."""

import datetime as dt
import uuid
from typing import Any

from wtforms.validators import ValidationError

from portal.panels.enums.doors import TYPED
from portal.panels.enums.thanks import ClaimKind
from portal.panels.forms.thanks import Pounds, choices_of
from portal.panels.operations.claims import Claimed
from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextArea,
    WholeNumber,
)
from portal.shared.i18n import _, lazy

MOST_MINUTES, MOST_MILES = 24 * 60, 1000
MOST_AHEAD = dt.timedelta(days=90)
OLDEST = dt.timedelta(days=3 * 365)


class ClaimForm(PortalForm):
    """What every claim has. `limit_choice` and `is_another` are shown once there is a reason to ask."""

    kind: ClaimKind
    day = DateParts(lazy("On which day was it?"), [Needed(lazy("Enter the day"))])
    what = TextArea(lazy("Is there anything we should know?"), [AtMost(600)], rows=2)
    is_another = Checkboxes(
        lazy("Is this another one?"), choices=[SelectChoice("yes", lazy("Yes, this is another one"))]
    )

    def validate_day(self, field: Any) -> None:
        if field.data is None or field.errors:
            return
        ahead = MOST_AHEAD if self.kind is ClaimKind.TRAVEL_ADVANCE else dt.timedelta(0)
        if field.data > clock.today() + ahead:
            raise ValidationError(_("This day is too far ahead") if ahead else _("You can claim when the day has come"))
        if field.data < clock.today() - OLDEST:
            raise ValidationError(_("This day is more than three years ago. Please ring us."))


class TimeForm(ClaimForm):
    about = SelectBox(lazy("Which one?"), choices=list, blank=False)
    minutes = WholeNumber(
        lazy("How many minutes did it take?"),
        [
            Needed(lazy("Enter how many minutes")),
            Between(1, MOST_MINUTES, lazy("Enter a number from 1 to 1,440")),
        ],
    )
    limit_choice = Radios(
        lazy("This is more than the limit you set. What do you want?"),
        choices=[
            SelectChoice("limit", lazy("Only up to my limit")),
            SelectChoice("all", lazy("All of it, this one time")),
        ],
    )

    def claimed(self) -> Claimed:
        return Claimed(
            kind=self.kind,
            day=self.day.data or clock.today(),
            about_id=uuid.UUID(self.about.data) if self.about.data else None,
            minutes=self.minutes.data,
            what=self.what.data or "",
            is_another=bool(self.is_another.data),
            at_most_limit=self.limit_choice.data == "limit",
            past_limit=self.limit_choice.data == "all",
        )


class CostForm(ClaimForm):
    amount = Pounds(lazy("How much did it cost?"))
    miles = WholeNumber(
        lazy("Or: how many miles in your own car?"),
        [Between(1, MOST_MILES, lazy("Enter a number from 1 to 1,000"))],
    )
    receipts = FileInput(
        lazy("Photos or PDFs of receipts"),
        several=True,
        accept="image/jpeg,image/png,image/webp,application/pdf",
        hint=lazy("If you have any. Place and time are taken out of photos."),
    )

    def validate_amount(self, field: Any) -> None:
        if not field.errors and not field.data and not self.miles.data:
            raise ValidationError(_("Enter an amount, like 12.50"))

    def claimed(self) -> Claimed:
        return Claimed(
            kind=self.kind,
            day=self.day.data or clock.today(),
            miles=self.miles.data,
            pence=self.amount.pence,
            what=self.what.data or "",
            is_another=bool(self.is_another.data),
        )


class _ForThem(PortalForm):
    said_by = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Choose how they told you"))],
        choices=choices_of(TYPED),
    )


class TimeForThemForm(TimeForm, _ForThem):
    pass


class CostForThemForm(CostForm, _ForThem):
    pass


class ReceiptForm(PortalForm):
    receipts = FileInput(
        lazy("Photos or PDFs of receipts"),
        [Needed(lazy("Choose a file"))],
        several=True,
        accept="image/jpeg,image/png,image/webp,application/pdf",
        hint=lazy("If you have any. Place and time are taken out of photos."),
    )
