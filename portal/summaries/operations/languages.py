"""Who checked which words of which language: by name, on a day, and only as long as words and English stay the same.

One table, one operation, one meaning. The desk shows it text by text; a language is checked when each of its texts is.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock
from portal.shared.i18n import LANGUAGES, _
from portal.summaries import queries
from portal.summaries.enums import SpeakerKind, TextStatus
from portal.summaries.errors import NotReady
from portal.summaries.freezing import Checked
from portal.summaries.models import LanguageCheck, Statement, Summary

TITLE = "title"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Checks:
    """Every check of a summary, weighed against its words of this moment."""

    standing: Mapping[tuple[str, str], Sequence[LanguageCheck]]
    outdated: Collection[tuple[str, str]]
    texts: Mapping[str, Mapping[str, str]]

    def of(self, key: str, language: str) -> Sequence[LanguageCheck]:
        """Those who checked exactly these words beside exactly this English, the earliest first."""
        return self.standing.get((key, language), ())

    def needs_update(self, key: str, language: str) -> bool:
        """These words were checked, and the English has changed since."""
        return (key, language) in self.outdated

    def still_to_check(self, language: str) -> int:
        return sum(not self.of(key, language) for key in keys_in(self.texts, language))

    def as_printed(self) -> dict[str, list[dict[str, Any]]]:
        """By language: who checked it, each once with their last day. A language with an unchecked text is missing."""
        whole = [code for code in LANGUAGES if len(self.texts) > 1 and not self.still_to_check(code)]
        return {code: self._people(code) for code in whole}

    def as_frozen(self) -> Checked:
        return frozenset(self.standing)

    def _people(self, language: str) -> list[dict[str, Any]]:
        days: dict[tuple[str, SpeakerKind], dt.date] = {}
        for key in keys_in(self.texts, language):
            for row in self.of(key, language):
                who = (row.named, row.kind)
                days[who] = max(row.on, days.get(who, row.on))
        in_order = sorted(days.items(), key=lambda one: (one[1], one[0][0]))
        return [{"named": named, "kind": str(kind), "on": on.isoformat()} for (named, kind), on in in_order]


def note_check(
    session: Session,
    *,
    summary: Summary,
    language: str,
    keys: Collection[str] | None = None,
    named: str,
    kind: SpeakerKind,
    on: dt.date,
    by: uuid.UUID,
) -> list[LanguageCheck]:
    """Someone read words of a language and found them right: those of `keys` (ids of statements, "title"), or without
    it the title and every statement. `named` is how they want to be called in print.

    Raises:
        NotReady: there are no words in this language yet, no name, or the day is to come.
    """
    texts = texts_of(summary, queries.statements_of(session, summary_id=summary.id))
    wanted = keys_in(texts, language) if keys is None else [key for key in texts if key in keys]
    reasons = _not_ready(texts, wanted, language, is_all=keys is None)
    if not named.strip():
        reasons.append(_("Enter how they want to be named"))
    if on > clock.today():
        reasons.append(_("The day cannot be in the future"))
    if reasons:
        raise NotReady(reasons)
    rows = [
        LanguageCheck(
            summary_id=summary.id,
            statement_id=None if key == TITLE else uuid.UUID(key),
            language=language,
            source_sha256=sha(texts[key].get("en", "")),
            words_sha256=sha(texts[key][language]),
            named=named.strip(),
            kind=kind,
            on=on,
            noted_at=clock.now(),
            noted_by=by,
        )
        for key in wanted
    ]
    session.add_all(rows)
    session.flush()
    audit.record(session, action="language_checked", subject="summary", subject_id=summary.id, actor_id=by)
    return rows


def checks_of(session: Session, *, summary: Summary, statements: Sequence[Statement]) -> Checks:
    """What has been checked of these words as they are now. One query."""
    texts = texts_of(summary, statements)
    rows = session.scalars(
        sa.select(LanguageCheck)
        .where(LanguageCheck.summary_id == summary.id)
        .order_by(LanguageCheck.on, LanguageCheck.noted_at, LanguageCheck.id)
    )
    standing: dict[tuple[str, str], list[LanguageCheck]] = {}
    outdated = set[tuple[str, str]]()
    for row in rows:
        place = (str(row.statement_id or TITLE), row.language)
        said = texts.get(place[0], {})
        if row.words_sha256 != sha(said.get(row.language, "")):
            continue
        if row.source_sha256 == sha(said.get("en", "")):
            standing.setdefault(place, []).append(row)
        else:
            outdated.add(place)
    return Checks(standing=standing, outdated=outdated - set(standing), texts=texts)


def status_of(made: str, *, is_checked: bool) -> str:
    """What is shown of a text: checked, or else how it was made. Empty where there is none."""
    return str(TextStatus.CHECKED_BY_SPEAKER) if made and is_checked else made


def texts_of(summary: Summary, statements: Sequence[Statement]) -> dict[str, Mapping[str, str]]:
    """The title and every statement that is not left out, by key, in reading order."""
    return {TITLE: summary.title, **{str(one.id): one.texts for one in statements}}


def keys_in(texts: Mapping[str, Mapping[str, str]], language: str) -> list[str]:
    """What has to be checked of a language: every statement, and the title unless it stands there in English."""
    return [key for key, said in texts.items() if key != TITLE or said.get(language)]


def _not_ready(
    texts: Mapping[str, Mapping[str, str]], wanted: Sequence[str], language: str, *, is_all: bool
) -> list[str]:
    has_statements = any(key != TITLE for key in wanted) or not is_all
    if language in LANGUAGES and wanted and has_statements and all(texts[key].get(language) for key in wanted):
        return []
    return [_("Some statements have no words in this language yet") if is_all else _("There is no translation here")]
