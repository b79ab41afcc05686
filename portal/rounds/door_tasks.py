"""Slow and regular work of the doors: printing forms, ending what ran out of time, forgetting drafts."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.questions import queries as questions
from portal.rounds.door_enums import ASKED_FOR_PAPER, PaperSize, PaperState
from portal.rounds.models import Round
from portal.rounds.operations import fieldwork, kiosks, visiting
from portal.rounds.operations.forgetting import drop_old_papers, forget_old_drafts
from portal.rounds.paper_forms import FORMS_IN_FILE, PRINT_TASK, Form, form_for_walk_in, print_file
from portal.rounds.queries import doors
from portal.shared import tokens
from portal.shared.queue import Progress, every_minute, task

TIDY_TASK = "rounds.tidy_doors"
MOST_FORMS = 400


@task(PRINT_TASK)
def print_paper(
    session: Session, *, progress: Progress, round_id: str, language: str, size: str, whom: str, copies: int, by: str
) -> dict[str, Any]:
    """Prints forms, a few to a file. Files that are done stay when it is stopped."""
    round_ = session.get_one(Round, uuid.UUID(round_id))
    asked = questions.asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    if asked is None:
        return {"forms": 0}
    forms = _forms(session, round_=round_, language=language, whom=whom, copies=copies)
    session.commit()
    each, done, refused = FORMS_IN_FILE[PaperSize(size)], 0, 0
    for start in range(0, len(forms), each):
        chosen = forms[start : start + each]
        made = print_file(
            session,
            round_=round_,
            asked=asked,
            forms=chosen,
            size=PaperSize(size),
            language=language,
            by=uuid.UUID(by),
        )
        refused += sum(one.forms for one in made if one.state is PaperState.REFUSED)
        done += len(chosen)
        progress(done, len(forms))
    return {"forms": done - refused, "refused": refused}


def _forms(session: Session, *, round_: Round, language: str, whom: str, copies: int) -> list[Form]:
    if whom == "blank":
        return [form_for_walk_in(session, round_id=round_.id, language=language) for _copy in range(copies)]
    fieldwork.open_invitations(session, round_=round_)
    formats = ASKED_FOR_PAPER if whom == "large_print" else ()
    people = doors.people_for_paper(session, round_id=round_.id, language=language, limit=MOST_FORMS, formats=formats)
    return [
        Form(
            subject_id=invitation.id,
            code=tokens.short_code("invitation", invitation.id),
            link=fieldwork.invitation_link(invitation),
        )
        for invitation, _person in people
    ]


@task(TIDY_TASK, may_repeat=True)
def tidy_doors(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute: visits and tablets whose time is over end; drafts of rounds closed 30 days ago are forgotten."""
    ended = visiting.end_overdue_visits(session) + kiosks.end_overdue_kiosks(session)
    session.commit()
    forgotten = forget_old_drafts(session)
    drop_old_papers(session)
    session.commit()
    return {"ended": ended, "forgotten": forgotten}


every_minute(TIDY_TASK)
