"""Every column says what kind of information it holds; a column that does not fails the build.

The data map of the data protection impact assessment is generated from these marks, so they are written where the
column is written. A table adds `__purpose__` (why we hold it) and `__retention__` (how long, in words).
"""

from enum import StrEnum
from typing import Any


class DataClass(StrEnum):
    OPERATIONAL = "operational"  # keys, states, times: says nothing about a person by itself
    PUBLIC = "public"  # meant to be read by anyone
    CONTENT = "content"  # staff's own words: questions, summaries, templates
    PERSONAL = "personal"  # about a person, not special: language, area, age
    IDENTITY = "identity"  # says who someone is: name, reference; encrypted or keyed
    CONTACT = "contact"  # a way to reach someone; encrypted
    SPECIAL = "special"  # health, disability, ethnicity, free words of participants
    SAFETY = "safety"  # would put someone at risk if seen: safe-contact notes
    SECRET = "secret"  # noqa: S105  (hashes, sealed keys)


def _mark(kind: DataClass) -> dict[str, Any]:
    return {"data_class": kind}


OPERATIONAL = _mark(DataClass.OPERATIONAL)
PUBLIC = _mark(DataClass.PUBLIC)
CONTENT = _mark(DataClass.CONTENT)
PERSONAL = _mark(DataClass.PERSONAL)
IDENTITY = _mark(DataClass.IDENTITY)
CONTACT = _mark(DataClass.CONTACT)
SPECIAL = _mark(DataClass.SPECIAL)
SAFETY = _mark(DataClass.SAFETY)
SECRET = _mark(DataClass.SECRET)
