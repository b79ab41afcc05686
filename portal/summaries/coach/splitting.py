"""Where a long sentence can be made two (English only), and where each sentence can have a line of its own (anywhere).

An offer, never more: a rule over word lists cannot know what the writer meant, so the writer sees before and after.
"""

import re

from portal.summaries.coach.advice import Fix
from portal.summaries.coach.text import Piece, word_set

FEWEST_WORDS = 3
_JOINT = re.compile(r"(?:\s*;\s+(?:(?P<after>and|but|so)\s+)?|,?\s+(?P<word>and|but|so|because)\s+)", re.IGNORECASE)
_SUBJECTS = word_set("we you they it he she i there this that these those people carers staff everyone nobody someone")
_DETERMINERS = word_set("the our your their his her its my a an some many most all other both each every no")
_VERBS = word_set(
    "is are was were be been am isn't aren't wasn't weren't has have had hasn't haven't will would won't can could "
    "cannot can't couldn't may might must should do does did don't doesn't didn't get gets got need needs want wants "
    "say says said tell tells told ask asks asked know knows knew think thinks thought feel feels felt like likes "
    "find finds found go goes went come comes came make makes made take takes took give gives gave help helps helped "
    "wait waits waited ring rings rang call calls called write writes wrote read reads see sees saw hear hears heard "
    "meet meets met pay pays paid open opens opened close closes closed start starts started stop stops stopped send "
    "sends sent keep keeps kept work works worked live lives lived use uses used try tries tried change changes "
    "changed cost costs look looks looked hope hopes hoped listen listens listened understand understands understood "
    "answer answers answered speak speaks spoke talk talks talked run runs ran lose loses lost let lets leave leaves"
)
_OPENS = {"and": "", "so": "So ", "but": "But ", "because": "This is because "}
_UNFINISHED = word_set(
    "if when while although though because unless until before after since as whether that who which"
)


def split_of(sentence: Piece) -> Fix | None:
    """The joint that makes the two most equal halves, each a sentence of its own; None where there is none."""
    found = [fix for match in _JOINT.finditer(sentence.text) if (fix := _split_at(sentence, match))]
    return min(found, key=lambda fix: abs(_middle(sentence) - (fix.start - sentence.start)), default=None)


def lines_of(paragraph: Piece, sentences: list[Piece]) -> Fix:
    """Each sentence of a paragraph on its own line."""
    return Fix(paragraph.start, paragraph.end, "\n".join(one.text for one in sentences))


def _split_at(sentence: Piece, match: re.Match[str]) -> Fix | None:
    left, right = sentence.text[: match.start()], sentence.text[match.end() :]
    word = (match["word"] or match["after"] or "and").lower()
    if not (_is_whole(left) and _begins_a_sentence(right)):
        return None
    opening = _OPENS[word]
    begin = opening + right[0] if opening else right[0].upper()
    # Only the joint and the first letter after it are changed: the rest stays as it was written.
    return Fix(sentence.start + match.start(), sentence.start + match.end() + 1, f".\n{begin}")


def _is_whole(left: str) -> bool:
    """Enough words, not waiting for its main clause ("When you ring …"), with a verb after its last "that"."""
    words = [word.text.lower().replace("’", "'") for word in Piece(left, 0).words()]
    if len(words) < FEWEST_WORDS or words[0] in _UNFINISHED - {"that"}:
        return False
    last = max((at for at, word in enumerate(words) if word in _UNFINISHED), default=-1)
    return any(map(_is_verb, words[last + 1 :]))


def _begins_a_sentence(right: str) -> bool:
    """A subject, and a verb soon after it."""
    words = [word.text.lower().replace("’", "'") for word in Piece(right, 0).words()]
    if len(words) < FEWEST_WORDS or words[0] not in _SUBJECTS | _DETERMINERS:
        return False
    return any(map(_is_verb, words[1:2] if words[0] in _SUBJECTS else words[2:5]))


def _is_verb(word: str) -> bool:
    return word in _VERBS or word.endswith(("'ll", "'ve", "'re"))


def _middle(sentence: Piece) -> int:
    return len(sentence.text) // 2
