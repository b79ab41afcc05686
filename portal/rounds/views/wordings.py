"""The words of our messages: written by staff, language beside language, used only where a speaker found them right."""

import uuid

import sqlalchemy as sa
from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.contact.enums import WordingState
from portal.contact.errors import NotNeutral, WrongState
from portal.contact.models import MessageWording
from portal.contact.operations import words
from portal.contact.wording import VERSIONS, OwnWords
from portal.contact.words_rules import Fault
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rosters.queries import all_services
from portal.rounds.outreach_forms import WordsForm
from portal.rounds.outreach_wording import TEMPLATE_NAMES, fault_in_words
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, _
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("wordings", __name__, url_prefix="/outbox/words")
FIELDS = {"headline": "headline", "opening": "opening", "short": "short"}


@blueprint.route("/")
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def list_wordings() -> ResponseReturnValue:
    rows = db.session.scalars(sa.select(MessageWording).where(MessageWording.state != WordingState.RETIRED)).all()
    in_use = {row.template: row for row in rows if row.state is WordingState.IN_USE}
    drafts = {row.template: row for row in rows if row.state is WordingState.DRAFT}
    shown = [
        (template, TEMPLATE_NAMES[template], in_use.get(template), drafts.get(template), VERSIONS[template])
        for template in VERSIONS
    ]
    return page("rounds/wordings/list.html", rows=shown, form=ConfirmForm())


@blueprint.route("/<template>/draft", methods=["POST"])
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def start_draft(template: str) -> ResponseReturnValue:
    if template not in VERSIONS:
        abort(404)
    draft = words.start_draft(db.session, template=template, by=current_person_id())
    return see_other("wordings.show_wording", wording_id=draft.id)


@blueprint.route("/<uuid:wording_id>")
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def show_wording(wording_id: uuid.UUID) -> ResponseReturnValue:
    wording = the(MessageWording, wording_id)
    return page(
        "rounds/wordings/show.html",
        wording=wording,
        name=TEMPLATE_NAMES[wording.template],
        statuses=words.statuses_of(wording),
        may_use=wording.state is WordingState.DRAFT and words.SOURCE in wording.checked,
        form=ConfirmForm(),
    )


@blueprint.route("/<uuid:wording_id>/<language>", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def edit_words(wording_id: uuid.UUID, language: str) -> ResponseReturnValue:
    wording = the(MessageWording, wording_id)
    if language not in LANGUAGES or wording.state is not WordingState.DRAFT:
        abort(404)
    text = wording.texts.get(language, {})
    given = {"headline": text.get("headline"), "opening": text.get("words"), "short": text.get("short")}
    form = WordsForm(data=given, obj=wording)
    if form.validate_on_submit() and _save(wording, language, form):
        return see_other("wordings.show_wording", wording_id=wording_id)
    return page(
        "rounds/wordings/edit.html",
        wording=wording,
        name=TEMPLATE_NAMES[wording.template],
        spoken=LANGUAGES[language],
        source=wording.texts[words.SOURCE],
        form=form,
    )


@blueprint.route("/<uuid:wording_id>/<language>/check", methods=["POST"])
@allowed(Role.ORGANISER, Role.TRANSLATOR)
def check_words(wording_id: uuid.UUID, language: str) -> ResponseReturnValue:
    try:
        words.check_words(
            db.session, wording=the(MessageWording, wording_id), language=language, by=current_person_id()
        )
    except WrongState:
        flash(_("These words are in use already, or there are none yet."), "error")
    return see_other("wordings.show_wording", wording_id=wording_id)


@blueprint.route("/<uuid:wording_id>/use", methods=["POST"])
@allowed(Role.ORGANISER)
def use_words(wording_id: uuid.UUID) -> ResponseReturnValue:
    try:
        words.use_words(db.session, wording=the(MessageWording, wording_id), by=current_person_id())
        flash(_("From now on our messages say this."), "success")
    except WrongState:
        flash(_("The English words must be checked first."), "error")
    return see_other("wordings.list_wordings")


def _save(wording: MessageWording, language: str, form: WordsForm) -> bool:
    own = OwnWords(
        headline=str(form.headline.data or "").strip(),
        opening=str(form.opening.data or "").replace("\r\n", "\n").strip(),
        short=" ".join(str(form.short.data or "").split()),
    )
    names = [name for service in all_services(db.session) for name in service.name.values()]
    try:
        with editing(wording, form):
            words.save_words(db.session, wording=wording, language=language, own=own, telling=names)
    except NotNeutral as problem:
        for fault in problem.faults:
            _show(form, fault)
        return False
    return True


def _show(form: WordsForm, fault: Fault) -> None:
    field = form[FIELDS[fault.field]]
    field.errors = [*field.errors, fault_in_words(fault)]
