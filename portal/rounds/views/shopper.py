"""A mystery shopper's own pages: by link or code, without an account, one thing to look for on each page."""

from flask import Blueprint, abort, current_app, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import anyone, invited, invited_subject_id
from portal.people.enums import SessionKind
from portal.people.forms import ConfirmForm
from portal.people.views.signed_in import end_visit_here
from portal.rounds.errors import NotYet, VisitOver
from portal.rounds.informal_enums import SawIt, StoppedBecause
from portal.rounds.models import Visit, VisitChecklist
from portal.rounds.operations import visits as operations
from portal.rounds.queries import visits as queries
from portal.rounds.views.participant.door import other_doors
from portal.rounds.visit_forms import EndForm, SawForm, StopForm
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other, the

blueprint = Blueprint("shopper", __name__)


@blueprint.route("/v/<token>", methods=["GET", "POST"])
@anyone
@repeatable
def welcome(token: str) -> ResponseReturnValue:
    """Opening the link shows only what this is: mail scanners open links too. Pressing the button begins."""
    visit = queries.visit_by_link(db.session, token=token)
    if visit is None:
        abort(404)
    if "language" not in session:
        i18n.speak(visit.language)
    form = ConfirmForm()
    if form.validate_on_submit():
        return _begin(visit)
    return page("rounds/informal/shopper/welcome.html", visit=visit, form=form)


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a code of ours, typed on the one page for codes; None for any other code."""
    visit = queries.visit_by_code(db.session, code=typed)
    return _begin(visit) if visit else None


other_doors.append(open_by_code)


def _begin(visit: Visit) -> ResponseReturnValue:
    hours = current_app.extensions["settings"].participant_session_hours
    try:
        opened = operations.begin(db.session, visit=visit, hours=hours)
    except VisitOver:
        return page("rounds/informal/shopper/over.html", visit=visit), 410
    end_visit_here()
    session["visit"] = str(opened.id)
    session["language"] = i18n.current().code
    return see_other("shopper.brief")


@blueprint.get("/visit")
@invited(SessionKind.VISITOR)
def brief() -> ResponseReturnValue:
    """What to do, how to stay safe, what it is worth; then the things to look for, each with what was said so far."""
    visit, checklist = _visit()
    return page(
        "rounds/informal/shopper/brief.html",
        visit=visit,
        checklist=checklist,
        briefing=best_text(checklist.briefing),
        safety=best_text(checklist.safety),
        answers=queries.answers_in(db.session, visit_id=visit.id),
        may_report=clock.today() >= visit.first_day,
    )


@blueprint.route("/visit/<int:number>", methods=["GET", "POST"])
@invited(SessionKind.VISITOR)
def look(number: int) -> ResponseReturnValue:
    visit, checklist = _visit()
    if not 1 <= number <= len(checklist.items):
        abort(404)
    item = checklist.items[number - 1]
    kept = queries.answers_in(db.session, visit_id=visit.id).get(item.id)
    form = SawForm(data={"saw": kept.saw.value if kept and kept.saw else None, "words": kept.words if kept else ""})
    if form.validate_on_submit():
        saw = SawIt(form.saw.data) if form.saw.data else None
        try:
            operations.keep_answer(db.session, visit=visit, item=item, saw=saw, words=form.words.data or "")
        except NotYet:
            return see_other("shopper.brief")
        is_last = number == len(checklist.items)
        return see_other("shopper.finish") if is_last else see_other("shopper.look", number=number + 1)
    back = url_for("shopper.look", number=number - 1) if number > 1 else url_for("shopper.brief")
    return page(
        "rounds/informal/shopper/look.html",
        form=form,
        question=best_text(item.texts),
        number=number,
        total=len(checklist.items),
        back_url=back,
    )


@blueprint.route("/visit/end", methods=["GET", "POST"])
@invited(SessionKind.VISITOR)
def finish() -> ResponseReturnValue:
    """What was said so far, the day, and anything else; then it is sent."""
    visit, checklist = _visit()
    form = EndForm()
    if form.validate_on_submit():
        try:
            operations.send_report(
                db.session,
                visit=visit,
                visited_on=form.visited_on.data or clock.today(),
                words=form.words.data or "",
            )
        except NotYet:
            return see_other("shopper.brief")
        return see_other("shopper.thanks")
    answers = queries.answers_in(db.session, visit_id=visit.id)
    return page("rounds/informal/shopper/finish.html", form=form, checklist=checklist, answers=answers)


@blueprint.route("/visit/stop", methods=["GET", "POST"])
@invited(SessionKind.VISITOR)
def stop() -> ResponseReturnValue:
    visit, _checklist = _visit()
    form = StopForm()
    if form.validate_on_submit():
        operations.stop(db.session, visit=visit, because=StoppedBecause(str(form.because.data)))
        return see_other("shopper.thanks")
    return page("rounds/informal/shopper/stop.html", form=form, visit=visit)


@blueprint.get("/visit/thanks")
@invited(SessionKind.VISITOR)
def thanks() -> ResponseReturnValue:
    visit = the(Visit, invited_subject_id())
    return page("rounds/informal/shopper/thanks.html", visit=visit)


def _visit() -> tuple[Visit, VisitChecklist]:
    """The visit of this browser, while it takes a report. Words that come too late are given back, not swallowed."""
    visit = the(Visit, invited_subject_id())
    if not visit.state.takes_report:
        typed = [words for name, words in request.form.items() if name == "words" and words.strip()]
        if typed:
            abort(current_app.make_response((page("rounds/informal/shopper/over.html", visit=visit, typed=typed), 410)))
        abort(see_other("shopper.thanks"))
    return visit, the(VisitChecklist, visit.checklist_id)


@blueprint.app_template_filter("saw_words")
def saw_words(saw: SawIt | None) -> str:
    return str(saw.label) if saw else _("Not said yet")
