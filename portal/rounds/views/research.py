"""Research files: asking for one with the Five Safes, letting it out, taking it."""

import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.rounds.coding_enums import ResearchState
from portal.rounds.enums import RoundState
from portal.rounds.errors import NeedsSecondPerson, NotReady
from portal.rounds.export_forms import DecideForm, ResearchForm, TakeResearchForm
from portal.rounds.models import ResearchFile, Round
from portal.rounds.operations import research as operations
from portal.rounds.queries import asking, double_coding
from portal.rounds.queries import research as queries
from portal.rounds.rules.research import SAFES
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, page_address, page_number, see_other, the

blueprint = Blueprint("research", __name__)
ASKERS = (Role.ORGANISER, Role.ANALYST)
READERS = (*ASKERS, Role.APPROVER, Role.AUDITOR)
PER_PAGE = 25


@blueprint.route("/research/")
@allowed(*READERS)
def list_files() -> ResponseReturnValue:
    files, total = queries.all_files(db.session, page=page_number(), per_page=PER_PAGE)
    return page(
        "rounds/research/list.html",
        files=files,
        rounds={one.id: one for one in asking.all_rounds(db.session)},
        names=_names(files),
        pages=-(-total // PER_PAGE),
        page_now=page_number(),
        page_address=page_address,
    )


@blueprint.route("/rounds/<uuid:round_id>/research", methods=["GET", "POST"])
@allowed(*ASKERS)
def ask_for_file(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), ResearchForm()
    is_over = round_.state in (RoundState.CLOSED, RoundState.RELEASED) and round_.question_set_id is not None
    if is_over and form.validate_on_submit():
        made = operations.ask_for_file(
            db.session,
            round_=round_,
            five_safes={name: form[name].data for name in SAFES},
            with_words=bool(form.with_words.data),
            by=current_person_id(),
        )
        return see_other("research.show_file", file_id=made.id)
    files = queries.files_of(db.session, round_id=round_id)
    return page("rounds/research/ask.html", round=round_, form=form, is_over=is_over, files=files, names=_names(files))


@blueprint.route("/research/<uuid:file_id>")
@allowed(*READERS)
def show_file(file_id: uuid.UUID) -> ResponseReturnValue:
    return _shown(the(ResearchFile, file_id), DecideForm(), TakeResearchForm())


@blueprint.route("/research/<uuid:file_id>/decide", methods=["POST"])
@allowed(Role.APPROVER)
def decide(file_id: uuid.UUID) -> ResponseReturnValue:
    file, form = the(ResearchFile, file_id), DecideForm()
    if not form.validate_on_submit():
        return _shown(file, form, TakeResearchForm())
    try:
        operations.decide(
            db.session, file=file, approve=bool(form.approve.data), why=form.decided_why.data, by=current_person_id()
        )
    except NeedsSecondPerson:
        flash(_("You asked for this file. Someone else must decide."), "error")
    except NotReady:
        flash(_("Someone has decided already. Look again."), "error")
    return see_other("research.show_file", file_id=file_id)


@blueprint.route("/research/<uuid:file_id>/file", methods=["POST"])
@allowed(*ASKERS)
def take_file(file_id: uuid.UUID) -> ResponseReturnValue:
    file, form = the(ResearchFile, file_id), TakeResearchForm()
    if not form.validate_on_submit():
        return _shown(file, DecideForm(), form)
    try:
        made = operations.take(
            db.session, file=file, kind=str(form.kind.data), reason=form.reason.data or "", by=current_person_id()
        )
    except NotReady:
        flash(_("This file cannot be taken."), "error")
        return see_other("research.show_file", file_id=file_id)
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


@blueprint.route("/research/<uuid:file_id>/delete", methods=["POST"])
@allowed(*ASKERS)
def delete_file(file_id: uuid.UUID) -> ResponseReturnValue:
    operations.delete(db.session, file=the(ResearchFile, file_id), by=current_person_id())
    return see_other("research.show_file", file_id=file_id)


def _names(files: object) -> dict[uuid.UUID, str]:
    ids = {by for one in files for by in (one.asked_by, one.decided_by) if by}  # type: ignore[attr-defined]
    return double_coding.names_of_accounts(db.session, ids=ids)


def _shown(file: ResearchFile, decide_form: DecideForm, take_form: TakeResearchForm) -> str:
    return page(
        "rounds/research/show.html",
        file=file,
        round=the(Round, file.round_id),
        safes=SAFES,
        names=_names([file]),
        decide_form=decide_form,
        take_form=take_form,
        form=ConfirmForm(),
        is_mine=file.asked_by == current_person_id(),
        someone_left=file.state is ResearchState.APPROVED and operations.someone_left(db.session, file=file),
    )
