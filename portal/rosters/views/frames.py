"""Frozen rosters: who may be drawn, and who was left out and why."""

import uuid

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters import operations
from portal.rosters.errors import NobodyToFreeze
from portal.rosters.forms import FreezeForm
from portal.rosters.models import Frame, Service
from portal.rosters.views import wording
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("frames", __name__)


@blueprint.route("/rosters/<uuid:service_id>/freeze", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def freeze(service_id: uuid.UUID) -> ResponseReturnValue:
    service, form = the(Service, service_id), FreezeForm()
    if form.validate_on_submit():
        try:
            frame_id, job = operations.start_freeze(
                db.session, service_id=service_id, name=form.name.data, by=current_person_id()
            )
            return see_other("jobs.show_job", job_id=job.id, next=url_for("frames.show_frame", frame_id=frame_id))
        except NobodyToFreeze:
            form.name.errors = [_("Nobody on this roster may be asked. Bring in a roster first.")]
    return page("rosters/freeze.html", form=form, service=service)


@blueprint.route("/frames/<uuid:frame_id>")
@allowed(Role.ORGANISER, Role.ANALYST, Role.AUDITOR)
def show_frame(frame_id: uuid.UUID) -> ResponseReturnValue:
    frame = the(Frame, frame_id)
    columns, rows = wording.coverage_table(frame)
    return page(
        "rosters/frame.html",
        frame=frame,
        service=the(Service, frame.service_id),
        columns=columns,
        rows=rows,
        breakdowns=wording.breakdowns(frame),
    )
