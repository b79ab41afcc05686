"""Private addresses: the page of an owner without an account, and everyone's own calendar of promised days."""

from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.people.access import anyone
from portal.people.models import Account
from portal.promises import operations, queries
from portal.promises.enums import PromiseState
from portal.promises.forms import ClaimForm, EvidenceForm
from portal.promises.models import OutsideOwner, Promise
from portal.promises.operations.owners import FEED_LINK, OWNER_LINK
from portal.promises.views.desk.evidence import add_from
from portal.promises.views.refusals import refusals_in_words
from portal.shared import clock
from portal.shared.calendars import Entry, as_icalendar
from portal.shared.database import db
from portal.shared.i18n import _, best_text, speaking
from portal.shared.settings import current_settings
from portal.shared.web import editing, page, see_other, the
from portal.summaries.forms import StepForm

blueprint = Blueprint("promise_owners", __name__, url_prefix="/promises")


class Kept(NamedTuple):
    owner: OutsideOwner
    promise: Promise


@blueprint.route("/calendar/<token>.ics")
@anyone
def calendar(token: str) -> ResponseReturnValue:
    """For a calendar program, which has no session: whoever knows the address reads it, so the owner can change it.
    Calendars are shared: nothing in it leads to where anything can be done without signing in."""
    feed = queries.feed_by_link(db.session, kind=FEED_LINK, token=token)
    account = db.session.get(Account, feed.owner_id) if feed else None
    if feed is None or (account is not None and not account.active):
        abort(404)
    outside = db.session.get(OutsideOwner, feed.owner_id)
    mine = queries.promises_kept_by(db.session, owner_id=feed.owner_id)
    with speaking(outside.language if outside else "en"):
        entries = [_entry(one, outside) for one in mine if one.state.is_open]
        content = as_icalendar(entries, stamp=clock.now(), name=_("Promised days"))
    return Response(content, content_type="text/calendar; charset=utf-8")


@blueprint.route("/yours/<token>")
@anyone
def yours(token: str) -> ResponseReturnValue:
    """What someone of another body keeps for us. Opening it changes nothing: mail scanners open links too."""
    owner = _owner(token)
    calendar_token = operations.calendar_token(db.session, owner_id=owner.id)
    return page(
        "promises/owner/yours.html",
        owner=owner,
        token=token,
        rows=queries.promises_kept_by(db.session, owner_id=owner.id),
        calendar=url_for("promise_owners.calendar", token=calendar_token, _external=True) if calendar_token else None,
        form=StepForm(),
        today=clock.today(),
    )


@blueprint.route("/yours/<token>/calendar", methods=["POST"])
@anyone
def your_calendar(token: str) -> ResponseReturnValue:
    operations.new_calendar_address(db.session, owner_id=_owner(token).id)
    return see_other("promise_owners.yours", token=token)


@blueprint.route("/yours/<token>/<uuid:promise_id>/start", methods=["POST"])
@anyone
def start(token: str, promise_id: UUID) -> ResponseReturnValue:
    kept = _kept(token, promise_id)
    with refusals_in_words():
        operations.start_doing(db.session, promise=kept.promise, by=kept.owner.id)
    return see_other("promise_owners.yours", token=token)


@blueprint.route("/yours/<token>/<uuid:promise_id>/ended", methods=["GET", "POST"])
@anyone
def say_ended(token: str, promise_id: UUID) -> ResponseReturnValue:
    kept = _kept(token, promise_id)
    form = ClaimForm(obj=kept.promise)
    if not form.validate_on_submit():
        return page("promises/owner/ended.html", form=form, promise=kept.promise, token=token)
    with refusals_in_words(), editing(kept.promise, form):
        operations.claim(
            db.session,
            promise=kept.promise,
            state=PromiseState(str(form.state.data)),
            words=form.texts("words"),
            by=kept.owner.id,
        )
    return see_other("promise_owners.yours", token=token)


@blueprint.route("/yours/<token>/<uuid:promise_id>/evidence", methods=["GET", "POST"])
@anyone
def bring_evidence(token: str, promise_id: UUID) -> ResponseReturnValue:
    kept, form = _kept(token, promise_id), EvidenceForm()
    if form.validate_on_submit() and add_from(form, kept.promise, by=kept.owner.id):
        return see_other("promise_owners.yours", token=token)
    return page("promises/owner/evidence.html", form=form, promise=kept.promise, token=token)


def _owner(token: str) -> OutsideOwner:
    return queries.outside_owner_by_link(db.session, kind=OWNER_LINK, token=token) or abort(404)


def _kept(token: str, promise_id: UUID) -> Kept:
    """The promise, if it is this owner's to keep."""
    owner, promise = _owner(token), the(Promise, promise_id)
    if promise.outside_owner_id != owner.id:
        abort(404)
    return Kept(owner, promise)


def _entry(promise: Promise, outside: OutsideOwner | None) -> Entry:
    settings = current_settings()
    own_page = f"{settings.base_url}{url_for('promise_desk.show_promise', promise_id=promise.id)}"
    return Entry(
        uid=f"promise-{promise.id}@{urlsplit(settings.base_url).hostname or 'localhost'}",
        on=promise.due,
        words=best_text(dict(promise.what))[0],
        address=f"{settings.base_url}{url_for('promises.list_public')}" if outside else own_page,
    )
