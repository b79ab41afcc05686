"""Forms of coding together: themes, samples coded apart, suggestions."""

from wtforms.fields.choices import SelectChoice

from portal.rounds.coding_enums import RedactionReason, SpanKind
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import lazy


class ThemeForm(PortalForm):
    """`parent_id` gets its choices from the view."""

    has_version = True
    name = TextInput(lazy("Name of the theme"), [Needed(lazy("Enter a name")), AtMost(100)])
    parent_id = SelectBox(lazy("Which group does it belong to?"), choices=[], hint=lazy("Leave empty for the top."))
    description = TextArea(
        lazy("What belongs to it?"), [AtMost(600)], rows=3, hint=lazy("So that two people code the same way.")
    )
    excludes = TextArea(lazy("What does not belong to it?"), [AtMost(600)], rows=2)
    example = TextArea(
        lazy("An example"), [AtMost(600)], rows=2, hint=lazy("Make one up. Do not copy what someone wrote.")
    )


class SplitForm(PortalForm):
    """`word` is what to look for; the answers that hold it are shown and ticked by a person."""

    name = TextInput(lazy("Name of the new theme"), [Needed(lazy("Enter a name")), AtMost(100)])
    description = TextArea(lazy("What belongs to it?"), [AtMost(600)], rows=2)
    answers = Checkboxes(lazy("Which answers move there?"), [Needed(lazy("Choose at least one answer"))], choices=[])


class WordForm(PortalForm):
    """Which answers to look at; sent by GET."""

    class Meta(PortalForm.Meta):
        csrf = False

    word = TextInput(lazy("With this word"), [AtMost(100)])


class FreezeForm(PortalForm):
    why = TextInput(lazy("Why do you keep this version?"), [AtMost(200)])


class DoubleForm(PortalForm):
    """`question` and `coders` get their choices from the view."""

    question = SelectBox(lazy("Question"), [Needed(lazy("Choose a question"))], choices=[])
    size = WholeNumber(
        lazy("How many answers?"),
        [Needed(lazy("Enter a number")), Between(1, 1000)],
        hint=lazy("They are drawn at random from those nobody has coded."),
        default=50,
    )
    with_coded = Checkboxes(
        lazy("And these?"),
        choices=[SelectChoice("y", lazy("Answers that one person has coded already"))],
        hint=lazy("If that person codes the sample too, what they chose counts as theirs."),
    )
    coders = Checkboxes(lazy("Who codes them?"), [Needed(lazy("Choose at least two people"))], choices=[])


class JudgeForm(PortalForm):
    themes = Checkboxes(lazy("What is it about?"), choices=[])
    unsure = Checkboxes(lazy("Or"), choices=[SelectChoice("y", lazy("I am not sure"))])


class SettleForm(PortalForm):
    themes = Checkboxes(lazy("What is it about?"), choices=[])
    why = TextArea(lazy("Why did you decide so?"), [Needed(lazy("Say why")), AtMost(600)], rows=3)


class SuggestedForm(PortalForm):
    """Pairs of answer and theme, as `<answer>:<theme>`, set by the view. None is ticked beforehand."""

    pairs = Checkboxes(lazy("Which suggestions are right?"), [Needed(lazy("Choose at least one"))], choices=[])


class RedactForm(PortalForm):
    """`words` are the places of words, set by the view; each ticked one is taken out."""

    words = Checkboxes(lazy("Tick every word to take out"), choices=[])
    kind = SelectBox(
        lazy("What are the other words you ticked?"),
        blank=False,
        default=SpanKind.NAME.value,
        choices=[SelectChoice(kind.value, kind.label) for kind in SpanKind],
    )
    reason = Radios(
        lazy("Why?"),
        [Needed(lazy("Say why"))],
        choices=[SelectChoice(reason.value, reason.label) for reason in RedactionReason],
    )


class InWordsForm(PortalForm):
    """What a picture shows or a voice message says."""

    words = TextArea(
        lazy("What is said, or what does it show?"),
        [AtMost(20_000)],
        rows=8,
        hint=lazy("Write it as it was said, in the same language. Leave out names."),
    )
