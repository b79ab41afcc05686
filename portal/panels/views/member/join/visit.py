"""Who is here: someone who would like to be on a panel, in this browser."""

from flask import abort, current_app, session

from portal.panels.models import Interest, PanelCall
from portal.panels.queries.calls import GONE
from portal.people import operations as people
from portal.people.access import invited_subject_id
from portal.people.enums import SessionKind
from portal.people.views.signed_in import end_visit_here
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import the


def begin_visit(interest: Interest) -> None:
    hours = current_app.extensions["settings"].participant_session_hours
    visit = people.begin_session(db.session, kind=SessionKind.CANDIDATE, hours=hours, subject_id=interest.id)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = str(visit.id)
    session.setdefault("language", i18n.current().code)


def interest_here() -> Interest:
    """What this browser opened; "not found" once it was taken back."""
    interest = the(Interest, invited_subject_id())
    if interest.state in GONE:
        abort(404)
    return interest


def call_of(interest: Interest) -> PanelCall:
    assert interest.call_id is not None
    return the(PanelCall, interest.call_id)
