"""Planning a sample: try, look at what it could tell, agree."""

import uuid
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds import queries
from portal.rounds.errors import AlreadyDrawn
from portal.rounds.forms import PlanForm
from portal.rounds.models import Round
from portal.rounds.operations import planning
from portal.rounds.views.choices import chosen_frame, plan_form
from portal.rounds.wording import group_name, merged_words, what_clashes, what_to_relax
from portal.sampling.errors import ImpossiblePlan
from portal.shared.database import db
from portal.shared.web import page, see_other, the

blueprint = Blueprint("plan", __name__, url_prefix="/rounds")


@blueprint.route("/<uuid:round_id>/plan", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def make_plan(round_id: uuid.UUID) -> ResponseReturnValue:
    """The first button shows what the plan would give; the second, beside the result, agrees it."""
    round_ = the(Round, round_id)
    form = plan_form(db.session, round_, queries.plan_of(db.session, round_id=round_id))
    shown: dict[str, Any] = {"preview": None, "clashes": [], "relaxations": []}
    if form.validate_on_submit():
        try:
            if form.is_agreed():
                _agree(round_, form)
                return see_other("rounds.draw_sample", round_id=round_id)
            shown["preview"] = _preview(form)
        except ImpossiblePlan as problem:
            shown |= {"clashes": what_clashes(problem), "relaxations": what_to_relax(problem)}
        except AlreadyDrawn:
            return see_other("rounds.show_draw", round_id=round_id)
    return page("rounds/plan.html", round=round_, form=form, group_name=group_name, merged_words=merged_words, **shown)


def _wanted(form: PlanForm) -> dict[str, Any]:
    return {
        "frame": chosen_frame(db.session, str(form.frame_id.data)),
        "size": form.size.data,
        "strata_field": form.strata_field.data,
        "allocation": form.allocation.data,
        "minimums": form.minimums(),
    }


def _preview(form: PlanForm) -> planning.PlanPreview:
    return planning.preview_plan(db.session, **_wanted(form))[0]


def _agree(round_: Round, form: PlanForm) -> None:
    planning.agree_plan(db.session, round_=round_, by=current_person_id(), **_wanted(form))
