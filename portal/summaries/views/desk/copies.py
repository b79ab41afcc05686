"""Personal copies of a version out for checking: order a pile, take it to the printer, see whose must be taken out."""

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.shared import audit, i18n, sealed_files
from portal.shared.database import db
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the
from portal.summaries import copies
from portal.summaries.enums import FileState, Ink, PrintSize, VersionKind
from portal.summaries.forms import PdfForm
from portal.summaries.models import CopyBatch, Summary, SummaryVersion
from portal.summaries.views.desk.blueprint import blueprint


@blueprint.route("/versions/<uuid:version_id>/copies", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def print_copies(version_id: UUID) -> ResponseReturnValue:
    version, form = the(SummaryVersion, version_id), PdfForm()
    if version.kind is not VersionKind.FOR_CHECK:
        abort(404)
    if form.validate_on_submit():
        wish = copies.Wish(
            version_id=version.id,
            language=str(form.language.data),
            size=PrintSize(str(form.size.data)),
            without_colour=form.ink.data == Ink.BLACK,
        )
        job = copies.order_copies(db.session, version=version, wish=wish, by=current_person_id())
        here = url_for("summary_desk.print_copies", version_id=version.id)
        return see_other("jobs.show_job", job_id=job.id, next=here)
    batches = copies.batches_of(db.session, version_id=version.id)
    return page(
        "summaries/desk/copies.html",
        form=form,
        version=version,
        summary=the(Summary, version.summary_id),
        waiting=copies.count_waiting(db.session, version_id=version.id),
        batches=batches,
        language_name=lambda code: i18n.LANGUAGES[code].name,
    )


@blueprint.route("/copies/<uuid:batch_id>")
@allowed(Role.ORGANISER)
def show_copies(batch_id: UUID) -> ResponseReturnValue:
    batch = the(CopyBatch, batch_id)
    return page(
        "summaries/desk/copy_batch.html",
        batch=batch,
        take_out=copies.places_to_take_out(db.session, batch=batch),
        form=ConfirmForm(),
        language_name=lambda code: i18n.LANGUAGES[code].name,
    )


@blueprint.route("/copies/<uuid:batch_id>.pdf", methods=["POST"])
@allowed(Role.ORGANISER)
def download_copies(batch_id: UUID) -> ResponseReturnValue:
    batch = the(CopyBatch, batch_id)
    if batch.state is not FileState.READY:
        abort(404)
    audit.record(db.session, action="download", subject="copy_batch", subject_id=batch.id, actor_id=current_person_id())
    keep_even_though_refused()  # a download is no redirect, and who took it must be known
    content = sealed_files.get(batch.storage_key, belongs_to=batch.id)
    return file_answer(content, name=f"copies-{batch.number}.pdf", media_type="application/pdf")
