"""Forms of what is heard outside the sample: remarks, and visits by mystery shoppers."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.rounds.informal_enums import (
    Agreed,
    HeardThrough,
    RemarkState,
    SaidBy,
    SetAside,
)
from portal.rounds.operations.remarks import FORGETS
from portal.rounds.rules.remarking import Fault, Pointed, faults_of, pointers_in
from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    Holds,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    YesNo,
)
from portal.shared.i18n import LANGUAGES, _, format_list, lazy

NOT_LATER = Holds(lambda day: day <= clock.today(), lazy("This day is still to come"))


def codes(kind: type[StrEnum]) -> Any:
    """The members of an enum as choices, worded when the form is shown."""
    return lambda: [SelectChoice(one.value, str(one.label)) for one in kind]  # type: ignore[attr-defined]


def language_choices() -> list[Any]:
    return [SelectChoice(code, language.name) for code, language in LANGUAGES.items()]


class RemarkForm(PortalForm):
    """`service_id` and `round_id` get their choices from the view."""

    has_version = True
    service_id = SelectBox(lazy("Which service is it about?"), [Needed(lazy("Choose a service"))], choices=[])
    round_id = SelectBox(
        lazy("Which round does it belong to? (if any)"),
        choices=[],
        hint=lazy("You can say this later. Only a round of the same service."),
    )
    said_by = Radios(
        lazy("Roughly, who said it?"),
        [Needed(lazy("Choose who said it"))],
        choices=codes(SaidBy),
        hint=lazy("No names."),
    )
    heard_through = Radios(
        lazy("How did you hear it?"), [Needed(lazy("Choose how you heard it"))], choices=codes(HeardThrough)
    )
    heard_on = DateParts(lazy("When was it said?"), [Needed(lazy("Enter the day it was said")), NOT_LATER])
    where = TextInput(
        lazy("Where was it said?"),
        [AtMost(120)],
        hint=lazy("For example, at the coffee morning. No address of a home."),
    )
    words = TextArea(
        lazy("Their own words"),
        [AtMost(1000)],
        rows=4,
        hint=lazy("Word for word, as far as you remember. Leave it empty if you only remember what was meant."),
    )
    gist = TextArea(
        lazy("What was meant, in your words"),
        [AtMost(1000)],
        rows=3,
        hint=lazy("This is yours, not theirs. It is never quoted."),
    )
    words_language = SelectBox(
        lazy("In which language did they say it?"), choices=language_choices, blank=False, default="en"
    )
    told_who_hears = YesNo(
        lazy("Did you tell them who will hear it?"),
        [Needed(lazy("Choose yes or no"))],
        hint=lazy("“I would like to pass this on to the people who plan the service. Your name is not with it.”"),
    )
    may_use = Radios(
        lazy("May we use what they said?"),
        [Needed(lazy("Choose what they answered"))],
        choices=codes(Agreed),
        inline=True,
    )
    may_quote = Radios(
        lazy("May we show their own words?"),
        [Needed(lazy("Choose what they answered"))],
        choices=codes(Agreed),
        inline=True,
    )
    sure = Checkboxes(
        lazy("Does it name or point to anyone?"),
        choices=[SelectChoice("sure", lazy("I looked again. It points to nobody."))],
    )
    pointed: Sequence[Pointed] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Beside each field by itself: do the consents go with the words, and could the words point to someone?"""
        is_good: bool = super().validate(extra_validators)
        self.pointed = [one for field in (self.words, self.gist, self.where) for one in pointers_in(field.data or "")]
        if self.pointed and not self.sure.data:
            found = format_list([f"“{one.words}”" for one in self.pointed])
            self.sure.errors = [_("This could say who someone is: %(found)s. Take it out, or look again.", found=found)]
            is_good = False
        if not (self.may_use.data and self.may_quote.data):
            return False
        return self._consents_fit() and is_good

    def _consents_fit(self) -> bool:
        faults = faults_of(
            words=self.words.data or "",
            gist=self.gist.data or "",
            may_use=Agreed(self.may_use.data),
            may_quote=Agreed(self.may_quote.data),
            told_who_hears=self.told_who_hears.data,
        )
        for fault in faults:
            field, words = self._fault_words(fault)
            field.errors = [*field.errors, words]
        return not faults

    def _fault_words(self, fault: Fault) -> tuple[Any, str]:
        return {
            Fault.NOTHING_SAID: (self.words, _("Write their words, or what was meant")),
            Fault.NO_MEANS_NO_WORDS: (
                self.may_use,
                _("They said no. Take out what they said: we note only that someone said no."),
            ),
            Fault.NOT_TOLD: (self.told_who_hears, _("A yes counts only when they knew who would hear it")),
            Fault.QUOTE_WITHOUT_USE: (self.may_quote, _("We can show words only when we may use them")),
            Fault.QUOTE_WITHOUT_WORDS: (
                self.may_quote,
                _("Write their own words. What you understood is never quoted."),
            ),
        }[fault]


class RemarkFilterForm(PortalForm):
    """What to look at; sent by GET, so that a filtered list has an address."""

    class Meta(PortalForm.Meta):
        csrf = False

    service = SelectBox(lazy("Service"), choices=[], blank=False)
    round = SelectBox(lazy("Round"), choices=[], blank=False)
    state = SelectBox(lazy("State"), choices=[], blank=False)
    said_by = SelectBox(lazy("Who said it"), choices=[], blank=False)


class RemarkReviewForm(PortalForm):
    """`theme_id` and `finding_id` get their choices from the view."""

    has_version = True
    KEEP, THEME, FINDING, ASIDE = "keep", "theme", "finding", "aside"
    decision = Radios(
        lazy("What becomes of it?"),
        [Needed(lazy("Choose what becomes of it"))],
        choices=[
            SelectChoice("keep", lazy("Keep it as a remark")),
            SelectChoice("theme", lazy("Put it under a theme of the round")),
            SelectChoice("finding", lazy("Put it beside a finding")),
            SelectChoice("aside", lazy("Set it aside")),
        ],
    )
    theme_id = SelectBox(lazy("Which theme?"), choices=[])
    finding_id = SelectBox(lazy("Which finding?"), choices=[])
    because = SelectBox(
        lazy("Why is it set aside?"),
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in SetAside if one is not SetAside.NOT_DONE],
        hint=lazy("If it points to a person, or they did not agree, the words are deleted."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        needed = {
            self.THEME: (self.theme_id, _("Choose a theme")),
            self.FINDING: (self.finding_id, _("Choose a finding")),
            self.ASIDE: (self.because, _("Choose why")),
        }.get(self.decision.data or "")
        if needed and not needed[0].data:
            needed[0].errors = [needed[1]]
            return False
        return is_good


def state_choices() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in RemarkState]


def words_go(because: SetAside) -> bool:
    return because in FORGETS
