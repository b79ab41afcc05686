"""How a check goes: who was asked and how they were picked, the reminder, the doors, who checked each language."""

from typing import Any
from uuid import UUID

from flask import abort, flash, session
from flask.typing import ResponseReturnValue

from portal.contact.enums import Withheld
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.views.signed_in import end_everything_here
from portal.rounds.door_errors import WeakPin
from portal.rounds.door_forms import KioskForm
from portal.rounds.models import Round
from portal.rounds.operations import kiosks
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the
from portal.summaries import queries
from portal.summaries.enums import SpeakerKind
from portal.summaries.forms import LanguageCheckForm, StepForm
from portal.summaries.models import CheckInvitation, Summary
from portal.summaries.operations.languages import checks_of, note_check
from portal.summaries.operations.quotes import take_out_own_words
from portal.summaries.operations.telling import told_and_not
from portal.summaries.round_source import KIND as ROUND
from portal.summaries.views.desk.blueprint import HEARERS, READERS, blueprint
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/<uuid:summary_id>/checking")
@allowed(*HEARERS)
def show_checking(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    version = queries.latest_version_for_check(db.session, summary_id=summary.id)
    return page(
        "summaries/desk/checking.html",
        summary=summary,
        version=version,
        plan=queries.plan_of(db.session, version_id=version.id) if version else None,
        asked=queries.asked_and_answered(db.session, version_id=version.id) if version else [],
        held=queries.held_back(db.session, version_id=version.id) if version else {},
        told=_told(summary),
        reason=lambda code: Withheld(code).label,
        is_of_round=summary.source_kind == ROUND,
    )


def _told(summary: Summary) -> list[Any]:
    """Of each published version: how many were told, how many wait, how many could not be told, and why."""
    published = [one for one in queries.versions_of(db.session, summary_id=summary.id) if one.published_at]
    return [(one, *told_and_not(db.session, version_id=one.id)) for one in published]


@blueprint.route("/<uuid:summary_id>/languages", methods=["GET", "POST"])
@allowed(*READERS)
def check_languages(summary_id: UUID) -> ResponseReturnValue:
    """Which languages there are, how each was translated, and who checked it, by name."""
    summary, form = the(Summary, summary_id), LanguageCheckForm()
    statements = queries.statements_of(db.session, summary_id=summary.id)
    checks = checks_of(db.session, summary=summary, statements=statements)
    if form.validate_on_submit():
        with refusals_in_words():
            note_check(
                db.session,
                summary=summary,
                language=str(form.language.data),
                named=form.named.data or "",
                kind=SpeakerKind(str(form.kind.data)),
                on=form.on.data or clock.today(),
                by=current_person_id(),
            )
            flash(_("Noted. It counts as long as these words stay as they are."), "success")
        return see_other("summary_desk.check_languages", summary_id=summary.id)
    return page(
        "summaries/desk/languages.html",
        form=form,
        summary=summary,
        rows=[
            (language, sum(bool(one.texts.get(code)) for one in statements))
            for code, language in i18n.LANGUAGES.items()
        ],
        total=len(statements),
        checks=checks,
        checkers=checks.as_printed(),
        checker_label=lambda kind: SpeakerKind(kind).label,
    )


@blueprint.route("/<uuid:summary_id>/tablet", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def lend_tablet(summary_id: UUID) -> ResponseReturnValue:
    """In person: this device becomes a tablet on which people type the code of their message, one after the other."""
    summary, form = the(Summary, summary_id), KioskForm()
    if summary.source_kind != ROUND:
        abort(404)
    if not form.validate_on_submit():
        return page("summaries/desk/tablet.html", form=form, summary=summary)
    try:
        kiosk, device = kiosks.start_kiosk(
            db.session,
            round_=the(Round, summary.source_id),
            place=form.place.data,
            language=str(form.language.data),
            hours=int(form.hours.data or 1),
            pin=form.password.data,
            by=current_person_id(),
            for_checking=True,
        )
    except WeakPin:
        form.password.errors = [_("Choose four to eight numbers that are not all the same")]
        return page("summaries/desk/tablet.html", form=form, summary=summary)
    end_everything_here()
    session["kiosk"], session["device"], session["language"] = str(kiosk.id), str(device.id), kiosk.language
    return see_other("kiosk.start")


@blueprint.route("/calls/<uuid:invitation_id>/words", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def take_out_words(invitation_id: UUID) -> ResponseReturnValue:
    """Someone says on the phone that their words must go."""
    invitation, form = the(CheckInvitation, invitation_id), StepForm()
    if not form.validate_on_submit():
        return page("summaries/desk/take_out_words.html", form=form, invitation=invitation)
    take_out_own_words(db.session, invitation=invitation, by=current_person_id())
    flash(_("Done. If words of theirs were shown, they are gone now."), "success")
    return see_other("summary_desk.list_calls", summary_id=invitation.summary_id)
