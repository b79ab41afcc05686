"""English only: who does it (passive), how many ideas (clauses), and two negatives in one idea.

Our own rules over word lists. They miss some and flag some in vain; the benchmark in the tests says how many.
"""

import re
from collections.abc import Iterator

from portal.summaries.coach.text import Piece, word_set

_BE = {"is", "are", "was", "were", "be", "been", "being", "am", "get", "gets", "got", "getting", "isn't", "aren't"}
_BE |= {"wasn't", "weren't", "you're", "we're", "they're", "i'm"}
_BETWEEN = {"not", "also", "always", "never", "often", "only", "just", "still", "being", "been", "all", "both", "now"}
_BETWEEN |= {"usually", "sometimes", "already", "soon", "well", "fully", "ever", "then", "later", "first", "too"}
_SUBJECTS = {"you", "they", "we", "it", "he", "she", "i", "people", "carers", "this", "that"}
_IRREGULAR = word_set(
    "given taken made sent told seen held kept paid done written known shown found left lost put read said set spent "
    "brought built bought caught chosen cut driven drawn eaten fed felt forgotten heard hidden hit hurt led lent let "
    "met run sold shut spoken stolen taught thought thrown understood won worn begun broken dealt forgiven frozen "
    "grown laid sought shaken split spread sworn torn withdrawn rewritten redone undertaken overseen"
)
_FEELINGS = word_set(
    "tired worried excited pleased interested bored scared married disabled supposed confused frightened annoyed "
    "satisfied disappointed concerned stressed relaxed isolated depressed exhausted closed experienced retired "
    "frustrated surprised delighted divorced unemployed qualified advanced used ashamed embarrassed overwhelmed "
    "determined prepared related limited detailed complicated crowded needed red bed need indeed hundred shed speed "
    "aged naked wicked agreed skilled unpaid uninvited talented gifted loved shocked amazed engaged separated called"
)
_JOINING = word_set("and but or because so although though while unless until if when whereas since as")
_CLAUSE = re.compile(r"[^\s,;:(]\s*,?\s+(which|who|whom|whose)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;:]|\b(?:and|but|or|because|so|if|when|while|although)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|cannot|without|unless|\w+n['’]t|"
    r"impossible|illegal|unlikely|unable|uncommon|unusual|unreasonable|unwilling|unaware|"
    r"refus(?:e|es|ed)|fail(?:s|ed)?|den(?:y|ies|ied)|lack(?:s|ed)?)\b",
    re.IGNORECASE,
)
_NOT_A_DENIAL = re.compile(r"\bno(?:t)? (?:longer|matter|one|only|later|more than|less than)\b", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|cannot|without|\w+n['’]t)\b", re.IGNORECASE
)


def passives(sentence: Piece) -> Iterator[tuple[int, int]]:
    """Spans of a form of "be" or "get" with a past participle: "was told", "will be held", "were you asked"."""
    words, told_up_to = sentence.words(), 0
    for at, word in enumerate(words):
        if word.text.lower().replace("’", "'") in _BE:
            participle = _participle_after(words, at)
            if participle is not None and participle.end > told_up_to:
                told_up_to = participle.end
                yield word.start, participle.end


def _participle_after(words: list[Piece], at: int) -> Piece | None:
    following = at + 1
    if at == 0 and following < len(words) and words[following].text.lower() in _SUBJECTS:
        following += 1
    while following < len(words) and _stands_between(words[following].text.lower()):
        following += 1
    if following >= len(words):
        return None
    word = words[following]
    by = following + 1 < len(words) and words[following + 1].text.lower() == "by"
    return word if _is_participle(word.text.lower(), by=by) else None


def _stands_between(word: str) -> bool:
    return word in _BETWEEN or (word.endswith("ly") and len(word) > 4)


def _is_participle(word: str, *, by: bool) -> bool:
    if word in _FEELINGS:
        return by and word.endswith("ed")
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 4 and not word.endswith("eed"))


def linked_ideas(sentence: Piece) -> tuple[int, bool]:
    """(joining words and commas, whether it has a semicolon or a "which" or "who" clause)."""
    joints = sum(word.text.lower() in _JOINING for word in sentence.words()[1:]) + sentence.text.count(",")
    joints -= len(re.findall(r"\d,\d{3}|\bas well as\b|\bas soon as\b", sentence.text))
    asks = sentence.text.rstrip().endswith("?")
    return joints, ";" in sentence.text or (not asks and bool(_CLAUSE.search(sentence.text)))


def double_negative(sentence: Piece) -> tuple[int, int] | None:
    """The span of two negatives in one clause ("not unusual"), or of a "not … unless" and "not … without"."""
    text = _NOT_A_DENIAL.sub(lambda match: "_" * len(match[0]), sentence.text)
    start = 0
    for end in [*(match.start() for match in _SEPARATORS.finditer(text)), len(text)]:
        found = list(_NEGATIVE.finditer(text, start, end))
        if len(found) >= 2 and any(_DENIAL.fullmatch(match[0]) for match in found):
            return sentence.start + found[0].start(), sentence.start + found[-1].end()
        start = end
    return None
