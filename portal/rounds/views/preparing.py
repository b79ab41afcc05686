"""Before the first message: the checklist, a test to oneself; and afterwards: putting away, beginning another."""

import uuid
from contextlib import nullcontext
from typing import Any

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.contact.enums import Channel
from portal.people.access import allowed, anyone, current_person_id
from portal.people.enums import Role
from portal.people.models import Account
from portal.rounds.errors import SomeoneElses, StillAsking
from portal.rounds.models import Round
from portal.rounds.operations import launching, trying
from portal.rounds.operations import preparing as operations
from portal.rounds.prepare_forms import CloneForm, PrepareForm, TrialForm
from portal.rounds.queries import preparing as queries
from portal.rounds.step_enums import Check
from portal.rounds.views.staff import READERS
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _, best_text, format_list
from portal.shared.throttle import TooMany
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("preparing", __name__)


@blueprint.route("/rounds/<uuid:round_id>/launch")
@allowed(*READERS)
def show_checks(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    return page(
        "rounds/launch.html",
        round=round_,
        checks=launching.launch_checks(db.session, round_=round_),
        links=LINKS,
        languages_in_words=languages_in_words,
    )


# Where each thing that is missing is mended.
LINKS = {
    Check.FRAME: "plan.make_plan",
    Check.PLAN: "plan.make_plan",
    Check.DRAW: "rounds.draw_sample",
    Check.QUESTIONS: "rounds.change_round",
    Check.NOT_ARCHIVED: "rounds.show_round",
    Check.LAST_DAY: "rounds.change_round",
    Check.LANGUAGES: "rounds.change_round",
    Check.PURPOSE: "rounds.change_round",
    Check.WORDING: "wordings.list_wordings",
    Check.TEST_SENT: "preparing.send_test",
    Check.PRIVACY: "preparing.prepare",
    Check.HELPLINE: "preparing.prepare",
    Check.WORRY_LEAD: "worries.set_up",
    Check.DATES: "preparing.prepare",
}


def languages_in_words(codes: tuple[str, ...]) -> str:
    return format_list([i18n.language_or_default(code).name for code in codes])


@blueprint.route("/rounds/<uuid:round_id>/prepare", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def prepare(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    ready = queries.preparation_of(db.session, round_id=round_id)
    form = PrepareForm(obj=ready, privacy_read=["read"] if ready and ready.privacy_read_at else [])
    if ready is None:
        del form.version  # there is nothing yet that someone else could have changed
    if form.validate_on_submit():
        with editing(ready, form) if ready is not None else nullcontext():
            operations.prepare(db.session, round_=round_, by=current_person_id(), **_prepared(form))
        return see_other("preparing.show_checks", round_id=round_id)
    return page("rounds/prepare.html", round=round_, form=form)


def _prepared(form: PrepareForm) -> dict[str, Any]:
    return {
        "helpline_name": form.helpline_name.data or "",
        "helpline_phone": form.helpline_phone.data or "",
        "release_on": form.release_on.data,
        "check_back_on": form.check_back_on.data,
        "privacy_read": bool(form.privacy_read.data),
    }


@blueprint.route("/rounds/<uuid:round_id>/test", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def send_test(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), TrialForm()
    account = the(Account, current_person_id())
    if form.validate_on_submit() and _send(round_, account, form):
        return see_other("preparing.send_test", round_id=round_id)
    trials = queries.trials_of(db.session, round_id=round_id, account_id=account.id)
    return page(
        "rounds/test.html",
        round=round_,
        form=form,
        account=account,
        trials=trials,
        messages=queries.trial_messages(db.session, trial_ids=[one.id for one in trials]),
        channel_of=Channel,
        language_of=i18n.language_or_default,
    )


def _send(round_: Round, account: Account, form: TrialForm) -> bool:
    try:
        outcome = trying.send_test(
            db.session,
            round_=round_,
            account=account,
            template=str(form.template.data),
            language=str(form.language.data),
            channel=Channel(str(form.channel.data)),
            mobile=form.mobile.data or "",
        )
    except SomeoneElses:
        form.mobile.errors = [_("This number belongs to someone on a roster. A test goes only to your own phone.")]
        return False
    except TooMany:
        form.channel.errors = [_("You have sent many tests. Wait an hour.")]
        return False
    if outcome.withheld:
        flash(_("The test was held back: %(why)s", why=outcome.withheld.label), "error")
    else:
        flash(_("The test is in line. It goes at the next time when messages may go."), "success")
    return True


@blueprint.route("/rounds/<uuid:round_id>/archive", methods=["POST"])
@allowed(Role.ORGANISER)
def archive(round_id: uuid.UUID) -> ResponseReturnValue:
    try:
        operations.archive(db.session, round_=the(Round, round_id), by=current_person_id())
    except StillAsking:
        flash(_("People are being asked. Close the round first."), "error")
    return see_other("rounds.show_round", round_id=round_id)


@blueprint.route("/rounds/<uuid:round_id>/bring-back", methods=["POST"])
@allowed(Role.ORGANISER)
def bring_back(round_id: uuid.UUID) -> ResponseReturnValue:
    operations.bring_back(db.session, round_=the(Round, round_id), by=current_person_id())
    return see_other("rounds.show_round", round_id=round_id)


@blueprint.route("/rounds/<uuid:round_id>/copy", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def clone_round(round_id: uuid.UUID) -> ResponseReturnValue:
    round_ = the(Round, round_id)
    form = CloneForm(data={"name": _("%(name)s, again", name=best_text(round_.name, "en")[0])})
    if form.validate_on_submit():
        made = operations.clone_round(db.session, round_=round_, name=str(form.name.data), by=current_person_id())
        return see_other("rounds.show_round", round_id=made.id)
    return page("rounds/copy.html", round=round_, form=form)


@blueprint.route("/t/<token>")
@anyone
def show_trial(token: str) -> ResponseReturnValue:
    """Where the link of a test leads: it works, and nothing behind it is anybody's."""
    trial = trying.trial_by_link(db.session, token=token)
    if trial is None:
        return page("rounds/participant/unknown_link.html"), 404
    round_ = the(Round, trial.round_id)
    return page("rounds/trial.html", purpose=best_text(round_.purpose) if round_.purpose else None)
