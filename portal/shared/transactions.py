"""One request, one transaction: kept when a change ends in a redirect, undone otherwise.

Every form carries an idempotency key. It is claimed in the same transaction as the change: pressing the button again,
in another tab or over a bad line, answers with the first press's redirect and changes nothing.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage

from portal.shared import clock
from portal.shared.database import Base, db, set_only_reading
from portal.shared.privacy import OPERATIONAL

View = TypeVar("View", bound=Callable[..., object])

CHANGING = ("POST", "PUT", "PATCH", "DELETE")


class HandledForm(Base):
    __tablename__ = "handled_form"
    __purpose__ = "A form sent twice counts once"
    __retention__ = "30 days"

    # The route, never the address: the address of an invitation opens it.
    path: Mapped[str] = mapped_column(info=OPERATIONAL)
    location: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)


# Made once: putting a statement together costs more than running it, and every form asks these.
_FORMS = Base.metadata.tables["handled_form"]
_CLAIMS = {
    dialect.__name__.rsplit(".", 1)[-1]: dialect.insert(_FORMS).on_conflict_do_nothing().returning(_FORMS.c.id)
    for dialect in (postgresql, sqlite)
}
_ANSWER = sa.select(_FORMS.c.location).where(_FORMS.c.id == sa.bindparam("key", type_=sa.Uuid()))
_ANSWERED = sa.update(_FORMS).where(_FORMS.c.id == sa.bindparam("key")).values(location=sa.bindparam("answer"))
_LET_GO = sa.delete(_FORMS).where(_FORMS.c.id == sa.bindparam("key"))


class UncommittedWork(AssertionError):
    """A page that only shows something has changed something."""


def hold_transactions(app: Flask) -> None:
    @app.before_request
    def begin() -> ResponseReturnValue | None:
        set_only_reading(request.method not in CHANGING)
        if request.method not in CHANGING or _has(current_view(), "is_repeatable"):
            return None
        g.idempotency_key = _key_of_this_press(request.form.get("idempotency_key", ""))
        is_harmless = _has(current_view(), "is_harmless_twice") and not request.files
        return None if is_harmless else _claim(g.idempotency_key)

    @app.after_request
    def end(response: Response) -> Response:
        if request.method in CHANGING and 300 <= response.status_code < 400:
            return _keep(response)
        if request.method in CHANGING and response.status_code < 500:  # nothing can be asked of a database that is away
            first = _answer_to_the_first_press()
            if first is not None:
                return first
        touched = db.session.new or db.session.dirty or db.session.deleted
        if app.testing and request.method not in CHANGING and touched:
            raise UncommittedWork(request.path)
        if g.get("keep_anyway"):
            _let_go_of_claim()
            db.session.commit()
        elif request.method in CHANGING or touched:
            db.session.rollback()
        return response  # a page that only looked gives its connection back when the request is torn down


def _keep(response: Response) -> Response:
    key, answer = g.get("idempotency_key"), response.headers["Location"]
    try:
        if key is not None and g.get("has_claimed"):
            db.session.execute(_ANSWERED, {"key": key, "answer": answer})
        elif key is not None and not _insert_claim(key, answer):
            first = _answer_to_the_first_press()
            if first is not None:
                return first
            db.session.execute(_ANSWERED, {"key": key, "answer": answer})
        db.session.commit()
    except OperationalError as error:  # Flask hands what fails this late to nobody
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _let_go_of_claim() -> None:
    """What was refused, or only handed a file out, was not the press that counts: it may still do its work."""
    if g.get("has_claimed"):
        db.session.execute(_LET_GO, {"key": g.idempotency_key})


def keep_even_though_refused() -> None:
    """For what must be remembered although the form comes back: a failed sign-in that counts towards the throttle."""
    g.keep_anyway = True


def repeatable(view: View) -> View:
    """For forms that hand out a cookie and harm nobody when sent twice: the second press needs its own cookie."""
    view.is_repeatable = True  # type: ignore[attr-defined]
    return view


def harmless_twice(view: View) -> View:
    """For forms whose work a second press may do again before it is found out and undone: one statement less.

    The claim is made at the end, together with where the press led.
    """
    view.is_harmless_twice = True  # type: ignore[attr-defined]
    return view


def current_view() -> object:
    return current_app.view_functions.get(request.endpoint or "")


def _has(view: object, mark: str) -> bool:
    return bool(getattr(view, mark, False))


def _this_press() -> str:
    """A second press is the same answers to the same address by the same visitor; anything else is a new form.

    A browser that goes back may keep the form's key, and the next person on a shared phone may press its button:
    they must not be led where the first one went.
    """
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    typed += [(name, _fingerprint(file)) for name, file in request.files.items(multi=True)]
    visitor = [session.get("visit"), session.get("_user_id")]
    return hashlib.sha256(repr([request.full_path, visitor, typed]).encode(errors="replace")).hexdigest()


def _fingerprint(file: FileStorage) -> str:
    found = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    file.stream.seek(0)
    return found


def _key_of_this_press(text: str) -> uuid.UUID | None:
    try:
        return uuid.uuid5(uuid.UUID(text), _this_press())
    except ValueError:
        return None  # forms without a key are caught by a guard test, not by losing what someone typed


def _insert_claim(key: uuid.UUID, answer: str) -> bool:
    """Whether this request is the first with its key.

    PostgreSQL waits here for a twin still under way; SQLite's writers already stand in line. What came back is asked,
    not a row count: on PostgreSQL that is -1 here, which is neither yes nor no.
    """
    claim = {"id": key, "path": request.endpoint or "", "location": answer, "at": clock.now()}
    return db.session.execute(_CLAIMS[db.engine.dialect.name], claim).first() is not None


def _claim(key: uuid.UUID | None) -> ResponseReturnValue | None:
    """Claims the form's key for this request, or answers with what the first request answered."""
    if key is None:
        return None
    if _insert_claim(key, ""):
        g.has_claimed = True
        return None
    return _answer_to_the_first_press()


def _answer_to_the_first_press() -> Response | None:
    """Undoes what this request has done and leads where its first press led; None when there was none."""
    key = g.get("idempotency_key")
    if key is None or g.get("has_claimed"):
        return None
    first = db.session.scalar(_ANSWER, {"key": key})
    if not first:
        return None
    db.session.rollback()
    answer: Response = current_app.make_response(redirect(first, code=303))
    return answer
