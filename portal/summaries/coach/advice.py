"""What the coach is given and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.summaries.coach.enums import CoachRule, Severity


@dataclass(frozen=True)
class Fix:
    """A change the writer can make with one click: the text from `start` to `end` becomes `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing that could be easier.

    `span` counts characters of the text advised on, end excluded; None means all of it. `numbers` are what was counted
    and its limit. `term` and `meaning` are a hard word and its easy explanation. `row` counts a document's rows from 0.
    """

    rule: CoachRule
    severity: Severity
    span: tuple[int, int] | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    term: str = ""
    meaning: str = ""
    row: int | None = None

    @property
    def key(self) -> str:
        """What this advice is called in a form: its rule and place."""
        start, end = self.span or (0, 0)
        return f"{self.rule}-{start}-{end}"

    @property
    def source(self) -> str:
        return self.rule.source


@dataclass(frozen=True, kw_only=True)
class StatementContext:
    """What stands around a statement.

    `words_to_know` are the words and short forms the document explains in its list; `explained_nearby` those explained
    in the row before or after. `picture_alt` is None when the row has no picture.
    """

    words_to_know: frozenset[str] = frozenset()
    explained_nearby: frozenset[str] = frozenset()
    picture_alt: str | None = None
    picture_alt_language: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of an easy-read document: words beside a picture."""

    text: str
    picture_alt: str | None = None
    picture_alt_language: str = ""


def apply_fix(text: str, fix: Fix) -> str:
    """The text after one fix."""
    return text[: fix.start] + fix.replacement + text[fix.end :]
