"""Forms for what stands beside a question."""

from typing import Any

from wtforms.validators import ValidationError

from portal.questions.enums import MediaKind
from portal.questions.forms.writing import LONGEST_HINT
from portal.shared.forms import (
    AtMost,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextArea,
    TextInput,
)
from portal.shared.i18n import LANGUAGES, _, lazy


def content_of(field: Any) -> bytes:
    """What was uploaded."""
    content: bytes = field.data.read()
    return content


class MediaForm(PortalForm):
    """A file to stand beside a question."""

    kind = Radios(
        lazy("What is it?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[SelectChoice(kind.value, kind.label) for kind in MediaKind],
    )
    file = FileInput(
        lazy("The file"),
        [Needed(lazy("Choose a file"))],
        hint=lazy("A picture (JPEG, PNG), a recording (MP3, M4A, OGG, WebM) or a film (MP4, WebM)."),
    )
    language = SelectBox(
        lazy("Who is it for?"),
        choices=[
            SelectChoice("all", lazy("Everyone")),
            *(SelectChoice(one.code, one.name) for one in LANGUAGES.values()),
        ],
        blank=False,
        hint=lazy("A recording is in one language. A picture or a film in sign language is for everyone."),
    )
    shows = TextInput(
        lazy("What does the picture show?"),
        [AtMost(200)],
        hint=lazy("For people who do not see it. Needed for a picture."),
    )
    transcript = TextArea(
        lazy("What is said, in writing"),
        [AtMost(LONGEST_HINT * 4)],
        rows=3,
        hint=lazy("For people who do not hear it or do not sign."),
    )
    captions = FileInput(
        lazy("Captions"), hint=lazy("A WebVTT file for a film. You can leave it empty."), accept=".vtt"
    )

    def validate_shows(self, field: Any) -> None:
        if self.kind.data == MediaKind.PICTURE and not field.data:
            raise ValidationError(_("Say in words what the picture shows"))

    def to_keep(self, source: str) -> dict[str, Any]:
        """The arguments of `keep_media`."""
        kind, language = MediaKind(self.kind.data), self.language.data
        spoken = source if language in ("all", None) else language
        return {
            "kind": kind,
            "content": content_of(self.file),
            "language": "" if language in ("all", None) else language,
            "alt": {source: self.shows.data} if self.shows.data else {},
            "transcript": {spoken: self.transcript.data} if self.transcript.data else {},
            "captions": content_of(self.captions) if self.captions.data and kind is MediaKind.BSL_VIDEO else None,
        }


class OptionPictureForm(PortalForm):
    """The picture of one answer; `code` gets its choices from the view."""

    code = SelectBox(lazy("For which answer?"), [Needed(lazy("Choose one of the answers"))], choices=[])
    picture = FileInput(lazy("The picture"), [Needed(lazy("Choose a file"))], accept="image/jpeg,image/png")
    alt = TextInput(
        lazy("What does the picture show?"), [Needed(lazy("Say in words what the picture shows")), AtMost(200)]
    )
