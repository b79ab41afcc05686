"""What a lent tablet shows. It opens the questions of one round, and between two people it comes back clean."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, make_response, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.people.enums import SessionKind
from portal.people.operations import end_session
from portal.people.views.signed_in import end_visit_here, invited_session
from portal.rounds.door_enums import KioskEnd
from portal.rounds.door_errors import WrongPin
from portal.rounds.door_forms import PinForm
from portal.rounds.errors import RoundClosed
from portal.rounds.models import Kiosk
from portal.rounds.operations import answering, kiosks, visiting
from portal.rounds.queries import doors
from portal.rounds.queries.standing import Standing
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.throttle import TooMany
from portal.shared.transactions import keep_even_though_refused, repeatable
from portal.shared.web import page, see_other

blueprint = Blueprint("kiosk", __name__, url_prefix="/kiosk")
IDLE_SECONDS = 120
# Without script nobody can tell someone who writes from someone who left: the page waits longer before it goes.
IDLE_WITHOUT_SCRIPT = 300
# Ways into this portal that a lent tablet does not have: other people's links, and the staff side.
ALLOWED = ("kiosk.", "participant.", "checks.")
ALSO = ("front.preferences", "public.accessibility", "public.privacy", "supporting.hand_over", "supporting.end")
NOT_HERE = (
    *("participant.invitation", "participant.begin", "participant.say_no", "participant.said_no"),
    *("checks.welcome", "checks.enter_code", "checks.my_words", "checks.words_gone"),
)
# Rooms downstream give out codes, too: each entry answers one it knows, for the round this tablet was lent for.
other_kiosk_doors: list[Callable[[Kiosk, str], ResponseReturnValue | None]] = []


def this_kiosk() -> Kiosk | None:
    """The tablet this browser is, while it is lent out."""
    if "kiosk_here" not in g:
        try:
            kiosk_id = uuid.UUID(str(session.get("kiosk", "")))
        except ValueError:
            g.kiosk_here = None
        else:
            g.kiosk_here = doors.live_kiosk(db.session, kiosk_id=kiosk_id)
    found: Kiosk | None = g.kiosk_here
    return found


@blueprint.before_app_request
def keep_inside() -> ResponseReturnValue | None:
    """A lent tablet leads nowhere but to its round. "Leave fast" brings it back to its start."""
    if "kiosk" not in session or request.endpoint is None or request.endpoint == "static":
        return None
    if this_kiosk() is None:
        _forget_device()
        return see_other("kiosk.over")
    if request.endpoint == "front.leave":
        return _clean_start()
    name = request.endpoint
    inside = name in ALSO or (name.startswith(ALLOWED) and name not in NOT_HERE and name != "participant.enter_code")
    return None if inside else see_other("kiosk.start")


@blueprint.app_context_processor
def on_every_page() -> dict[str, Any]:
    if "kiosk" not in session or this_kiosk() is None:
        return {"kiosk": None}
    return {
        "kiosk": {"idle": IDLE_SECONDS, "idle_without_script": IDLE_WITHOUT_SCRIPT},
        "quick_exit_to": "/kiosk/",
        "home_url": "/kiosk/",
    }


@blueprint.route("/", methods=["GET", "POST"])
@anyone
@repeatable
def start() -> ResponseReturnValue:
    """The clean start: choose a language, type a code, or begin without one where the round allows it."""
    kiosk = this_kiosk()
    if kiosk is None:
        return see_other("kiosk.over")
    visit = invited_session()
    if request.method == "GET" and visit is not None:
        return see_other("checks.show_statement", number=1) if visit.kind is SessionKind.CHECKER else _to_questions()
    typed, error, status = request.form.get("code", "")[:60], None, 200
    if request.method == "POST":
        keep_even_though_refused()
        try:
            found = answering.find_by_code(db.session, code=typed, address=f"kiosk {kiosk.id}") if typed else None
        except TooMany:
            error, status = _("There were too many tries. Wait 15 minutes, or ask the person who gave you this."), 429
        else:
            if found is not None and found.round_id == kiosk.round_id:
                return _begin(kiosk, found)
            opened = next((answer for door in other_kiosk_doors if (answer := door(kiosk, typed)) is not None), None)
            if opened is not None:
                return opened
            error = _("We do not know this code. Look at each letter and number again, or ask us.")
    return page("rounds/doors/kiosk_start.html", this=kiosk, error=error, fresh_key=uuid.uuid4()), status


@blueprint.post("/without-code")
@anyone
@repeatable
def begin_without_code() -> ResponseReturnValue:
    kiosk = this_kiosk()
    if kiosk is None or not kiosk.is_open:
        return see_other("kiosk.start")
    made = visiting.walk_in(db.session, round_id=kiosk.round_id, language=i18n.current().code)
    standing = doors.walk_in_standing(db.session, walk_in_id=made.id)
    assert standing is not None
    return _begin(kiosk, standing)


def _to_questions() -> ResponseReturnValue:
    return see_other("participant.before")


def _begin(kiosk: Kiosk, standing: Standing) -> ResponseReturnValue:
    try:
        visit = visiting.begin_on_kiosk(db.session, kiosk=kiosk, standing=standing, language=i18n.current().code)
    except RoundClosed:
        return page("rounds/doors/kiosk_closed.html", is_answered=standing.is_answered)
    end_visit_here()
    session["visit"] = session["door"] = str(visit.visit_id)
    session["language"] = i18n.current().code
    return see_other("participant.before")


@blueprint.post("/clear")
@anyone
@repeatable
def clear() -> ResponseReturnValue:
    """Finished, or nobody has touched the tablet for two minutes."""
    return _clean_start() if this_kiosk() is not None else see_other("kiosk.over")


@blueprint.get("/idle")
@anyone
def idle() -> ResponseReturnValue:
    """The same for a browser without script, which can only go to a page: the cookie forgets the visit."""
    if this_kiosk() is None:
        return see_other("kiosk.over")
    _forget_visit()
    return see_other("kiosk.start")


def _clean_start() -> ResponseReturnValue:
    visit = invited_session()
    if visit is not None and visit.kind is SessionKind.CHECKER:
        end_session(db.session, session_id=visit.id)
    elif visit is not None:
        visiting.end_visit(db.session, visit_id=visit.id)
    _forget_visit()
    answer = make_response(see_other("kiosk.start"))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _forget_visit() -> None:
    """Nothing of the last person stays in the cookie: no visit, no language, no way of reading, no old form."""
    kiosk = this_kiosk()
    device = session.get("device")
    session.clear()
    if kiosk is not None:
        session["kiosk"], session["device"], session["language"] = str(kiosk.id), device, kiosk.language


def _forget_device() -> None:
    session.clear()
    g.kiosk_here = None


@blueprint.route("/leave", methods=["GET", "POST"])
@anyone
def leave() -> ResponseReturnValue:
    """Staff take the tablet back with its PIN; then the browser is nobody's."""
    kiosk = this_kiosk()
    if kiosk is None:
        return see_other("kiosk.over")
    form = PinForm()
    if form.validate_on_submit():
        keep_even_though_refused()
        try:
            kiosks.check_pin(db.session, kiosk=kiosk, pin=form.password.data)
        except WrongPin:
            form.password.errors = [_("This is not the PIN of this tablet")]
        except TooMany:
            form.password.errors = [_("Too many tries. Wait 15 minutes and try again")]
        else:
            kiosks.end_kiosk(db.session, kiosk=kiosk, because=KioskEnd.PIN)
            _forget_device()
            return see_other("kiosk.over")
    return page("rounds/doors/kiosk_leave.html", form=form)


@blueprint.get("/over")
@anyone
def over() -> ResponseReturnValue:
    return page("rounds/doors/kiosk_over.html")
