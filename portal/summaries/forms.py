from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.shared import i18n
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    DecimalNumber,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.forms.hidden import HiddenValue
from portal.shared.forms.validation import Between
from portal.shared.i18n import LANGUAGES, lazy
from portal.summaries.desk_enums import Look
from portal.summaries.enums import (
    HOW_MADE,
    Ink,
    PrintSize,
    Section,
    SpeakerKind,
    VerdictKind,
    WhoHelped,
)

MOST_SIGNS = 400


def choices_of(kind: Any) -> Any:
    return lambda: [SelectChoice(one.value, str(one.label)) for one in kind]


def language_choices() -> list[SelectChoice]:
    return [SelectChoice(one.code, one.name) for one in LANGUAGES.values()]


def key(language: str) -> str:
    return language.replace("-", "_")


class StepForm(PortalForm):
    """A page with a single button."""


class StartForm(PortalForm):
    source = SelectBox(lazy("What is it about?"), [Needed(lazy("Choose what the summary is about"))])
    title = TextInput(lazy("Title in English"), [Needed(lazy("Enter a title")), AtMost(120)])


class TextsForm(PortalForm):
    """A text in each of our languages; subclasses say how the fields are called."""

    has_version = True

    def texts(self, prefix: str) -> dict[str, str]:
        return {code: getattr(self, f"{prefix}_{key(code)}").data or "" for code in LANGUAGES}

    def show_texts(self, prefix: str, texts: dict[str, str]) -> None:
        for code in LANGUAGES:
            getattr(self, f"{prefix}_{key(code)}").data = texts.get(code, "")


class SummaryForm(TextsForm):
    title_en = TextInput(lazy("Title: English"), [Needed(lazy("Enter a title")), AtMost(120)])
    title_en_easy = TextInput(lazy("Title: Easy English"), [AtMost(120)])
    title_cy = TextInput(lazy("Title: Welsh"), [AtMost(120)])
    title_ur = TextInput(lazy("Title: Urdu"), [AtMost(120)])
    changed_en = TextArea(lazy("What we changed: English"), [AtMost(1000)], rows=3)
    changed_en_easy = TextArea(lazy("What we changed: Easy English"), [AtMost(1000)], rows=3)
    changed_cy = TextArea(lazy("What we changed: Welsh"), [AtMost(1000)], rows=3)
    changed_ur = TextArea(lazy("What we changed: Urdu"), [AtMost(1000)], rows=3)


class StatementForm(TextsForm):
    section = SelectBox(lazy("Where does it go?"), [Needed(lazy("Choose a part"))], choices=choices_of(Section))
    text_en = TextArea(
        lazy("English"),
        [Needed(lazy("Write it in English first")), AtMost(MOST_SIGNS)],
        hint=lazy("One idea. One or two short sentences, each on its own line."),
        rows=3,
    )
    text_en_easy = TextArea(lazy("Easy English"), [AtMost(MOST_SIGNS)], rows=3)
    text_cy = TextArea(lazy("Welsh"), [AtMost(MOST_SIGNS)], rows=3)
    text_ur = TextArea(lazy("Urdu"), [AtMost(MOST_SIGNS)], rows=3)
    status_en_easy = SelectBox(lazy("Easy English: who wrote it?"), choices=choices_of(HOW_MADE), blank=False)
    status_cy = SelectBox(lazy("Welsh: who translated it?"), choices=choices_of(HOW_MADE), blank=False)
    status_ur = SelectBox(lazy("Urdu: who translated it?"), choices=choices_of(HOW_MADE), blank=False)
    find = TextInput(
        lazy("Find a picture"), hint=lazy("Type a word, or leave it empty to search with the words above.")
    )
    picture = Radios(lazy("Picture"))
    evidence = Checkboxes(lazy("Which findings and themes does it rest on?"))
    look_as = SelectBox(lazy("How do you want to see it?"), choices=choices_of(Look), blank=False)
    look_language = SelectBox(
        lazy("In which language?"),
        choices=[SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
        blank=False,
    )

    def statuses(self) -> dict[str, str]:
        given = {code: getattr(self, f"status_{key(code)}").data for code in LANGUAGES if code != "en"}
        return {code: status for code, status in given.items() if status}


class NumberForm(PortalForm):
    has_version = True
    ref = Radios(lazy("Which number?"), [Needed(lazy("Choose a number"))])


class FixForm(PortalForm):
    """The coach's change, taken with one button."""

    has_version = True
    language = HiddenValue("")
    key = HiddenValue("")


class WordForm(PortalForm):
    """A hard word for the list, taken with one button."""

    language = HiddenValue("")
    word = HiddenValue("")


class QuoteForm(PortalForm):
    has_version = True
    answer = Radios(lazy("Whose words?"), [Needed(lazy("Choose one"))])


class SendForm(PortalForm):
    panel = SelectBox(lazy("Which panel shall check it, too?"))
    two_typists = YesNo(lazy("Are papers that come back typed in by two people?"), default="no")
    until = DateParts(lazy("Until when can people answer?"), [Needed(lazy("Enter the last day"))])
    talk_to = TextInput(lazy("Who can people talk to about this?"), [Needed(lazy("Enter a name")), AtMost(120)])
    phone = TextInput(lazy("That person’s phone number"), [Needed(lazy("Enter a phone number")), AtMost(40)])
    sample = WholeNumber(
        lazy("How many of those who did not answer shall we ask, too?"),
        [Between(0, 1000)],
        hint=lazy("They are picked by chance from those our messages reached."),
    )


class LanguageCheckForm(PortalForm):
    language = SelectBox(lazy("Which language?"), [Needed(lazy("Choose a language"))], choices=language_choices)
    named = TextInput(
        lazy("How does the person want to be named?"),
        [Needed(lazy("Enter a name")), AtMost(120)],
        hint=lazy("It is printed. A name, a first name, or a group."),
    )
    kind = Radios(lazy("Who is it?"), [Needed(lazy("Choose one"))], choices=choices_of(SpeakerKind))
    on = DateParts(lazy("On which day did they check it?"), [Needed(lazy("Enter the day"))])


class PanelForm(PortalForm):
    name = TextInput(lazy("Name of the panel"), [Needed(lazy("Enter a name")), AtMost(120)])


class MemberForm(PortalForm):
    service = SelectBox(lazy("On which roster is the person?"), [Needed(lazy("Choose a roster"))])
    reference = TextInput(lazy("Their reference on the roster"), [Needed(lazy("Enter the reference")), AtMost(80)])
    agreed_on = DateParts(lazy("When did they say yes to checking summaries?"), [Needed(lazy("Enter the day"))])


class ThanksForm(PortalForm):
    pounds = DecimalNumber(
        lazy("How much was agreed?"), [Needed(lazy("Enter an amount")), Between(0, 10_000)], prefix="£"
    )
    minutes = WholeNumber(
        lazy("For how many minutes of work?"), [Needed(lazy("Enter the minutes")), Between(0, 10_000)]
    )


class PaperCodeForm(PortalForm):
    code = TextInput(lazy("Code on the paper"), [Needed(lazy("Enter the code")), AtMost(40)])


class ReasonForm(PortalForm):
    why = TextArea(lazy("Why?"), [Needed(lazy("Say why")), AtMost(600)], hint=lazy("Everyone will read this."), rows=3)


class PdfForm(PortalForm):
    language = SelectBox(
        lazy("Language"),
        [Needed(lazy("Choose a language"))],
        choices=[SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
        blank=False,
    )
    size = SelectBox(lazy("Size"), choices=choices_of(PrintSize), blank=False)
    ink = Radios(lazy("Colour"), choices=choices_of(Ink), default=str(Ink.COLOUR))


class VerdictForm(PortalForm):
    """One statement. Skipping needs no choice."""

    verdict = Radios(lazy("Is this right?"), choices=choices_of(VerdictKind))
    comment = TextArea(lazy("Do you want to say more?"), [AtMost(4000)])


class MissingForm(PortalForm):
    words = TextArea(lazy("Is something missing?"), [AtMost(4000)])


def yes_or_no() -> list[SelectChoice]:
    return [SelectChoice("yes", i18n._("Yes")), SelectChoice("no", i18n._("No"))]


class SendAnswersForm(PortalForm):
    helped = Radios(
        lazy("Did someone help you?"), [Needed(lazy("Choose one of the answers"))], choices=choices_of(WhoHelped)
    )
    news = Radios(lazy("Shall we tell you what came of it?"), choices=yes_or_no)

    def wants_news(self) -> bool | None:
        """None when nothing was said: silence is no wish."""
        return {"yes": True, "no": False}.get(self.news.data or "")
