"""What whoever would like to be on a panel is asked beside what it is balanced by, on the web and on paper."""

from typing import Any, Final

from portal.people.enums import SafeContact
from portal.shared.i18n import lazy

FORMATS: Final[dict[str, Any]] = {
    "easy_read": lazy("Easy read"),
    "large_print": lazy("Large print"),
    "audio": lazy("Read out, as sound"),
    "bsl": lazy("British Sign Language"),
    "paper": lazy("On paper, by post"),
}

# Asked in the first person; the rest only staff can set.
SAFE = {
    SafeContact.NO_LETTERS: lazy("Do not send letters"),
    SafeContact.NO_EMAIL: lazy("Do not send emails"),
    SafeContact.NO_TEXT: lazy("Do not send text messages"),
    SafeContact.NO_PHONE: lazy("Do not phone me"),
    SafeContact.NO_VOICEMAIL: lazy("Do not leave a voice message"),
    SafeContact.SHARED_PHONE: lazy("Other people look at my phone"),
    SafeContact.SHARED_EMAIL: lazy("Other people read my email"),
    SafeContact.SHARED_POST: lazy("Other people open my letters"),
}
