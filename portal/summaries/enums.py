from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class SummaryState(StrEnum):
    """Where a summary stands. `superseded` is said of a version: a newer one took its place."""

    DRAFTING = "drafting"
    INTERNAL_REVIEW = "internal_review"
    OUT_FOR_CHECK = "out_for_check"
    REVISING = "revising"
    CHECKED = "checked"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Any:
        return {
            "drafting": lazy("Being written"),
            "internal_review": lazy("Waiting for approval"),
            "out_for_check": lazy("People are checking it"),
            "revising": lazy("Being put right"),
            "checked": lazy("Checked"),
            "published": lazy("Published"),
            "superseded": lazy("Replaced by a newer version"),
            "withdrawn": lazy("Taken back"),
        }[self.value]

    @property
    def takes_edits(self) -> bool:
        return self in (SummaryState.DRAFTING, SummaryState.REVISING)


class Section(StrEnum):
    """The parts of an easy-read summary, in the order people read them."""

    ABOUT = "about"
    TOLD = "told"
    UNSURE = "unsure"
    NEXT = "next"
    NOT_NEXT = "not_next"
    WORDS = "words"
    TALK_TO = "talk_to"
    TELL_US = "tell_us"

    @property
    def label(self) -> Any:
        return {
            "about": lazy("What this is about"),
            "told": lazy("What you told us"),
            "unsure": lazy("What we are not sure about"),
            "next": lazy("What will happen next"),
            "not_next": lazy("What will not happen"),
            "words": lazy("Hard words"),
            "talk_to": lazy("Who to talk to"),
            "tell_us": lazy("How to tell us we got it wrong"),
        }[self.value]

    @property
    def is_checked(self) -> bool:
        """Whether people are asked if it is right: what we say they said, and what we say will happen."""
        return self in (Section.TOLD, Section.UNSURE, Section.NEXT, Section.NOT_NEXT)


class TextStatus(StrEnum):
    """The first two say how words were made, and are kept with them. The third is never kept: it is worked out from who
    checked these words (`LanguageCheck`), and frozen into a version."""

    MACHINE_DRAFT = "machine_draft"
    TRANSLATED = "translated"
    CHECKED_BY_SPEAKER = "checked_by_speaker"

    @property
    def label(self) -> Any:
        return {
            "machine_draft": lazy("Translated by a computer"),
            "translated": lazy("Translated by a person"),
            "checked_by_speaker": lazy("Checked by someone who speaks the language"),
        }[self.value]

    @property
    def as_made(self) -> "TextStatus":
        """How the words were made: what was checked was made by a person."""
        return TextStatus.TRANSLATED if self is TextStatus.CHECKED_BY_SPEAKER else self


HOW_MADE = (TextStatus.MACHINE_DRAFT, TextStatus.TRANSLATED)


class VersionKind(StrEnum):
    FOR_CHECK = "for_check"
    PUBLISHED = "published"


class AskedBecause(StrEnum):
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    PANEL = "panel"

    @property
    def label(self) -> Any:
        return {
            "answered": lazy("Answered, and agreed to check"),
            "not_answered": lazy("Was asked, did not answer"),
            "panel": lazy("Is on the panel"),
        }[self.value]


class VerdictKind(StrEnum):
    RIGHT = "right"
    NEARLY = "nearly"
    WRONG = "wrong"
    LEAVE_OUT = "leave_out"
    NOT_UNDERSTOOD = "not_understood"
    SKIP = "skip"

    @property
    def label(self) -> Any:
        return {
            "right": lazy("This is right"),
            "nearly": lazy("This is nearly right"),
            "wrong": lazy("This is wrong"),
            "leave_out": lazy("Leave this out"),
            "not_understood": lazy("I do not understand this"),
            "skip": lazy("Skip this one"),
        }[self.value]

    @property
    def needs_reply(self) -> bool:
        """What we do not understand is a fault in our document, so it needs a reply like what is wrong."""
        return self in (VerdictKind.WRONG, VerdictKind.LEAVE_OUT, VerdictKind.NOT_UNDERSTOOD)


class ReplyKind(StrEnum):
    CHANGED = "changed"
    KEPT = "kept"
    EXPLAINED = "explained"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> Any:
        return {
            "changed": lazy("We changed it"),
            "kept": lazy("We kept it, and say why"),
            "explained": lazy("We explained it in easier words"),
            "left_out": lazy("We took it out"),
        }[self.value]


class MissingReplyKind(StrEnum):
    """What we did when someone said that something is missing. `NOTHING`: they wrote that nothing is; not printed."""

    ADDED = "added"
    NOT_ADDED = "not_added"
    THERE = "there"
    NOTHING = "nothing"

    @property
    def label(self) -> Any:
        return {
            "added": lazy("We added it"),
            "not_added": lazy("We did not add it, and say why"),
            "there": lazy("It is in there, and we say where"),
            "nothing": lazy("They only say that nothing is missing"),
        }[self.value]

    @property
    def is_printed(self) -> bool:
        return self is not MissingReplyKind.NOTHING


class CheckChannel(StrEnum):
    WEB = "web"
    PHONE = "phone"
    PAPER = "paper"
    IN_PERSON = "in_person"

    @property
    def label(self) -> Any:
        return {
            "web": lazy("Web"),
            "phone": lazy("Phone"),
            "paper": lazy("Paper"),
            "in_person": lazy("In person"),
        }[self.value]


class WhoHelped(StrEnum):
    """Whose words they are, with the provenance each choice stands for."""

    NOBODY = "own_words"
    SUPPORTER = "helped"
    INTERPRETER = "interpreted"
    SPOKE_FOR_ME = "on_behalf"

    @property
    def label(self) -> Any:
        return {
            "own_words": lazy("I did it by myself"),
            "helped": lazy("Someone helped me"),
            "interpreted": lazy("Someone told me what it says in my language"),
            "on_behalf": lazy("Someone answered for me"),
        }[self.value]


class PrintSize(StrEnum):
    NORMAL = "normal"
    LARGE = "large20"
    LARGEST = "large28"

    @property
    def label(self) -> Any:
        return {
            "normal": lazy("Normal print"),
            "large20": lazy("Large print"),
            "large28": lazy("Very large print"),
        }[self.value]


class Ink(StrEnum):
    COLOUR = "colour"
    BLACK = "black"

    @property
    def label(self) -> Any:
        return {"colour": lazy("In colour"), "black": lazy("In black and white")}[self.value]


class FileState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


class SpeakerKind(StrEnum):
    """Who read a language version before people did."""

    SPEAKER = "speaker"
    EASY_READERS = "easy_readers"

    @property
    def label(self) -> Any:
        return {
            "speaker": lazy("Someone who speaks the language"),
            "easy_readers": lazy("People who read easy words"),
        }[self.value]


class ThanksState(StrEnum):
    AGREED = "agreed"
    PAID = "paid"
    NOT_WANTED = "not_wanted"

    @property
    def label(self) -> Any:
        return {
            "agreed": lazy("Not paid yet"),
            "paid": lazy("Paid"),
            "not_wanted": lazy("Did not want money"),
        }[self.value]


class ChangeKind(StrEnum):
    """How a statement differs from the version before."""

    ADDED = "added"
    TAKEN_OUT = "taken_out"
    REWORDED = "reworded"
    TRANSLATED = "translated"
    PICTURE = "picture"
    NUMBER = "number"
    QUOTE_OUT = "quote_out"

    @property
    def changes_words(self) -> bool:
        return self in (ChangeKind.REWORDED, ChangeKind.TAKEN_OUT)

    @property
    def label(self) -> Any:
        return {
            "added": lazy("This is new."),
            "taken_out": lazy("We took this out."),
            "reworded": lazy("We changed these words."),
            "translated": lazy("We changed the translation."),
            "picture": lazy("We changed the picture."),
            "number": lazy("We changed the number."),
            "quote_out": lazy("We took someone’s words out."),
        }[self.value]
