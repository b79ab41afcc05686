"""Planning a sample: try, look at what it could tell, agree."""

import dataclasses
import uuid
from typing import Any

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters import queries as rosters
from portal.rosters.models import Frame
from portal.rounds.errors import AlreadyDrawn, FrameChanged, NotReady
from portal.rounds.models import Round
from portal.rounds.operations import planning, sparing
from portal.rounds.operations.preparing import plan_to_begin_from
from portal.rounds.operations.previewing import work_out
from portal.rounds.own_rules import RuleInputs, as_frame_writes
from portal.rounds.plan_forms import PlanForm
from portal.rounds.plan_wording import ShownPlan, show_plan
from portal.rounds.rules.designing import Wishes, relaxed
from portal.rounds.views.choices import chosen_frame
from portal.rounds.views.plan_choices import plan_form, strata_of
from portal.rounds.wording import group_name, merged_words, stratum_name, what_clashes, what_to_relax
from portal.sampling.allocation import AllocationMethod
from portal.sampling.errors import ImpossiblePlan
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("plan", __name__, url_prefix="/rounds")


@blueprint.route("/<uuid:round_id>/plan", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def make_plan(round_id: uuid.UUID) -> ResponseReturnValue:
    """The first button shows what the plan would give; the second, beside the result, agrees it."""
    round_ = the(Round, round_id)
    form = plan_form(db.session, round_, plan_to_begin_from(db.session, round_=round_))
    shown: dict[str, Any] = {"plan": None, "clashes": [], "relaxations": []}
    if form.validate_on_submit() and _rule_holds(form):
        try:
            if form.is_agreed():
                _agree(round_, form)
                return see_other("rounds.draw_sample", round_id=round_id)
            shown["plan"] = _shown(round_, form)
        except ImpossiblePlan as problem:
            shown |= _refused(round_, form, problem)
        except AlreadyDrawn:
            return see_other("rounds.show_draw", round_id=round_id)
        except (FrameChanged, NotReady):
            flash(_("This frame or the year before cannot be used. Choose another."), "error")
    return page("rounds/plan.html", round=round_, form=form, group_name=group_name, merged_words=merged_words, **shown)


def _rule_holds(form: PlanForm) -> bool:
    """Are the values to leave out in the frame, each rule with its reason? They are put as the frame writes them."""
    frame_id = uuid.UUID(str(form.frame_id.data))
    return all([_one_rule_holds(rule, frame_id) for rule in form.given_rules()])


def _one_rule_holds(rule: RuleInputs, frame_id: uuid.UUID) -> bool:
    found = rosters.values_in_frame(db.session, frame_id=frame_id, field=str(rule.field.data))
    unknown = as_frame_writes(rule, known={value.casefold(): value for value in found})
    if unknown is not None:
        rule.values.errors = [_("Nobody in this frame has “%(value)s”", value=unknown)]
        return False
    if not rule.why.data:
        rule.why.errors = [_("Say why they are left out")]
    return bool(rule.why.data)


def _shown(round_: Round, form: PlanForm) -> ShownPlan:
    """What the plan would give. Where someone wants to say how many for each group and did not yet, the numbers by
    square root are put in to begin with."""
    wishes, frame = form.wishes(), chosen_frame(db.session, str(form.frame_id.data))
    if wishes.allocation == AllocationMethod.CUSTOM and not wishes.design.custom:
        start = dataclasses.replace(wishes, allocation="square_root")
        preview, _whole = work_out(db.session, frame=frame, wishes=start, at=clock.now())
        custom = preview.allocation.by_code()
        wishes = dataclasses.replace(wishes, design=dataclasses.replace(wishes.design, custom=custom))
        form.show(wishes)
    preview, _whole = work_out(db.session, frame=frame, wishes=wishes, at=clock.now())
    burden = sparing.burden_of(db.session, frame=frame)
    return show_plan(preview, frame=frame, wishes=wishes, burden=burden, names=_names(round_, frame, wishes))


def _refused(round_: Round, form: PlanForm, problem: ImpossiblePlan) -> dict[str, Any]:
    """What clashes and what would do; or, when a suggestion was taken, the plan with it."""
    wishes, frame = form.wishes(), chosen_frame(db.session, str(form.frame_id.data))
    names, taken = _names(round_, frame, wishes), form.taken()
    if taken is not None and taken < len(problem.relaxations):
        form.show(relaxed(wishes, problem.relaxations[taken]))
        try:
            return {"plan": _shown(round_, form)}
        except ImpossiblePlan as another:
            problem = another
    return {"clashes": what_clashes(problem, names), "relaxations": what_to_relax(problem, names)}


def _names(round_: Round, frame: Frame, wishes: Wishes) -> dict[str, str]:
    strata = strata_of(db.session, round_=round_, frame_id=str(frame.id), field=wishes.strata_field)
    return {one.code: stratum_name(one.cells) for one in strata.strata} if strata else {}


def _agree(round_: Round, form: PlanForm) -> None:
    wishes = form.wishes()
    planning.agree_plan(
        db.session,
        round_=round_,
        frame=chosen_frame(db.session, str(form.frame_id.data)),
        by=current_person_id(),
        **{field.name: getattr(wishes, field.name) for field in dataclasses.fields(wishes)},
    )
