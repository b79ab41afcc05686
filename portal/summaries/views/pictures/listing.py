"""Every picture there is: what it stands for, whose it is, and what people made of it."""

import datetime as dt
from typing import cast

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, language_or_default
from portal.shared.pictures import catalogue
from portal.shared.web import page, page_number, see_other
from portal.summaries.operations import photos
from portal.summaries.picture_forms import TestForm
from portal.summaries.pictures import searching
from portal.summaries.pictures.enums import THEMES, PictureKind, Understood
from portal.summaries.pictures.gallery import own_pictures
from portal.summaries.pictures.naming import own_name
from portal.summaries.queries import pictures as queries
from portal.summaries.views.desk.blueprint import READERS, WRITERS
from portal.summaries.views.pictures.blueprint import blueprint

PAGE = 48


@blueprint.route("")
@allowed(*READERS)
def list_pictures() -> ResponseReturnValue:
    language = language_or_default(request.args.get("language")).code
    wanted = {name: request.args.get(name, "") for name in ("find", "theme", "kind", "tested")}
    found = _filtered(language, **wanted)
    number = page_number()
    return page(
        "summaries/pictures/list.html",
        found=found[(number - 1) * PAGE : number * PAGE],
        total=len(found),
        number=number,
        pages=-(-len(found) // PAGE),
        wanted=wanted,
        searched=language_or_default(language),
        themes=THEMES,
        kinds=list(PictureKind),
        status=catalogue.text_status(language),
        content_languages=list(LANGUAGES.values()),
    )


@blueprint.route("/one/<name>")
@allowed(*READERS)
def show_picture(name: str) -> ResponseReturnValue:
    return page(
        "summaries/pictures/show.html",
        one=_the_picture(name),
        said=[(one, found[0]) for one in LANGUAGES.values() if (found := _shown(name, one.code))],
        words=_words(name),
        tests=queries.tests_of(db.session, picture=name),
        content_languages=LANGUAGES,
    )


@blueprint.route("/one/<name>/test", methods=["GET", "POST"])
@allowed(*WRITERS)
def note_test(name: str) -> ResponseReturnValue:
    one, form = _the_picture(name), TestForm()
    if not form.validate_on_submit():
        return page("summaries/pictures/test.html", one=one, form=form)
    photos.note_test(
        db.session,
        picture=name,
        language=str(form.language.data),
        who=str(form.who.data),
        people=int(form.people.data or 0),
        tested_on=cast(dt.date, form.tested_on.data),
        understood=Understood(str(form.understood.data)),
        remark=form.remark.data or "",
        by=current_person_id(),
    )
    return see_other("picture_desk.show_picture", name=name)


def _filtered(language: str, *, find: str, theme: str, kind: str, tested: str) -> list[searching.Found]:
    if find:
        found = searching.search(db.session, words=find[:200], language=language, most=1000)
    else:
        own = [own_name(row.id) for row in searching.usable_own(db.session)]
        names = [*own, *(entry.id for entry in catalogue.all_concepts())]
        found = searching.shown(db.session, names=names, language=language)
    themes = {entry.id for entry in catalogue.all_concepts() if entry.theme == theme}
    kinds: dict[str, PictureKind | None] = {"drawing": None, **{str(one): one for one in PictureKind}}
    return [
        one
        for one in found
        if (not theme or one.name in themes)
        and (kind not in kinds or one.kind is kinds[kind])
        and (tested not in ("yes", "no") or (one.mark is not None) == (tested == "yes"))
    ]


def _shown(name: str, language: str) -> list[searching.Found]:
    return searching.shown(db.session, names=[name], language=language)


def _the_picture(name: str) -> searching.Found:
    found = _shown(name, "en")
    return found[0] if found else abort(404)


def _words(name: str) -> dict[str, str]:
    """All search words by language, as one line."""
    own = own_pictures(db.session, names=[name])
    words = own[name].words if name in own else catalogue.concept(name).words
    return {code: " · ".join(said) for code, said in words.items()}
