from typing import Any

from portal.people.enums import ASKED_WITH_ANSWERS
from portal.questions.enums import Helper, Provenance
from portal.rounds.door_enums import PaperSize
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    Needed,
    PasswordInput,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextArea,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.i18n import LANGUAGES, lazy


def language_choices() -> list[Any]:
    return [SelectChoice(one.code, one.name) for one in LANGUAGES.values()]


def provenance_choices() -> list[Any]:
    """In words of staff: the person is not the one who reads this."""
    words = {
        Provenance.OWN_WORDS: lazy("Their own words. I only type."),
        Provenance.HELPED: lazy("Someone helps them. The answers are theirs."),
        Provenance.INTERPRETED: lazy("An interpreter puts their words into another language"),
        Provenance.ON_BEHALF: lazy("Someone else answers for them"),
    }
    return [SelectChoice(one.value, str(words[one])) for one in Provenance]


def helper_choices() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in Helper]


def size_choices() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in PaperSize]


class DoorsForm(PortalForm):
    has_version = True
    is_open = YesNo(
        lazy("May people answer who were not drawn?"),
        [Needed(lazy("Choose yes or no"))],
        hint=lazy("On our tablets, and on forms without a name. They are counted apart from the sample."),
    )
    double_entry = YesNo(
        lazy("Are paper forms typed in by two people?"),
        [Needed(lazy("Choose yes or no"))],
        hint=lazy("Differences are shown, and one of them is chosen with a reason."),
    )
    change_until = DateParts(
        lazy("Until when may people change their answers?"),
        hint=lazy("Leave it empty to end this when the round closes."),
    )


class FindForm(PortalForm):
    short = TextInput(
        lazy("Their code"),
        [Needed(lazy("Write the code from their letter or message"))],
        hint=lazy("It is in our letter or message. Small or big letters, with or without lines: all are fine."),
        autocomplete="off",
        spellcheck=False,
        classes="govuk-input--width-20",
    )


class ReceiptForm(PortalForm):
    receipt = TextInput(
        lazy("Their receipt"),
        [Needed(lazy("Write the receipt they read to you"))],
        autocomplete="off",
        spellcheck=False,
        classes="govuk-input--width-20",
    )


class InterviewForm(PortalForm):
    channel = Radios(
        lazy("How do you talk?"),
        [Needed(lazy("Choose how you talk"))],
        choices=[SelectChoice("phone", lazy("By phone")), SelectChoice("face_to_face", lazy("Face to face"))],
        inline=True,
    )
    provenance = Radios(
        lazy("Whose words will you type?"), [Needed(lazy("Choose whose words they are"))], choices=provenance_choices
    )
    language = SelectBox(lazy("In which language?"), choices=language_choices, blank=False)


class SupporterForm(PortalForm):
    helper = Radios(lazy("Who helps?"), [Needed(lazy("Choose who helps"))], choices=helper_choices)
    provenance = Radios(
        lazy("Whose words will they type?"),
        [Needed(lazy("Choose whose words they are"))],
        choices=lambda: [
            SelectChoice("helped", lazy("The person’s own. Someone helps to read or write.")),
            SelectChoice("interpreted", lazy("The person’s own, put into another language")),
            SelectChoice("on_behalf", lazy("Someone else answers for the person")),
        ],
    )


class KioskForm(PortalForm):
    place = TextInput(
        lazy("Where will the tablet be?"),
        [Needed(lazy("Write where it will be")), AtMost(120)],
        hint=lazy("For example: the waiting room on Monday morning."),
    )
    language = SelectBox(lazy("Which language does it show first?"), choices=language_choices, blank=False)
    hours = WholeNumber(
        lazy("For how many hours?"),
        [Needed(lazy("Write a number of hours")), Between(1, 10, lazy("Choose 1 to 10 hours"))],
        default=4,
    )
    password = PasswordInput(
        lazy("A PIN that gives the tablet back to staff"),
        [Needed(lazy("Choose a PIN"))],
        hint=lazy("Four to eight numbers. Only staff may know it."),
        inputmode="numeric",
        autocomplete="new-password",
    )


class PinForm(PortalForm):
    password = PasswordInput(
        lazy("Staff: type the PIN of this tablet"),
        [Needed(lazy("Type the PIN"))],
        inputmode="numeric",
        autocomplete="off",
    )


class PaperForm(PortalForm):
    whom = Radios(
        lazy("Who are the forms for?"),
        [Needed(lazy("Choose who they are for"))],
        choices=[
            SelectChoice("people", lazy("People of this round who have not answered yet, one form each")),
            SelectChoice("large_print", lazy("Only those of them who asked for paper or large print")),
            SelectChoice("blank", lazy("Forms without a name, for people who were not drawn")),
        ],
    )
    language = SelectBox(lazy("In which language?"), choices=language_choices, blank=False)
    size = Radios(lazy("How big should the words be?"), [Needed(lazy("Choose a size"))], choices=size_choices)
    copies = WholeNumber(
        lazy("How many forms without a name?"), [Between(1, 50, lazy("Choose 1 to 50 forms"))], default=10
    )


class SettleForm(PortalForm):
    reason = TextArea(
        lazy("How do you know?"),
        [Needed(lazy("Write how you know")), AtMost(500)],
        hint=lazy("For example: I looked at the form again. Do not write what it says."),
        rows=2,
    )


class TakeBackForm(PortalForm):
    what = Radios(
        lazy("What should we do?"),
        [Needed(lazy("Choose one of the two"))],
        choices=lambda: [
            SelectChoice("stop", lazy("Keep the answers, but stop: no more contact, no words shown")),
            SelectChoice("delete", lazy("Delete the answers. Nobody can bring them back.")),
        ],
    )


def consent_choices() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in ASKED_WITH_ANSWERS]


class ConsentsForm(PortalForm):
    agreed = Checkboxes(
        lazy("What do they agree to?"),
        choices=consent_choices,
        hint=lazy("Tick what they say yes to. Their answers count just the same without."),
    )


def or_nothing(choices: list[Any]) -> list[Any]:
    return [*choices, SelectChoice("none", lazy("Nothing was ticked"))]


class LastPageForm(PortalForm):
    """What the last page of a paper form says."""

    provenance = Radios(
        lazy("What did they tick: did someone help?"),
        [Needed(lazy("Choose one answer"))],
        choices=lambda: or_nothing([SelectChoice(one.value, str(one.label)) for one in Provenance]),
    )
    helper = Radios(
        lazy("Who helped?"),
        [Needed(lazy("Choose one answer"))],
        choices=lambda: or_nothing(helper_choices()),
        default="none",
    )
    agreed = Checkboxes(lazy("What do they agree to?"), choices=consent_choices)
