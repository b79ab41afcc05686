"""Trying a set out: what was said travels with the page, and nothing of it is ever kept."""

import base64
import dataclasses
import io
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.questions.enums import AnswerState, AttachmentKind
from portal.questions.rules import AskedQuestion, AskedSet, Given, ReadyFile, in_words, with_answers

LONGEST = 2_000_000
# A photo travels as a small picture of itself; of a voice message only that there was one.
PREVIEW_SIDE, LONGEST_PREVIEW = 480, 150_000
_PREVIEW = re.compile(r"data:image/jpeg;base64,[A-Za-z0-9+/]+={0,2}")
VOICE = "voice"


@dataclass(frozen=True)
class Tried:
    """An answer given while trying out."""

    state: AnswerState
    value: dict[str, Any] | None = None
    words: str | None = None


def written(said: Mapping[uuid.UUID, Tried]) -> str:
    """What was said so far, for a hidden field."""
    rows = {str(key): [one.state.value, one.value, one.words] for key, one in said.items()}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read(text: str, asked: AskedSet) -> dict[uuid.UUID, Tried]:
    """The same back again; whatever is not an answer to one of these questions is left out."""
    try:
        rows = json.loads(text) if 0 < len(text) <= LONGEST else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(rows, dict):
        return {}
    found = {question.id: _one(rows.get(str(question.id))) for question in asked.questions}
    return {key: one for key, one in found.items() if one is not None}


def _one(row: Any) -> Tried | None:
    if not (isinstance(row, list) and len(row) == 3 and row[0] in list(AnswerState)):
        return None
    value, words = row[1], row[2]
    if not _is_value(value) or not (words is None or isinstance(words, str)):
        return None
    return Tried(AnswerState(row[0]), value, words)


def _is_value(value: Any) -> bool:
    """As the rules write them: codes are text, a number is a number."""
    if value is None:
        return True
    if not isinstance(value, dict):
        return False
    shapes = {
        "code": lambda one: isinstance(one, str),
        "codes": lambda one: isinstance(one, list) and all(isinstance(code, str) for code in one),
        "ranked": lambda one: isinstance(one, list) and all(isinstance(code, str) for code in one),
        "number": lambda one: isinstance(one, int) and not isinstance(one, bool),
        "file": _is_file,
    }
    return all(name in shapes and shapes[name](one) for name, one in value.items())


def _is_file(one: Any) -> bool:
    return isinstance(one, str) and (one == VOICE or (len(one) <= LONGEST_PREVIEW and bool(_PREVIEW.fullmatch(one))))


def file_of(one: Tried | None) -> str | None:
    """The file that travels with an answer, for the form and for `shown`."""
    return (one.value or {}).get("file") if one is not None else None


def shown(file: str) -> str:
    """The address under which a travelling file is shown: its own content; nothing for a voice message."""
    return "" if file == VOICE else file


def _preview(file: ReadyFile) -> str:
    if file.kind is not AttachmentKind.PHOTO:
        return VOICE
    from PIL import Image  # only for those who try out a picture

    small, packed = Image.open(io.BytesIO(file.content)).convert("RGB"), io.BytesIO()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    small.save(packed, "JPEG", quality=60)
    return f"data:image/jpeg;base64,{base64.b64encode(packed.getvalue()).decode()}"


def tried(given: Given) -> Tried:
    """An answer as it travels. A photo becomes a small one; a date is only known to be one."""
    if given.file is not None:
        given = dataclasses.replace(given, value={"file": _preview(given.file)}, file=None)
    value = {name: one for name, one in (given.value or {}).items() if _is_value({name: one})}
    words = given.words
    if given.value and "date" in given.value:
        words = str(given.value["date"])
    return Tried(given.state, value or None, words)


def put(question: AskedQuestion, asked: AskedSet, said: Mapping[uuid.UUID, Tried]) -> AskedQuestion:
    """The question as this person would see it, with their earlier answers in its words."""
    words = {
        one.key: in_words(one, said[one.id].value, said[one.id].words)
        for one in asked.questions
        if one.id in said and said[one.id].state is AnswerState.ANSWERED
    }
    return with_answers(question, words)
