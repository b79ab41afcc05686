from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class Role(StrEnum):
    """What a staff account may do. Least privilege: an account has the roles of its work and no other."""

    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    ANALYST = "analyst"
    APPROVER = "approver"
    TRANSLATOR = "translator"
    SAFEGUARDING = "safeguarding"
    COMMISSIONER = "commissioner"
    AUDITOR = "auditor"

    @property
    def label(self) -> Any:
        return {
            "administrator": lazy("Administrator"),
            "organiser": lazy("Organiser"),
            "analyst": lazy("Analyst"),
            "approver": lazy("Approver"),
            "translator": lazy("Translator"),
            "safeguarding": lazy("Safeguarding lead"),
            "commissioner": lazy("Commissioner"),
            "auditor": lazy("Auditor"),
        }[self.value]


class SessionKind(StrEnum):
    STAFF = "staff"
    PARTICIPANT = "participant"
    CHECKER = "checker"
    PROMISES = "promises"  # someone asked whether promises were kept
    VISITOR = "visitor"
    MEMBER = "member"  # someone on a panel, at their own page
    CANDIDATE = "candidate"  # someone who would like to be on a panel
    KIOSK = "kiosk"  # a tablet that staff lend out; the people who answer on it have visits of their own


class SafeContact(StrEnum):
    """Rules a person or their worker gave for reaching them safely. An empty set means nothing special was said."""

    NO_LETTERS = "no_letters"
    NO_EMAIL = "no_email"
    NO_TEXT = "no_text"
    NO_PHONE = "no_phone"
    NO_VOICEMAIL = "no_voicemail"
    EMAIL_ONLY = "email_only"
    VIA_WORKER = "via_worker"
    # Others see what comes: only words that say nothing, and no link that shows what it leads to.
    SHARED_PHONE = "shared_phone"
    SHARED_EMAIL = "shared_email"
    SHARED_POST = "shared_post"

    @property
    def label(self) -> Any:
        return {
            "no_letters": lazy("No letters"),
            "no_email": lazy("No e-mail"),
            "no_text": lazy("No text messages"),
            "no_phone": lazy("No phone calls"),
            "no_voicemail": lazy("No voicemail"),
            "email_only": lazy("E-mail only"),
            "via_worker": lazy("Only through their worker"),
            "shared_phone": lazy("Others see their phone"),
            "shared_email": lazy("Others read their e-mail"),
            "shared_post": lazy("Others open their post"),
        }[self.value]


class ConsentPurpose(StrEnum):
    QUOTE = "quote"
    TELL_RESULT = "tell_result"
    CHECK_SUMMARY = "check_summary"
    PANEL_POOL = "panel_pool"

    @property
    def label(self) -> Any:
        return {
            "quote": lazy("You may use my words. You will not use my name."),
            "tell_result": lazy("Tell me what you found out."),
            "check_summary": lazy("Ask me if you understood us right."),
            "panel_pool": lazy("Keep me on the list of people who would like to be on a panel, for up to one year."),
        }[self.value]


# Asked of whoever sends answers; the others are asked elsewhere.
ASKED_WITH_ANSWERS = (ConsentPurpose.QUOTE, ConsentPurpose.TELL_RESULT, ConsentPurpose.CHECK_SUMMARY)
