"""What a research file holds: traits in bands, answers as codes, words only where they may be quoted."""

from collections.abc import Mapping
from typing import Any

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.rules import AskedQuestion, AskedSet
from portal.rounds.rules.exporting import Described
from portal.shared.i18n import lazy

# What others may know about someone. Never in it: the safe-contact rules, the chance to be drawn, days and hours.
TRAITS = ("status", "area", "age_band", "sex", "ethnicity", "disability", "language")
NOT_KNOWN = "not_known"
ID, WHOSE = "id", "provenance"
CHOSEN, NOT_CHOSEN = "yes", "no"
# The Five Safes (F. Ritchie, Office for National Statistics, 2003; UK Data Service), asked before a file is made.
SAFES: Mapping[str, tuple[Any, Any]] = {
    "projects": (
        lazy("Safe project"),
        lazy("What is it for, and whom does it help? Is it lawful, and fair to people?"),
    ),
    "people": (
        lazy("Safe people"),
        lazy("Who will work with it? What have they learnt about it, what have they signed?"),
    ),
    "settings": (lazy("Safe place"), lazy("Where is it kept, who can get at it, and when will it be deleted?")),
    "data": (lazy("Safe data"), lazy("Is this the least that will do? What could still show who someone is?")),
    "outputs": (lazy("Safe results"), lazy("Who checks what is published? No group of fewer than 10 people.")),
}


def trait_values(traits: Mapping[str, Any] | None) -> dict[str, str]:
    """A value for each trait; not known for whoever was not of the sample."""
    return {name: str((traits or {}).get(name) or NOT_KNOWN) for name in TRAITS}


def answer_columns(question: AskedQuestion) -> list[str]:
    """One column a question; for several choices one for each; none for words and files."""
    if question.kind is QuestionKind.SEVERAL:
        return [f"{question.key}: {option.code}" for option in question.options]
    if question.kind.is_open or question.kind.takes_file or not question.kind.is_asked:
        return []
    return [question.key]


def answer_values(question: AskedQuestion, state: AnswerState, value: Mapping[str, Any] | None) -> dict[str, str]:
    """The columns of one question, filled in. What was not answered says how."""
    columns = answer_columns(question)
    if state is not AnswerState.ANSWERED or value is None:
        return dict.fromkeys(columns, state.value)
    if question.kind is QuestionKind.SEVERAL:
        chosen = set(value.get("codes", ()))
        return {
            column: CHOSEN if option.code in chosen else NOT_CHOSEN
            for column, option in zip(columns, question.options, strict=True)
        }
    return {column: _banded(question, value) for column in columns}


def _banded(question: AskedQuestion, value: Mapping[str, Any]) -> str:
    if "ranked" in value:
        return str(next(iter(value["ranked"]), ""))  # what came first
    if "number" in value:
        return number_band(float(value["number"]), question.kind)
    if "date" in value:
        return str(value["date"])[:4]
    return str(value.get("code", ""))


def number_band(number: float, kind: QuestionKind) -> str:
    """0 to 10 in three bands, numbers by tens; faces and agree-words, of which there are five, as they are."""
    if kind is QuestionKind.SCALE:
        return "0–3" if number <= 3 else "4–6" if number <= 6 else "7–10"
    if kind is QuestionKind.NUMBER:
        start = int(number // 10) * 10
        return f"{start}–{start + 9}"
    return f"{number:g}"


def words_column(question: AskedQuestion) -> str:
    return f"{question.key}: {lazy('words')}"


def dictionary(asked: AskedSet, *, columns: list[str], text_of: Any) -> list[Described]:
    """What each column of a research file means; `text_of(texts)` says a text in the language of whoever takes it."""
    known = {
        ID: Described(ID, lazy("A random number, another one in every file")),
        WHOSE: Described(WHOSE, lazy("Whose words these are")),
    }
    banded = lazy("In bands; “withheld” where it could point at someone")
    known |= {name: Described(name, lazy("As the service had it when people were drawn"), banded) for name in TRAITS}
    for question in asked.questions:
        for column in answer_columns(question):
            known[column] = Described(column, text_of(question.texts), banded)
        if question.kind.is_open:
            said = lazy("Only with consent, after someone took names and places out")
            known[words_column(question)] = Described(words_column(question), text_of(question.texts), said)
    return [known[column] for column in columns]
