"""Advice on one statement: one or two sentences beside one picture."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.summaries.coach import glossary, grammar, numbers, splitting
from portal.summaries.coach.advice import Advice, Fix, StatementContext
from portal.summaries.coach.enums import CoachRule, Severity
from portal.summaries.coach.languages import ENGLISH, judged_rules
from portal.summaries.coach.text import Piece, paragraphs, sentences, sentences_in

LONGEST_SENTENCE = 15
LONG_SENTENCE = 12
MOST_SENTENCES = 2
JOINTS = 2
REPEATED_SHARE = 0.8
_SHORT_FORM = re.compile(r"(?<![\w&-])[A-Z](?:&?[A-Z])+(?=s?(?![\w&-]))")
_NO_SHORT_FORM = frozenset({"OK", "TV", "NOT", "NO", "YES", "DO", "MUST", "STOP", "AND", "OR", "ALL", "ONLY", "NEVER"})
_SCRIPTS = {"ur": re.compile(r"[\u0600-\u06ff]"), "ar": re.compile(r"[\u0600-\u06ff]")}
_SCRIPTS |= {"bn": re.compile(r"[\u0980-\u09ff]"), "pa": re.compile(r"[\u0a00-\u0a7f]")}


@dataclass(frozen=True)
class _Reading:
    text: str
    language: str
    context: StatementContext
    sentences: list[Piece]


def advise(text: str, *, language: str, context: StatementContext) -> list[Advice]:
    """What could be easier in `text`, in the order it stands there; what concerns all of it comes first.

    Only rules that can be judged in `language` run: show `cannot_judge(language)` beside the result.
    """
    reading = _Reading(text, language, context, sentences(text))
    if not reading.sentences:
        return []
    judged = judged_rules(language)
    found = [advice for check in _CHECKS for advice in check(reading) if advice.rule in judged]
    return sorted(found, key=lambda advice: advice.span or (-1, -1))


def _length(reading: _Reading) -> Iterator[Advice]:
    for sentence in reading.sentences:
        count = sentence.count_words()
        if count > LONG_SENTENCE:
            too_long = count > LONGEST_SENTENCE
            yield Advice(
                rule=CoachRule.SENTENCE_LENGTH,
                severity=Severity.ERROR if too_long else Severity.WARNING,
                span=sentence.span,
                numbers={"words": count, "limit": LONGEST_SENTENCE if too_long else LONG_SENTENCE},
                fixes=_split(sentence, reading.language),
            )


def _split(sentence: Piece, language: str) -> tuple[Fix, ...]:
    fix = splitting.split_of(sentence) if language in ENGLISH else None
    return (fix,) if fix else ()


def _layout(reading: _Reading) -> Iterator[Advice]:
    for paragraph in paragraphs(reading.text):
        inside = sentences_in(paragraph)
        if len(inside) > 1:
            yield Advice(
                rule=CoachRule.SENTENCES_IN_PARAGRAPH,
                severity=Severity.ERROR,
                span=paragraph.span,
                numbers={"sentences": len(inside), "limit": 1},
                fixes=(splitting.lines_of(paragraph, inside),),
            )
    if len(reading.sentences) > MOST_SENTENCES:
        yield Advice(
            rule=CoachRule.SENTENCES_PER_PICTURE,
            severity=Severity.ERROR,
            numbers={"sentences": len(reading.sentences), "limit": MOST_SENTENCES},
        )


def _grammar(reading: _Reading) -> Iterator[Advice]:
    for sentence in reading.sentences:
        joints, has_clause = grammar.linked_ideas(sentence)
        if joints >= JOINTS or has_clause:
            yield Advice(
                rule=CoachRule.LINKED_IDEAS,
                severity=Severity.WARNING,
                span=sentence.span,
                numbers={"joints": joints},
                fixes=_split(sentence, reading.language) if sentence.count_words() <= LONG_SENTENCE else (),
            )
        for span in grammar.passives(sentence):
            yield Advice(rule=CoachRule.PASSIVE, severity=Severity.WARNING, span=span)
        negative = grammar.double_negative(sentence)
        if negative:
            yield Advice(rule=CoachRule.DOUBLE_NEGATIVE, severity=Severity.ERROR, span=negative)


def _numbers(reading: _Reading) -> Iterator[Advice]:
    for sentence in reading.sentences:
        for start, end, value in numbers.number_words(sentence, reading.language):
            big = value > numbers.PICTURABLE
            yield Advice(
                rule=CoachRule.BIG_NUMBER if big else CoachRule.NUMBER_WORD,
                severity=Severity.WARNING,
                span=(start, end),
                numbers={"value": value},
                fixes=() if big else (Fix(start, end, str(value)),),
            )
    for start, end, value in numbers.percentages(reading.text):
        part, whole = numbers.one_in(value)
        yield Advice(
            rule=CoachRule.PERCENTAGE,
            severity=Severity.WARNING,
            span=(start, end),
            numbers={"percent": value, "part": part, "whole": whole},
        )
    for start, end, value in numbers.big_numbers(reading.text):
        yield Advice(rule=CoachRule.BIG_NUMBER, severity=Severity.WARNING, span=(start, end), numbers={"value": value})


def _short_forms(reading: _Reading) -> Iterator[Advice]:
    known = {word.upper() for word in reading.context.words_to_know | reading.context.explained_nearby}
    for sentence in reading.sentences:
        if _is_shouted(sentence):
            continue
        for match in _SHORT_FORM.finditer(sentence.text):
            if match[0] not in known | _NO_SHORT_FORM and not _spelled_out(sentence.text[: match.start()], match[0]):
                start = sentence.start + match.start()
                known.add(match[0])
                yield Advice(
                    rule=CoachRule.ABBREVIATION,
                    severity=Severity.ERROR,
                    span=(start, start + len(match[0])),
                    term=match[0],
                )


def _is_shouted(sentence: Piece) -> bool:
    """All in capitals. A script without capitals is not, whatever Latin letters stand in it."""
    words = sentence.words()
    return len(words) > 3 and all(word.text.isupper() for word in words)


def _spelled_out(before: str, letters: str) -> bool:
    """Whether the words stand in full right before the letters in brackets: "personal assistant (PA)"."""
    if not before.endswith("("):
        return False
    initials = [word.text[0].upper() for word in Piece(before, 0).words()][-len(letters) :]
    return "".join(initials) == letters


def _hard_words(reading: _Reading) -> Iterator[Advice]:
    explained = reading.context.explained_nearby | glossary.explained_in(reading.text, reading.language)
    done = {word.casefold() for word in explained}
    for hard_word, found in ((o.hard_word, o.found) for o in glossary.hard_words_in(reading.text, reading.language)):
        if hard_word.word.casefold() in done:
            continue
        done.add(hard_word.word.casefold())
        plain_form = hard_word.simpler and found.text.lower() == hard_word.word
        yield Advice(
            rule=CoachRule.HARD_WORD,
            severity=Severity.WARNING,
            span=found.span,
            fixes=(Fix(found.start, found.end, hard_word.simpler),) if plain_form else (),
            term=hard_word.word,
            meaning=hard_word.meaning,
        )


def _picture(reading: _Reading) -> Iterator[Advice]:
    alt = reading.context.picture_alt
    if alt is None:
        yield Advice(rule=CoachRule.NO_PICTURE, severity=Severity.ERROR)
        return
    if not _in_language(alt, reading.context.picture_alt_language, reading.language):
        yield Advice(rule=CoachRule.ALT_LANGUAGE, severity=Severity.ERROR)
    for sentence in reading.sentences:
        if _repeats(alt, sentence.text):
            yield Advice(rule=CoachRule.ALT_REPEATS, severity=Severity.ERROR, span=sentence.span)


def _in_language(alt: str, alt_language: str, language: str) -> bool:
    """English alt text serves easy English too; a text in another script is in another language, whatever it says."""
    same = alt_language.partition("-")[0] == language.partition("-")[0]
    script = _SCRIPTS.get(language)
    return bool(alt.strip()) and same and (script is None or bool(script.search(alt)))


def _repeats(alt: str, sentence: str) -> bool:
    said, shown = (set(re.findall(r"\w+", text.casefold())) for text in (sentence, alt))
    return bool(said) and len(said & shown) >= REPEATED_SHARE * len(said)


_CHECKS: tuple[Callable[[_Reading], Iterator[Advice]], ...] = (
    _length,
    _layout,
    _grammar,
    _numbers,
    _short_forms,
    _hard_words,
    _picture,
)
