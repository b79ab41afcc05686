"""A summary as one reader sees it: one language, sections in order, every number in words with its base."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.shared.i18n import LANGUAGES, Language, _, best_text, language_or_default, speaking
from portal.shared.pictures import catalogue
from portal.shared.pictures.catalogue import Credit
from portal.summaries.enums import ChangeKind, MissingReplyKind, ReplyKind, Section, VerdictKind
from portal.summaries.models import SharedQuote
from portal.summaries.pictures.crediting import credits_of
from portal.summaries.pictures.naming import is_own, own_id
from portal.summaries.rules import NUMBER_MARK
from portal.summaries.wording import base_words, number_words, people_words

CONTENT_LANGUAGES = tuple(LANGUAGES)


@dataclass(frozen=True)
class Said:
    """A text with the language it is really in, which differs from the page's where a translation is missing."""

    text: str
    language: Language

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, kw_only=True)
class ReadQuote:
    words: str | None
    language: Language


@dataclass(frozen=True, kw_only=True)
class ReadStatement:
    """`words` is in `language`, which differs from the page's where a translation is missing."""

    id: UUID
    version: int
    section: Section
    words: str
    language: Language
    picture: str
    alt: str
    number: str
    base: str
    quote: ReadQuote | None

    @property
    def sentences(self) -> list[str]:
        return [line for line in self.words.splitlines() if line.strip()]


@dataclass(frozen=True, kw_only=True)
class ReadSection:
    section: Section
    heading: str
    statements: tuple[ReadStatement, ...]


@dataclass(frozen=True, kw_only=True)
class ReadChange:
    """What was changed since the version before; both texts in the reader's language where there is one. `before` is
    empty where the words did not change, or are told no more."""

    kind: ChangeKind
    before: Said
    after: Said


@dataclass(frozen=True, kw_only=True)
class ReadSummary:
    title: Said
    language: Language
    sections: tuple[ReadSection, ...]
    is_unchecked_translation: bool
    what_changed: Said
    notice: Said
    credits: tuple[Credit, ...]
    checkers: tuple[Mapping[str, Any], ...]
    changes: tuple["ReadChange", ...]
    content: Mapping[str, Any]

    @property
    def statements(self) -> list[ReadStatement]:
        return [statement for section in self.sections for statement in section.statements]

    @property
    def wrong_answered(self) -> list[tuple[Any, Said]]:
        """What we did, and said, when someone told us that we were wrong."""
        return [(ReplyKind(one["kind"]).label, self._said(one["words"])) for one in self.content.get("replies", ())]

    @property
    def missing_answered(self) -> list[tuple[Any, Said]]:
        """The same when someone told us that something is missing; nothing in versions from before we answered it."""
        replies = self.content.get("missing_replies", ())
        return [(MissingReplyKind(one["kind"]).label, self._said(one["words"])) for one in replies]

    def _said(self, texts: dict[str, str]) -> Said:
        return Said(*best_text(texts, self.language.code))


def as_read(
    content: Mapping[str, Any],
    *,
    language: str,
    quotes: Mapping[UUID, SharedQuote],
    without: Collection[str] = (),
) -> ReadSummary:
    """`quotes` holds those that still stand; a missing one, or one without words, is shown as taken out.

    `without` are own pictures that may not be shown any more (`gallery.no_longer_shown`).
    """
    with speaking(language) as spoken:
        pictures = _Pictures(content, spoken.code, without)
        read = [_statement(one, spoken, quotes, pictures) for one in content["statements"]]
        return ReadSummary(
            title=Said(*best_text(content["title"], spoken.code)),
            language=spoken,
            sections=tuple(_sections(read)),
            is_unchecked_translation=_is_unchecked(content, spoken),
            what_changed=Said(*best_text(content["what_changed"], spoken.code)),
            notice=Said(*best_text(content["notice"], spoken.code)),
            credits=credits_of(content),
            checkers=tuple(content.get("checkers", {}).get(spoken.code, ())),
            changes=tuple(_changes(content, spoken)),
            content=content,
        )


def languages_of(content: Mapping[str, Any]) -> list[Language]:
    """Those in which every statement has a text; English always."""
    return [
        LANGUAGES[code]
        for code in CONTENT_LANGUAGES
        if code == "en" or all(one["texts"].get(code) for one in content["statements"])
    ]


def how_often_said(content: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """How often each thing was said at the check, in words; small numbers are not told. Empty without a check."""
    check = content["check"]
    if not check:
        return []
    shown = [kind for kind in VerdictKind if kind is not VerdictKind.SKIP]
    rows = [(kind.label, people_words(check["verdicts"].get(kind.value) or 0)) for kind in shown]
    return [*rows, (_("Something is missing"), people_words(check["missing"] or 0))]


def quote_ids(content: Mapping[str, Any]) -> list[UUID]:
    return [UUID(one["quote"]["id"]) for one in content["statements"] if one["quote"]]


def _sections(read: list[ReadStatement]) -> Iterator[ReadSection]:
    for section in Section:
        inside = tuple(one for one in read if one.section is section)
        if inside:
            yield ReadSection(section=section, heading=str(section.label), statements=inside)


@dataclass(frozen=True)
class _Pictures:
    """Address and words of each picture of one content, in one language."""

    content: Mapping[str, Any]
    language: str
    without: Collection[str]

    def address(self, name: str) -> str:
        if not name or (is_own(name) and not self._own(name)):
            return ""
        if is_own(name):
            return f"/pictures/{own_id(name)}"
        return catalogue.static_name(name, self.language).removeprefix("pictures/")

    def alt(self, name: str) -> str:
        if not self.address(name):
            return ""
        return best_text(self._own(name)["alts"])[0] if is_own(name) else catalogue.alt_text(name, self.language)

    def _own(self, name: str) -> Mapping[str, Any]:
        kept: Mapping[str, Any] = self.content.get("own_pictures", {})
        return {} if name in self.without else kept.get(name, {})


def _statement(
    one: Mapping[str, Any], spoken: Language, quotes: Mapping[UUID, SharedQuote], pictures: _Pictures
) -> ReadStatement:
    words, language = best_text(one["texts"], spoken.code)
    number = one["number"]
    said = number_words(number) if number else ""
    inside = bool(number) and NUMBER_MARK in words
    return ReadStatement(
        id=UUID(one["id"]),
        version=one["version"],
        section=Section(one["section"]),
        words=words.replace(NUMBER_MARK, _in_sentence(words, said)) if inside else words,
        language=language,
        picture=pictures.address(one["picture"]),
        alt=pictures.alt(one["picture"]),
        number="" if inside else said,
        base=base_words(number) if number else "",
        quote=_quote(one["quote"], quotes) if one["quote"] else None,
    )


def _in_sentence(words: str, said: str) -> str:
    """A capital only where the number opens the sentence."""
    return said if words.lstrip().startswith(NUMBER_MARK) else said[:1].lower() + said[1:]


def _quote(quote: Mapping[str, Any], quotes: Mapping[UUID, SharedQuote]) -> ReadQuote:
    row = quotes.get(UUID(quote["id"]))
    return ReadQuote(words=row.words if row else None, language=language_or_default(quote["language"]))


def _changes(content: Mapping[str, Any], spoken: Language) -> Iterator[ReadChange]:
    for one in content.get("changes", ()):
        kind = ChangeKind(one["kind"])
        before, after = (_without_number(one[when], spoken) for when in ("before", "after"))
        yield ReadChange(kind=kind, before=before if kind.changes_words else Said("", spoken), after=after)


def _without_number(texts: Mapping[str, str], spoken: Language) -> Said:
    """Which number stood there before is known no more: its place is shown."""
    words, language = best_text(dict(texts), spoken.code)
    return Said(words.replace(NUMBER_MARK, "…"), language)


def _is_unchecked(content: Mapping[str, Any], spoken: Language) -> bool:
    """Whether a translation is on the page that nobody has checked as a whole; English is the source."""
    if spoken.code == "en" or content.get("checkers", {}).get(spoken.code):
        return False
    return any(one["texts"].get(spoken.code) for one in content["statements"])
