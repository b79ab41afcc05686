"""The private address of an owner's calendar: made anew, or ended."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.promises import operations
from portal.promises.views.desk.blueprint import KEEPERS, blueprint
from portal.shared.database import db
from portal.shared.web import page, see_other
from portal.summaries.forms import StepForm


@blueprint.route("/calendar", methods=["GET", "POST"])
@allowed(*KEEPERS)
def my_calendar() -> ResponseReturnValue:
    form = StepForm()
    if form.validate_on_submit():
        operations.new_calendar_address(db.session, owner_id=current_person_id())
        return see_other("promise_desk.my_calendar")
    token = operations.calendar_token(db.session, owner_id=current_person_id())
    address = url_for("promise_owners.calendar", token=token, _external=True) if token else None
    return page("promises/desk/calendar.html", form=form, address=address)


@blueprint.route("/calendar/end", methods=["POST"])
@allowed(*KEEPERS)
def end_calendar() -> ResponseReturnValue:
    operations.end_calendar_address(db.session, owner_id=current_person_id())
    return see_other("promise_desk.my_calendar")
