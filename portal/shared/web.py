"""What views are made of: a page, a redirect, the row they are about, and a safe way to edit it.

The hall commits when a POST ends in a redirect and rolls back otherwise: a page that comes back with errors has changed
nothing (portal/shared/transactions.py).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from portal.shared.database import Base, db

Row = TypeVar("Row", bound=Base)


class Conflict(Exception):
    """Someone else saved in between; carries what is there now and what was typed, so that nothing is lost."""

    def __init__(self, *, now: list[tuple[str, str]], typed: list[tuple[str, str]]) -> None:
        super().__init__("saved by someone else in between")
        self.now, self.typed = now, typed


def page(template: str, **context: Any) -> str:
    return render_template(template, **context)


def see_other(endpoint: str, **values: Any) -> Response:
    """A redirect after a change (303), to one of our own pages."""
    return redirect(url_for(endpoint, **values), code=303)


def the(model: type[Row], row_id: uuid.UUID) -> Row:
    """The row with this id, or "not found"."""
    row = db.session.get(model, row_id)
    if row is None:
        abort(404)
    return row


@contextmanager
def editing(row: Any, form: Any) -> Iterator[None]:
    """Refuses to save over someone else's change: the version the person saw travels in the form.

    Raises:
        Conflict: shown as a page with both texts.
    """
    if form.version.data is not None and int(form.version.data) != row.version:
        raise Conflict(**_both_texts(row, form))
    try:
        yield
        db.session.flush()
    except StaleDataError as error:
        db.session.rollback()
        db.session.refresh(row)
        raise Conflict(**_both_texts(row, form)) from error


def _both_texts(row: Any, form: Any) -> dict[str, list[tuple[str, str]]]:
    fields = [f for f in form if f.name not in ("csrf_token", "version", "idempotency_key") and f.type != "Submit"]
    return {
        "now": [(str(f.label.text), str(getattr(row, f.name, "") or "")) for f in fields if hasattr(row, f.name)],
        "typed": [(str(f.label.text), str(f.data or "")) for f in fields],
    }


def file_answer(content: bytes, *, name: str, media_type: str, inline: bool = False) -> ResponseReturnValue:
    """A file to keep or to look at. Names are neutral: they stay in the list of downloads of a shared phone."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response


def playable(content: bytes, *, media_type: str) -> ResponseReturnValue:
    """A picture, recording or film shown inside a page. Players ask for it in pieces."""
    response = Response(content, mimetype=media_type)
    return response.make_conditional(request.environ, accept_ranges=True, complete_length=len(content))


def own_page(address: str | None) -> str:
    """An address on this site; empty for anything else, and for anything a browser might read as another site.

    Browsers drop tabs and line ends from an address: `/<tab>/elsewhere.example` would lead away.
    """
    own = address and address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if address and own else ""


def page_number() -> int:
    """Which page of a long list is asked for; nonsense means the first."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 100_000 else 1


def page_address(number: int) -> str:
    """The address of another page of the list being looked at, its filters kept."""
    values = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
    return url_for(request.endpoint or "", **values)
