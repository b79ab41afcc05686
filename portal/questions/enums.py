from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class SetState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"

    @property
    def label(self) -> Any:
        return {"draft": lazy("Being written"), "published": lazy("Published")}[self.value]


class TextStatus(StrEnum):
    """How far a translation of content can be trusted."""

    SOURCE = "source"
    MACHINE_DRAFT = "machine_draft"
    CHECKED = "checked_by_speaker"
    NEEDS_UPDATE = "needs_update"

    @property
    def label(self) -> Any:
        return {
            "source": lazy("Written first"),
            "machine_draft": lazy("Not checked by a speaker yet"),
            "checked_by_speaker": lazy("Checked by a speaker"),
            "needs_update": lazy("Needs an update"),
        }[self.value]


class QuestionKind(StrEnum):
    SINGLE = "single"
    SEVERAL = "several"
    FACES = "faces"
    SCALE = "scale_0_10"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    DATE = "date"
    NUMBER = "number"
    RATING_5 = "rating_5"
    RANKING = "ranking"
    PICTURES = "pictures"
    PHOTO = "photo"
    VOICE = "voice"
    CONSENT = "consent"
    INFORMATION = "information"

    @property
    def label(self) -> Any:
        return {
            "single": lazy("One choice"),
            "several": lazy("Several choices"),
            "faces": lazy("Five faces"),
            "scale_0_10": lazy("0 to 10"),
            "short_text": lazy("A few words"),
            "long_text": lazy("Own words"),
            "date": lazy("A date"),
            "number": lazy("A number"),
            "rating_5": lazy("Do you agree? Five answers"),
            "ranking": lazy("Put in order"),
            "pictures": lazy("One of several pictures"),
            "photo": lazy("A photo or drawing"),
            "voice": lazy("A voice message"),
            "consent": lazy("Something to agree to, or not"),
            "information": lazy("Something to read, no question"),
        }[self.value]

    @property
    def is_open(self) -> bool:
        """Answered in the person's own words, written or spoken."""
        return self in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.VOICE)

    @property
    def is_asked(self) -> bool:
        return self is not QuestionKind.INFORMATION

    @property
    def takes_file(self) -> bool:
        """Answered with a file: a photo, a drawing, a voice message."""
        return self in (QuestionKind.PHOTO, QuestionKind.VOICE)


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"

    @property
    def label(self) -> Any:
        return {"photo": lazy("A photo or drawing"), "voice": lazy("A voice message")}[self.value]


class AnswerState(StrEnum):
    """What a person did not say is recorded as such; these are five different things."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    NOT_ASKED = "not_asked"
    UNABLE = "unable"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"

    @property
    def label(self) -> Any:
        return {
            "answered": lazy("Answered"),
            "skipped": lazy("Skipped"),
            "not_asked": lazy("Not asked"),
            "unable": lazy("I do not know or cannot say"),
            "prefer_not_to_say": lazy("I would rather not say"),
        }[self.value]


class Provenance(StrEnum):
    """Whose words an answer is."""

    OWN_WORDS = "own_words"
    HELPED = "helped"
    INTERPRETED = "interpreted"
    ON_BEHALF = "on_behalf"

    @property
    def label(self) -> Any:
        return {
            "own_words": lazy("Nobody helped me"),
            "helped": lazy("Someone helped me read or write. The answers are mine."),
            "interpreted": lazy("Someone put my words into another language"),
            "on_behalf": lazy("Someone else answered for me"),
        }[self.value]


class Helper(StrEnum):
    FAMILY = "family_or_friend"
    WORKER = "support_worker"
    ADVOCATE = "advocate"
    INTERPRETER = "interpreter"
    SOMEONE_ELSE = "someone_else"

    @property
    def label(self) -> Any:
        return {
            "family_or_friend": lazy("Someone in my family, or a friend"),
            "support_worker": lazy("A worker from this service or another one"),
            "advocate": lazy("An advocate: someone who speaks up for me"),
            "interpreter": lazy("An interpreter"),
            "someone_else": lazy("Someone else"),
        }[self.value]


class MediaKind(StrEnum):
    """What can stand beside a question."""

    PICTURE = "picture"
    AUDIO = "audio"
    BSL_VIDEO = "bsl_video"

    @property
    def label(self) -> Any:
        return {
            "picture": lazy("A picture"),
            "audio": lazy("A recording of the question"),
            "bsl_video": lazy("A film in British Sign Language"),
        }[self.value]


class BranchFault(StrEnum):
    """What can be wrong with "ask this only if"."""

    NOT_READABLE = "not_readable"
    NO_QUESTION = "no_question"
    LATER = "later"
    NO_CODES = "no_codes"
    NO_SUCH_CODE = "no_such_code"
    NO_NUMBER = "no_number"

    @property
    def label(self) -> Any:
        return {
            "not_readable": lazy("The condition is not complete"),
            "no_question": lazy("The condition looks at a question that is not in this set"),
            "later": lazy("The condition looks at a question that comes later"),
            "no_codes": lazy("The condition does not say which answers"),
            "no_such_code": lazy("The condition names an answer that the question does not have"),
            "no_number": lazy("The condition does not say which number"),
        }[self.value]
