"""From a filled-in form to a round."""

import uuid

from sqlalchemy.orm import Session

from portal.rounds.forms import RoundForm
from portal.rounds.models import Round
from portal.rounds.operations import planning
from portal.shared.web import editing


def save_new(session: Session, form: RoundForm, *, by: uuid.UUID) -> Round:
    return planning.create_round(
        session,
        service_id=uuid.UUID(form.service_id.data),
        name={"en": form.name.data},
        purpose=form.purposes(),
        question_set_id=uuid.UUID(form.question_set_id.data),
        closes_on=form.closes_on.data,
        by=by,
    )


def save_round(round_: Round, form: RoundForm) -> None:
    """Words may be mended at any time; the service and the questions only until the sample is drawn."""
    with editing(round_, form):
        round_.name = {**round_.name, "en": form.name.data}
        round_.purpose = form.purposes()
        round_.closes_on = form.closes_on.data
        planning.choose_questions(
            round_, service_id=uuid.UUID(form.service_id.data), question_set_id=uuid.UUID(form.question_set_id.data)
        )
