"""Recordings put in words, and the writer's reply to people: one form for what was wrong and for what is missing."""

from collections.abc import Mapping
from typing import Any

from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice

from portal.shared import i18n
from portal.shared.forms import AtMost, Checkboxes, FileInput, Needed, PortalForm, Radios, SelectBox, TextArea
from portal.shared.i18n import LANGUAGES, lazy
from portal.summaries.enums import HOW_MADE, MissingReplyKind, ReplyKind, TextStatus
from portal.summaries.forms import choices_of, key


class PhoneRecordingForm(PortalForm):
    """What someone says on the phone, recorded with their yes."""

    about = SelectBox(lazy("What is it about?"), [Needed(lazy("Choose one"))])
    file = FileInput(lazy("The recording"), [Needed(lazy("Choose a recording"))], accept="audio/*")
    words = TextArea(lazy("What do they say?"), [AtMost(4000)], rows=3)
    agreed = Checkboxes(
        lazy("Did they agree to be recorded?"),
        [Needed(lazy("Only a recording they agreed to can be kept"))],
        choices=lambda: [SelectChoice("yes", i18n._("They said yes before it began"))],
    )


class TranscriptForm(PortalForm):
    words = TextArea(lazy("What do they say?"), [AtMost(4000)], rows=3)


class ReplyForm(PortalForm):
    kind = Radios(lazy("What did you do?"), [Needed(lazy("Choose what you did"))])
    words = TextArea(
        lazy("Say it in plain words"),
        [Needed(lazy("Say what you changed, or why you kept it")), AtMost(600)],
        hint=lazy("Everyone will read this. Write it in English."),
        rows=3,
    )

    def texts(self) -> dict[str, str]:
        more = {code: self[f"words_{key(code)}"].data or "" for code in LANGUAGES if code != "en"}
        return {"en": self.words.data or "", **more}

    def statuses(self) -> dict[str, str]:
        return {code: self[f"status_{key(code)}"].data or "" for code in LANGUAGES if code != "en"}

    def show(self, texts: Mapping[str, str], statuses: Mapping[str, str]) -> None:
        self.words.data = texts.get("en", "")
        for code in LANGUAGES:
            if code != "en":
                self[f"words_{key(code)}"].data = texts.get(code, "")
                self[f"status_{key(code)}"].data = statuses.get(code, TextStatus.MACHINE_DRAFT.value)


class MissingReplyForm(ReplyForm):
    """That nothing is missing is printed nowhere, and needs no words."""

    words = TextArea(
        lazy("Say it in plain words"),
        [AtMost(600)],
        hint=lazy("Everyone will read this. Write it in English."),
        rows=3,
    )

    def validate_words(self, field: TextArea) -> None:
        kind = self.kind.data
        if kind and MissingReplyKind(kind).is_printed and not (field.data or "").strip():
            raise ValidationError(i18n._("Say what you added, or why not"))


def reply_form(base: type[ReplyForm] = ReplyForm, kinds: Any = ReplyKind) -> ReplyForm:
    """With a field for each of our languages, named as its speakers name it, and who translated it."""
    fields: dict[str, object] = {
        "kind": Radios(lazy("What did you do?"), [Needed(lazy("Choose what you did"))], choices=choices_of(kinds))
    }
    for code, language in LANGUAGES.items():
        if code != "en":
            fields[f"words_{key(code)}"] = TextArea(language.name, [AtMost(600)], rows=3)
            words = lazy("Who translated it?")
            fields[f"status_{key(code)}"] = SelectBox(words, choices=choices_of(HOW_MADE), blank=False)
    form: ReplyForm = type("ReplyInLanguages", (base,), fields)()
    return form


def missing_reply_form() -> ReplyForm:
    return reply_form(MissingReplyForm, MissingReplyKind)
