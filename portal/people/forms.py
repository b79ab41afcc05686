from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo

from portal.people.enums import Role
from portal.shared.forms import AtMost, Checkboxes, EmailInput, Needed, PasswordInput, PortalForm, TextInput, YesNo
from portal.shared.i18n import lazy

WHAT_MAY_THEY_DO = lazy("What may this person do?")


class SignInForm(PortalForm):
    email = EmailInput(lazy("E-mail address"), [Needed(lazy("Enter your e-mail address"))], autocomplete="username")
    password = PasswordInput(lazy("Password"), [Needed(lazy("Enter your password"))])


class CodeForm(PortalForm):
    code = TextInput(
        lazy("Six digits"),
        [Needed(lazy("Enter the six digits from your app"))],
        hint=lazy("Open the app on your phone that makes codes. Type the code for this portal."),
        inputmode="numeric",
        autocomplete="one-time-code",
        spellcheck=False,
        classes="govuk-input--width-10",
    )


def role_choices() -> list[Any]:
    return [SelectChoice(role.value, str(role.label)) for role in Role]


class NewAccountForm(PortalForm):
    display_name = TextInput(lazy("Name"), [Needed(lazy("Enter a name")), AtMost(120)])
    email = EmailInput(lazy("E-mail address"), [Needed(lazy("Enter an e-mail address"))], autocomplete="off")
    password = PasswordInput(
        lazy("First password"),
        [Needed(lazy("Enter a password"))],
        hint=lazy("At least 12 letters. Three words you can remember are good."),
        autocomplete="new-password",
    )
    again = PasswordInput(
        lazy("First password again"),
        [EqualTo("password", lazy("The two passwords are not the same"))],
        autocomplete="new-password",
    )
    roles = Checkboxes(WHAT_MAY_THEY_DO, [Needed(lazy("Choose at least one role"))], choices=role_choices)


class RolesForm(PortalForm):
    has_version = True
    active = YesNo(
        lazy("May this person sign in?"),
        [Needed(lazy("Choose yes or no"))],
        hint=lazy("If you choose no, they are signed out everywhere now."),
    )
    roles = Checkboxes(WHAT_MAY_THEY_DO, [Needed(lazy("Choose at least one role"))], choices=role_choices)


class PasswordForm(PortalForm):
    password = PasswordInput(lazy("Your password now"), [Needed(lazy("Enter your password"))])
    fresh = PasswordInput(
        lazy("New password"),
        [Needed(lazy("Enter a password"))],
        hint=lazy("At least 12 letters. Three words you can remember are good."),
        autocomplete="new-password",
    )
    again = PasswordInput(
        lazy("New password again"),
        [EqualTo("fresh", lazy("The two passwords are not the same"))],
        autocomplete="new-password",
    )


class ConfirmForm(PortalForm):
    """A page with a single button: nothing to fill in, safe to press twice."""
