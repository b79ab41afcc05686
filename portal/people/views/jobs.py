"""How far slow work is. Works without script: the page asks again by itself, and can be stopped."""

import uuid

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.people.access import ANY_STAFF, allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.shared import queue
from portal.shared.database import db
from portal.shared.i18n import _, format_number
from portal.shared.queue import Job, JobState
from portal.shared.web import own_page, page, see_other, the

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.route("/<uuid:job_id>")
@allowed(*ANY_STAFF)
def show_job(job_id: uuid.UUID) -> ResponseReturnValue:
    job = the(Job, job_id)
    return page(
        "people/job.html",
        job=_seen(job),
        form=ConfirmForm(),
        next_url=_next(),
        url=_progress_url(job),
        may_stop=_may_stop(job),
    )


@blueprint.route("/<uuid:job_id>.json")
@allowed(*ANY_STAFF)
def job_progress(job_id: uuid.UUID) -> ResponseReturnValue:
    return _seen(the(Job, job_id))


@blueprint.route("/<uuid:job_id>/stop", methods=["POST"])
@allowed(*ANY_STAFF)
def stop_job(job_id: uuid.UUID) -> ResponseReturnValue:
    job = the(Job, job_id)
    if not _may_stop(job):
        abort(404)
    queue.cancel(db.session, job=job)
    return see_other("jobs.show_job", job_id=job_id, next=_next())


def _may_stop(job: Job) -> bool:
    """Whoever asked for the work, and organisers: half a wave sent is theirs to answer for."""
    return job.asked_by == current_person_id() or current_user.may(Role.ORGANISER, Role.ADMINISTRATOR)


def _seen(job: Job) -> dict[str, object]:
    words = str(job.state.label)
    if job.state is JobState.RUNNING and job.total:
        words = _("%(done)s of %(total)s done", done=format_number(job.done), total=format_number(job.total))
    return {
        "id": str(job.id),
        "done": job.done,
        "total": job.total,
        "state": job.state.value,
        "message": words,
        "is_over": job.state not in (JobState.QUEUED, JobState.RUNNING),
        "error": job.error or "",
    }


def _next() -> str:
    return own_page(request.args.get("next")) or url_for("desk.desk")


def _progress_url(job: Job) -> str:
    return url_for("jobs.job_progress", job_id=job.id)
