"""Looking for a picture by a word: the table, packs and own photos together, each with its licence and its mark.

Exact words only, in the language that is asked for. The block list has the last word over all of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import clock
from portal.shared.i18n import best_text
from portal.shared.pictures import catalogue
from portal.summaries.models import OwnPicture, PictureTest
from portal.summaries.pictures.enums import PictureKind, Understood
from portal.summaries.pictures.gallery import own_pictures
from portal.summaries.pictures.naming import own_id, own_name

MOST = 24


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Tested with people: how many in all, and when last. Only the last word on a drawing counts."""

    people: int
    last: dt.date
    understood: Understood

    @property
    def is_good(self) -> bool:
        return self.understood.is_good


@dataclass(frozen=True, kw_only=True)
class Found:
    """A picture as a writer sees it. `address` begins with / for our own, else it is below the static pictures."""

    name: str
    label: str
    alt: str
    address: str
    licence: str
    credit: str
    kind: PictureKind | None = None
    mark: Mark | None = None


def search(session: Session, *, words: str, language: str, most: int = MOST) -> list[Found]:
    """Pictures whose words stand in `words` exactly, longer phrases first; own pictures before the table's."""
    own = _find_own(session, words=words, language=language)
    drawn = [_of_table(entry, language) for entry in catalogue.find(words, language)]
    return with_marks(session, [*own, *drawn][:most])


def shown(session: Session, *, names: Iterable[str], language: str) -> list[Found]:
    """The pictures of these names, in this order; unknown names are left out."""
    wanted = list(dict.fromkeys(names))
    own = own_pictures(session, names=wanted)
    concepts = {entry.id: entry for entry in catalogue.all_concepts()}
    found = [
        _of_own(own[name], language) if name in own else _of_table(concepts[name], language)
        for name in wanted
        if name in own or name in concepts
    ]
    return with_marks(session, found)


def usable_own(session: Session) -> sa.ScalarResult[OwnPicture]:
    """Own pictures that may be offered today, newest first."""
    usable = sa.or_(OwnPicture.usable_until.is_(None), OwnPicture.usable_until >= clock.today())
    wanted = sa.select(OwnPicture).where(
        OwnPicture.is_offered, OwnPicture.taken_out_at.is_(None), OwnPicture.storage_key != "", usable
    )
    return session.scalars(wanted.order_by(OwnPicture.added_at.desc(), OwnPicture.id))


def with_marks(session: Session, found: Collection[Found]) -> list[Found]:
    """The same with what people made of each."""
    marks = marks_of(session, names=[one.name for one in found])
    return [Found(**{**vars(one), "mark": marks.get(one.name)}) for one in found]


def marks_of(session: Session, *, names: Collection[str]) -> dict[str, Mark]:
    """By name, for pictures that were tested as they are drawn now."""
    if not names:
        return {}
    rows = session.scalars(
        sa.select(PictureTest)
        .where(PictureTest.picture.in_(names))
        .order_by(PictureTest.tested_on, PictureTest.noted_at, PictureTest.id)
    )
    tests: dict[str, list[PictureTest]] = defaultdict(list)
    for row in rows:
        if row.drawing in _drawings(row.picture):
            tests[row.picture].append(row)
    return {
        name: Mark(people=sum(one.people for one in said), last=said[-1].tested_on, understood=said[-1].understood)
        for name, said in tests.items()
    }


def _drawings(name: str) -> set[str]:
    if own_id(name):
        return {name}
    try:
        entry = catalogue.concept(name)
    except catalogue.UnknownConcept:
        return set()
    return {entry.drawing, entry.drawing_rtl}


def _find_own(session: Session, *, words: str, language: str) -> list[Found]:
    phrases = {phrase: place for place, phrase in enumerate(catalogue.phrases(words))}
    if not phrases:
        return []
    found = []
    for row in usable_own(session):
        said = [phrases[word] for word in _phrases_of(row.words, language) if word in phrases]
        if said:
            found.append((min(said), _of_own(row, language)))
    return [one for _place, one in sorted(found, key=lambda pair: pair[0])]


def _phrases_of(words: Mapping[str, list[str]], language: str) -> set[tuple[str, ...]]:
    said = [*words.get(language, ()), *(words.get("en", ()) if language == "en-easy" else ())]
    return {catalogue.tokenise(word) for word in said}


def _of_table(entry: catalogue.Concept, language: str) -> Found:
    credit = catalogue.credit_of(entry.id)
    return Found(
        name=entry.id,
        label=entry.label(language),
        alt=catalogue.alt_text(entry.id, language),
        address=catalogue.static_name(entry.id, language).removeprefix("pictures/"),
        licence=credit.licence,
        credit=credit.author,
    )


def _of_own(row: OwnPicture, language: str) -> Found:
    said = row.words.get(language) or row.words.get("en") or [row.ref]
    return Found(
        name=own_name(row.id),
        label=said[0],
        alt=row.alts.get(language) or best_text(row.alts)[0],
        address=f"/pictures/{row.id}",
        licence=row.licence,
        credit=row.credit,
        kind=row.kind,
    )
