"""What a summary is written from. Summaries know no round, tender or meeting: only this.

A room whose results can be summarised offers a factory `(session, source_id) -> Source`; the hall registers it under
the kind that `Summary.source_kind` names. What comes through here has already passed the disclosure gate: a
hidden number has `value=None`, and a quote is only here while the consent for it stands.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from sqlalchemy.orm import Session


class FigureKind(StrEnum):
    COUNT = "count"  # so many people
    SHARE = "share"  # a share between 0 and 1 of the base


@dataclass(frozen=True, kw_only=True)
class SourceFinding:
    """What we think we heard. `words` by language, at least English; `count` of `base_n` answers said so.

    `themes` are the ids of the themes it was written from, `figure` the ref of a released number it rests on.
    """

    id: uuid.UUID
    words: dict[str, str]
    count: int | None = None
    base_n: int | None = None
    themes: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceTheme:
    """What several people spoke of: `count` of `base_n` answers, None where that could point at someone."""

    id: uuid.UUID
    name: str
    count: int | None = None
    base_n: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentedQuote:
    """Someone's own words, which they agreed to have shown. `alias` is the random id beside their answers.

    `agreed_to` is what they said yes to, in words, and `agreed_on` the day. `words` are those that may be shown: where
    a name was taken out, `is_whole` is False.
    """

    answer_id: uuid.UUID
    alias: uuid.UUID
    words: str
    language: str
    theme: str = ""
    themes: tuple[str, ...] = ()
    agreed_to: Any = ""
    agreed_on: dt.date | None = None
    is_whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number from the results, always with its base. `ref` stays the same when the results are worked out again."""

    ref: str
    label: dict[str, str]
    kind: FigureKind
    value: float | None
    base_n: int
    as_of: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Askable:
    """Someone who could be asked to check. `subject_id` is their invitation at the source, where consents were given.

    `agreed` is their own answer to "ask me if you understood us right", `wants_result` to "tell me what you found out";
    None when they were never asked it. `stratum` is the group they were drawn in, as a code.
    """

    person_id: uuid.UUID
    subject_id: uuid.UUID
    alias: uuid.UUID | None
    language: str
    answered: bool
    reached: bool
    agreed: bool | None
    wants_result: bool | None = None
    stratum: str = ""


class Source(Protocol):
    def title(self) -> dict[str, str]:
        """Its name by language, as the public may read it."""

    def findings(self) -> Sequence[SourceFinding]: ...

    def themes(self) -> Sequence[SourceTheme]:
        """Clearest first."""

    def quotes(self) -> Sequence[ConsentedQuote]:
        """Only words whose consent stands now."""

    def numbers(self) -> Sequence[Figure]: ...

    def people_to_ask(self) -> Sequence[Askable]:
        """Everyone who was asked and has neither declined nor withdrawn."""


@runtime_checkable
class NamesGroups(Protocol):
    """A source that drew people by group and can say how a group is called in the language being spoken."""

    def group_name(self, stratum: str) -> str: ...


SourceFactory = Callable[[Session, uuid.UUID], Source]
SourceList = Callable[[Session], Sequence[tuple[uuid.UUID, dict[str, str]]]]


@dataclass(frozen=True)
class _Offer:
    factory: SourceFactory
    choices: SourceList


_offers: dict[str, _Offer] = {}


class UnknownSource(Exception):
    """No room offers this kind of source."""


def offer_source(kind: str, factory: SourceFactory, *, choices: SourceList = lambda _session: ()) -> None:
    """Called once at start-up for each kind of source; `choices` lists those a summary can be written from now."""
    _offers[kind] = _Offer(factory, choices)


def source_of(session: Session, *, kind: str, source_id: uuid.UUID) -> Source:
    """
    Raises:
        UnknownSource
    """
    if kind not in _offers:
        raise UnknownSource(kind)
    return _offers[kind].factory(session, source_id)


def sources_to_choose(session: Session) -> list[tuple[str, uuid.UUID, dict[str, str]]]:
    """(kind, id, name by language) of everything a summary can be written from."""
    return [(kind, source_id, name) for kind, offer in _offers.items() for source_id, name in offer.choices(session)]
