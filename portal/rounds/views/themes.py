"""Themes of a round: make, rename, merge, delete."""

import uuid

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rounds.coding_forms import FreezeForm, SplitForm, ThemeForm, WordForm
from portal.rounds.errors import FrameInUse, NotReady, ThemeExists, TooDeep
from portal.rounds.models import Round, Theme
from portal.rounds.operations import code_frame, coding
from portal.rounds.queries import code_frame as frames
from portal.rounds.queries import double_coding, words
from portal.rounds.rules.code_frame import LEVELS, in_order
from portal.rounds.understanding_forms import MergeForm, choices
from portal.shared.database import db
from portal.shared.i18n import _, lazy
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("themes", __name__, url_prefix="/rounds/<uuid:round_id>/themes")
CODERS = (Role.ORGANISER, Role.ANALYST)


PER_PAGE = 50
IN_USE = lazy("People are coding a sample by these themes. Wait until it is settled.")
TOO_DEEP = lazy("Themes stand on three levels at most, and never under themselves.")


@blueprint.route("/", methods=["GET", "POST"])
@allowed(*CODERS)
def list_themes(round_id: uuid.UUID) -> ResponseReturnValue:
    form = ThemeForm()
    del form.version  # there is nothing yet that someone else could have changed
    counts = {one.theme.id: one for one in words.themes_with_counts(db.session, round_id=round_id)}
    placed = in_order([one.theme for one in counts.values()])
    form.parent_id.choices = choices([(one.theme.id, one.theme.name) for one in placed if one.level < LEVELS])
    if form.validate_on_submit() and _create(round_id, form):
        return see_other("themes.list_themes", round_id=round_id)
    return page(
        "rounds/coding/themes.html",
        round=the(Round, round_id),
        placed=placed,
        answers={theme_id: one.answers for theme_id, one in counts.items()},
        form=form,
        freeze_form=FreezeForm(),
        versions=frames.versions_of(db.session, round_id=round_id),
    )


@blueprint.route("/freeze", methods=["POST"])
@allowed(*CODERS)
def freeze(round_id: uuid.UUID) -> ResponseReturnValue:
    form = FreezeForm()
    if form.validate_on_submit():
        try:
            made = code_frame.freeze(
                db.session, round_id=the(Round, round_id).id, why=form.why.data or "", by=current_person_id()
            )
        except NotReady:
            flash(_("There are no themes yet."), "error")
        else:
            return see_other("themes.show_version", round_id=round_id, number=made.number)
    return see_other("themes.list_themes", round_id=round_id)


@blueprint.route("/versions/<int:number>")
@allowed(*CODERS)
def show_version(round_id: uuid.UUID, number: int) -> ResponseReturnValue:
    found = [one for one in frames.versions_of(db.session, round_id=round_id) if one.number == number]
    if not found:
        abort(404)
    levels: dict[str | None, int] = {None: 0}
    for theme in found[0].themes:
        levels[theme["id"]] = levels.get(theme["parent"], 0) + 1
    return page("rounds/coding/version.html", round=the(Round, round_id), frame=found[0], levels=levels)


@blueprint.route("/history")
@allowed(*CODERS)
def history(round_id: uuid.UUID) -> ResponseReturnValue:
    changes = frames.changes_of(db.session, round_id=round_id)
    names = double_coding.names_of_accounts(db.session, ids={one.by for one in changes if one.by})
    return page("rounds/coding/history.html", round=the(Round, round_id), changes=changes, names=names)


@blueprint.route("/<uuid:theme_id>", methods=["GET", "POST"])
@allowed(*CODERS)
def change_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    theme = the_theme(round_id, theme_id)
    form = ThemeForm(obj=theme, parent_id=str(theme.parent_id) if theme.parent_id else None)
    placed = in_order(words.themes_of(db.session, round_id=round_id))
    own = next(one for one in placed if one.theme.id == theme_id)
    groups = [one for one in placed if one.level < LEVELS and one.theme.id not in (theme_id, *own.below)]
    form.parent_id.choices = choices([(one.theme.id, one.theme.name) for one in groups])
    if form.validate_on_submit() and _change(theme, form):
        return see_other("themes.list_themes", round_id=round_id)
    return page("rounds/coding/change_theme.html", round=the(Round, round_id), theme=theme, form=form)


@blueprint.route("/<uuid:theme_id>/merge", methods=["GET", "POST"])
@allowed(*CODERS)
def merge_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, form = the_theme(round_id, theme_id), MergeForm()
    others = [one for one in words.themes_of(db.session, round_id=round_id) if one.id != theme_id]
    form.into.choices = choices([(one.id, one.name) for one in others])
    if form.validate_on_submit() and _merge(theme, the_theme(round_id, uuid.UUID(form.into.data)), form):
        return see_other("themes.list_themes", round_id=round_id)
    return page("rounds/coding/merge_theme.html", round=the(Round, round_id), theme=theme, form=form)


@blueprint.route("/<uuid:theme_id>/split", methods=["GET", "POST"])
@allowed(*CODERS)
def split_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """The answers with a word are shown; which of them move, a person ticks."""
    theme, word, form = the_theme(round_id, theme_id), request.args.get("word", "")[:100], SplitForm()
    answers = words.answers_under(db.session, theme_id=theme_id, word=word, most=PER_PAGE)
    form.answers.choices = choices([(one.id, one.words) for one in answers])
    if form.validate_on_submit() and _split(theme, form):
        return see_other("themes.list_themes", round_id=round_id)
    look = WordForm(formdata=request.args)
    return page("rounds/coding/split_theme.html", round=the(Round, round_id), theme=theme, form=form, look=look)


@blueprint.route("/<uuid:theme_id>/delete", methods=["GET", "POST"])
@allowed(*CODERS)
def delete_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, form = the_theme(round_id, theme_id), ConfirmForm()
    if form.validate_on_submit():
        try:
            coding.delete_theme(db.session, theme=theme, by=current_person_id())
        except FrameInUse:
            form.form_errors = [str(IN_USE)]
        else:
            return see_other("themes.list_themes", round_id=round_id)
    return page("rounds/coding/delete_theme.html", round=the(Round, round_id), theme=theme, form=form)


def the_theme(round_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    theme = the(Theme, theme_id)
    return theme if theme.round_id == round_id else abort(404)


def _parent(form: ThemeForm) -> uuid.UUID | None:
    return uuid.UUID(form.parent_id.data) if form.parent_id.data else None


def _create(round_id: uuid.UUID, form: ThemeForm) -> bool:
    try:
        coding.create_theme(
            db.session,
            round_id=the(Round, round_id).id,
            name=form.name.data,
            description=form.description.data,
            excludes=form.excludes.data or "",
            example=form.example.data or "",
            parent_id=_parent(form),
            by=current_person_id(),
        )
    except ThemeExists:
        form.name.errors = [_("There is a theme with this name")]
        return False
    except TooDeep:
        form.parent_id.errors = [str(TOO_DEEP)]
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
                excludes=form.excludes.data or "",
                example=form.example.data or "",
                parent_id=_parent(form),
                by=current_person_id(),
            )
    except ThemeExists:
        form.name.errors = [_("There is a theme with this name. You can merge the two.")]
        return False
    except TooDeep:
        form.parent_id.errors = [str(TOO_DEEP)]
        return False
    return True


def _merge(theme: Theme, into: Theme, form: MergeForm) -> bool:
    try:
        coding.merge_themes(db.session, theme=theme, into=into, by=current_person_id())
    except (FrameInUse, TooDeep) as refusal:
        form.into.errors = [str(TOO_DEEP if isinstance(refusal, TooDeep) else IN_USE)]
        return False
    return True


def _split(theme: Theme, form: SplitForm) -> bool:
    try:
        coding.split_theme(
            db.session,
            theme=theme,
            name=form.name.data,
            description=form.description.data or "",
            answer_ids=[uuid.UUID(one) for one in form.answers.data],
            by=current_person_id(),
        )
    except ThemeExists:
        form.name.errors = [_("There is a theme with this name")]
        return False
    except FrameInUse:
        form.name.errors = [str(IN_USE)]
        return False
    return True
