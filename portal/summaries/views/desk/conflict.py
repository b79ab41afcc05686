"""Two writers at one statement: the second sees both texts and chooses; nothing was saved over the first."""

from collections.abc import Iterator
from typing import NamedTuple

from flask.typing import ResponseReturnValue

from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, Language, _
from portal.shared.web import page
from portal.summaries import queries
from portal.summaries.enums import Section
from portal.summaries.forms import StatementForm
from portal.summaries.models import Statement
from portal.summaries.views.desk.blueprint import summary_of


class Both(NamedTuple):
    """One part of a statement as it stands now and as this writer wrote it."""

    label: str
    now: str
    mine: str
    language: Language


def both_texts(form: StatementForm, statement: Statement) -> ResponseReturnValue:
    """The page (409). What it sends carries the version that stands now: choosing is a deed of its own."""
    changes = queries.changes_of(db.session, statement_id=statement.id)
    names = queries.writers_of(db.session, changes=changes[:1])
    form.version.data = statement.version
    answer = page(
        "summaries/desk/both.html",
        form=form,
        statement=statement,
        summary=summary_of(statement),
        both=list(_differing(form, statement)),
        change=changes[0] if changes else None,
        name=names.get(changes[0].by, "") if changes else "",
        sent=[(field.name, value) for field in form for value in _values(field) if field.name not in _NOT_SENT],
    )
    return answer, 409


_NOT_SENT = ("csrf_token", "idempotency_key", "version")


def _values(field: object) -> list[str]:
    data = getattr(field, "data", None)
    return [str(one) for one in data] if isinstance(data, list) else [str(data)] if data else []


def _differing(form: StatementForm, statement: Statement) -> Iterator[Both]:
    mine = {code: text.strip() for code, text in form.texts("text").items()}
    for code, language in LANGUAGES.items():
        now = statement.texts.get(code, "")
        if now != mine.get(code, ""):
            yield Both(language.name, now, mine.get(code, ""), language)
    english = LANGUAGES["en"]
    section = Section(str(form.section.data)) if form.section.data else statement.section
    if section is not statement.section:
        yield Both(_("Where does it go?"), str(statement.section.label), str(section.label), english)
    if (form.picture.data or "") != statement.picture:
        yield Both(_("Picture"), statement.picture, form.picture.data or "", english)
