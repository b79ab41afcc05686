"""Files of a round, and the list of all that were taken: who, when, why."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.coding_enums import ExportWhat
from portal.rounds.errors import NotReady
from portal.rounds.export_forms import TakeForm
from portal.rounds.models import Round
from portal.rounds.operations import counting, releasing
from portal.rounds.operations.exporting import export_of
from portal.rounds.queries import double_coding
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.shared.database import db
from portal.shared.export_log import ExportTaken, exports_taken
from portal.shared.i18n import _, current, lazy
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, page_address, page_number, the

blueprint = Blueprint("exports", __name__)
READERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 50
WHAT = {f"round_{one.value}": one.label for one in ExportWhat} | {
    "research_file": lazy("A file for research"),
    "roster_problems": lazy("Problems in a roster"),
    "draw_record": lazy("The record of a draw"),
    "check_thanks": lazy("Thanks for checking a summary"),
    "pay_batch": lazy("Payments to members of a panel"),
    "own_payments": lazy("What a member was paid, taken by themselves"),
}


@blueprint.app_template_filter("export_words")
def export_words(taken: ExportTaken) -> str:
    """What was taken, in words; its code where nobody wrote any."""
    return str(WHAT.get(taken.what, taken.what.replace("_", " ")))


@blueprint.route("/rounds/<uuid:round_id>/exports", methods=["GET", "POST"])
@allowed(*READERS)
def take_file(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), TakeForm()
    if form.validate_on_submit():
        try:
            return _file(round_, form)
        except NotReady:
            form.what.errors = [_("Nothing was counted yet. Open the results first.")]
    taken, total = exports_taken(db.session, about_id=round_id, page=page_number(), per_page=PER_PAGE)
    return page("rounds/exports/take.html", round=round_, form=form, **_listed(list(taken), total))


@blueprint.route("/exports/")
@allowed(Role.AUDITOR, Role.ADMINISTRATOR)
def list_taken() -> ResponseReturnValue:
    taken, total = exports_taken(db.session, page=page_number(), per_page=PER_PAGE)
    return page("rounds/exports/list.html", **_listed(list(taken), total))


def _file(round_: Round, form: TakeForm) -> ResponseReturnValue:
    tally = counting.seen_now(db.session, round_=round_)
    counted = None
    if tally.was_counted:
        counted = releasing.results_of(db.session, round_=round_, content=tally.content, by=GROUP_FIELDS)
    made = export_of(
        db.session,
        round_=round_,
        results=counted,
        what=ExportWhat(form.what.data),
        kind=str(form.kind.data),
        language=current().code,
        reason=form.reason.data or "",
        by=current_person_id(),
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


def _listed(taken: list[ExportTaken], total: int) -> dict[str, object]:
    return {
        "taken": taken,
        "names": double_coding.names_of_accounts(db.session, ids={one.taken_by for one in taken if one.taken_by}),
        "pages": -(-total // PER_PAGE),
        "page_now": page_number(),
        "page_address": page_address,
    }
