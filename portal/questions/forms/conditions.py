"""Forms for when a question is asked."""

from typing import Any

from wtforms.validators import ValidationError

from portal.questions.desk import conditions
from portal.questions.rules import AskedQuestion
from portal.questions.rules.branching import CODE_TESTS, NUMBER_TESTS
from portal.shared.forms import (
    Checkboxes,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    WholeNumber,
)
from portal.shared.i18n import _, lazy


class AboutForm(PortalForm):
    """Which earlier question a rule looks at."""

    about = SelectBox(
        lazy("Which earlier question decides?"), [Needed(lazy("Choose a question from the list"))], choices=[]
    )


class HowForm(PortalForm):
    how = Radios(
        lazy("Which of the rules must be true?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[SelectChoice("all", lazy("All of them")), SelectChoice("any", lazy("One of them is enough"))],
    )


class RuleForm(PortalForm):
    """What an earlier question must have been answered; `rule_form(asked)` gives it that question's answers."""

    has_version = True
    about: str
    test = Radios(lazy("When is the rule true?"), [Needed(lazy("Choose one of the answers"))], choices=[])

    @property
    def rule(self) -> dict[str, Any]:
        rule: dict[str, Any] = {"question": self.about, "test": self.test.data}
        if self.test.data in CODE_TESTS:
            rule["codes"] = list(self["codes"].data)
        if self.test.data in NUMBER_TESTS:
            rule["number"] = self["number"].data
        return rule


def rule_form(asked: AskedQuestion) -> type[RuleForm]:
    tests = conditions.possible_tests(asked)
    fields: dict[str, Any] = {"about": asked.key}
    fields["test"] = Radios(
        lazy("When is the rule true?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[SelectChoice(name, conditions.TEST_WORDS[name]) for name in tests],
    )
    if "any_of" in tests:
        answers = [SelectChoice(code, words) for code, words in conditions.answers_of(asked)]
        fields["codes"] = Checkboxes(lazy("Which answers?"), [_needed_for(CODE_TESTS)], choices=answers)
    if "at_least" in tests:
        fields["number"] = WholeNumber(lazy("Which number?"), [_needed_for(NUMBER_TESTS)])
    return type("RuleForm", (RuleForm,), fields)


def _needed_for(tests: tuple[str, ...]) -> Any:
    def check(form: Any, field: Any) -> None:
        if form.test.data in tests and field.data in (None, [], ()) and not field.errors:
            raise ValidationError(
                _("Choose one answer or more") if tests == CODE_TESTS else _("Enter a whole number, like 12")
            )

    return check
