"""A summary without pictures: a script to read out on the phone, and the same as text messages.

Both are made from what the reader would see. A text message has at most 160 signs of a phone's own alphabet, or 70
where a letter is not in it (Welsh ŵ and ŷ, Urdu); nothing is cut inside a word.
"""

from collections.abc import Iterator

from portal.shared.i18n import _, speaking
from portal.summaries.reading import ReadStatement, ReadSummary

# The basic alphabet of text messages (3GPP TS 23.038), and the signs that count twice.
PHONE_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
COUNT_TWICE = frozenset("^{}\\[~]|€\f")
IN_ALPHABET, IN_OTHERS = 160, 70
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "})


def script_of(read: ReadSummary, *, is_check: bool) -> list[str]:
    """Lines to read out: the title, then each part with its numbered statements; a question after each, in a check;
    at the end what is different from the version before."""
    said = [line for line, _is_question in _lines(read, is_check=is_check)]
    return [*said, *_changes(read)]


def messages_of(read: ReadSummary, *, address: str, phone: str) -> list[str]:
    """The title, each statement, and where to find or say more, as text messages in order."""
    with speaking(read.language.code):
        ways = [f"{_('Open our page')}: {address}", f"{_('Or ring us:')} {phone}"]
    said = [line for line, is_question in _lines(read, is_check=False) if not is_question]
    return [message for line in [*said, *ways] for message in _in_messages(line.translate(PLAIN))]


def signs(text: str) -> int:
    """How many signs of a text message a text takes."""
    return len(text) + sum(letter in COUNT_TWICE for letter in text)


def most_signs(text: str) -> int:
    is_plain = all(letter in PHONE_ALPHABET or letter in COUNT_TWICE for letter in text)
    return IN_ALPHABET if is_plain else IN_OTHERS


def _lines(read: ReadSummary, *, is_check: bool) -> Iterator[tuple[str, bool]]:
    with speaking(read.language.code):
        yield str(read.title), False
        if read.notice:
            yield " ".join(read.notice.lines), False
        number = 0
        for section in read.sections:
            yield section.heading, False
            for statement in section.statements:
                number += 1
                yield f"{number}. {_words(statement)}", False
                if is_check and section.section.is_checked:
                    yield _("Is this right?"), True
        if read.what_changed:
            yield _("What we changed"), False
            yield " ".join(read.what_changed.lines), False


def _changes(read: ReadSummary) -> Iterator[str]:
    """Before and now, for whoever asks on the phone what is different. Too long for messages."""
    with speaking(read.language.code):
        if read.changes and not read.what_changed:
            yield _("What we changed")
        for one in read.changes:
            told = [(_("Before:"), one.before), (_("Now:"), one.after)]
            yield " ".join([str(one.kind.label), *(f"{when} {' '.join(said.lines)}" for when, said in told if said)])


def _words(statement: ReadStatement) -> str:
    said = [*statement.sentences, statement.number and f"{statement.number}.", statement.base]
    if statement.quote and statement.quote.words:
        said.append(f"“{statement.quote.words}”")
    return " ".join(part.strip() for part in said if part)


def _in_messages(line: str) -> Iterator[str]:
    room, message = most_signs(line), ""
    for word in line.split():
        longer = f"{message} {word}".strip()
        if message and signs(longer) > room:
            yield message
            longer = word
        message = longer
    if message:
        yield message
