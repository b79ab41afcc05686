from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.settings import current_settings
from portal.shared.storage import storage
from portal.shared.web import file_answer, page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import FileState, Ink, PrintSize, VersionKind
from portal.summaries.forms import PdfForm
from portal.summaries.models import PrintedFile, Summary, SummaryVersion
from portal.summaries.plain_text import messages_of, script_of
from portal.summaries.reading import as_read, languages_of, quote_ids
from portal.summaries.views.desk.blueprint import READERS, blueprint


@blueprint.route("/versions/<uuid:version_id>/print", methods=["GET", "POST"])
@allowed(*READERS)
def print_version(version_id: UUID) -> ResponseReturnValue:
    version, form = the(SummaryVersion, version_id), PdfForm()
    if form.validate_on_submit():
        file = operations.order_pdf(
            db.session,
            version=version,
            language=str(form.language.data),
            size=PrintSize(str(form.size.data)),
            without_colour=form.ink.data == Ink.BLACK,
            by=current_person_id(),
        )
        here = url_for("summary_desk.print_version", version_id=version.id)
        return see_other("jobs.show_job", job_id=file.job_id, next=here)
    return page(
        "summaries/desk/print.html",
        form=form,
        version=version,
        summary=the(Summary, version.summary_id),
        files=queries.files_of(db.session, version_id=version.id),
        language_name=lambda code: i18n.LANGUAGES[code].name,
    )


@blueprint.route("/files/<uuid:file_id>.pdf")
@allowed(*READERS)
def show_file(file_id: UUID) -> ResponseReturnValue:
    file = the(PrintedFile, file_id)
    if file.state is not FileState.READY:
        abort(404)
    return file_answer(
        storage().get(file.storage_key), name=f"summary-{file.language}.pdf", media_type="application/pdf", inline=True
    )


@blueprint.route("/versions/<uuid:version_id>/text")
@allowed(*READERS)
def show_plain_text(version_id: UUID) -> ResponseReturnValue:
    version, settings = the(SummaryVersion, version_id), current_settings()
    summary = the(Summary, version.summary_id)
    read = as_read(
        version.content,
        language=request.args.get("language", "en"),
        quotes=queries.quotes_by_id(db.session, ids=quote_ids(version.content)),
    )
    is_check = version.kind is VersionKind.FOR_CHECK
    place = "c" if is_check else f"summaries/{summary.slug}/{version.number}"
    return page(
        "summaries/desk/plain_text.html",
        version=version,
        read=read,
        languages=languages_of(version.content),
        script=script_of(read, is_check=is_check),
        messages=messages_of(read, address=f"{settings.base_url}/{place}", phone=settings.contact_phone),
    )
