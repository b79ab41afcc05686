"""What the list of rounds and the page of one say about where rounds stand."""

import uuid
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from portal.rosters import queries as rosters
from portal.rounds.enums import RoundState
from portal.rounds.models import Round
from portal.rounds.prepare_forms import RoundFilterForm
from portal.rounds.queries import preparing
from portal.rounds.queries.preparing import Stand
from portal.rounds.rules.stepping import Standing, next_step, steps_of
from portal.rounds.understanding_forms import choices
from portal.shared import clock
from portal.shared.i18n import _, best_text
from portal.shared.queue import Job, JobState
from portal.shared.web import page_number

PER_PAGE = 25
FILTERS = ("word", "service", "state", "archived")


def listed_rounds(session: Session) -> dict[str, Any]:
    """One page of rounds with what comes next in each, and the filters that chose them."""
    number, archived = page_number(), request.args.get("archived") == "yes"
    found = preparing.rounds_and_services(session, state=_state(), service_id=_service_id(), archived=archived)
    word = request.args.get("word", "").strip().casefold()
    if word:
        found = [row for row in found if _is_named(word, *row)]
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    stands = preparing.stands_of(session, round_ids=[round_.id for round_, _name in shown])
    return {
        "rows": [
            (round_, name, next_step(_standing(stands[round_.id]), today=clock.today())) for round_, name in shown
        ],
        "total": len(found),
        "number": number,
        "pages": -(-len(found) // PER_PAGE),
        "filters": _filters(session),
        "archived": archived,
        "is_filtered": any(request.args.get(name) for name in ("word", "service", "state")),
        "url_for_page": _address_of_page,
    }


def where_it_stands(session: Session, round_: Round) -> dict[str, Any]:
    """The steps of one round, what comes next, and slow work about it that is under way."""
    stand = preparing.stands_of(session, round_ids=[round_.id])[round_.id]
    return {
        "steps": steps_of(_standing(stand)),
        "next": next_step(_standing(stand), today=clock.today()),
        "is_archived": stand.is_archived,
        "jobs": [(job, _job_words(job)) for job in preparing.jobs_of(session, round_id=round_.id)],
    }


def _standing(stand: Stand) -> Standing:
    return Standing(
        state=stand.state,
        closes_on=stand.closes_on,
        has_plan=stand.has_plan,
        has_draw=stand.has_draw,
        is_prepared=stand.is_prepared,
        waves=stand.waves,
        findings=stand.findings,
    )


def _job_words(job: Job) -> str:
    kinds = {
        "rounds.send_wave": _("Messages are being written"),
        "contact.print_letters": _("Letters are being printed"),
        "rounds.release": _("Results are being released"),
        "rounds.count": _("Answers are being counted"),
        "rounds.import_comments": _("Comments are being brought in"),
    }
    what = kinds.get(job.task, _("Work is being done"))
    return _("%(what)s. Waiting to start.", what=what) if job.state is JobState.QUEUED else what


def _is_named(word: str, round_: Round, service: Any) -> bool:
    texts = [*round_.name.values(), *service.values()]
    return any(word in str(text).casefold() for text in texts)


def _filters(session: Session) -> RoundFilterForm:
    form, everything = RoundFilterForm(request.args), ("", _("All"))
    services = rosters.all_services(session)
    form.service.choices = choices([everything, *((one.id, best_text(one.name)[0]) for one in services)])
    form.state.choices = choices([everything, *((one.value, one.label) for one in RoundState)])
    return form


def _state() -> RoundState | None:
    given = request.args.get("state", "")
    return RoundState(given) if given in {one.value for one in RoundState} else None


def _service_id() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("service", ""))
    except ValueError:
        return None


def _address_of_page(number: int) -> str:
    kept: dict[str, Any] = {name: request.args[name] for name in FILTERS if name in request.args}
    return url_for("rounds.list_rounds", **kept, page=number)
