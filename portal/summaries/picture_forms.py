"""Forms about pictures: looking for one, packs, own photos, who agreed, and what people made of a picture."""

import datetime as dt
from typing import Any

from wtforms.validators import ValidationError

from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.forms.validation import Between
from portal.shared.i18n import LANGUAGES, _, lazy
from portal.summaries.forms import choices_of, key
from portal.summaries.pictures.enums import AgreedHow, PhotoUse, Understood

LONGEST_CONSENT = dt.timedelta(days=5 * 366)


class ChooseForm(PortalForm):
    """The picture of a statement, out of those that were found."""

    has_version = True

    picture = Radios(lazy("Choose a picture"), [Needed(lazy("Choose a picture"))])


class PackForm(PortalForm):
    name = TextInput(lazy("What shall the pack be called?"), [Needed(lazy("Enter a name")), AtMost(80)])
    file = FileInput(
        lazy("The pack"),
        [Needed(lazy("Choose a file"))],
        hint=lazy("A ZIP file with the pictures and a table called pictures.csv."),
        accept=".zip,application/zip",
    )


class TakeOutForm(PortalForm):
    why = TextInput(lazy("Why is it taken out?"), [Needed(lazy("Say why")), AtMost(200)])


class PhotoForm(PortalForm):
    """What a photo shows, in each language, whose it is, and how many people are in it."""

    has_version = True

    words_en = TextInput(
        lazy("Search words in English"),
        [Needed(lazy("Enter at least one word")), AtMost(300)],
        hint=lazy("Put a comma between them."),
    )
    alt_en = TextInput(
        lazy("What does the picture show? In English"),
        [Needed(lazy("Say in words what the picture shows")), AtMost(200)],
        hint=lazy("For people who do not see it. Do not name the people in it."),
    )
    words_en_easy = TextInput(lazy("Search words in Easy English"), [AtMost(300)])
    alt_en_easy = TextInput(
        lazy("What does it show? In Easy English"),
        [Needed(lazy("Say in words what the picture shows")), AtMost(200)],
    )
    words_cy = TextInput(lazy("Search words in Welsh"), [AtMost(300)])
    alt_cy = TextInput(
        lazy("What does it show? In Welsh"), [Needed(lazy("Say in words what the picture shows")), AtMost(200)]
    )
    words_ur = TextInput(lazy("Search words in Urdu"), [AtMost(300)])
    alt_ur = TextInput(
        lazy("What does it show? In Urdu"), [Needed(lazy("Say in words what the picture shows")), AtMost(200)]
    )
    credit = TextInput(lazy("Who made the picture?"), [Needed(lazy("Say who made it")), AtMost(120)])
    licence = TextInput(
        lazy("What may we do with it?"),
        [Needed(lazy("Name the licence, or who allowed it")), AtMost(120)],
        hint=lazy("The name of a licence, or “Used with permission”."),
    )
    people = WholeNumber(
        lazy("How many people can someone recognise in it?"),
        [Needed(lazy("Enter a number. Nobody is 0.")), Between(0, 50)],
        hint=lazy("Each of them must agree before the picture can be used."),
    )

    @property
    def words(self) -> dict[str, list[str]]:
        said = {code: (getattr(self, f"words_{key(code)}").data or "").replace("،", ",") for code in LANGUAGES}
        return {code: [word.strip() for word in text.split(",") if word.strip()] for code, text in said.items()}

    @property
    def alts(self) -> dict[str, str]:
        return {code: str(getattr(self, f"alt_{key(code)}").data or "") for code in LANGUAGES}

    def show(self, picture: Any) -> None:
        """Fills in what is there."""
        for code in LANGUAGES:
            getattr(self, f"words_{key(code)}").data = ", ".join(picture.words.get(code, ()))
            getattr(self, f"alt_{key(code)}").data = picture.alts.get(code, "")


class NewPhotoForm(PhotoForm):
    has_version = False

    file = FileInput(
        lazy("The photo"),
        [Needed(lazy("Choose a file"))],
        hint=lazy("JPEG, PNG or WebP. Place, time and camera are taken out of it."),
        accept="image/jpeg,image/png,image/webp",
    )


class ConsentForm(PortalForm):
    """One person in a photo said yes."""

    name = TextInput(lazy("Who is it?"), [Needed(lazy("Enter a name")), AtMost(120)])
    uses = Checkboxes(
        lazy("What did they agree to?"),
        [Needed(lazy("Choose at least one"))],
        choices=choices_of(PhotoUse),
        hint=lazy("The picture can be used when both are agreed to."),
    )
    how = Radios(lazy("How did they agree?"), [Needed(lazy("Choose one"))], choices=choices_of(AgreedHow))
    said_by = TextInput(
        lazy("Who decided for them?"), [AtMost(120)], hint=lazy("Only if someone who may decide for them said yes.")
    )
    agreed_on = DateParts(lazy("When did they agree?"), [Needed(lazy("Enter the day"))])
    until = DateParts(
        lazy("Until when?"),
        [Needed(lazy("Enter the last day"))],
        hint=lazy("At most five years. Then ask again."),
    )

    def validate_said_by(self, field: Any) -> None:
        if self.how.data == AgreedHow.FOR_THEM and not field.data:
            raise ValidationError(_("Say who decided for them"))

    def validate_agreed_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come"))

    def validate_until(self, field: Any) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is over"))
        if field.data and self.agreed_on.data and field.data - self.agreed_on.data > LONGEST_CONSENT:
            raise ValidationError(_("At most five years"))


class TestForm(PortalForm):
    """What people made of a picture."""

    who = TextInput(
        lazy("Which group was it shown to?"),
        [Needed(lazy("Name the group")), AtMost(120)],
        hint=lazy("No names of people."),
    )
    people = WholeNumber(lazy("How many people were there?"), [Needed(lazy("Enter a number")), Between(1, 1000)])
    language = SelectBox(
        lazy("In which language?"),
        choices=[SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
        blank=False,
    )
    tested_on = DateParts(lazy("When?"), [Needed(lazy("Enter the day"))])
    understood = Radios(lazy("What did they make of it?"), [Needed(lazy("Choose one"))], choices=choices_of(Understood))
    remark = TextArea(lazy("What did they say?"), [AtMost(600)], rows=3)

    def validate_tested_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come"))


__all__ = [
    "ChooseForm",
    "ConsentForm",
    "NewPhotoForm",
    "PackForm",
    "PhotoForm",
    "TakeOutForm",
    "TestForm",
]
