"""Forms: our field classes, our validators, one base."""

from wtforms.fields.choices import SelectChoice

from portal.shared.forms.base import PortalForm
from portal.shared.forms.dates import DateParts
from portal.shared.forms.fields import (
    Checkboxes,
    DecimalNumber,
    EmailInput,
    FileInput,
    PasswordInput,
    Radios,
    SelectBox,
    Submit,
    TelInput,
    TextArea,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.forms.hidden import HiddenValue
from portal.shared.forms.validation import AnEmailAddress, AtMost, Between, Holds, Needed

__all__ = [
    "AnEmailAddress",
    "AtMost",
    "Between",
    "Checkboxes",
    "DateParts",
    "DecimalNumber",
    "EmailInput",
    "FileInput",
    "HiddenValue",
    "Holds",
    "Needed",
    "PasswordInput",
    "PortalForm",
    "Radios",
    "SelectBox",
    "SelectChoice",
    "Submit",
    "TelInput",
    "TextArea",
    "TextInput",
    "WholeNumber",
    "YesNo",
]
