"""Pages about the portal itself: who can use it, what it keeps, in which languages, and whom to tell of a hole."""

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from portal.people import notices
from portal.people.access import anyone
from portal.shared import clock, i18n
from portal.shared.data_map import KINDS_IN_WORDS, data_map
from portal.shared.i18n import _
from portal.shared.settings import Settings
from portal.shared.web import page

blueprint = Blueprint("public", __name__)
SECURITY_CONTACT_HOLDS = dt.timedelta(days=180)


@blueprint.route("/accessibility")
@anyone
def accessibility() -> ResponseReturnValue:
    return page("people/public/accessibility.html", gaps=notices.GAPS, dated=notices.ACCESSIBILITY.on)


@blueprint.route("/privacy")
@anyone
def privacy() -> ResponseReturnValue:
    return page("people/public/privacy.html", kinds=notices.KINDS, dated=notices.PRIVACY.on)


@blueprint.route("/privacy/full-list")
@anyone
def full_list() -> ResponseReturnValue:
    rows = [(row.table, row.purpose, row.retention, row.in_words) for row in data_map()]
    kinds = [(kind.value, words) for kind, words in KINDS_IN_WORDS.items()]
    return page("people/public/full_list.html", rows=rows, kinds_in_words=kinds)


@dataclass(frozen=True)
class Translated:
    """A language and, in words, who made and checked its catalogue."""

    language: i18n.Language
    words: str


@blueprint.route("/languages")
@anyone
def languages() -> ResponseReturnValue:
    status = i18n.catalogue_status()
    translated = [Translated(one, _in_words(status.get(one.code, {}))) for one in i18n.LANGUAGES.values()]
    return page("people/public/languages.html", translated=translated)


def _in_words(entry: dict[str, str]) -> str:
    if entry.get("status") == "source":
        return _("We wrote the site in this language.")
    if entry.get("status") == "checked_by_speaker":
        day = i18n.format_date(dt.date.fromisoformat(entry["checked_on"]))
        return _("%(who)s checked every word on %(day)s.", who=entry["checked_by"], day=day)
    return _("A computer translated it. Nobody who speaks this language has checked it yet. Some words may be wrong.")


@blueprint.route("/.well-known/security.txt")
@anyone
def security_txt() -> ResponseReturnValue:
    """Where to tell us of a security hole (RFC 9116)."""
    settings: Settings = current_app.extensions["settings"]
    until = (clock.now() + SECURITY_CONTACT_HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{settings.contact_email}",
        f"Expires: {until.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: en, cy",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
