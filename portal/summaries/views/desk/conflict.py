"""Two writers at one statement: the second sees both texts and chooses; nothing was saved over the first."""

from collections.abc import Iterator
from typing import NamedTuple

from flask.typing import ResponseReturnValue

from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, Language, _
from portal.shared.web import page
from portal.summaries import queries
from portal.summaries.enums import Section, TextStatus
from portal.summaries.forms import StatementForm
from portal.summaries.models import Statement
from portal.summaries.views.desk.blueprint import summary_of
from portal.summaries.views.desk.history import in_words


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
    mine_picture = form.picture.data or ""
    if mine_picture != statement.picture:
        now, wanted = (in_words("picture", {"picture": one}) for one in (statement.picture, mine_picture))
        yield Both(_("Picture"), now, wanted, english)
    yield from _differing_statuses(form, statement)
    words = {one.value: str(one.label) for one in form.evidence.iter_choices()}
    if set(form.evidence.data or ()) != set(statement.evidence):
        now, wanted = (
            "\n".join(words.get(ref, ref) for ref in refs) for refs in (statement.evidence, form.evidence.data)
        )
        yield Both(str(form.evidence.label.text), now, wanted, english)


def _differing_statuses(form: StatementForm, statement: Statement) -> Iterator[Both]:
    mine = form.statuses()
    for code, status in statement.statuses.items():
        if mine.get(code, status) != status:
            label = str(form[f"status_{code.replace('-', '_')}"].label.text)
            yield Both(label, str(TextStatus(status).label), str(TextStatus(mine[code]).label), LANGUAGES["en"])
