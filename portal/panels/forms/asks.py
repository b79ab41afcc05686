"""Asking members for something, and what they say to it."""

import datetime as dt
from typing import Any

from wtforms.validators import ValidationError

from portal.panels.enums.asks import AskKind
from portal.panels.enums.doors import TYPED
from portal.panels.forms.texts import OTHERS
from portal.panels.forms.thanks import choices_of
from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    Needed,
    PortalForm,
    Radios,
    SelectChoice,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, _, lazy

# The others are asked for by the rooms that know what they are about.
BY_HAND = (AskKind.WORDING, AskKind.READING, AskKind.TENDER, AskKind.OTHER)


class AskForm(PortalForm):
    kind = Radios(
        lazy("What do you ask for?"), [Needed(lazy("Choose one of the answers"))], choices=choices_of(BY_HAND)
    )
    title_en = TextInput(lazy("What is it?"), [Needed(lazy("Say what it is")), AtMost(150)])
    words_en = TextArea(lazy("What should they know?"), [AtMost(2000)], rows=4)
    first_en = TextArea(
        lazy("First wording"), [AtMost(800)], rows=2, hint=lazy("If they should say which words are better.")
    )
    second_en = TextArea(lazy("Second wording"), [AtMost(800)], rows=2)
    title_en_easy = TextInput(lazy("What is it, in easy English?"), [AtMost(150)])
    words_en_easy = TextArea(lazy("What should they know, in easy English?"), [AtMost(2000)], rows=4)
    title_cy = TextInput(lazy("What is it, in Welsh?"), [AtMost(150)])
    words_cy = TextArea(lazy("What should they know, in Welsh?"), [AtMost(2000)], rows=4)
    title_ur = TextInput(lazy("What is it, in Urdu?"), [AtMost(150)])
    words_ur = TextArea(lazy("What should they know, in Urdu?"), [AtMost(2000)], rows=4)
    minutes = WholeNumber(
        lazy("How many minutes does it take?"),
        [Needed(lazy("Enter how many minutes")), Between(1, 1440, lazy("Enter a number from 1 to 1,440"))],
    )
    first_en_easy = TextArea(OTHERS["en_easy"], [AtMost(800)], rows=2)
    second_en_easy = TextArea(OTHERS["en_easy"], [AtMost(800)], rows=2)
    first_cy = TextArea(OTHERS["cy"], [AtMost(800)], rows=2)
    second_cy = TextArea(OTHERS["cy"], [AtMost(800)], rows=2)
    first_ur = TextArea(OTHERS["ur"], [AtMost(800)], rows=2)
    second_ur = TextArea(OTHERS["ur"], [AtMost(800)], rows=2)
    due = DateParts(lazy("Until when?"), hint=lazy("You can leave this empty."))
    members = Checkboxes(lazy("Whom do you ask?"), choices=list, hint=lazy("Nobody ticked means everyone."))

    def texts(self, field: str) -> dict[str, str]:
        found = {code: self[f"{field}_{code.replace('-', '_')}"].data for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}

    def wordings(self) -> list[dict[str, str]]:
        return [texts for texts in (self.texts("first"), self.texts("second")) if texts]

    def validate_second_en(self, field: Any) -> None:
        _needs_both(self.first_en, field)
        others = (self[f"{which}_{code}"].data for which in ("first", "second") for code in OTHERS)
        if not field.data and any(others):
            raise ValidationError(_("Enter two wordings, or none"))

    def validate_second_en_easy(self, field: Any) -> None:
        _needs_both(self.first_en_easy, field)

    def validate_second_cy(self, field: Any) -> None:
        _needs_both(self.first_cy, field)

    def validate_second_ur(self, field: Any) -> None:
        _needs_both(self.first_ur, field)

    def validate_due(self, field: Any) -> None:
        if field.data and not clock.today() <= field.data <= clock.today() + dt.timedelta(days=730):
            raise ValidationError(_("Enter a day from today on"))


def _needs_both(first: Any, second: Any) -> None:
    """Nobody can choose between words in two languages: both are there in a language, or neither."""
    if bool(first.data) != bool(second.data):
        raise ValidationError(_("Enter two wordings, or none"))


class AcceptForm(PortalForm):
    """Saying yes. `limit_choice` is asked only when it would pass the limit a member set."""

    limit_choice = Radios(
        lazy("This is more than the limit you set. What do you want?"),
        choices=[
            SelectChoice("limit", lazy("Only up to my limit")),
            SelectChoice("all", lazy("All of it, this one time")),
        ],
    )


class DoneForm(PortalForm):
    chose = Radios(lazy("Which words are better?"), choices=list)
    words = TextArea(lazy("What do you think?"), [AtMost(4000)], rows=5)
    minutes = WholeNumber(
        lazy("How many minutes did it really take?"),
        [Between(1, 1440, lazy("Enter a number from 1 to 1,440"))],
        hint=lazy("You can leave this empty."),
    )


class SaidForm(DoneForm):
    """What a member said to staff."""

    answer = Radios(
        lazy("What did they say?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[
            SelectChoice("accept", lazy("Yes, they will do it")),
            SelectChoice("no", lazy("Not this time")),
            SelectChoice("done", lazy("They have done it")),
        ],
    )
    said_by = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Choose how they told you"))],
        choices=choices_of(TYPED),
    )
