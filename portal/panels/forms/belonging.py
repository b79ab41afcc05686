from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.panels.enums import CheckAnswer, ItemKind, LookPurpose, MemberState, NeedKind
from portal.panels.enums.doors import TYPED
from portal.panels.rules.agreements import MOST_WORDS
from portal.panels.rules.membership import NEXT
from portal.panels.rules.passports import BOXES
from portal.panels.rules.passports import MOST_WORDS as MOST_OWN_WORDS
from portal.panels.rules.pins import is_pin, is_weak_pin, plain_pin
from portal.questions.enums import Provenance
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    HiddenValue,
    Needed,
    PasswordInput,
    PortalForm,
    Radios,
    SelectBox,
    Submit,
    TelInput,
    TextArea,
    TextInput,
    YesNo,
)
from portal.shared.i18n import LANGUAGES, lazy


def _ways() -> list[Any]:
    return [SelectChoice(way.value, str(way.label)) for way in TYPED]


def _helpers() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in Provenance if one is not Provenance.ON_BEHALF]


class _HowSaid(PortalForm):
    """For staff who type what a member said."""

    through = Radios(lazy("How did they tell you?"), [Needed(lazy("Choose how they told you"))], choices=_ways)


class PlaceForm(PortalForm):
    """Yes or no to a place, with the fingerprint of the words that were shown."""

    shown = HiddenValue()
    helped = Radios(lazy("Did someone help you to read this?"), choices=_helpers)
    helped_by = TextInput(lazy("Who helped you?"), [AtMost(120)], hint=lazy("You may leave this empty."))
    yes = Submit(lazy("Yes, I want to be on the panel"))
    no = Submit(lazy("No, thank you"), quiet=True)


class TypedPlaceForm(_HowSaid):
    shown = HiddenValue()
    said = YesNo(lazy("Do they want to be on the panel?"), [Needed(lazy("Choose yes or no"))])
    helped = Radios(lazy("Did someone help them?"), choices=_helpers)
    helped_by = TextInput(lazy("Who helped them?"), [AtMost(120)])
    why = TextArea(lazy("Anything they said about it"), [AtMost(600)], rows=2)


class MoveForm(PortalForm):
    to = Radios(lazy("What is it now?"), [Needed(lazy("Choose one"))], choices=list)
    why = TextArea(
        lazy("Why?"),
        [Needed(lazy("Say why in a few words")), AtMost(600)],
        rows=3,
        hint=lazy("The member can ask to see it."),
    )

    def offer(self, now: MemberState) -> None:
        """What this member can become from here."""
        states = [state for state in MemberState if state in NEXT[now]]
        self.to.choices = [SelectChoice(state.value, str(state.label)) for state in states]


class SupportForm(PortalForm):
    contact = SelectBox(lazy("Who do they ring?"), [Needed(lazy("Choose who they ring"))], choices=list)
    phone = TelInput(
        lazy("Phone number of this person"), [AtMost(30)], hint=lazy("Leave it empty to show the number of the office.")
    )
    mentor = TextInput(
        lazy("Mentor or ambassador"), [AtMost(120)], hint=lazy("Someone with lived experience who stands by them.")
    )


class AgreementForm(PortalForm):
    """Words of one part, one sentence a line, by language."""

    words_en = TextArea(
        lazy("In English"),
        [Needed(lazy("Write the words in English")), AtMost(MOST_WORDS)],
        rows=8,
        hint=lazy("One short sentence on each line."),
    )
    words_en_easy = TextArea(lazy("In easy English"), [AtMost(MOST_WORDS)], rows=8)
    words_cy = TextArea(lazy("In Welsh"), [AtMost(MOST_WORDS)], rows=8)
    words_ur = TextArea(lazy("In Urdu"), [AtMost(MOST_WORDS)], rows=8)

    def texts(self) -> dict[str, str]:
        found = {code: self[f"words_{code.replace('-', '_')}"].data for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


class ItemForm(PortalForm):
    name_en = TextInput(lazy("What is it?"), [Needed(lazy("Say what it is")), AtMost(160)])
    name_en_easy = TextInput(lazy("In easy English"), [AtMost(160)])
    name_cy = TextInput(lazy("In Welsh"), [AtMost(160)])
    name_ur = TextInput(lazy("In Urdu"), [AtMost(160)])
    kind = Radios(
        lazy("Which kind?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice(kind.value, str(kind.label)) for kind in ItemKind],
    )
    is_needed = YesNo(lazy("Must it be done before someone begins?"), [Needed(lazy("Choose yes or no"))])

    def texts(self) -> dict[str, str]:
        found = {code: self[f"name_{code.replace('-', '_')}"].data for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


class LearningForm(PortalForm):
    planned_on = DateParts(lazy("Planned for"))
    done_on = DateParts(lazy("Done on"))
    done_with = TextInput(lazy("Who did it with them?"), [AtMost(120)])


class NeedForm(PortalForm):
    """One thing of the passport."""

    ticks = Checkboxes(lazy("Choose what helps"), choices=list)
    own = TextArea(lazy("In your own words"), [AtMost(MOST_OWN_WORDS)], rows=4)
    save = Submit(lazy("Save and go on"))
    nothing = Submit(lazy("I need nothing here"), quiet=True)
    skip = Submit(lazy("Skip"), quiet=True)

    def offer(self, kind: NeedKind) -> None:
        self.ticks.choices = [SelectChoice(name, str(words)) for name, words in BOXES[kind].items()]


class LookForm(PortalForm):
    why = Radios(
        lazy("What do you need it for?"),
        [Needed(lazy("Choose what you need it for"))],
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in LookPurpose],
        hint=lazy("The member reads who looked, when and what for."),
    )


class PinForm(PortalForm):
    """A number of their own; typed once more, since nobody can look it up."""

    pin = PasswordInput(
        lazy("Your number"),
        [Needed(lazy("Enter four to eight digits"))],
        hint=lazy("Four to eight digits that nobody can guess."),
        autocomplete="off",
        inputmode="numeric",
        classes="govuk-input--width-10",
    )
    again = PasswordInput(
        lazy("Your number again"),
        [Needed(lazy("Enter the number again"))],
        autocomplete="off",
        inputmode="numeric",
        classes="govuk-input--width-10",
    )

    def validate_pin(self, field: PasswordInput) -> None:
        pin = plain_pin(field.data or "")
        if not is_pin(pin):
            raise ValidationError(str(lazy("Enter four to eight digits")))
        if is_weak_pin(pin):
            raise ValidationError(str(lazy("Someone could guess this number. Choose another.")))

    def validate_again(self, field: PasswordInput) -> None:
        if plain_pin(field.data or "") != plain_pin(self.pin.data or ""):
            raise ValidationError(str(lazy("The two numbers are not the same")))


class AskPinForm(PortalForm):
    pin = PasswordInput(
        lazy("Your number"),
        [Needed(lazy("Enter your number"))],
        autocomplete="off",
        inputmode="numeric",
        classes="govuk-input--width-10",
    )


class RemovePinForm(PortalForm):
    how = TextArea(
        lazy("How did you know that it was them?"),
        [Needed(lazy("Say how you knew")), AtMost(300)],
        rows=2,
        hint=lazy("For example: you rang the number we know, and know their voice."),
    )


class CheckForm(PortalForm):
    said = Radios(
        lazy("Are you all right?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in CheckAnswer],
    )
    words = TextArea(lazy("Is there something you want to tell us?"), [AtMost(2000)], rows=4)
    wants_talk = YesNo(lazy("Shall someone ring you?"))


class TypedCheckForm(CheckForm):
    through = _HowSaid.through


class SeenForm(PortalForm):
    what_we_did = TextArea(lazy("What did you do?"), [Needed(lazy("Say what you did")), AtMost(1000)], rows=3)
