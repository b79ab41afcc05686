import datetime as dt
from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.promises.enums import PromiseState
from portal.promises.rules import ENDS
from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    EmailInput,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    YesNo,
)
from portal.shared.forms.validation import AnEmailAddress
from portal.shared.i18n import LANGUAGES, _, lazy

FARTHEST = dt.timedelta(days=3660)
OTHERS = tuple(code for code in LANGUAGES if code != "en")


def key(name: str, language: str) -> str:
    """The field of a text in one language; English has the plain name."""
    return name if language == "en" else f"{name}_{language.replace('-', '_')}"


def to_come(_form: Any, field: Any) -> None:
    """A day that has not passed, and that someone may still live to see."""
    if field.data is not None and not clock.today() <= field.data <= clock.today() + FARTHEST:
        raise ValidationError(_("Enter a day that is still to come, within ten years"))


class Texts(PortalForm):
    """Words that everyone reads: English, and the other languages where someone can write them."""

    def texts(self, name: str) -> dict[str, str]:
        return {code: getattr(self, key(name, code)).data or "" for code in LANGUAGES}

    def others(self, name: str) -> list[Any]:
        return [getattr(self, key(name, code)) for code in OTHERS]


class OwnerForm(Texts):
    """Who answers for it: a colleague, or someone of another body."""

    owner = SelectBox(lazy("Which account looks after it?"), hint=lazy("Or name someone outside below."))
    outside_name = TextInput(lazy("Someone outside: their name"), [AtMost(120)])
    outside_email = EmailInput(
        lazy("Someone outside: their work email"),
        [AtMost(200), AnEmailAddress()],
        autocomplete="off",
        hint=lazy("They get a private link, and a reminder when it is late."),
    )
    owner_words = TextInput(
        lazy("Who keeps it, as everyone reads it"),
        [Needed(lazy("Say who keeps it")), AtMost(120)],
        hint=lazy("A team or a job, like “The carers’ team”."),
    )

    def validate_owner(self, field: Any) -> None:
        outside = bool(self.outside_email.data)
        if not field.data and not outside:
            raise ValidationError(_("Choose an account, or give the email of someone outside"))
        if field.data and outside:
            raise ValidationError(_("Choose an account or someone outside, not both"))

    def validate_outside_name(self, field: Any) -> None:
        if self.outside_email.data and not field.data:
            raise ValidationError(_("Enter their name"))


class GiveForm(OwnerForm):
    has_version = True


class PromiseForm(OwnerForm):
    due = DateParts(lazy("By which day?"), [Needed(lazy("Enter the day")), to_come])
    know = TextArea(
        lazy("How will people know that it is done?"), [Needed(lazy("Say how people will know")), AtMost(400)], rows=2
    )
    know_en_easy = TextArea(lazy("Easy English"), [AtMost(400)], rows=2)
    know_cy = TextArea(lazy("Welsh"), [AtMost(400)], rows=2)
    know_ur = TextArea(lazy("Urdu"), [AtMost(400)], rows=2)
    because_of = Checkboxes(lazy("Which of these does it answer?"))


class MoveForm(Texts):
    has_version = True
    due = DateParts(lazy("By which day now?"), [Needed(lazy("Enter the day")), to_come])
    words = TextArea(
        lazy("Why another day?"),
        [Needed(lazy("Say why")), AtMost(400)],
        hint=lazy("Everyone will read this."),
        rows=2,
    )
    words_en_easy = TextArea(lazy("Easy English"), [AtMost(400)], rows=2)
    words_cy = TextArea(lazy("Welsh"), [AtMost(400)], rows=2)
    words_ur = TextArea(lazy("Urdu"), [AtMost(400)], rows=2)


class ClaimForm(Texts):
    has_version = True
    state = Radios(
        lazy("What happened?"),
        [Needed(lazy("Choose what happened"))],
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in PromiseState if one in ENDS],
    )
    words = TextArea(
        lazy("What shows it?"),
        [Needed(lazy("Say what shows it")), AtMost(600)],
        hint=lazy("Everyone will read this."),
        rows=3,
    )
    words_en_easy = TextArea(lazy("Easy English"), [AtMost(600)], rows=3)
    words_cy = TextArea(lazy("Welsh"), [AtMost(600)], rows=3)
    words_ur = TextArea(lazy("Urdu"), [AtMost(600)], rows=3)


class CheckClaimForm(PortalForm):
    has_version = True
    agrees = YesNo(lazy("Did you look, and is it true?"), [Needed(lazy("Choose yes or no"))])


class EvidenceForm(Texts):
    """A file or a link, and what it shows in words."""

    file = FileInput(
        lazy("A picture or a PDF file"),
        hint=lazy("We take hidden facts, like the place, out of a picture. No faces, please."),
    )
    address = TextInput(lazy("Or the web address of a page"), [AtMost(500)], spellcheck=False)
    words = TextInput(
        lazy("What does it show?"),
        [Needed(lazy("Say what it shows")), AtMost(200)],
        hint=lazy("Also for people who do not see the picture."),
    )
    words_en_easy = TextInput(lazy("Easy English"), [AtMost(200)])
    words_cy = TextInput(lazy("Welsh"), [AtMost(200)])
    words_ur = TextInput(lazy("Urdu"), [AtMost(200)])

    def validate_file(self, field: Any) -> None:
        if field.data is None and not self.address.data:
            raise ValidationError(_("Choose a file, or give a web address"))
        if field.data is not None and self.address.data:
            raise ValidationError(_("Choose a file or give a web address, not both"))


class AskForm(PortalForm):
    until = DateParts(lazy("Until when can people answer?"), [Needed(lazy("Enter the last day")), to_come])


class KeptForm(PortalForm):
    verdict = Radios(lazy("Did we keep this promise?"))
    comment = TextArea(lazy("Do you want to say more?"), [AtMost(2000)], rows=3)


class FilterForm(PortalForm):
    """Only shown, never sent with a token: looking changes nothing."""

    class Meta(PortalForm.Meta):
        csrf = False

    state = SelectBox(lazy("Where it stands"), blank=False)
    owner = SelectBox(lazy("Who looks after it"), blank=False)
    service = SelectBox(lazy("Service"), blank=False)
    only = SelectBox(lazy("Only"), blank=False)
