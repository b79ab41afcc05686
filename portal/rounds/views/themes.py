"""Themes of a round: make, rename, merge, delete."""

import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rounds.errors import ThemeExists
from portal.rounds.models import Round, Theme
from portal.rounds.operations import coding
from portal.rounds.queries import words
from portal.rounds.understanding_forms import MergeForm, ThemeForm, choices
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("themes", __name__, url_prefix="/rounds/<uuid:round_id>/themes")
CODERS = (Role.ORGANISER, Role.ANALYST)


@blueprint.route("/", methods=["GET", "POST"])
@allowed(*CODERS)
def list_themes(round_id: uuid.UUID) -> ResponseReturnValue:
    form = ThemeForm()
    del form.version  # there is nothing yet that someone else could have changed
    if form.validate_on_submit() and _create(round_id, form):
        return see_other("themes.list_themes", round_id=round_id)
    themes = words.themes_with_counts(db.session, round_id=round_id)
    return page("rounds/coding/themes.html", round=the(Round, round_id), themes=themes, form=form)


@blueprint.route("/<uuid:theme_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def change_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = the_theme(round_id, theme_id)
    form = ThemeForm(obj=theme)
    if form.validate_on_submit() and _change(theme, form):
        return see_other("themes.list_themes", round_id=round_id)
    return page("rounds/coding/change_theme.html", round=the(Round, round_id), theme=theme, form=form)


@blueprint.route("/<uuid:theme_id>/merge", methods=["GET", "POST"])
@allowed(*CODERS)
def merge_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, form = the_theme(round_id, theme_id), MergeForm()
    others = [one for one in words.themes_of(db.session, round_id=round_id) if one.id != theme_id]
    form.into.choices = choices([(one.id, one.name) for one in others])
    if form.validate_on_submit():
        into = the_theme(round_id, uuid.UUID(form.into.data))
        coding.merge_themes(db.session, theme=theme, into=into, by=current_person_id())
        return see_other("themes.list_themes", round_id=round_id)
    return page("rounds/coding/merge_theme.html", round=the(Round, round_id), theme=theme, form=form)


@blueprint.route("/<uuid:theme_id>/delete", methods=["GET", "POST"])
@allowed(*CODERS)
def delete_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, form = the_theme(round_id, theme_id), ConfirmForm()
    if form.validate_on_submit():
        coding.delete_theme(db.session, theme=theme, by=current_person_id())
        return see_other("themes.list_themes", round_id=round_id)
    return page("rounds/coding/delete_theme.html", round=the(Round, round_id), theme=theme, form=form)


def the_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    theme = the(Theme, theme_id)
    return theme if theme.round_id == round_id else abort(404)


def _create(round_id: uuid.UUID, form: ThemeForm) -> bool:
    try:
        coding.create_theme(
            db.session,
            round_id=the(Round, round_id).id,
            name=form.name.data,
            description=form.description.data,
            by=current_person_id(),
        )
    except ThemeExists:
        form.name.errors = [_("There is a theme with this name")]
        return False
    return True


def _change(theme: Theme, form: ThemeForm) -> bool:
    try:
        with editing(theme, form):
            coding.change_theme(
                db.session,
                theme=theme,
                name=form.name.data,
                description=form.description.data,
                by=current_person_id(),
            )
    except ThemeExists:
        form.name.errors = [_("There is a theme with this name. You can merge the two.")]
        return False
    return True
