"""Forms on paper: printing them, typing them in, and settling what two people read differently."""

import uuid

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import ASKED_WITH_ANSWERS, ConsentPurpose, Role
from portal.people.forms import ConfirmForm
from portal.questions import queries as questions
from portal.questions.enums import Helper, Provenance
from portal.questions.rules import AskedSet
from portal.rounds.door_enums import ASKED_FOR_PAPER, EntryState, PaperState
from portal.rounds.door_errors import NothingToSettle, NotTwoPeople
from portal.rounds.door_forms import LastPageForm, PaperForm, SettleForm
from portal.rounds.errors import RoundClosed
from portal.rounds.models import PaperBatch, PaperEntry, Round
from portal.rounds.operations import paper_entry
from portal.rounds.paper_forms import PRINT_TASK
from portal.rounds.queries import doors
from portal.rounds.views.doors.typing_in import Desk, ask, lines_of
from portal.rounds.views.participant.visit import Visit
from portal.rounds.views.participant.way import Way
from portal.shared import audit, queue, sealed_files
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("papers", __name__, url_prefix="/rounds/<uuid:round_id>/paper")


@blueprint.route("/", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def list_batches(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), PaperForm()
    settings = doors.doors_of(db.session, round_id=round_id)
    if form.validate_on_submit():
        if form.whom.data == "blank" and not (settings and settings.is_open):
            form.whom.errors = [_("This round asks only people who were drawn. Change the doors first.")]
        elif round_.question_set_id is None or not round_.state.takes_answers:
            form.whom.errors = [_("Nobody is being asked in this round now.")]
        elif _nobody_to_print_for(round_id, form):
            form.whom.errors = [_nobody_in_words(form)]
        else:
            job = queue.enqueue(
                db.session,
                PRINT_TASK,
                asked_by=current_person_id(),
                round_id=str(round_id),
                language=str(form.language.data),
                size=str(form.size.data),
                whom=str(form.whom.data),
                copies=int(form.copies.data or 1),
                by=str(current_person_id()),
            )
            return see_other("jobs.show_job", job_id=job.id, next=url_for("papers.list_batches", round_id=round_id))
    return page(
        "rounds/doors/paper_list.html",
        round=round_,
        form=form,
        batches=doors.batches_of(db.session, round_id=round_id),
        download=ConfirmForm(),
        language_of=language_or_default,
    )


def _nobody_to_print_for(round_id: uuid.UUID, form: PaperForm) -> bool:
    whom, language = str(form.whom.data), str(form.language.data)
    formats = ASKED_FOR_PAPER if whom == "large_print" else ()
    return whom != "blank" and doors.nobody_for_paper(db.session, round_id=round_id, language=language, formats=formats)


def _nobody_in_words(form: PaperForm) -> str:
    language = language_or_default(str(form.language.data)).name
    if form.whom.data == "large_print":
        return _("Nobody in this language who asked for paper has yet to answer: %(name)s", name=language)
    return _("Nobody in this language has yet to answer: %(name)s", name=language)


@blueprint.route("/<uuid:batch_id>/forms.pdf", methods=["POST"])
@allowed(Role.ORGANISER)
def download_batch(round_id: uuid.UUID, batch_id: uuid.UUID) -> ResponseReturnValue:
    batch = the(PaperBatch, batch_id)
    if batch.round_id != round_id or batch.state is not PaperState.READY or not batch.storage_key:
        abort(404)
    audit.record(
        db.session, action="download", subject="paper_batch", subject_id=batch.id, actor_id=current_person_id()
    )
    keep_even_though_refused()  # a download is no redirect, and who took it must be known
    content = sealed_files.get(batch.storage_key, belongs_to=batch.id)
    return file_answer(content, name=f"forms-{batch.number}.pdf", media_type="application/pdf")


@blueprint.route("/of/<uuid:holder_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def begin_entry(round_id: uuid.UUID, holder_id: uuid.UUID) -> ResponseReturnValue:
    standing = paper_entry.standing_for(db.session, holder_id=holder_id)
    if standing is None or standing.round_id != round_id:
        abort(404)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            entry = paper_entry.begin_entry(db.session, standing=standing, by=current_person_id())
        except RoundClosed:
            flash(_("Their answers are in already, or the round takes none."), "error")
        except NotTwoPeople:
            words = _("You typed this form in already, or a colleague is doing it now. A second person must do it.")
            flash(words, "error")
        else:
            return see_other("papers.question", round_id=round_id, entry_id=entry.id, place=1)
        return see_other("round_doors.show_person", round_id=round_id, holder_id=holder_id)
    settings = doors.doors_of(db.session, round_id=round_id)
    return page(
        "rounds/doors/paper_begin.html",
        round=the(Round, round_id),
        standing=standing,
        wants_two=bool(settings and settings.double_entry),
        form=form,
    )


@blueprint.route("/entries/<uuid:entry_id>/<int:place>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def question(round_id: uuid.UUID, entry_id: uuid.UUID, place: int) -> ResponseReturnValue:
    return ask(_desk(round_id, entry_id), place)


@blueprint.route("/entries/<uuid:entry_id>/last-page", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def last_page(round_id: uuid.UUID, entry_id: uuid.UUID) -> ResponseReturnValue:
    """Who helped, and what they agree to: asked on the form itself."""
    desk, form = _desk(round_id, entry_id), LastPageForm()
    entry = the(PaperEntry, entry_id)
    if form.validate_on_submit():
        whose, helper = form.provenance.data, form.helper.data
        paper_entry.note_last_page(
            db.session,
            entry=entry,
            provenance=Provenance(whose) if whose in list(Provenance) else None,
            helped_by=Helper(helper) if helper in list(Helper) else None,
            agreed=[ConsentPurpose(one) for one in form.agreed.data or []],
        )
        return see_other("papers.check", round_id=round_id, entry_id=entry_id)
    return page("rounds/doors/paper_last.html", form=form, back_url=desk.address(desk.visit.asked.total))


@blueprint.route("/entries/<uuid:entry_id>/check", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def check(round_id: uuid.UUID, entry_id: uuid.UUID) -> ResponseReturnValue:
    desk, form = _desk(round_id, entry_id), ConfirmForm()
    entry = the(PaperEntry, entry_id)
    if form.validate_on_submit():
        try:
            response = paper_entry.finish(db.session, entry=entry, asked=desk.visit.asked)
        except RoundClosed:
            flash(_("Their answers are in already, or the round takes none."), "error")
            return see_other("round_doors.show_doors", round_id=round_id)
        words = _("The form is counted.") if response else _("The form is typed in. Now a second person types it.")
        if response is None and entry.place == 2:
            words = _("You two read some answers differently. Settle the differences.")
        flash(words, "success" if response else "message")
        return see_other("round_doors.show_person", round_id=round_id, holder_id=entry.subject_id)
    return page(
        "rounds/doors/type_check.html",
        lines=list(lines_of(Way(desk.visit))),
        address=desk.address,
        form=form,
        back_url=desk.last_page,
        file_url=lambda key: "",
    )


@blueprint.route("/of/<uuid:holder_id>/settle", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def settle(round_id: uuid.UUID, holder_id: uuid.UUID) -> ResponseReturnValue:
    """Both readings side by side; for each difference one is chosen, and a reason is given."""
    entries = [one for one in doors.entries_of(db.session, subject_id=holder_id) if one.state is EntryState.TYPED]
    asked = _asked(round_id)
    if len(entries) != 2 or entries[0].round_id != round_id:
        abort(404)
    first, second = entries
    found = paper_entry.differences(db.session, first=first, second=second, asked=asked)
    form = SettleForm()
    if form.validate_on_submit() and _settle(form, first, second, asked):
        return see_other("round_doors.show_doors", round_id=round_id)
    return page(
        "rounds/doors/paper_settle.html",
        round=the(Round, round_id),
        first=first,
        second=second,
        differences=found,
        purposes={one.value: one.label for one in ASKED_WITH_ANSWERS},
        helpers={one.value: one.label for one in Helper},
        chosen=request.form,
        form=form,
        holder_id=holder_id,
        file_url=lambda key: "",
    )


def _settle(form: SettleForm, first: PaperEntry, second: PaperEntry, asked: AskedSet) -> bool:
    found = paper_entry.differences(db.session, first=first, second=second, asked=asked)
    picked = {one.about: request.form.get(f"choice-{one.about}", "") for one in found}
    try:
        paper_entry.settle(
            db.session,
            first=first,
            second=second,
            asked=asked,
            choices={about: {"1": 1, "2": 2}.get(one, 0) for about, one in picked.items()},
            reason=form.reason.data,
            by=current_person_id(),
        )
    except NothingToSettle:
        form.reason.errors = [_("Choose one of the two for each difference")]
        return False
    except RoundClosed:
        flash(_("Their answers are in already, or the round takes none."), "error")
    else:
        flash(_("The form is counted."), "success")
    return True


def _asked(round_id: uuid.UUID) -> AskedSet:
    set_id = the(Round, round_id).question_set_id
    asked = questions.asked_set(db.session, set_id=set_id) if set_id else None
    return asked or abort(404)


def _desk(round_id: uuid.UUID, entry_id: uuid.UUID) -> Desk:
    """Only the one who types it, only until it is typed."""
    entry = the(PaperEntry, entry_id)
    if entry.round_id != round_id or entry.typed_by != current_person_id():
        abort(404)
    standing = paper_entry.standing_for(db.session, holder_id=entry.subject_id)
    if standing is None:
        abort(404)
    if entry.state is not EntryState.TYPING or standing.is_answered:
        flash(_("This form is typed in already."), "error")
        away = url_for("round_doors.show_person", round_id=round_id, holder_id=entry.subject_id)
        abort(redirect(away, code=303))
    return Desk(
        visit=Visit(id=entry.id, standing=standing, asked=_asked(round_id), entry=entry),
        address=lambda place: url_for("papers.question", round_id=round_id, entry_id=entry_id, place=place),
        last_page=url_for("papers.last_page", round_id=round_id, entry_id=entry_id),
        back_url=url_for("round_doors.show_person", round_id=round_id, holder_id=entry.subject_id),
        round_id=round_id,
    )
