"""What people say of a promise, in words and numbers that point at nobody; and each step of its history in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.promises.enums import KeptVerdict
from portal.sampling.disclosure import protect_count, protect_table
from portal.shared.i18n import _, format_number, format_percent, lazy

STEPS = {
    "made": lazy("Promised"),
    "started": lazy("Started"),
    "moved": lazy("Another day was promised"),
    "given": lazy("Someone else looks after it now"),
    "claimed_done": lazy("Said to be done"),
    "claimed_changed": lazy("Said that something else was done"),
    "claimed_dropped": lazy("Said that it will not be done"),
    "confirmed": lazy("A second person looked: it is true"),
    "not_confirmed": lazy("A second person looked: it is not true yet"),
    "evidence_added": lazy("Something that shows it was added"),
    "evidence_shown": lazy("Everyone can see what shows it"),
    "evidence_hidden": lazy("What shows it is not public any more"),
    "evidence_taken_out": lazy("What showed it was taken out"),
    "people_asked": lazy("People were asked if it was kept"),
}
# The public record: what was promised, and what a second person found to be true; no claims nobody has checked.
PUBLIC_STEPS = frozenset({"made", "started", "moved", "confirmed", "evidence_shown", "people_asked"})


def step_words(what: str) -> str:
    return str(STEPS.get(what, what))


@dataclass(frozen=True, kw_only=True)
class PeopleSay:
    """The people's own verdict as it may be shown. `rows`: words, whole percent or None, the same in words."""

    rows: tuple[tuple[str, int | None, str], ...]
    counts: Mapping[KeptVerdict, int | None]
    base: int | None
    base_words: str
    asked_words: str

    @property
    def is_shown(self) -> bool:
        return self.base is not None


def people_say(said: Mapping[KeptVerdict, int], *, asked: int) -> PeopleSay | None:
    """Counts through the disclosure gate, with their base. None while nobody has been asked.

    Who said nothing is in `asked` only: silence is never a yes.
    """
    if not asked:
        return None
    table = protect_table({(str(kind),): said.get(kind, 0) for kind in KeptVerdict})
    base = table.total.value
    rows = []
    for kind in KeptVerdict:
        share = table.percentage(str(kind)) if base else None
        words = format_percent(share / 100) if share is not None else _("hidden")
        rows.append((str(kind.label), share, words))
    return PeopleSay(
        rows=tuple(rows) if base else (),
        counts={kind: table.cells[str(kind),].value for kind in KeptVerdict},
        base=base,
        base_words=_("%(about)s people answered.", about=about(base)),
        asked_words=_("%(about)s people were asked.", about=about(protect_count(asked).value)),
    )


def about(count: int | None) -> str:
    """A protected count, at the start of a sentence."""
    return _("Fewer than 10") if count is None else _("About %(count)s", count=format_number(count))


def count_words(count: int | None) -> str:
    """A protected count in a table."""
    return _("fewer than 10") if count is None else _("about %(count)s", count=format_number(count))
