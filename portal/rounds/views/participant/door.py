"""The door: what the link shows, the typed code, beginning, and saying no."""

import uuid
from collections.abc import Callable

from flask import current_app, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.people.views.signed_in import end_visit_here
from portal.rounds.enums import DeclineReason
from portal.rounds.errors import RoundClosed
from portal.rounds.operations import answering
from portal.rounds.queries.standing import Standing, standing_by_link
from portal.rounds.views.participant.blueprint import blueprint
from portal.rounds.views.participant.visit import closed
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.throttle import TooMany
from portal.shared.transactions import keep_even_though_refused, repeatable
from portal.shared.web import page, see_other

# Rooms downstream send codes too, and people have one place to type them: each entry answers a code it knows.
other_doors: list[Callable[[str], ResponseReturnValue | None]] = []


@blueprint.get("/i/<token>")
@anyone
def invitation(token: str) -> ResponseReturnValue:
    """Shows who asks, why, and how to say no. Changes nothing: scanners of mail open every link."""
    standing = standing_by_link(db.session, token=token)
    turned_away = _turned_away(standing)
    if turned_away is not None:
        return turned_away
    return page("rounds/participant/invitation.html", standing=standing, token=token, fresh_key=uuid.uuid4())


@blueprint.post("/i/<token>")
@anyone
@repeatable
def begin(token: str) -> ResponseReturnValue:
    standing = standing_by_link(db.session, token=token)
    turned_away = _turned_away(standing)
    if turned_away is not None or standing is None:
        return turned_away or _unknown()
    return _begin(standing)


@blueprint.route("/i/<token>/no", methods=["GET", "POST"])
@anyone
def say_no(token: str) -> ResponseReturnValue:
    """No thanks, not now, not me. Nobody is asked why."""
    standing = standing_by_link(db.session, token=token)
    turned_away = _turned_away(standing)
    if turned_away is not None or standing is None:
        return turned_away or _unknown()
    answer, error = request.form.get("because", ""), None
    if request.method == "POST":
        if answer in list(DeclineReason):
            answering.decline(db.session, standing=standing, because=DeclineReason(answer))
            return see_other("participant.said_no")
        error = _("Choose one of the three")
    return page(
        "rounds/participant/say_no.html",
        token=token,
        choices=[(reason.value, reason.label) for reason in DeclineReason],
        error=error,
        fresh_key=uuid.uuid4(),
    )


@blueprint.get("/no")
@anyone
def said_no() -> ResponseReturnValue:
    return page("rounds/participant/said_no.html")


@blueprint.route("/code", methods=["GET", "POST"])
@anyone
@repeatable
def enter_code() -> ResponseReturnValue:
    """For a letter or a phone call: ten letters and digits, with or without spaces and dashes, small or capital."""
    typed, error, status = request.form.get("code", "")[:60], None, 200
    if request.method == "POST":
        try:
            found = answering.find_by_code(db.session, code=typed, address=request.remote_addr or "") if typed else None
        except TooMany:
            error, status = _("There were too many tries. Wait 15 minutes, or phone us."), 429
        else:
            if found is not None:
                return _turned_away(found) or _begin(found)
            opened = next((answer for door in other_doors if (answer := door(typed)) is not None), None)
            if opened is not None:
                return opened
            keep_even_though_refused()
            error = _unknown_code(typed)
    return page("rounds/participant/code.html", typed=typed, error=error, fresh_key=uuid.uuid4()), status


def _unknown_code(typed: str) -> str:
    if not typed.strip():
        return _("Write the code from your letter or message")
    return _("We do not know this code. Look at each letter and number again, or phone us.")


def _begin(standing: Standing) -> ResponseReturnValue:
    """The token leaves the address here: the pages that follow can be seen by whoever looks at this phone."""
    settings = current_app.extensions["settings"]
    try:
        visit = answering.begin(db.session, standing=standing, hours=settings.participant_session_hours)
    except RoundClosed:
        return closed(standing)
    end_visit_here()  # a shared phone: of the visit before this one nothing is left
    session["visit"] = str(visit.id)
    session["language"] = i18n.current().code
    return see_other("participant.before")


def _turned_away(standing: Standing | None) -> ResponseReturnValue | None:
    if standing is None:
        return _unknown()
    if "language" not in session:
        i18n.speak(standing.language)  # the language we wrote to them in, until they choose another
    if standing.is_answered:
        return page("rounds/participant/answered.html")
    return None if standing.takes_answers else closed(standing)


def _unknown() -> ResponseReturnValue:
    return page("rounds/participant/unknown_link.html"), 404
