"""What people read when something goes wrong: in their language, with what they typed given back."""

import uuid
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from portal.shared import logs
from portal.shared.database import db
from portal.shared.throttle import TooMany
from portal.shared.web import Conflict

WORDED = (400, 403, 404, 413, 429, 500, 503)
# Passwords and codes are never written into a page; a test holds this against every form there is.
SECRET = frozenset({"password", "fresh", "again", "code", "pin"})
NOT_TYPED = frozenset({"csrf_token", "idempotency_key", "version"}) | SECRET


def visit_ended() -> ResponseReturnValue:
    """Someone wrote for longer than a visit lasts: their words are given back, with the way in again."""
    typed = [value for name, value in request.form.items(multi=True) if name not in NOT_TYPED and name != "do"]
    return render_template("shared/errors/visit_ended.html", typed=[words for words in typed if words.strip()]), 403


def signed_out() -> ResponseReturnValue:
    """A member of staff wrote for longer than their session lasted: they sign in elsewhere and send it again here."""
    return render_template("shared/errors/signed_out.html", **_to_send_again()), 403


def has_words() -> bool:
    return any(value.strip() for name, value in request.form.items(multi=True) if name not in (*NOT_TYPED, "do"))


def _to_send_again() -> dict[str, Any]:
    """What was sent, for a form with a fresh key. The version stays: someone else may have saved meanwhile."""
    left_out = {*NOT_TYPED} - {"version"}
    return {
        "fields": [(name, value) for name, value in request.form.items(multi=True) if name not in left_out],
        "action": request.full_path.rstrip("?"),
        "fresh_key": str(uuid.uuid4()),
    }


def hang_up(app: Flask) -> None:
    @app.errorhandler(CSRFError)
    def form_expired(_error: CSRFError) -> ResponseReturnValue:
        return render_template("shared/errors/form_expired.html", **_to_send_again()), 400

    @app.errorhandler(Conflict)
    def conflict(error: Conflict) -> ResponseReturnValue:
        return render_template("shared/errors/409_conflict.html", now=error.now, typed=error.typed), 409

    @app.errorhandler(TooMany)
    def too_many(_error: TooMany) -> ResponseReturnValue:
        return render_template("shared/errors/429.html"), 429

    @app.errorhandler(OperationalError)
    def database_away(error: OperationalError) -> ResponseReturnValue:
        logs.log.error("database_away", kind=type(error.orig).__name__)
        db.session.rollback()
        return busy()

    @app.errorhandler(HTTPException)
    def worded(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        if isinstance(getattr(error, "original_exception", None), OperationalError):
            return busy()  # the commit itself failed, after the view was done
        code = error.code if error.code in WORDED else (400 if error.code < 500 else 500)
        return render_template(f"shared/errors/{code}.html"), error.code

    if not app.testing:
        app.register_error_handler(Exception, broken)
    # Flask's own words would quote the address, which may open an invitation, and the message of the error.
    app.log_exception = _note  # type: ignore[method-assign, assignment]


def broken(error: Exception) -> ResponseReturnValue:
    """Anything nobody thought of."""
    _note((type(error), error, error.__traceback__))
    db.session.rollback()
    status = 503 if isinstance(error, DBAPIError) and error.connection_invalidated else 500
    return busy() if status == 503 else (render_template("shared/errors/500.html"), status)


def busy() -> ResponseReturnValue:
    """The database is away, full or held by someone else. The same form, key and all, is given back to be sent again:
    if the first press did count after all, the second counts no more."""
    typed = list(request.form.items(multi=True)) if request.method == "POST" else []
    context = {
        "fields": [(name, value) for name, value in typed if name not in SECRET | {"csrf_token"}],
        "token": request.form.get("csrf_token", "") if typed else "",
        "readable": [value for name, value in typed if name not in NOT_TYPED and name != "do" and value.strip()],
        "action": request.full_path.rstrip("?"),
    }
    return render_template("shared/errors/503.html", **context), 503, {"Retry-After": "30"}


def _note(fault: Any) -> None:
    """The kind and place of an exception (as `sys.exc_info` gives it), not its message: messages quote what people
    typed."""
    kind, _error, place = fault
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    code = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else ""
    logs.log.error("broken", kind=kind.__name__ if kind else "", path=request.path, code=code)
