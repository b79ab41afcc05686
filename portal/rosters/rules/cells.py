"""One cell at a time: cleaned, then read as what its column says it is."""

import re
import unicodedata

from portal.people.enums import SafeContact
from portal.people.rules import comparable_phone
from portal.rosters.enums import FLAGS, NOT_KNOWN, PREFER_NOT_TO_SAY, Exclusion, ServiceStatus
from portal.rosters.rules.headings import comparable_heading

LONGEST_CELL = 1000
LONGEST_WORD = 100
OLDEST = 120
_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd\ud800-\udfff]")
_DROPPED = re.compile("[\u200b\u2060\ufeff]")
_LINES_AND_TABS = re.compile("[\t\n\r]+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"[=@]|[+-](?![\s\d().-]*$)")
_SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#GETTING_DATA"}
)
_SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}([.,]\d+)?", re.ASCII)
_PHONE = re.compile(r"\+?[\d\s().\u2010-\u2013/-]{6,30}")
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\\\":]{1,64}@(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_]{2,63}")


class CellRefused(ValueError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_cell(text: str) -> str:
    """The text without space around it and with single spaces inside; line ends become spaces.

    Raises:
        CellRefused: hidden signs, damage, a formula, a spreadsheet's error, or far too much text.
    """
    if _SUSPECT.search(text):
        text = _without_suspects(text)
    text = " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST_CELL:
        raise CellRefused("too_long")
    if text and text[0] in "=@+-#":
        _refuse_formulas(text)
    return text


def _without_suspects(text: str) -> str:
    text = _LINES_AND_TABS.sub(" ", _DROPPED.sub("", text))
    if "\x00" in text:
        raise CellRefused("nul")
    if _BIDI.search(text):
        raise CellRefused("bidi")
    if "\ufffd" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise CellRefused("damaged")
    if _SUSPECT.search(text):
        raise CellRefused("control")
    return text


def _refuse_formulas(text: str) -> None:
    if text in _SPREADSHEET_ERRORS:
        raise CellRefused("error_cell")
    if _FORMULA.match(text):
        raise CellRefused("formula")


def read_reference(raw: str, text: str) -> str:
    """A reference is kept as it is written, leading zeros too."""
    if not text:
        raise CellRefused("missing_reference")
    if "\n" in raw.strip() or "\r" in raw.strip():
        raise CellRefused("reference_lines")
    if len(text) > LONGEST_WORD:
        raise CellRefused("long_reference")
    if _SHORTENED.fullmatch(text):
        raise CellRefused("shortened_reference")
    return text


def read_age(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        if not _NUMBER.fullmatch(text):
            raise CellRefused("not_a_number")
        if text.startswith("-"):
            raise CellRefused("negative_age")
        whole, _sign, part = text.replace(",", ".").partition(".")
        if part.strip("0"):
            raise CellRefused("not_whole")
        text = whole
    if int(text) > OLDEST:
        raise CellRefused("age_too_high")
    return int(text)


def read_word(text: str) -> str:
    if len(text) > LONGEST_WORD:
        raise CellRefused("long_word")
    return text


def read_email(text: str) -> str:
    if not _EMAIL.fullmatch(text) or ".." in text or len(text) > 254:
        raise CellRefused("bad_email")
    return text


def read_phone(text: str) -> str:
    """Between 7 and 15 digits with the country code (ITU-T E.164); a British number has nine or ten after +44."""
    if not _PHONE.fullmatch(text):
        raise CellRefused("bad_phone")
    digits = comparable_phone(text.replace("(0)", ""))[1:]
    if not 7 <= len(digits) <= 15 or (digits.startswith("44") and len(digits) not in (11, 12)):
        raise CellRefused("bad_phone")
    return text


_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ie", "oes", "ydy"})
_NO = frozenset({"", "no", "n", "false", "0", "na", "nage", "-"})


def read_yes_or_no(text: str) -> bool:
    """Never guessed: what is neither is a problem."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellRefused("not_yes_or_no")


def _by_words(members: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {comparable_heading(word): value for value, words in members.items() for word in (value, *words)}


_SAFE_CONTACT = _by_words(
    {
        SafeContact.NO_LETTERS: ("no letter", "no post", "no mail", "dim llythyrau"),
        SafeContact.NO_EMAIL: ("no e-mail", "no emails", "dim e-bost"),
        SafeContact.NO_TEXT: ("no texts", "no text messages", "no sms", "dim negeseuon testun"),
        SafeContact.NO_PHONE: ("no phone calls", "no calls", "do not phone", "dim ffonio"),
        SafeContact.NO_VOICEMAIL: ("no voice mail", "no voicemails", "no messages", "dim neges llais"),
        SafeContact.EMAIL_ONLY: ("e-mail only", "only email", "only e-mail", "e-bost yn unig"),
        SafeContact.VIA_WORKER: ("via keyworker", "only through their worker", "through worker", "drwy weithiwr"),
        SafeContact.SHARED_PHONE: ("others see their phone", "others see phone"),
        SafeContact.SHARED_EMAIL: ("others read their e-mail", "others read e-mail", "others see e-mail"),
        SafeContact.SHARED_POST: ("others open their post", "others open post", "others see post"),
    }
)


def read_safe_contact(text: str) -> list[str]:
    """The rules named, in a fixed order. A rule we do not know is a problem: it may be the one that matters."""
    if not text:
        return []
    named = {_SAFE_CONTACT.get(comparable_heading(part)) for part in re.split(r"[;,|/]", text) if part.strip()}
    if None in named:
        raise CellRefused("unknown_safe_contact")
    return [rule.value for rule in SafeContact if rule.value in named]


_FLAG = _by_words(
    {
        Exclusion.DECEASED: ("died", "dead", "wedi marw"),
        Exclusion.MOVED: ("moved away", "moved out", "out of area", "wedi symud"),
        Exclusion.NO_CAPACITY: ("lacks capacity", "capacity", "no mental capacity"),
        Exclusion.SAFEGUARDING: ("safeguarding concern", "open safeguarding", "diogelu"),
        Exclusion.OPEN_COMPLAINT: ("complaint", "cwyn"),
    }
)
assert set(_FLAG.values()) == set(FLAGS)


def read_flag(text: str) -> Exclusion | None:
    if text.casefold() in _NO:
        return None
    found = _FLAG.get(comparable_heading(text))
    if found is None:
        raise CellRefused("unknown_flag")
    return Exclusion(found)


_STATUS = _by_words(
    {
        ServiceStatus.ACTIVE: (
            "current",
            "open",
            "using",
            "in service",
            "ongoing",
            "gweithredol",
            "cyfredol",
            "agored",
        ),
        ServiceStatus.COMPLETED: (
            "complete",
            "finished",
            "discharged",
            "ended",
            "wedi gorffen",
            "cwblhawyd",
            "gorffen",
        ),
        ServiceStatus.DISENGAGED: ("dropped out", "stopped", "left", "withdrawn", "lost contact", "wedi stopio"),
        ServiceStatus.NEVER_STARTED: ("not started", "did not start", "never attended", "heb ddechrau"),
    }
)
_UNKNOWN = frozenset(
    {
        "",
        "unknown",
        "not known",
        "n k",
        "nk",
        "not recorded",
        "not stated",
        "na",
        "n a",
        "none recorded",
        "ddim yn hysbys",
    }
)
_RATHER_NOT = frozenset(
    {"prefer not to say", "refused", "declined", "not disclosed", "would rather not say", "gwell gennyf beidio a dweud"}
)


def usual_status(word: str) -> ServiceStatus | None:
    found = _STATUS.get(comparable_heading(word))
    return None if found is None else ServiceStatus(found)


def usual_category(word: str) -> str | None:
    """ "not_known" or "prefer_not_to_say" for the many ways of writing those; None for a word of its own."""
    plain = comparable_heading(word)
    if plain in _UNKNOWN:
        return NOT_KNOWN
    return PREFER_NOT_TO_SAY if plain in _RATHER_NOT else None
