"""Validators that speak to people. Each takes its own words; what it says without them still tells what to do."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from portal.shared.i18n import _, ngettext

Words = Any  # a str, or a lazy translation that becomes one


class Needed:
    """The question must be answered. `Needed(lazy("Enter your name"))`"""

    # WTForms reads this and marks the field as required; GOV.UK advises against the attribute, so we render none.
    field_flags = {"needed": True}

    def __init__(self, message: Words = None) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        if field.errors or field.process_errors:
            raise StopValidation
        if field.data is None or field.data in ("", []) or getattr(field.data, "filename", None) == "":
            raise StopValidation(str(self.message or _("Answer this question to go on")))


class AtMost:
    """No more signs than `length`."""

    def __init__(self, length: int, message: Words = None) -> None:
        self.length, self.message = length, message
        self.field_flags = {"maxlength": length}

    def __call__(self, form: Form, field: Field) -> None:
        over = len(field.data or "") - self.length
        if over > 0:
            words = ngettext("Make this shorter by %(num)d letter", "Make this shorter by %(num)d letters", over)
            raise ValidationError(str(self.message or words))


class Between:
    """A number or date not below `lowest` and not above `highest`; either may be missing."""

    def __init__(self, lowest: Any = None, highest: Any = None, message: Words = None) -> None:
        self.lowest, self.highest, self.message = lowest, highest, message

    def __call__(self, form: Form, field: Field) -> None:
        if field.data is None or field.errors:
            return
        if isinstance(field.data, Decimal) and not field.data.is_finite():
            raise ValidationError(str(self.message or _("Enter a number, like 12")))
        if self.lowest is not None and field.data < self.lowest:
            raise ValidationError(str(self.message or _("Enter %(lowest)s or more", lowest=self.lowest)))
        if self.highest is not None and field.data > self.highest:
            raise ValidationError(str(self.message or _("Enter %(highest)s or less", highest=self.highest)))


class AnEmailAddress:
    """Looks like an e-mail address. Nobody is asked over the network whether it exists."""

    def __init__(self, message: Words = None) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        if not field.data:
            return
        try:
            validate_email(field.data, check_deliverability=False, allow_smtputf8=True)
        except EmailNotValidError as problem:
            words = self.message or _("Enter an email address, like name@example.com")
            raise ValidationError(str(words)) from problem


class Holds:
    """Any rule of one's own: `Holds(lambda code: code in codes, lazy("This code is not known"))`"""

    def __init__(self, rule: Callable[[Any], bool], message: Words) -> None:
        self.rule, self.message = rule, message

    def __call__(self, form: Form, field: Field) -> None:
        if field.data not in (None, "") and not self.rule(field.data):
            raise ValidationError(str(self.message))
