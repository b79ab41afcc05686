"""What the form of a plan offers: frames, earlier years, questions to go by, the strata of the chosen frame."""

import re
import uuid
from typing import Any

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.rosters import queries as rosters
from portal.rounds.models import Round, SamplePlan
from portal.rounds.plan_forms import REPORTING, PlanForm, as_typed, form_of
from portal.rounds.queries.asking import yearly_rounds
from portal.rounds.queries.spreads import rated_questions
from portal.rounds.rules.designing import USUAL_MINIMUMS, USUAL_REST_MONTHS, Design, Wishes
from portal.rounds.wording import stratum_name
from portal.sampling.strata import Stratification, stratify_counts
from portal.shared.forms import SelectChoice
from portal.shared.i18n import best_text, format_moment, format_number

USUAL = Wishes(
    400, "ethnicity", "square_root", USUAL_MINIMUMS, Design(one_per_household=True, rest_months=USUAL_REST_MONTHS)
)


def plan_form(session: Session, round_: Round, plan: SamplePlan | None) -> PlanForm:
    """The form with the agreed plan, or with what is usual: 400 people, enough of those who are seldom heard.

    Once a frame and a field are chosen it has inputs for each stratum; what was typed for the strata of another frame
    or field is forgotten.
    """
    wishes = planned_wishes(plan) if plan else USUAL
    frame_id = request.form.get("frame_id") or str(round_.frame_id or "")
    field = request.form.get("strata_field") or wishes.strata_field
    strata = strata_of(session, round_=round_, frame_id=frame_id, field=field)
    named = {one.code: stratum_name(one.cells) for one in strata.strata} if strata else {}
    kind = form_of(strata, named)
    form = kind(**_typed(f"{frame_id}:{field}"), data={**as_typed(wishes), "frame_id": frame_id or None})
    form.strata_of.data = f"{frame_id}:{field}" if strata else ""
    _offer(session, round_, form)
    return form


def _typed(strata: str) -> dict[str, Any]:
    """What was sent, without numbers that were meant for other strata."""
    if request.method != "POST" or request.form.get("strata_of") == strata:
        return {}
    stale = re.compile(r"(times|people|spread)_s\d+|take_all")
    kept = [(name, value) for name, value in request.form.items(multi=True) if not stale.fullmatch(name)]
    return {"formdata": MultiDict(kept)}


def _offer(session: Session, round_: Round, form: PlanForm) -> None:
    form.frame_id.choices = [
        SelectChoice(
            str(frame.id), f"{frame.name} · {format_number(frame.row_count)} · {format_moment(frame.frozen_at)}"
        )
        for frame in rosters.all_frames(session, service_id=round_.service_id)
    ]
    form.follows.choices = [
        SelectChoice(str(one.id), best_text(one.name)[0])
        for one in yearly_rounds(session, service_id=round_.service_id, but=round_.id)
    ]
    form.spread_from.choices = [
        SelectChoice(f"{earlier.id}:{question.id}", f"{best_text(earlier.name)[0]} · {best_text(question.texts)[0]}")
        for earlier, question in rated_questions(session, service_id=round_.service_id)
    ]


def planned_wishes(plan: SamplePlan) -> Wishes:
    """An agreed plan as it was wanted."""
    return Wishes(plan.size, plan.strata_field, plan.allocation, plan.minimums, Design.from_json(plan.design))


def strata_of(session: Session, *, round_: Round, frame_id: str, field: str) -> Stratification | None:
    """The strata of one of the service's frames by a reporting field; None for any other frame or field."""
    own = {str(frame.id) for frame in rosters.all_frames(session, service_id=round_.service_id)}
    if frame_id not in own or field not in {one.value for one in REPORTING}:
        return None
    counts = rosters.cell_counts(session, frame_id=uuid.UUID(frame_id), field=field)
    return stratify_counts(counts, fields=("status", field))
