"""The form of one question in one language."""

from collections.abc import Sequence
from typing import Any, ClassVar

from portal.questions.desk.texts import Part
from portal.questions.enums import TextStatus
from portal.questions.forms.writing import LONGEST_HINT
from portal.shared.forms import (
    AtMost,
    Needed,
    PortalForm,
    Radios,
    SelectChoice,
    TextArea,
)
from portal.shared.i18n import lazy

SHORT = ("option", "low_words", "high_words", "unit")


class TranslationForm(PortalForm):
    """The texts of one question in one language; `translation_form(parts)` adds a field for each."""

    has_version = True
    parts: ClassVar[Sequence[Part]] = ()

    @property
    def words(self) -> dict[str, str]:
        """Part → text as typed."""
        return {part.name: self[f"part_{n}"].data or "" for n, part in enumerate(self.parts)}


def translation_form(parts: Sequence[Part]) -> type[TranslationForm]:
    fields: dict[str, Any] = {"parts": tuple(parts)}
    for n, part in enumerate(parts):
        longest = AtMost(LONGEST_HINT * 4 if part.kind == "media_transcript" else LONGEST_HINT)
        fields[f"part_{n}"] = TextArea(part.label, [longest], rows=1 if part.kind in SHORT else 2)
    fields["status"] = Radios(
        lazy("How far can it be trusted?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[
            SelectChoice(
                TextStatus.MACHINE_DRAFT.value,
                TextStatus.MACHINE_DRAFT.label,
                render_kw={"hint": lazy("A first try, by a person or a machine.")},
            ),
            SelectChoice(
                TextStatus.CHECKED.value,
                TextStatus.CHECKED.label,
                render_kw={"hint": lazy("Someone who speaks it well has read it beside the first language.")},
            ),
            SelectChoice(TextStatus.NEEDS_UPDATE.value, TextStatus.NEEDS_UPDATE.label),
        ],
    )
    return type("TranslationForm", (TranslationForm,), fields)
