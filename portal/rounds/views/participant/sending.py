"""After the last question: who helped, what we may do, a last look, and sending."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort, g, request, session
from flask.typing import ResponseReturnValue

from portal.contact.enums import Channel
from portal.people import operations as people
from portal.people import queries as people_queries
from portal.people.access import invited
from portal.people.enums import ASKED_WITH_ANSWERS, SessionKind
from portal.questions import operations, queries
from portal.questions.enums import Helper, Provenance
from portal.questions.queries import KeptAnswer
from portal.questions.rules import AskedQuestion
from portal.rounds.operations import answering, changing, visiting
from portal.rounds.operations.receipts import WAYS, ask_for_receipt, wish_of
from portal.rounds.queries.preparing import helpline_of
from portal.rounds.queries.standing import Standing
from portal.rounds.views.participant.asking import file_url
from portal.rounds.views.participant.blueprint import blueprint
from portal.rounds.views.participant.visit import Visit, closed, this_door, this_standing, this_visit
from portal.rounds.views.participant.way import Way
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.transactions import harmless_twice
from portal.shared.web import page, see_other


@blueprint.route("/answer/who", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def who() -> ResponseReturnValue:
    """Whose words these are. Nobody has to say."""
    visit, chosen, error = this_visit(), request.form.get("who", ""), None
    if visit.provenance is not None:
        return see_other("participant.consents")  # said when the device was handed over
    if request.method == "POST":
        skipped = request.form.get("do") == "skip"
        if skipped or chosen in list(Provenance):
            provenance = None if skipped else Provenance(chosen)
            operations.note_provenance(db.session, holder_id=visit.holder_id, provenance=provenance, helped_by="")
            session["who"] = "" if skipped else chosen
            alone = provenance in (None, Provenance.OWN_WORDS)
            return see_other("participant.consents" if alone else "participant.helper")
        error = _("Choose one answer, or press “Skip this question”")
    return page(
        "rounds/participant/who.html",
        choices=[(item.value, item.label) for item in Provenance],
        chosen=session.get("who"),
        error=error,
        last=Way(visit).path.last,
        fresh_key=uuid.uuid4(),
    )


@blueprint.route("/answer/helper", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def helper() -> ResponseReturnValue:
    visit, chosen, error = this_visit(), request.form.get("helper", ""), None
    if request.method == "POST":
        skipped = request.form.get("do") == "skip"
        if skipped or chosen in list(Helper):
            operations.note_helper(db.session, holder_id=visit.holder_id, helped_by="" if skipped else chosen)
            return see_other("participant.consents")
        error = _("Choose one answer, or press “Skip this question”")
    return page(
        "rounds/participant/helper.html",
        choices=[(item.value, item.label) for item in Helper],
        error=error,
        fresh_key=uuid.uuid4(),
    )


@blueprint.route("/answer/agree", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def consents() -> ResponseReturnValue:
    """Three wishes, each free to refuse; kept under the alias that the response will have."""
    visit = this_visit()
    if request.method == "POST":
        agreed = set(request.form.getlist("agree"))
        people.record_consents(
            db.session,
            subject_id=visit.standing.alias,
            answers={purpose: purpose.value in agreed for purpose in ASKED_WITH_ANSWERS},
            language=i18n.current().code,
            channel=visit.channel,
            helped_by=visit.helped_by,
        )
        session["agreed"] = str(visit.id)
        return see_other("participant.check")
    return page(
        "rounds/participant/consents.html",
        choices=[(item.value, item.label) for item in ASKED_WITH_ANSWERS],
        agreed=_agreed(visit.id, visit.standing.alias),
        fresh_key=uuid.uuid4(),
    )


def _agreed(visit_id: uuid.UUID, alias: uuid.UUID) -> list[str]:
    """Ticked before in this very visit; a link alone does not show it."""
    if session.get("agreed") != str(visit_id):
        return []
    given = people_queries.consents_of(db.session, subject_id=alias)
    return [purpose.value for purpose, yes in given.items() if yes]


@dataclass(frozen=True)
class Line:
    """One question on the page to check. `kept` is None when nothing was said."""

    number: int
    asked: AskedQuestion
    kept: KeptAnswer | None
    shown: bool


@blueprint.route("/answer/check", methods=["GET", "POST"])
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def check() -> ResponseReturnValue:
    """A last look, and the one button that sends. Pressed twice it answers the same."""
    visit = this_visit()
    if request.method == "POST":
        return _send(visit) or see_other("participant.done")
    return page(
        "rounds/participant/check.html",
        lines=list(_lines(Way(visit))),
        is_few=bool(visit.few),
        file_url=file_url,
        fresh_key=uuid.uuid4(),
    )


def _lines(way: Way) -> Iterator[Line]:
    for place in way.path.places:
        asked = way.asked.questions[place - 1]
        kept = way.answers.get(asked.id)
        if asked.kind.is_asked:
            yield Line(place, way.worded(asked), kept, kept is not None and not way.is_hidden(kept))


def _send(visit: Visit) -> ResponseReturnValue | None:
    """Sends; answers the request itself when the time to change is over."""
    if not visit.is_change:
        answering.send_answers(
            db.session,
            standing=visit.standing,
            asked=visit.asked,
            language=i18n.current().code,
            visit_id=visit.id,
            channel=visit.channel,
        )
        return None
    response = queries.response_under(db.session, asked_in=visit.standing.round_id, alias=visit.standing.alias)
    sent = changing.sent_of(db.session, response=response) if response else None
    if sent is None or not sent.may_change or changing.has_no_second(db.session, sent=sent):
        return closed(visit.standing)
    changing.send_changes(db.session, sent=sent, asked=visit.asked, channel=visit.channel, visit_id=visit.id)
    # Whoever holds this phone next must not lay everything out once more: that takes both codes again.
    visiting.close_door(db.session, visit_id=visit.id)
    return None


@blueprint.get("/answer/done")
@invited(SessionKind.PARTICIPANT)
def done() -> ResponseReturnValue:
    """Thank you. The receipt code is shown in the visit that sent the answers, and nowhere else."""
    standing = this_standing() or abort(404)
    if not standing.is_answered:
        return see_other("participant.before") if standing.takes_answers else closed(standing)
    draft = queries.draft_of(db.session, holder_id=standing.invitation_id)
    if draft is None or draft.sent_in_visit != g.browser_session.id:
        return page("rounds/participant/answered.html")
    response = queries.response_under(db.session, asked_in=standing.round_id, alias=standing.alias)
    sent = changing.sent_of(db.session, response=response) if response else None
    context: dict[str, Any] = {
        "may_ask": _may_ask_for_receipt(standing),
        "asked": not standing.is_walk_in and wish_of(db.session, invitation_id=standing.invitation_id) is not None,
        "receipt": response.receipt_code if response else None,
        "sent": sent,
        "helpline": helpline_of(db.session, round_id=standing.round_id),
        "fresh_key": uuid.uuid4(),
    }
    return page("rounds/participant/done.html", **context)


@blueprint.post("/answer/done/receipt")
@invited(SessionKind.PARTICIPANT)
@harmless_twice
def ask_receipt() -> ResponseReturnValue:
    """Only in the visit that sent the answers, and only if they chose a way. What the gate decides is not told."""
    standing = this_standing() or abort(404)
    draft = queries.draft_of(db.session, holder_id=standing.invitation_id)
    response = queries.response_under(db.session, asked_in=standing.round_id, alias=standing.alias)
    sent = changing.sent_of(db.session, response=response) if response else None
    is_mine = draft is not None and draft.sent_in_visit == g.browser_session.id
    if sent is None or not is_mine or not _may_ask_for_receipt(standing):
        abort(404)
    chosen = request.form.get("send", "")
    if chosen in WAYS:
        last_day = sent.last_day if sent.may_change else None
        ask_for_receipt(
            db.session, standing=standing, response=sent.response, channel=Channel(chosen), last_day=last_day
        )
    return see_other("participant.done", _anchor="receipt")


def _may_ask_for_receipt(standing: Standing) -> bool:
    """Not where someone else holds the device, nor for whoever has no invitation: we do not know who they are."""
    return not standing.is_walk_in and this_door() is None
