"""Who checked which language: by name, on a day, and only as long as the words stay as they were."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock
from portal.shared.i18n import LANGUAGES, _
from portal.summaries import queries
from portal.summaries.enums import SpeakerKind
from portal.summaries.errors import NotReady
from portal.summaries.models import LanguageCheck, Statement, Summary


def words_fingerprint(summary: Summary, statements: Sequence[Statement], language: str) -> str:
    """Of every word of one language: the title, and each statement in its place."""
    said = [summary.title.get(language, "")]
    said += [f"{one.id}:{one.texts.get(language, '')}" for one in statements]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def note_language_check(
    session: Session,
    *,
    summary: Summary,
    language: str,
    named: str,
    kind: SpeakerKind,
    on: dt.date,
    by: uuid.UUID,
) -> LanguageCheck:
    """Someone read every word of a language and found it right. `named` is how they want to be called in print.

    Raises:
        NotReady: there are no words in this language yet, no name, or the day is to come.
    """
    statements = queries.statements_of(session, summary_id=summary.id)
    reasons = []
    if language not in LANGUAGES or not statements or any(not one.texts.get(language) for one in statements):
        reasons.append(_("Some statements have no words in this language yet"))
    if not named.strip():
        reasons.append(_("Enter how they want to be named"))
    if on > clock.today():
        reasons.append(_("The day cannot be in the future"))
    if reasons:
        raise NotReady(reasons)
    row = LanguageCheck(
        summary_id=summary.id,
        language=language,
        words_sha256=words_fingerprint(summary, statements, language),
        named=named.strip(),
        kind=kind,
        on=on,
        noted_at=clock.now(),
        noted_by=by,
    )
    session.add(row)
    session.flush()
    audit.record(session, action="language_checked", subject="summary", subject_id=summary.id, actor_id=by)
    return row


def checkers_of(
    session: Session, *, summary: Summary, statements: Sequence[Statement]
) -> Mapping[str, list[dict[str, Any]]]:
    """By language: who checked exactly these words, as it is printed. A language nobody checked is missing."""
    rows = session.scalars(
        sa.select(LanguageCheck)
        .where(LanguageCheck.summary_id == summary.id)
        .order_by(LanguageCheck.on, LanguageCheck.noted_at, LanguageCheck.id)
    ).all()
    now = {code: words_fingerprint(summary, statements, code) for code in {row.language for row in rows}}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row.words_sha256 == now[row.language]:
            entry = {"named": row.named, "kind": str(row.kind), "on": row.on.isoformat()}
            found.setdefault(row.language, []).append(entry)
    return found
