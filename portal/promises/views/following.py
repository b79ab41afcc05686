"""Following promises elsewhere: a feed, and a page to put into a page of one's own. Neither sets a cookie."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape
from werkzeug.wrappers import Response

from portal.people.access import anyone
from portal.promises import queries
from portal.promises.queries import About, PublicPromise
from portal.promises.syndication import FeedEntry, as_atom
from portal.promises.views.public import MOODS, shown
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, _, best_text, format_date, speaking
from portal.shared.security import may_be_framed
from portal.shared.settings import current_settings
from portal.shared.web import page

blueprint = Blueprint("following", __name__, url_prefix="/promises")


@blueprint.route("/follow")
@anyone
def follow() -> ResponseReturnValue:
    """The addresses, and a short code to copy."""
    values = {name: str(value) for name, value in _asked().items()}
    codes = [
        (
            one,
            url_for("following.embed", language=one.code, _external=True, **values),
            url_for("following.feed", language=one.code, _external=True, **values),
            _code(one.code, url_for("following.embed", language=one.code, _external=True, **values)),
        )
        for one in LANGUAGES.values()
    ]
    return page(
        "promises/follow.html",
        codes=codes,
        frames=current_settings().embed_origins,
        back_url=url_for("promises.list_public"),
    )


@blueprint.route("/feeds/<language>.xml")
@anyone
def feed(language: str) -> ResponseReturnValue:
    rows = _rows(language)
    with speaking(language) as spoken:
        content = as_atom(
            [_entry(row) for row in rows],
            feed_id=f"{request.base_url}{'?' if request.query_string else ''}{request.query_string.decode()}",
            title=_("You said, we did"),
            author=current_settings().organisation,
            lang=spoken.lang,
            here=request.url,
            home=url_for("promises.list_public", _external=True),
            updated=max((row.changed_at for row in rows), default=clock.now()),
        )
    return Response(content, content_type="application/atom+xml; charset=utf-8")


@blueprint.route("/embed/<language>")
@anyone
def embed(language: str) -> ResponseReturnValue:
    """Read only, in nobody's colours, and allowed inside the pages the settings name."""
    rows = _rows(language)
    may_be_framed(current_settings().embed_origins)
    with speaking(language) as spoken:
        return page("promises/embed.html", rows=shown(rows), moods=MOODS, language=spoken)


def _code(language: str, address: str) -> str:
    """What to copy. The template escapes it: it is shown, not run."""
    with speaking(language):
        title = escape(_("You said, we did"))
    return f'<iframe src="{escape(address)}" title="{title}" width="100%" height="600" loading="lazy"></iframe>'


def _rows(language: str) -> list[PublicPromise]:
    if language not in LANGUAGES:
        abort(404)
    asked = _asked()
    return queries.public_promises(
        db.session, about=About(service_id=asked.get("service"), round_id=asked.get("round"))
    )


def _asked() -> dict[str, UUID]:
    """The service or round the address names; a name that is none is not there."""
    found = {}
    for name in ("service", "round"):
        if text := request.args.get(name):
            try:
                found[name] = UUID(text)
            except ValueError:
                abort(404)
    return found


def _entry(row: PublicPromise) -> FeedEntry:
    promise = row.promise
    title, language = best_text(dict(row.what))
    lines = [f"{promise.state.label}. {_('By')} {format_date(promise.due)}. {promise.owner_words}."]
    lines += [f"{_('You said')}: {best_text(texts)[0]}" for texts in row.you_said]
    if not promise.state.is_open and promise.claim:
        lines.append(f"{_('We did')}: {best_text(promise.claim)[0]}")
    return FeedEntry(
        id=promise.id,
        title=title,
        title_lang=language.lang,
        words="\n".join(lines),
        address=url_for("promises.show_one", promise_id=promise.id, _external=True),
        published=promise.made_at,
        updated=row.changed_at,
    )
