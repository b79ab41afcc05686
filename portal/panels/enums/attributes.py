"""What a panel can be balanced by, and the words it is asked in. Where people live has the words of the place."""

from typing import Any

from portal.shared.i18n import lazy

PREFER_NOT_TO_SAY = "prefer_not_to_say"
RATHER_NOT: Any = lazy("I would rather not say")

QUESTIONS: dict[str, Any] = {
    "age": lazy("How old are you?"),
    "gender": lazy("Are you a woman, a man, or do you use another word?"),
    "ethnicity": lazy("What is your ethnic group?"),
    "disability": lazy("Do you have a disability or a long illness?"),
    "standing": lazy("How do you stand to the service?"),
    "area": lazy("Where do you live?"),
}
NAMES: dict[str, Any] = {
    "age": lazy("Age"),
    "gender": lazy("Gender"),
    "ethnicity": lazy("Ethnic group"),
    "disability": lazy("Disability"),
    "standing": lazy("Use of the service"),
    "area": lazy("Area"),
}
VALUES: dict[str, dict[str, Any]] = {
    "age": {
        "16-24": lazy("16 to 24"),
        "25-44": lazy("25 to 44"),
        "45-64": lazy("45 to 64"),
        "65-79": lazy("65 to 79"),
        "80-": lazy("80 or over"),
    },
    "gender": {"woman": lazy("Woman"), "man": lazy("Man"), "another": lazy("Another word")},
    "ethnicity": {
        "asian": lazy("Asian or Asian British"),
        "black": lazy("Black, Black British, Caribbean or African"),
        "mixed": lazy("Mixed or several ethnic groups"),
        "white": lazy("White"),
        "other": lazy("Another ethnic group"),
    },
    "disability": {"yes": lazy("Yes"), "no": lazy("No")},
    "standing": {
        "active": lazy("I use it now"),
        "completed": lazy("I used it, and it ended"),
        "disengaged": lazy("I stopped going"),
        "never_started": lazy("I never started"),
    },
}


def value_label(category: str, value: str) -> str:
    """The words for a value; a word of the place itself where it is none of the usual."""
    if value == PREFER_NOT_TO_SAY:
        return str(RATHER_NOT)
    return str(VALUES.get(category, {}).get(value, value))


def category_label(category: str) -> str:
    return str(NAMES.get(category, category))
