"""Letters: print what waits, download the pages, post them, say so."""

import uuid

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from portal.contact import queries
from portal.contact.decisions import STOPPED
from portal.contact.enums import MessageState
from portal.contact.letters import ask_to_print, is_post_stopped, post_batch
from portal.contact.models import ContactMessage, LetterBatch
from portal.contact.operations.delivery import reason_against_handing_over
from portal.contact.round_names import names_of_rounds
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.forms import ConfirmForm
from portal.shared import audit, sealed_files
from portal.shared.database import db
from portal.shared.i18n import _, format_list, language_or_default, ngettext
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, page_number, see_other, the

blueprint = Blueprint("letters", __name__, url_prefix="/outbox/letters")
PER_PAGE = 25


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_letters() -> ResponseReturnValue:
    number = page_number()
    batches, total = queries.all_batches(db.session, page=number, per_page=PER_PAGE)
    waiting = queries.rounds_with_letters(db.session)
    asked_in = {*waiting, *(batch.asked_in for batch in batches)}
    return page(
        "contact/letters_list.html",
        waiting=waiting,
        names=names_of_rounds(db.session, ids=asked_in),
        batches=batches,
        number=number,
        pages=-(-total // PER_PAGE),
        form=ConfirmForm(),
        language_of=language_or_default,
    )


@blueprint.route("/print/<uuid:round_id>", methods=["POST"])
@allowed(Role.ORGANISER)
def print_letters(round_id: uuid.UUID) -> ResponseReturnValue:
    job = ask_to_print(db.session, asked_in=round_id, by=current_person_id())
    return see_other("jobs.show_job", job_id=job.id, next=url_for("letters.list_letters"))


@blueprint.route("/<uuid:batch_id>")
@allowed(Role.ORGANISER)
def show_batch(batch_id: uuid.UUID) -> ResponseReturnValue:
    batch = the(LetterBatch, batch_id)
    letters = queries.letters_of(db.session, batch_id=batch.id)
    return page(
        "contact/letter_batch.html",
        batch=batch,
        take_out=[letter.batch_place for letter in letters if _must_go(letter)],
        form=ConfirmForm(),
        language_of=language_or_default,
    )


@blueprint.route("/<uuid:batch_id>/letters.pdf", methods=["POST"])
@allowed(Role.ORGANISER)
def download_batch(batch_id: uuid.UUID) -> ResponseReturnValue:
    batch = the(LetterBatch, batch_id)
    audit.record(
        db.session, action="download", subject="letter_batch", subject_id=batch.id, actor_id=current_person_id()
    )
    keep_even_though_refused()  # a download is no redirect, and who took it must be known
    name = f"letters-{batch.number}.pdf"
    return file_answer(
        sealed_files.get(batch.storage_key, belongs_to=batch.id), name=name, media_type="application/pdf"
    )


@blueprint.route("/<uuid:batch_id>/posted", methods=["POST"])
@allowed(Role.ORGANISER)
def mark_posted(batch_id: uuid.UUID) -> ResponseReturnValue:
    batch = the(LetterBatch, batch_id)
    if batch.posted_at is None:
        if is_post_stopped(db.session, asked_in=batch.asked_in):
            flash(_("Sending is stopped. Keep these letters until it is started again."), "error")
            return see_other("letters.show_batch", batch_id=batch_id)
        posted = post_batch(db.session, batch=batch, by=current_person_id())
        flash(ngettext("%(num)s letter is marked as posted.", "%(num)s letters are marked as posted.", posted.sent))
        if posted.left_out:
            places = format_list([str(place) for place in posted.left_out])
            flash(_("Do not post these letters: %(places)s. Tear them up.", places=places), "error")
    return see_other("letters.show_batch", batch_id=batch_id)


def _must_go(letter: ContactMessage) -> bool:
    """Whether this letter must be taken out of the pile: its person said stop, or something else stands against it."""
    if letter.state is MessageState.PRINTED:
        reason = reason_against_handing_over(db.session, message=letter)
        return reason is not None and reason not in STOPPED
    return letter.state is not MessageState.SENT
