"""Each kind of question in its paper shape: boxes to tick, faces, 0 to 10, lines to write on, a place to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.questions.enums import QuestionKind
from portal.questions.rules import FACE_WORDS, RATING_WORDS, AskedQuestion, AskedSet, option_words, without_answers
from portal.rounds.rules import on_paper
from portal.shared import i18n

FACES = ("very-unhappy", "unhappy", "in-between", "happy", "very-happy")


@dataclass(frozen=True, kw_only=True)
class Tick:
    words: str
    picture: str = ""
    goes_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A question as it stands on paper. `lines` to write on; `draws` a box to draw in."""

    number: int | None
    words: str
    hint: str
    only_if: Sequence[str]
    ticks: Sequence[Tick] = ()
    how: str = ""
    scale: Sequence[int] = ()
    ends: Sequence[str] = ()
    other: bool = False
    lines: int = 0
    line_label: str = ""
    draws: bool = False


def shapes_of(asked: AskedSet) -> list[Shape]:
    """Every question in its paper shape, in the language being spoken."""
    return [_shape(asked, question) for question in asked.questions]


def _shape(asked: AskedSet, question: AskedQuestion) -> Shape:
    make = _SHAPES.get(question.kind)
    return Shape(
        number=on_paper.numbers_of(asked).get(question.id),
        words=_said(question.texts),
        hint=_said(question.hints),
        only_if=on_paper.only_if(asked, question),
        **(make(asked, question) if make else {}),
    )


def _said(texts: Any) -> str:
    return without_answers(i18n.best_text(dict(texts))[0]) if texts else ""


def _one(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    return {
        "ticks": [_tick(asked, question, option.code) for option in question.options],
        "other": question.allows_other,
        "how": i18n._("Tick one box."),
    }


def _tick(asked: AskedSet, question: AskedQuestion, code: str) -> Tick:
    option = next((one for one in question.options if one.code == code), None)
    has_drawing = question.kind is QuestionKind.PICTURES and option is not None and option.picture
    return Tick(
        words=without_answers(option_words(question, code)),
        picture=option.picture or "" if has_drawing and option else "",
        goes_to=on_paper.goes_to(asked, question, code),
    )


def _many(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    most = question.highest
    how = i18n.ngettext("Tick up to %(num)s box.", "Tick up to %(num)s boxes.", most) if most else ""
    how = how or i18n._("Choose all that are true for you")
    return {**_one(asked, question), "how": how}


def _agree(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    return {"ticks": [_tick(asked, question, code) for code in question.codes], "how": i18n._("Tick one box.")}


def _five(words: Sequence[Any], pictures: Sequence[str] = ("",) * 5) -> Any:
    def make(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
        ticks = [
            Tick(words=str(said), picture=picture, goes_to=on_paper.goes_to(asked, question, str(number)))
            for number, (said, picture) in enumerate(zip(words, pictures, strict=True), 1)
        ]
        return {"ticks": ticks, "how": i18n._("Tick one box.")}

    return make


def _zero_to_ten(_asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    ends = ((0, question.low_words), (10, question.high_words))
    told = [f"{number} = {_said(texts)}" for number, texts in ends if texts]
    return {"scale": range(11), "ends": told, "how": i18n._("Tick one box.")}


def _order(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    how = i18n._("Write 1 in the box of what matters most to you, 2 in the next one, and so on.")
    return {**_one(asked, question), "other": False, "how": how}


def _lines(count: int) -> Any:
    return lambda _asked, _question: {"lines": count}


def _number(_asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    return {"lines": 1, "line_label": _said(question.unit) or i18n._("A number")}


def _date(_asked: AskedSet, _question: AskedQuestion) -> dict[str, Any]:
    return {"lines": 1, "line_label": i18n._("Day, month and year")}


def _photo(_asked: AskedSet, _question: AskedQuestion) -> dict[str, Any]:
    return {"draws": True, "how": i18n._("Draw here, or stick a photo on it.")}


def _voice(_asked: AskedSet, _question: AskedQuestion) -> dict[str, Any]:
    return {"lines": 5, "how": i18n._("Write it here, or ring us and say it.")}


_SHAPES: dict[QuestionKind, Any] = {
    QuestionKind.SINGLE: _one,
    QuestionKind.PICTURES: _one,
    QuestionKind.SEVERAL: _many,
    QuestionKind.CONSENT: _agree,
    QuestionKind.FACES: _five(FACE_WORDS, FACES),
    QuestionKind.RATING_5: _five(RATING_WORDS),
    QuestionKind.SCALE: _zero_to_ten,
    QuestionKind.RANKING: _order,
    QuestionKind.SHORT_TEXT: _lines(2),
    QuestionKind.LONG_TEXT: _lines(7),
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.PHOTO: _photo,
    QuestionKind.VOICE: _voice,
}
