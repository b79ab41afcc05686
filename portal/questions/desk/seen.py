"""What an editor was looking at, as a number that travels in the form: if it differs on saving, someone was faster.

It covers only what that form shows. Two people who write the same question in two languages do not meet at all.
"""

import json
import zlib
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from portal.questions.desk.texts import source_texts
from portal.questions.models import Question

_COLUMNS = ("key", "required", "allows_other", "allows_voice", "lowest", "highest")


def number_of(content: Any) -> int:
    """The same content gives the same number, in every process."""
    return zlib.crc32(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode())


def seen(content: Any, words: Mapping[str, str]) -> SimpleNamespace:
    """For `editing(…)`: the number, and what is there now in words by the names of the form's fields."""
    return SimpleNamespace(**words, version=number_of(content))


def seen_question(question: Question, *, source: str) -> SimpleNamespace:
    """A question as its writer sees it: the words of the first language and all that is no language."""
    said = source_texts(question, language=source)
    options = [[option["code"], bool(option.get("exclusive"))] for option in question.options]
    columns = {name: getattr(question, name) for name in _COLUMNS}
    names = {"text": "text", "hint": "hint_text", "low_words": "low_words", "high_words": "high_words", "unit": "unit"}
    words = {field: said.get(part, "") for part, field in names.items()}
    words["options"] = "\n".join(said.get(f"option:{option[0]}", option[0]) for option in options)
    words |= {name: str(columns[name]) for name in ("key", "lowest", "highest") if columns[name] not in (None, "")}
    return seen([said, options, columns], words)
