"""Looking for a picture for one statement, by keyboard and without script: a word, a list, a choice."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, language_or_default
from portal.shared.web import page, see_other, the
from portal.summaries.models import Statement
from portal.summaries.operations import picturing
from portal.summaries.picture_forms import ChooseForm
from portal.summaries.pictures import searching
from portal.summaries.views.desk.blueprint import WRITERS, summary_of
from portal.summaries.views.pictures.blueprint import blueprint
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/for/<uuid:statement_id>", methods=["GET", "POST"])
@allowed(*WRITERS)
def choose(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    form, language = ChooseForm(obj=statement), language_or_default(request.args.get("language")).code
    words = (request.args.get("find") or "").strip()[:200] or statement.texts.get(language, "")
    found = _found(words, language, statement.picture)
    form.picture.choices = [SelectChoice(one.name, one.label) for one in found]
    if form.validate_on_submit():
        with refusals_in_words():
            picturing.choose_picture(
                db.session,
                summary=summary_of(statement),
                statement=statement,
                picture=str(form.picture.data),
                by=current_person_id(),
                seen=form.version.data,
            )
        return see_other("summary_desk.edit_statement", statement_id=statement.id)
    return page(
        "summaries/pictures/choose.html",
        form=form,
        statement=statement,
        found=found,
        words=words,
        searched=language_or_default(language),
        content_languages=list(LANGUAGES.values()),
    )


def _found(words: str, language: str, chosen: str) -> list[searching.Found]:
    """The one it has stands first, so that looking around loses nothing."""
    found = searching.search(db.session, words=words, language=language)
    had = searching.shown(db.session, names=[chosen] if chosen else [], language=language)
    return [*had, *(one for one in found if one.name != chosen)]
