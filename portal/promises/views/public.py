from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.promises import queries, rules
from portal.promises.enums import PromiseState
from portal.shared import clock
from portal.shared.database import db
from portal.shared.web import page

blueprint = Blueprint("promises", __name__, url_prefix="/promises")
MOODS = {PromiseState.DONE: "good", PromiseState.DROPPED: "stop"}


@blueprint.route("")
@anyone
def list_public() -> ResponseReturnValue:
    """You said, we did: made from the checked summary and the record of each promise, never typed twice."""
    today = clock.today()
    rows = [
        (row, rules.is_overdue(state=row.promise.state, due=row.promise.due, today=today))
        for row in queries.public_promises(db.session)
    ]
    return page("promises/public.html", rows=rows, moods=MOODS)
