"""Promised days: a page, and a file for anyone's own calendar."""

import datetime as dt

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id, may_open
from portal.people.forms import ConfirmForm
from portal.rounds.promised_dates import PromisedDate, promised_dates
from portal.rounds.views.staff import READERS
from portal.shared import clock
from portal.shared.calendars import Entry, as_icalendar
from portal.shared.database import db
from portal.shared.export import hand_out
from portal.shared.i18n import _, best_text
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page

blueprint = Blueprint("calendar", __name__, url_prefix="/rounds/calendar")
# Days that have just gone by stay a while: what was promised for them may still be owed.
LOOK_BACK = dt.timedelta(days=30)


@blueprint.route("/")
@allowed(*READERS)
def show_calendar() -> ResponseReturnValue:
    today = clock.today()
    dates = promised_dates(db.session, since=today - LOOK_BACK)
    return page(
        "rounds/calendar.html",
        gone=[one for one in dates if one.on < today],
        to_come=[one for one in dates if one.on >= today],
        address_of=lambda one: url_for(one.endpoint, **one.values) if may_open(one.endpoint) else "",
        form=ConfirmForm(),
    )


@blueprint.route("/dates.ics", methods=["POST"])
@allowed(*READERS)
def download_calendar() -> ResponseReturnValue:
    dates = promised_dates(db.session, since=clock.today())
    content = as_icalendar([_entry(one) for one in dates], stamp=clock.now(), name=_("Promised days"))
    made = hand_out(
        db.session,
        name="dates.ics",
        media_type="text/calendar",
        content=content,
        taken_by=current_person_id(),
        why="calendar",
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


def _entry(one: PromisedDate) -> Entry:
    words = f"{one.kind.label}: {best_text(dict(one.what))[0]}"
    return Entry(uid=one.uid, on=one.on, words=words, address=url_for(one.endpoint, **one.values, _external=True))
