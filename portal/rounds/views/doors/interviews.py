"""Staff ask and type, by phone or face to face: question by question, consents read out, a receipt read out."""

import uuid

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.people import operations as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import ASKED_WITH_ANSWERS, Role
from portal.people.forms import ConfirmForm
from portal.questions import operations as questions
from portal.questions import queries as question_queries
from portal.questions.enums import Provenance
from portal.questions.rules import AskedSet
from portal.rounds.door_enums import Door, VisitKind
from portal.rounds.door_errors import TooLateToChange
from portal.rounds.door_forms import ConsentsForm, InterviewForm
from portal.rounds.errors import RoundClosed
from portal.rounds.models import DoorVisit, Invitation, Round
from portal.rounds.operations import answering, changing, visiting
from portal.rounds.operations.paper_entry import standing_for
from portal.rounds.queries import doors
from portal.rounds.views.doors.typing_in import Desk, ask, lines_of, media_of
from portal.rounds.views.participant.visit import Visit
from portal.rounds.views.participant.way import Way
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default, speaking
from portal.shared.web import page, playable, see_other, the

blueprint = Blueprint("typing", __name__, url_prefix="/rounds/<uuid:round_id>/interviews")


@blueprint.route("/new/<uuid:holder_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def begin(round_id: uuid.UUID, holder_id: uuid.UUID) -> ResponseReturnValue:
    standing = standing_for(db.session, holder_id=holder_id)
    if standing is None or standing.round_id != round_id:
        abort(404)
    form = InterviewForm(data={"language": standing.language})
    if form.validate_on_submit():
        try:
            visit = visiting.begin_interview(
                db.session,
                standing=standing,
                channel=Door(form.channel.data),
                provenance=Provenance(form.provenance.data),
                language=str(form.language.data),
                by=current_person_id(),
            )
        except RoundClosed:
            flash(_("Their answers are in already, or the round takes none."), "error")
            return see_other("round_doors.show_doors", round_id=round_id)
        return see_other("typing.question", round_id=round_id, visit_id=visit.visit_id, place=1)
    return page("rounds/doors/interview_begin.html", round=the(Round, round_id), standing=standing, form=form)


@blueprint.route("/change/<uuid:response_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def begin_change(round_id: uuid.UUID, response_id: uuid.UUID) -> ResponseReturnValue:
    """They ring to change what they sent. Staff see nothing of it; what is not answered again stays as it is."""
    sent = changing.sent_by_id(db.session, response_id=response_id, round_id=round_id) or abort(404)
    form = InterviewForm(data={"language": sent.response.language, "channel": Door.PHONE.value})
    if form.validate_on_submit():
        try:
            changing.lay_out(db.session, sent=sent, visit_id=None)
        except TooLateToChange:
            flash(_("The time to change answers is over."), "error")
            return see_other("round_doors.change_by_phone", round_id=round_id, response_id=response_id)
        visit = visiting.begin_interview(
            db.session,
            standing=sent.standing,
            channel=Door(form.channel.data),
            provenance=Provenance(form.provenance.data),
            language=str(form.language.data),
            by=current_person_id(),
            is_change=True,
        )
        return see_other("typing.question", round_id=round_id, visit_id=visit.visit_id, place=1)
    return page("rounds/doors/interview_begin.html", round=sent.round, standing=sent.standing, form=form)


@blueprint.route("/<uuid:visit_id>/<int:place>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def question(round_id: uuid.UUID, visit_id: uuid.UUID, place: int) -> ResponseReturnValue:
    return ask(_desk(round_id, visit_id), place)


@blueprint.route("/<uuid:visit_id>/consents", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def consents(round_id: uuid.UUID, visit_id: uuid.UUID) -> ResponseReturnValue:
    """Read out one by one, in the person's language; those very words are what was agreed to."""
    desk, form = _desk(round_id, visit_id), ConsentsForm()
    visit = desk.visit
    if form.validate_on_submit():
        agreed = set(form.agreed.data or [])
        with speaking(visit.words_language):
            people.record_consents(
                db.session,
                subject_id=visit.standing.alias,
                answers={purpose: purpose.value in agreed for purpose in ASKED_WITH_ANSWERS},
                language=visit.words_language,
                channel=visit.channel.value,
                helped_by=visit.helped_by,
            )
        return see_other("typing.check", round_id=round_id, visit_id=visit_id)
    spoken = language_or_default(visit.words_language)
    with speaking(spoken.code):
        words = [str(purpose.label) for purpose in ASKED_WITH_ANSWERS]
    return page("rounds/doors/interview_consents.html", form=form, words=words, spoken=spoken, back_url=desk.address(1))


@blueprint.route("/<uuid:visit_id>/check", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def check(round_id: uuid.UUID, visit_id: uuid.UUID) -> ResponseReturnValue:
    desk, form = _desk(round_id, visit_id), ConfirmForm()
    if form.validate_on_submit():
        response_id = _send(desk.visit)
        if response_id is not None:
            return see_other("typing.receipt", round_id=round_id, response_id=response_id)
        flash(_("This round is closed, or the time to change answers is over."), "error")
        return see_other("round_doors.show_doors", round_id=round_id)
    way = Way(desk.visit)
    return page(
        "rounds/doors/type_check.html",
        lines=list(lines_of(way)),
        address=desk.address,
        form=form,
        back_url=desk.last_page,
        file_url=lambda key: url_for("typing.file", round_id=round_id, visit_id=visit_id, attachment_id=key),
    )


def _send(visit: Visit) -> uuid.UUID | None:
    """Sends or changes; None when it is too late for that."""
    standing, door = visit.standing, visit.door
    assert door is not None
    try:
        if not door.is_change:
            response = answering.send_answers(
                db.session,
                standing=standing,
                asked=visit.asked,
                language=visit.words_language,
                visit_id=visit.id,
                channel=visit.channel.value,
            )
        else:
            found = question_queries.response_under(db.session, asked_in=standing.round_id, alias=standing.alias)
            sent = changing.sent_of(db.session, response=found) if found else None
            if sent is None:
                return None
            response, by = sent.response, current_person_id()
            changing.send_changes(
                db.session, sent=sent, asked=visit.asked, channel=visit.channel, visit_id=visit.id, by=by
            )
    except (RoundClosed, TooLateToChange):
        return None
    visiting.end_visit(db.session, visit_id=visit.id)
    return response.id


@blueprint.route("/receipt/<uuid:response_id>")
@allowed(Role.ORGANISER)
def receipt(round_id: uuid.UUID, response_id: uuid.UUID) -> ResponseReturnValue:
    """For a while after sending, for the one who typed: it is theirs to read out, and nobody's to look up."""
    sent = changing.sent_by_id(db.session, response_id=response_id, round_id=round_id)
    if sent is None or not doors.has_just_typed(
        db.session, holder_id=sent.standing.invitation_id, by=current_person_id()
    ):
        abort(404)
    invitation = db.session.get(Invitation, sent.standing.invitation_id)
    return page("rounds/doors/interview_receipt.html", round=sent.round, sent=sent, invitation=invitation)


@blueprint.route("/media/<key>")
@allowed(Role.ORGANISER)
def media(round_id: uuid.UUID, key: str) -> ResponseReturnValue:
    set_id = the(Round, round_id).question_set_id
    asked = question_queries.asked_set(db.session, set_id=set_id) if set_id else None
    return media_of(key, allowed=asked.stored_files if asked else frozenset())


@blueprint.route("/<uuid:visit_id>/file/<uuid:attachment_id>")
@allowed(Role.ORGANISER)
def file(round_id: uuid.UUID, visit_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note or picture this very visit took, to hear or look at before it is sent."""
    visit = _desk(round_id, visit_id).visit
    found = question_queries.attachment_of_draft(db.session, attachment_id=attachment_id, holder_id=visit.holder_id)
    if found is None or found.visit_id != visit.id:
        abort(404)
    return playable(questions.content_of(found), media_type=found.media_type)


def _desk(round_id: uuid.UUID, visit_id: uuid.UUID) -> Desk:
    """Only the one who began it, only while it lasts."""
    door = doors.door_visit(db.session, visit_id=visit_id)
    if door is None or door.round_id != round_id or not _is_mine(door):
        abort(404)
    standing = standing_for(db.session, holder_id=door.holder_id)
    asked = _asked(standing.set_id) if standing and standing.set_id else None
    if standing is None or asked is None:
        abort(404)
    if standing.is_answered and not door.is_change:
        flash(_("Their answers are in already."), "error")
        abort(redirect(url_for("round_doors.show_doors", round_id=round_id), code=303))
    return Desk(
        visit=Visit(id=door.visit_id, standing=standing, asked=asked, door=door),
        address=lambda place: url_for("typing.question", round_id=round_id, visit_id=visit_id, place=place),
        last_page=url_for("typing.consents", round_id=round_id, visit_id=visit_id),
        back_url=url_for("round_doors.show_doors", round_id=round_id),
        round_id=round_id,
    )


def _asked(set_id: uuid.UUID) -> AskedSet | None:
    return question_queries.asked_set(db.session, set_id=set_id)


def _is_mine(door: DoorVisit) -> bool:
    return door.kind is VisitKind.INTERVIEW and door.started_by == current_person_id()
