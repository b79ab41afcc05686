from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.panels.enums import AdviceKind, DecisionAnswer, Stage
from portal.panels.forms.texts import SpokenForm, spoken
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    HiddenValue,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    YesNo,
)
from portal.shared.i18n import LANGUAGES, lazy


def _choices(kind: Any) -> Any:
    return lambda: [SelectChoice(one.value, str(one.label)) for one in kind]


@spoken("words", lazy("What does the panel advise?"), needed=lazy("Write what the panel advises"), most=2000, rows=4)
class AdviceForm(SpokenForm):
    stage = Radios(
        lazy("When in the work did the panel come in?"),
        [Needed(lazy("Choose when the panel came in"))],
        choices=_choices(Stage),
    )
    kind = Radios(lazy("What is it about?"), [Needed(lazy("Choose what it is about"))], choices=_choices(AdviceKind))
    ideas = Checkboxes(lazy("Ideas that went into it"), choices=list)
    meeting = YesNo(lazy("Did a meeting of the panel decide this?"))
    vote = HiddenValue()


@spoken("words", lazy("What does the panel advise?"), needed=lazy("Write what the panel advises"), most=2000, rows=4)
class ChangeAdviceForm(SpokenForm):
    has_version = True
    stage = Radios(
        lazy("When in the work did the panel come in?"),
        [Needed(lazy("Choose when the panel came in"))],
        choices=_choices(Stage),
    )
    kind = Radios(lazy("What is it about?"), [Needed(lazy("Choose what it is about"))], choices=_choices(AdviceKind))


class SendForm(PortalForm):
    body = TextInput(
        lazy("Who must reply?"),
        [Needed(lazy("Say who must reply")), AtMost(200)],
        hint=lazy("A body, and the post of whoever answers for it. Everyone may read this."),
    )
    sent_on = DateParts(lazy("Sent on"), [Needed(lazy("Enter the day"))])
    reply_by = DateParts(lazy("They must reply by"), [Needed(lazy("Enter the day"))])


class MoveDayForm(PortalForm):
    reply_by = DateParts(lazy("They must reply by"), [Needed(lazy("Enter the day"))])
    why = TextArea(
        lazy("Why is the day moved?"),
        [Needed(lazy("Say why")), AtMost(500)],
        hint=lazy("The panel reads this."),
        rows=3,
    )


@spoken(
    "why",
    lazy("Why, and what is different from the advice?"),
    hint=lazy("You need not say why if all of it is taken up."),
    most=2000,
    rows=4,
)
class ReplyForm(SpokenForm):
    answer = Radios(
        lazy("What was decided?"), [Needed(lazy("Choose what was decided"))], choices=_choices(DecisionAnswer)
    )
    decided_by = TextInput(
        lazy("Who decided?"),
        [Needed(lazy("Say who decided")), AtMost(200)],
        hint=lazy("A body or a post, not a private name. Everyone may read this."),
    )
    decided_on = DateParts(lazy("Decided on"), [Needed(lazy("Enter the day"))])


@spoken("words", lazy("What happened?"), needed=lazy("Write what happened"), most=1000)
class HappenedForm(SpokenForm):
    evidence = TextInput(lazy("What shows it?"), [AtMost(500)], hint=lazy("A page on the web, or where to find it."))
    day = DateParts(lazy("When was it?"), [Needed(lazy("Enter the day"))])


@spoken("words", lazy("What did you change?"), needed=lazy("Write what changed"), most=500)
class ClaimChangeForm(SpokenForm):
    evidence = TextInput(
        lazy("What shows it?"),
        [Needed(lazy("Say what shows it")), AtMost(500)],
        hint=lazy("A page on the web, or where to find it."),
    )
    changed_on = DateParts(lazy("When did it change?"), [Needed(lazy("Enter the day"))])


class CheckClaimForm(PortalForm):
    is_so = YesNo(lazy("You have looked at what shows it. Is it so?"), [Needed(lazy("Choose yes or no"))])
    because = TextArea(lazy("If not: why not?"), [AtMost(500)], rows=3)
    closes_on = DateParts(
        lazy("If it is so: until when can the panel say what it thinks?"), [Needed(lazy("Enter the last day"))]
    )


class AskPublicForm(PortalForm):
    closes_on = DateParts(lazy("Last day"), [Needed(lazy("Enter the last day"))])


class PublicDecisionForm(PortalForm):
    agrees = YesNo(lazy("Does the panel agree that everyone may read this?"), [Needed(lazy("Choose yes or no"))])
    how_decided = TextArea(
        lazy("How did the panel decide it?"),
        [Needed(lazy("Say how the panel decided it")), AtMost(500)],
        hint=lazy("At which meeting, or how each member was asked."),
        rows=3,
    )


class TakeForm(PortalForm):
    """Who takes the ledger as a file, and why."""

    kind = Radios(
        lazy("What kind of file?"),
        [Needed(lazy("Choose a kind of file"))],
        choices=lambda: [SelectChoice("xlsx", "XLSX"), SelectChoice("ods", "ODS"), SelectChoice("csv", "CSV")],
    )
    reason = TextInput(lazy("What is it for?"), [Needed(lazy("Say what it is for")), AtMost(200)])


class PrintInfluenceForm(PortalForm):
    language = SelectBox(
        lazy("In which language?"),
        [Needed(lazy("Choose a language"))],
        choices=lambda: [SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
    )
