"""You said, we did: made from the checked summary and the record of each promise, never typed twice."""

from uuid import UUID

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.promises import queries, rules
from portal.promises.enums import EvidenceKind, KeptVerdict, PromiseState
from portal.promises.models import PromiseEvidence
from portal.promises.queries import About, PublicPromise
from portal.promises.queries.reports import ready_reports
from portal.promises.views.desk.evidence import answer_with
from portal.promises.wording import PUBLIC_STEPS, count_words, people_say, step_words
from portal.promises.yearly import yearly_report, years_with_promises
from portal.rosters.models import Service
from portal.rounds.models import Round
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES
from portal.shared.storage import storage
from portal.shared.web import file_answer, page, the
from portal.summaries.enums import FileState

blueprint = Blueprint("promises", __name__, url_prefix="/promises")
MOODS = {PromiseState.DONE: "good", PromiseState.DROPPED: "stop"}


def shown(rows: list[PublicPromise]) -> list[tuple[PublicPromise, bool, object]]:
    """(promise, whether it is late, what people say) for a page."""
    today = clock.today()
    return [
        (
            row,
            rules.is_overdue(state=row.promise.state, due=row.promise.due, today=today),
            people_say(row.said, asked=row.asked),
        )
        for row in rows
    ]


@blueprint.route("")
@anyone
def list_public() -> ResponseReturnValue:
    rows = queries.public_promises(db.session)
    return page(
        "promises/public.html",
        rows=shown(rows),
        moods=MOODS,
        services={row.service.id: row.service for row in rows if row.service}.values(),
        rounds={row.round.id: row.round for row in rows if row.round}.values(),
        years=years_with_promises(rows),
        about={},
        name=None,
    )


@blueprint.route("/services/<uuid:service_id>")
@anyone
def of_service(service_id: UUID) -> ResponseReturnValue:
    rows = queries.public_promises(db.session, about=About(service_id=service_id))
    if not rows:
        abort(404)
    return _narrowed(rows, name=the(Service, service_id).name, about={"service": service_id})


@blueprint.route("/rounds/<uuid:round_id>")
@anyone
def of_round(round_id: UUID) -> ResponseReturnValue:
    rows = queries.public_promises(db.session, about=About(round_id=round_id))
    if not rows:
        abort(404)
    return _narrowed(rows, name=the(Round, round_id).name, about={"round": round_id})


@blueprint.route("/<uuid:promise_id>")
@anyone
def show_one(promise_id: UUID) -> ResponseReturnValue:
    """One promise with its whole public record, at an address that stays."""
    rows = queries.public_promises(db.session, about=About(promise_id=promise_id))
    if not rows:
        abort(404)
    events = queries.events_of(db.session, promise_id=promise_id)
    return page(
        "promises/one.html",
        rows=shown(rows),
        moods=MOODS,
        events=[one for one in events if one.what in PUBLIC_STEPS],
        step_words=step_words,
        back_url=url_for("promises.list_public"),
    )


@blueprint.route("/evidence/<uuid:evidence_id>")
@anyone
def show_evidence(evidence_id: UUID) -> ResponseReturnValue:
    """Only what someone decided to show, and only while its promise is public."""
    evidence = the(PromiseEvidence, evidence_id)
    is_public = queries.public_promises(db.session, about=About(promise_id=evidence.promise_id))
    if evidence.shown_at is None or evidence.kind is EvidenceKind.LINK or not is_public:
        abort(404)
    return answer_with(evidence)


@blueprint.route("/report/<int:year>")
@anyone
def report(year: int) -> ResponseReturnValue:
    rows = queries.public_promises(db.session)
    years = years_with_promises(rows)
    if year not in years:
        abort(404)
    return page(
        "promises/report.html",
        report=yearly_report(rows, year=year, today=clock.today()),
        years=years,
        verdicts=list(KeptVerdict),
        count_words=count_words,
        moods=MOODS,
        files=ready_reports(db.session, year=year),
        language_name=lambda code: LANGUAGES[code].name,
        back_url=url_for("promises.list_public"),
    )


@blueprint.route("/report/<int:year>/<language>.pdf")
@anyone
def report_pdf(year: int, language: str) -> ResponseReturnValue:
    file = next((one for one in ready_reports(db.session, year=year) if one.language == language), None)
    if file is None or file.state is not FileState.READY:
        abort(404)
    content = storage().get(file.storage_key)
    return file_answer(content, name=f"promises-{year}-{language}.pdf", media_type="application/pdf")


def _narrowed(rows: list[PublicPromise], *, name: dict[str, str], about: dict[str, UUID]) -> ResponseReturnValue:
    return page(
        "promises/public.html",
        rows=shown(rows),
        moods=MOODS,
        services=(),
        rounds=(),
        years=(),
        about=about,
        name=name,
        back_url=url_for("promises.list_public"),
    )
