"""Whether members are all right: asked by staff, read by whoever stands by the member and by safeguarding only."""

import uuid
from collections.abc import Iterator

from flask import Blueprint, abort, flash, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from portal.panels.enums import CheckAnswer
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotAsked
from portal.panels.forms.belonging import SeenForm, TypedCheckForm
from portal.panels.models import AllRightCheck, Panel
from portal.panels.operations import checks as operations
from portal.panels.operations.belonging import Said
from portal.panels.queries import checks as queries
from portal.panels.tasks.belonging import ASK_PANEL_TASK
from portal.panels.views.staff.members import member_of
from portal.panels.views.staff.parts import Todo, todos
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.shared import queue
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("panel_checks", __name__, url_prefix="/panels")
ONE = "/<uuid:panel_id>/members/<uuid:member_id>/all-right"


@blueprint.route("/all-right")
@allowed(Role.SAFEGUARDING)
def list_waiting() -> ResponseReturnValue:
    """Where someone wrote words that may mean danger, on any panel."""
    return page("panels/desk/checks_waiting.html", waiting=queries.waiting_for_safeguarding(db.session))


@blueprint.route(ONE, methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def ask(panel_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    """Puts the question on a member's page now."""
    panel, member, person = member_of(panel_id, member_id)
    form, waiting = ConfirmForm(), queries.open_check(db.session, member_id=member.id)
    if not form.validate_on_submit():
        return page(
            "panels/desk/ask_all_right.html", panel=panel, member=member, person=person, form=form, waiting=waiting
        )
    _ask(panel, member_id=str(member.id))
    return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)


@blueprint.route("/<uuid:panel_id>/members/all-right", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def ask_everyone(panel_id: uuid.UUID) -> ResponseReturnValue:
    """After a hard meeting: everyone on the panel who was not asked within a fortnight."""
    panel, form = the(Panel, panel_id), ConfirmForm()
    if not form.validate_on_submit():
        return page("panels/desk/ask_everyone.html", panel=panel, form=form)
    _ask(panel)
    return see_other("panel_members.list_members", panel_id=panel.id)


def _ask(panel: Panel, **whom: str) -> None:
    by = current_person_id()
    queue.enqueue(db.session, ASK_PANEL_TASK, asked_by=by, panel_id=str(panel.id), by=str(by), **whom)
    flash(_("In a moment the question is on the page of everyone who was not asked in the last two weeks."), "success")


@blueprint.route(f"{ONE}/<uuid:check_id>/answer", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def type_answer(panel_id: uuid.UUID, member_id: uuid.UUID, check_id: uuid.UUID) -> ResponseReturnValue:
    """What a member says on the phone, typed while they speak. Whoever typed it does not see it again."""
    panel, member, person = member_of(panel_id, member_id)
    check, form = _check_of(member.id, check_id), TypedCheckForm()
    if check.answered_at is not None:
        abort(404)
    if not form.validate_on_submit():
        return page("panels/desk/type_all_right.html", panel=panel, member=member, person=person, form=form)
    operations.answer(
        db.session,
        check=check,
        answer=CheckAnswer(form.said.data),
        words=form.words.data or "",
        wants_talk=bool(form.wants_talk.data),
        said=Said(through=SaidBy(form.through.data), by=current_person_id()),
    )
    return see_other("panel_members.show_member", panel_id=panel.id, member_id=member.id)


@blueprint.route(f"{ONE}/<uuid:check_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING)
def read(panel_id: uuid.UUID, member_id: uuid.UUID, check_id: uuid.UUID) -> ResponseReturnValue:
    panel, member, person = member_of(panel_id, member_id)
    check = _check_of(member.id, check_id)
    if current_person_id() != check.contact_id and not current_user.may(Role.SAFEGUARDING):
        abort(404)
    form = SeenForm(data={"what_we_did": check.what_we_did or ""})
    if not form.validate_on_submit():
        return page(
            "panels/desk/read_all_right.html", panel=panel, member=member, person=person, check=check, form=form
        )
    try:
        operations.see(db.session, check=check, what_we_did=form.what_we_did.data or "", by=current_person_id())
    except NotAsked:
        abort(404)
    flash(_("Saved."), "success")
    if current_user.may(Role.ORGANISER):
        return see_other("panels.show_panel", panel_id=panel.id)
    return see_other("panel_checks.list_waiting")


def _check_of(member_id: uuid.UUID, check_id: uuid.UUID) -> AllRightCheck:
    check = the(AllRightCheck, check_id)
    if check.member_id != member_id:
        abort(404)
    return check


def _todos(session: Session, panel: Panel) -> Iterator[Todo]:
    """Only for whoever stands by the member: nobody else sees even that there is an answer."""
    for check, person in queries.unseen_for(session, panel_id=panel.id, contact_id=current_person_id()):
        yield Todo(
            what=_("Read how someone is, and ring them if they wish"),
            url=url_for("panel_checks.read", panel_id=panel.id, member_id=check.member_id, check_id=check.id),
            is_urgent=check.wants_talk or check.may_mean_danger,
            who=person.name or "",
        )


todos.append(_todos)
