"""What there is to choose from: services, published questions, frames."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.questions import queries as questions
from portal.rosters import queries as rosters
from portal.rosters.models import Frame
from portal.rounds.forms import ReserveForm, RoundForm
from portal.rounds.models import Round
from portal.rounds.wording import cell_name
from portal.sampling.records import DrawRecord
from portal.shared.forms import SelectChoice
from portal.shared.i18n import best_text, format_list, format_number


def round_form(session: Session, round_: Round | None = None) -> RoundForm:
    form = RoundForm(data=_as_typed(round_)) if round_ else RoundForm()
    form.service_id.choices = [
        SelectChoice(str(one.id), best_text(one.name)[0]) for one in rosters.all_services(session)
    ]
    form.question_set_id.choices = [
        SelectChoice(str(one.id), best_text(one.name)[0]) for one in questions.published_sets(session)
    ]
    return form


def reserve_form(record: DrawRecord, asked: Mapping[str, int]) -> ReserveForm:
    """Groups that still have people in reserve, with how many."""
    form = ReserveForm()
    left = {stratum: stratum.size - asked.get(stratum.code, 0) for stratum in record.strata}
    form.stratum.choices = [
        SelectChoice(
            stratum.code, f"{format_list([cell_name(cell) for cell in stratum.cells])} · {format_number(count)}"
        )
        for stratum, count in left.items()
        if count > 0
    ]
    return form


def frame_name(session: Session, round_: Round) -> str:
    frame = session.get(Frame, round_.frame_id) if round_.frame_id else None
    return frame.name if frame else ""


def chosen_frame(session: Session, frame_id: str) -> Frame:
    return session.get_one(Frame, uuid.UUID(frame_id))


def _as_typed(round_: Round) -> dict[str, object]:
    texts = {f"purpose_{code.replace('-', '_')}": text for code, text in round_.purpose.items() if code != "en"}
    return {
        "name": best_text(round_.name, "en")[0],
        "purpose": round_.purpose.get("en", ""),
        "service_id": str(round_.service_id),
        "question_set_id": str(round_.question_set_id),
        "closes_on": round_.closes_on,
        "version": round_.version,
        **texts,
    }
