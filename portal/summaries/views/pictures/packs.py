"""Picture packs: upload, what is wrong with it, what is in it, and the yes."""

from typing import Any
from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.queue import Job, JobState
from portal.shared.web import page, see_other, the
from portal.summaries.forms import StepForm
from portal.summaries.models import PicturePack
from portal.summaries.operations import packs
from portal.summaries.picture_forms import PackForm, TakeOutForm
from portal.summaries.pictures.enums import PackState
from portal.summaries.pictures.packs import COLUMNS, MOST_BYTES
from portal.summaries.pictures.problems import PackRefused, Problem, problem_words
from portal.summaries.queries import pictures as queries
from portal.summaries.views.desk.blueprint import READERS, WRITERS
from portal.summaries.views.pictures.blueprint import blueprint


@blueprint.route("/packs")
@allowed(*READERS)
def list_packs() -> ResponseReturnValue:
    return page("summaries/pictures/packs.html", packs=queries.all_packs(db.session))


@blueprint.route("/packs/add", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_pack() -> ResponseReturnValue:
    form = PackForm()
    if form.validate_on_submit():
        sent: Any = form.file.data
        try:
            content = sent.stream.read(MOST_BYTES + 1)
            pack = packs.take_pack(db.session, name=str(form.name.data), content=content, by=current_person_id())
            back = url_for("picture_desk.show_pack", pack_id=pack.id)
            return see_other("jobs.show_job", job_id=pack.job_id, next=back)
        except PackRefused as refused:
            form.file.errors = [problem_words(refused.code, refused.value)]
    return page("summaries/pictures/add_pack.html", form=form, columns=COLUMNS)


@blueprint.route("/packs/<uuid:pack_id>")
@allowed(*READERS)
def show_pack(pack_id: UUID) -> ResponseReturnValue:
    pack = the(PicturePack, pack_id)
    job = db.session.get(Job, pack.job_id) if pack.job_id and pack.state is PackState.CHECKING else None
    if job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
        return see_other("jobs.show_job", job_id=job.id, next=url_for("picture_desk.show_pack", pack_id=pack.id))
    return page(
        "summaries/pictures/pack.html",
        pack=pack,
        problems=[Problem(**one).words for one in pack.problems],
        pictures=queries.pictures_of_pack(db.session, pack_id=pack.id),
        form=StepForm(),
    )


@blueprint.route("/packs/<uuid:pack_id>/agree", methods=["POST"])
@allowed(*WRITERS)
def agree_pack(pack_id: UUID) -> ResponseReturnValue:
    try:
        packs.agree_pack(db.session, pack=the(PicturePack, pack_id), by=current_person_id())
    except packs.NotNow:
        flash(_("This cannot be done now"), "error")
    return see_other("picture_desk.show_pack", pack_id=pack_id)


@blueprint.route("/packs/<uuid:pack_id>/take-out", methods=["GET", "POST"])
@allowed(*WRITERS)
def take_out_pack(pack_id: UUID) -> ResponseReturnValue:
    pack, form = the(PicturePack, pack_id), TakeOutForm()
    if not form.validate_on_submit():
        return page("summaries/pictures/take_out.html", form=form, name=pack.name, back_url=_address(pack))
    try:
        packs.take_out_pack(db.session, pack=pack, because=str(form.why.data), by=current_person_id())
    except packs.NotNow:
        flash(_("This cannot be done now"), "error")
    return see_other("picture_desk.show_pack", pack_id=pack_id)


def _address(pack: PicturePack) -> str:
    return url_for("picture_desk.show_pack", pack_id=pack.id)
