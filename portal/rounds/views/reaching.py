"""How each person was reached: a timeline under a random id. No name stands here, and no way to the answers."""

import uuid

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.contact import queries as contact
from portal.contact.enums import BestTime, Channel, Result
from portal.people import queries as people
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.models import Invitation, Round
from portal.rounds.operations import reaching
from portal.rounds.outreach_forms import NewsForm, ReturnedForm
from portal.rounds.outreach_wording import ENDS, TEMPLATE_NAMES, reason_in_words
from portal.rounds.queries import reaching as queries
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default, ngettext
from portal.shared.web import page, page_number, see_other, the

blueprint = Blueprint("reaching", __name__, url_prefix="/rounds/<uuid:round_id>/reached")
PER_PAGE = 25


@blueprint.route("/")
@allowed(Role.ORGANISER, Role.SAFEGUARDING, Role.AUDITOR)
def list_people(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, number = the(Round, round_id), page_number()
    rows, total = queries.invitations_page(db.session, round_id=round_id, page=number, per_page=PER_PAGE)
    return page(
        "rounds/reaching/list.html",
        round=round_,
        rows=rows,
        ends=queries.ends_of(db.session, round_=round_, invitations=rows),
        end_names=ENDS,
        tries=contact.attempt_counts(db.session, subject_ids=[row.id for row in rows]),
        number=number,
        pages=-(-total // PER_PAGE),
    )


@blueprint.route("/<uuid:invitation_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER, Role.SAFEGUARDING, Role.AUDITOR)
def show_person(round_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    round_, invitation, form = the(Round, round_id), _invitation(round_id, invitation_id), NewsForm()
    if form.validate_on_submit():
        _insist_on_noting()
        channel, result = Channel(str(form.channel.data)), Result(str(form.result.data))
        reaching.note_news(db.session, invitation=invitation, channel=channel, result=result, by=current_person_id())
        flash(_("It is noted."), "success")
        return see_other("reaching.show_person", round_id=round_id, invitation_id=invitation_id)
    names = {account.id: account.display_name for account in people.all_accounts(db.session)}
    return page(
        "rounds/reaching/show.html",
        round=round_,
        invitation=invitation,
        end=ENDS[queries.ends_of(db.session, round_=round_, invitations=[invitation])[invitation.id]],
        events=queries.timeline_of(db.session, invitation=invitation),
        names=names,
        template_names=TEMPLATE_NAMES,
        reason=lambda held: reason_in_words(held, may_know_why=current_user.may(Role.SAFEGUARDING)),
        best_time=_best_time,
        language_of=language_or_default,
        form=form,
    )


@blueprint.route("/returned", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def note_returned(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), ReturnedForm()
    unknown: tuple[str, ...] = ()
    if form.validate_on_submit():
        result = Result(str(form.result.data))
        done = reaching.note_returned(
            db.session, round_=round_, codes=form.given(), result=result, by=current_person_id()
        )
        flash(ngettext("%(num)s letter is noted.", "%(num)s letters are noted.", done.noted), "success")
        if done.unknown:
            flash(_("These codes are not of this round: %(codes)s", codes=", ".join(done.unknown[:20])), "error")
        return see_other("reaching.note_returned", round_id=round_id)
    return page("rounds/reaching/returned.html", round=round_, form=form, unknown=unknown)


def _insist_on_noting() -> None:
    """Auditors read, and note nothing."""
    if not current_user.may(Role.ORGANISER, Role.SAFEGUARDING):
        abort(403)


def _invitation(round_id: uuid.UUID, invitation_id: uuid.UUID) -> Invitation:
    invitation = the(Invitation, invitation_id)
    if invitation.round_id != round_id:
        abort(404)
    return invitation


def _best_time(note: str) -> str:
    return str(BestTime(note).label) if note in {time.value for time in BestTime} else ""
