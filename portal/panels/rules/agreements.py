"""What a member agrees to where a panel has no words of its own yet: short sentences, one a line. Pure."""

import hashlib
from collections.abc import Mapping

from portal.panels.enums import AgreementPart
from portal.shared.i18n import LANGUAGES, lazy, speaking

MOST_WORDS = 3000

OURS = {
    AgreementPart.ROLE: (
        lazy("You tell us what you know from your own life."),
        lazy("You help to decide what a service does and how it is checked."),
        lazy("You meet other members and talk with them."),
        lazy("You read papers before a meeting, or someone reads them with you."),
        lazy("You say what you think, even when we may not like it."),
        lazy("You speak for yourself. You do not have to speak for everyone."),
    ),
    AgreementPart.AGREEMENT: (
        lazy("We listen to each other. Nobody is rude or unkind."),
        lazy("We pay what we promised, and tell you before how much it is."),
        lazy("We make meetings and papers work for you."),
        lazy("We tell you what became of what you said."),
        lazy("You may take a break or stop at any time. You do not have to say why."),
        lazy("Saying no changes nothing in the help you get."),
        lazy("If something goes wrong, tell us. We put it right."),
    ),
    AgreementPart.CONFIDENTIALITY: (
        lazy("What others tell about themselves stays between us."),
        lazy("You may talk about what the panel does, but without names."),
        lazy("Some papers are not for others yet. We say which."),
        lazy("We tell nobody what you say about yourself."),
        lazy("Only if someone is in danger must we tell someone. If we can, we talk with you first."),
    ),
}


def our_words(part: AgreementPart) -> dict[str, str]:
    """Our own words for a part in every language of the house, one sentence a line."""
    found = {}
    for code in LANGUAGES:
        with speaking(code):
            found[code] = "\n".join(str(line) for line in OURS[part])
    return found


def fingerprint(words: str) -> str:
    """SHA-256 of the words as they were shown."""
    return hashlib.sha256(words.encode()).hexdigest()


def fingerprint_of_all(words: Mapping[AgreementPart, str]) -> str:
    """One fingerprint of all parts as shown together: an answer to a page says which words it was an answer to."""
    return fingerprint("\0".join(words[part] for part in AgreementPart))
