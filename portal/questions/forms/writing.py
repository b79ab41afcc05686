"""Forms for writing a set. Which fields a question has depends on its kind."""

import re
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from portal.questions.enums import QuestionKind
from portal.questions.forms.option_rows import OptionRows
from portal.questions.operations.writing import LONGEST_KEY, Written
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    Holds,
    Needed,
    PortalForm,
    SelectBox,
    SelectChoice,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, _, lazy

WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.SEVERAL, QuestionKind.RANKING, QuestionKind.PICTURES)
WITH_OTHER = (QuestionKind.SINGLE, QuestionKind.SEVERAL)
LONGEST_TEXT, LONGEST_HINT = 300, 600


def language_choices() -> list[Any]:
    return [SelectChoice(one.code, one.name) for one in LANGUAGES.values()]


class NewSetForm(PortalForm):
    name = TextInput(
        lazy("Name of the set"),
        [Needed(lazy("Enter a name")), AtMost(120)],
        hint=lazy("People who answer do not see it."),
    )
    language = SelectBox(
        lazy("Which language do you write first?"),
        [Needed(lazy("Choose a language"))],
        hint=lazy("The other languages are translated from it."),
        default="en",
        blank=False,
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.language.choices = language_choices()


def field_name(code: str, prefix: str = "name") -> str:
    """The form's field for a language: `name_en_easy`."""
    return f"{prefix}_{code.replace('-', '_')}"


class NamesForm(PortalForm):
    """A name in each language; `name_form(source)` adds the fields."""

    has_version = True
    field_name = staticmethod(field_name)
    order: ClassVar[tuple[str, ...]] = ()

    @property
    def names(self) -> dict[str, str]:
        return {code: self[field_name(code)].data or "" for code in LANGUAGES}


def name_form(source: str) -> type[NamesForm]:
    order = [source, *(code for code in LANGUAGES if code != source)]
    fields: dict[str, Any] = {
        field_name(code): TextInput(
            LANGUAGES[code].name, [*([Needed(lazy("Enter a name"))] if code == source else []), AtMost(120)]
        )
        for code in order
    }
    return type("NamesForm", (NamesForm,), {**fields, "order": tuple(order)})


class CopySetForm(PortalForm):
    name = TextInput(lazy("Name of the new set"), [Needed(lazy("Enter a name")), AtMost(120)])


def about_kind(kind: QuestionKind) -> str:
    """A sentence that helps to choose."""
    return {
        QuestionKind.SINGLE: _("A list; people choose one."),
        QuestionKind.SEVERAL: _("A list; people choose as many as are true."),
        QuestionKind.FACES: _("From very unhappy to very happy. Easy to answer for almost everyone."),
        QuestionKind.SCALE: _("Numbers, with your words at both ends."),
        QuestionKind.RATING_5: _("From “I agree a lot” to “I disagree a lot”."),
        QuestionKind.SHORT_TEXT: _("One line, for a word or a name of a place."),
        QuestionKind.LONG_TEXT: _("As much as people want to say."),
        QuestionKind.DATE: _("Day, month and year."),
        QuestionKind.NUMBER: _("A whole number, with a unit if you like."),
        QuestionKind.RANKING: _("People put a short list in order, with buttons."),
        QuestionKind.PICTURES: _("Each answer has a picture and a word."),
        QuestionKind.PHOTO: _("People send a picture instead of words."),
        QuestionKind.VOICE: _("People say it instead of writing it."),
        QuestionKind.CONSENT: _("People say yes or no, and both are fine."),
        QuestionKind.INFORMATION: _("A text, picture, sound or film. Nobody has to answer."),
    }[kind]


def _is_a_key(text: str) -> bool:
    return re.fullmatch(f"[a-z0-9_-]{{1,{LONGEST_KEY}}}", text) is not None


class QuestionForm(PortalForm):
    """What every kind has; `question_form(kind)` adds the rest."""

    has_version = True
    kind: QuestionKind
    text = TextArea(
        lazy("The question"),
        [Needed(lazy("Write the question")), AtMost(LONGEST_TEXT)],
        rows=2,
        hint=lazy("One thing at a time, in short words."),
    )
    hint_text = TextArea(
        lazy("Help below the question"), [AtMost(LONGEST_HINT)], rows=2, hint=lazy("You can leave it empty.")
    )

    @property
    def written(self) -> Written:
        """What was typed, for the operations; only what this kind of question has."""
        said = {name: self[name].data or "" for name in ("low_words", "high_words", "unit", "key") if name in self}
        columns = {name: self[name].data for name in ("lowest", "highest") if name in self}
        if "ways" in self:
            ways = self["ways"].data or []
            columns |= {name: name in ways for name in ("required", "allows_other", "allows_voice")}
        options = self["options"].written if "options" in self else ()
        return Written(text=self.text.data, hint=self.hint_text.data or "", options=options, columns=columns, **said)


def question_form(kind: QuestionKind) -> type[QuestionForm]:
    """The form for one kind of question."""
    fields: dict[str, Any] = {"kind": kind, **_answer_fields(kind)}
    ways = _ways(kind)
    if ways:
        fields["ways"] = Checkboxes(lazy("How it may be answered"), choices=ways)
    fields["key"] = TextInput(
        lazy("Short name for figures"),
        [AtMost(LONGEST_KEY), Holds(_is_a_key, lazy("Use small letters a to z, digits and dashes, and no spaces"))],
        hint=lazy("Keep it the same over the years, so that rounds can be compared. Left empty, we make one."),
        spellcheck=False,
        classes="govuk-input--width-20",
    )
    return type("QuestionForm", (QuestionForm,), fields)


def _ways(kind: QuestionKind) -> list[Any]:
    ways = []
    if kind in WITH_OTHER:
        ways.append(SelectChoice("allows_other", lazy("Add “Something else” with room for words")))
    if kind.is_open:
        ways.append(SelectChoice("allows_voice", lazy("A voice message will do as well")))
    if kind.is_asked:
        hint = lazy("Only where you truly need it. Even then people may say that they would rather not.")
        ways.append(SelectChoice("required", lazy("Ask once more when it is left empty"), render_kw={"hint": hint}))
    return ways


def _answer_fields(kind: QuestionKind) -> dict[str, Any]:
    if kind in WITH_OPTIONS:
        return _option_fields(kind)
    if kind is QuestionKind.SCALE:
        return {
            "low_words": TextInput(lazy("What does 0 mean?"), [AtMost(60)]),
            "high_words": TextInput(lazy("What does 10 mean?"), [AtMost(60)]),
        }
    if kind is QuestionKind.NUMBER:
        return {
            "lowest": WholeNumber(lazy("Smallest number that makes sense"), hint=lazy("You can leave it empty.")),
            "highest": WholeNumber(lazy("Largest number that makes sense"), hint=lazy("You can leave it empty.")),
            "unit": TextInput(
                lazy("Unit"),
                [AtMost(30)],
                hint=lazy("For example: hours in a week"),
                classes="govuk-input--width-20",
            ),
            "validate_highest": _not_below_lowest,
        }
    if kind.is_open:
        longest = 500 if kind is QuestionKind.SHORT_TEXT else 20_000
        return {
            "highest": WholeNumber(
                lazy("How many letters at most?"),
                [Between(20, longest)],
                hint=lazy("You can leave it empty."),
            )
        }
    return {}


def _option_fields(kind: QuestionKind) -> dict[str, Any]:
    fields: dict[str, Any] = {"options": OptionRows(lazy("The answers to choose from"), kind=kind)}
    if kind is QuestionKind.SEVERAL:
        fields["highest"] = WholeNumber(
            lazy("How many may be chosen at most?"), [Between(1, 50)], hint=lazy("Left empty, as many as people like.")
        )
    return fields


def _not_below_lowest(form: Any, field: Any) -> None:
    if field.data is not None and form["lowest"].data is not None and field.data < form["lowest"].data:
        raise ValidationError(_("The largest number is smaller than the smallest"))
