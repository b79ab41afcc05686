"""What is read out of a summary, and the fingerprint that ties a recording to exactly these words."""

import hashlib
from collections.abc import Iterable, Mapping
from uuid import UUID

from portal.summaries.models import SummaryMedia
from portal.summaries.reading import ReadStatement, ReadSummary

Offered = Mapping[UUID | None, list[SummaryMedia]]


def words_of(one: ReadStatement) -> str:
    """A statement as it is read out: its sentences, its number with its base. Never a person's own words: they can be
    taken back, and a recording cannot be cut."""
    return "\n".join(part for part in (*one.sentences, one.number, one.base) if part)


def whole_words(read: ReadSummary) -> str:
    """The whole summary as it is read out, with the heading of each part."""
    lines = [str(read.title)]
    for section in read.sections:
        lines += [section.heading, *(words_of(one) for one in section.statements)]
    return "\n\n".join(lines)


def fingerprint(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def fingerprints(read: ReadSummary) -> dict[UUID | None, str]:
    """By statement, and under None of the whole; only of statements that are in this language."""
    found: dict[UUID | None, str] = {None: fingerprint(whole_words(read))}
    for one in read.statements:
        if one.language.code == read.language.code:
            found[one.id] = fingerprint(words_of(one))
    return found


def offered(rows: Iterable[SummaryMedia], reads: Iterable[ReadSummary]) -> dict[UUID | None, list[SummaryMedia]]:
    """Recordings and films made from the words that `reads` show, by statement (None: the whole). Those of other words
    are offered to nobody."""
    now = {read.language.code: fingerprints(read) for read in reads}
    found: dict[UUID | None, list[SummaryMedia]] = {}
    for row in rows:
        if now.get(row.language, {}).get(row.statement_id) == row.words_sha256:
            found.setdefault(row.statement_id, []).append(row)
    return found
