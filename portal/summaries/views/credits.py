"""Who made the pictures, letters and building blocks: their licences ask us to say so, and we would anyway."""

from collections import defaultdict

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.shared.database import db
from portal.shared.i18n import current
from portal.shared.pictures import catalogue
from portal.shared.pictures.catalogue import Credit
from portal.shared.web import page
from portal.summaries.pictures import gallery, searching
from portal.summaries.queries import pictures as queries

blueprint = Blueprint("credits", __name__)
# Shown on every page on which a summary is checked.
ALWAYS = ("yes", "okay", "no", "say_no", "group")


@blueprint.route("/credits")
@anyone
def show_credits() -> ResponseReturnValue:
    return page("summaries/credits.html", used=_used())


def _used() -> list[tuple[Credit, list[searching.Found]]]:
    """Whose pictures are in what we have published, and which they are. Nothing is typed here."""
    known = current_app.extensions.setdefault("pictures_published", {})
    names = [*ALWAYS, *queries.pictures_published(db.session, known=known)]
    gone = gallery.gone_among(db.session, names=names)
    found = searching.shown(db.session, names=[one for one in names if one not in gone], language=current().code)
    by_credit: dict[Credit, list[searching.Found]] = defaultdict(list)
    for one in found:
        by_credit[_credit(one)].append(one)
    return sorted(by_credit.items(), key=lambda pair: (pair[0] != catalogue.credit(), pair[0].author))


def _credit(one: searching.Found) -> Credit:
    if one.kind is None:
        return catalogue.credit_of(one.name)
    return Credit(pack=one.credit, author=one.credit, licence=one.licence)
