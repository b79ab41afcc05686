"""Translating a summary, one text at a time. All of them in a file: `translation_files`.

A translation remembers the English it was made from. Nothing that was made from older English is written over the
newer by itself.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import clock
from portal.shared.i18n import LANGUAGES, _, ngettext
from portal.summaries import queries
from portal.summaries.enums import TextStatus
from portal.summaries.errors import NotReady
from portal.summaries.models import LanguageCheck, Statement, Summary, TranslationNote
from portal.summaries.operations.languages import TITLE, Checks, checks_of, sha, status_of
from portal.summaries.operations.writing import edit_statement, edit_summary
from portal.summaries.rules import NUMBER_MARK, typed_figures

MOST_SIGNS = 400


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One text side by side. `needs_update`: the English is not the one the translation was made from, or checked
    beside. `checks`: who checked exactly these words."""

    key: str
    source: str
    target: str
    status: str
    needs_update: bool
    by: uuid.UUID | None
    checks: Sequence[LanguageCheck]
    note: str


def units_of(session: Session, *, summary: Summary, language: str) -> list[Unit]:
    """The title and every statement, in reading order."""
    notes = _newest_notes(session, summary_id=summary.id, language=language)
    of_title = _status_of_title(notes, summary, language)
    statements = queries.statements_of(session, summary_id=summary.id)
    checks = checks_of(session, summary=summary, statements=statements)
    units = [_unit(TITLE, summary.title, of_title, language, notes.get(None), _("Title"), checks)]
    for one in statements:
        made, note = one.statuses.get(language, ""), notes.get(one.id)
        units.append(_unit(str(one.id), one.texts, made, language, note, str(one.section.label), checks))
    return units


def save_translation(
    session: Session,
    *,
    summary: Summary,
    key: str,
    language: str,
    text: str,
    status: TextStatus,
    source_seen: str,
    by: uuid.UUID,
    came_by: str = "desk",
) -> None:
    """Keeps one translation with who made it and from which English. `source_seen` is the English the translator read.

    Raises:
        WrongState: the summary takes no edits; NotReady: the English changed meanwhile, or the words cannot stand.
    """
    status = status.as_made
    problem = problem_with(source_now=_source(session, summary, key), source_seen=source_seen, target=text)
    if problem:
        raise NotReady([problem])
    statement_id = _write(session, summary, key, language=language, text=text, status=status, by=by)
    session.add(
        TranslationNote(
            summary_id=summary.id,
            statement_id=statement_id,
            language=language,
            status=str(status),
            source_sha256=sha(source_seen),
            words_sha256=sha(text),
            came_by=came_by,
            by=by,
            at=clock.now(),
        )
    )
    session.flush()


def _write(
    session: Session, summary: Summary, key: str, *, language: str, text: str, status: TextStatus, by: uuid.UUID
) -> uuid.UUID | None:
    """Puts the words where they belong; returns the statement's id, or None for the title."""
    if key == TITLE:
        titles = {**summary.title, language: text}
        edit_summary(session, summary=summary, title=titles, what_changed=summary.what_changed)
        return None
    statement = _statement(session, summary, key)
    edit_statement(
        session,
        summary=summary,
        statement=statement,
        section=statement.section,
        texts={**statement.texts, language: text},
        statuses={**statement.statuses, language: str(status)},
        picture=statement.picture,
        evidence=statement.evidence,
        by=by,
    )
    return statement.id


def problem_with(*, source_now: str | None, source_seen: str, target: str) -> str:
    """Why a translation cannot be kept, in words; empty when it can."""
    if source_now is None:
        return _("This text is not in the summary any more")
    if source_now != source_seen:
        return _("The English has changed since. Read it again and translate the new words")
    if not target.strip():
        return _("There is no translation here")
    if len(target) > MOST_SIGNS:
        over = len(target) - MOST_SIGNS
        return ngettext("Make this shorter by %(num)d letter", "Make this shorter by %(num)d letters", over)
    if (NUMBER_MARK in source_now) != (NUMBER_MARK in target):
        return _("%(mark)s must stand in the translation exactly where it stands in the English", mark=NUMBER_MARK)
    figure = next(iter(typed_figures(target)), None)
    if figure is not None:
        return _("“%(figure)s” was typed. Take numbers about people from the results", figure=figure)
    return ""


def _unit(
    key: str,
    texts: dict[str, str],
    made: str,
    language: str,
    note: TranslationNote | None,
    about: str,
    checks: Checks,
) -> Unit:
    source, target = texts.get("en", ""), texts.get(language, "")
    is_of_note = note is not None and note.words_sha256 == sha(target)
    is_older = is_of_note and note is not None and note.source_sha256 != sha(source)
    return Unit(
        key=key,
        source=source,
        target=target,
        status=status_of(made if target else "", is_checked=bool(checks.of(key, language))),
        needs_update=bool(target) and (is_older or checks.needs_update(key, language)),
        checks=checks.of(key, language),
        by=note.by if note is not None and is_of_note else None,
        note=about,
    )


def _status_of_title(notes: dict[uuid.UUID | None, TranslationNote], summary: Summary, language: str) -> str:
    note = notes.get(None)
    has_note = note is not None and note.words_sha256 == sha(summary.title.get(language, ""))
    return note.status if note is not None and has_note else str(TextStatus.MACHINE_DRAFT)


def _newest_notes(session: Session, *, summary_id: uuid.UUID, language: str) -> dict[uuid.UUID | None, TranslationNote]:
    mine = (TranslationNote.summary_id == summary_id, TranslationNote.language == language)
    rows = session.scalars(sa.select(TranslationNote).where(*mine).order_by(TranslationNote.at, TranslationNote.id))
    return {row.statement_id: row for row in rows}


def _statement(session: Session, summary: Summary, key: str) -> Statement:
    rows = queries.statements_of(session, summary_id=summary.id)
    found = next((one for one in rows if str(one.id) == key), None)
    if found is None:
        raise NotReady([_("This text is not in the summary any more")])
    return found


def _source(session: Session, summary: Summary, key: str) -> str | None:
    if key == TITLE:
        return str(summary.title.get("en", ""))
    rows = queries.statements_of(session, summary_id=summary.id)
    return next((one.texts.get("en", "") for one in rows if str(one.id) == key), None)


def languages_to_translate() -> list[str]:
    return [code for code in LANGUAGES if code != "en"]
