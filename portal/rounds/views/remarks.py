"""Off-the-cuff remarks: note one, look at them, look a second time; and what was heard beside a round's sample."""

import uuid
from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.models import Account
from portal.rosters import queries as rosters
from portal.rosters.models import Service
from portal.rounds import queries
from portal.rounds.errors import NeedsSecondPerson, NotAgreed, OfAnotherRound
from portal.rounds.informal_enums import Agreed, HeardThrough, RemarkState, SaidBy, SetAside
from portal.rounds.informal_forms import RemarkFilterForm, RemarkForm, RemarkReviewForm
from portal.rounds.models import Finding, Remark, Round, Theme
from portal.rounds.operations import remarks as operations
from portal.rounds.operations.remarks import Heard
from portal.rounds.queries import findings, words
from portal.rounds.queries import remarks as found
from portal.rounds.understanding_forms import choices
from portal.shared import clock, i18n
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, page_number, see_other, the

blueprint = Blueprint("remarks", __name__, url_prefix="/remarks")
LISTENERS = (Role.ORGANISER, Role.ANALYST)
PER_PAGE = 25
Code = TypeVar("Code", bound=StrEnum)


@blueprint.route("/")
@allowed(*LISTENERS)
def list_remarks() -> ResponseReturnValue:
    filters, wanted, number = _filters(), _wanted(), page_number()
    rows, total = found.remarks(db.session, page=number, per_page=PER_PAGE, **wanted)
    return page(
        "rounds/informal/remarks.html",
        rows=rows,
        total=total,
        number=number,
        pages=-(-total // PER_PAGE),
        filters=filters,
        services={one.id: one.name for one in rosters.all_services(db.session)},
        round_id=wanted["round_id"],
        url_for_page=_address_of_page,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(*LISTENERS)
def new_remark() -> ResponseReturnValue:
    form = _form(None)
    if form.validate_on_submit():
        made = operations.note_remark(db.session, heard=_heard(form), by=current_person_id())
        flash(_("It is noted. Someone else looks at it next."), "success")
        return see_other("remarks.list_remarks", round=made.round_id, service=made.service_id)
    return page("rounds/informal/note.html", form=form, remark=None)


@blueprint.route("/<uuid:remark_id>", methods=["GET", "POST"])
@allowed(*LISTENERS)
def show_remark(remark_id: uuid.UUID) -> ResponseReturnValue:
    remark = the(Remark, remark_id)
    form = _review_form(remark)
    if form.validate_on_submit() and _review(remark, form):
        return see_other("remarks.list_remarks", round=remark.round_id, service=remark.service_id)
    return page(
        "rounds/informal/remark.html",
        remark=remark,
        form=form,
        service=the(Service, remark.service_id),
        round=db.session.get(Round, remark.round_id) if remark.round_id else None,
        theme=db.session.get(Theme, remark.theme_id) if remark.theme_id else None,
        finding=db.session.get(Finding, remark.finding_id) if remark.finding_id else None,
        is_own=remark.noted_by == current_person_id(),
        noted_by=db.session.get(Account, remark.noted_by) if remark.noted_by else None,
        reviewed_by=db.session.get(Account, remark.reviewed_by) if remark.reviewed_by else None,
        spoken=i18n.language_or_default(remark.words_language),
    )


@blueprint.route("/<uuid:remark_id>/change", methods=["GET", "POST"])
@allowed(*LISTENERS)
def change_remark(remark_id: uuid.UUID) -> ResponseReturnValue:
    remark = the(Remark, remark_id)
    form = _form(remark)
    if form.validate_on_submit():
        with editing(remark, form):
            operations.change_remark(db.session, remark=remark, heard=_heard(form), by=current_person_id())
        return see_other("remarks.show_remark", remark_id=remark_id)
    return page("rounds/informal/note.html", form=form, remark=remark)


@blueprint.route("/rounds/<uuid:round_id>")
@allowed(*LISTENERS)
def beside_round(round_id: uuid.UUID) -> ResponseReturnValue:
    heard = found.heard_beside(db.session, round_id=round_id)
    return page(
        "rounds/informal/beside.html",
        round=the(Round, round_id),
        heard=heard,
        language_of=i18n.language_or_default,
    )


def _form(remark: Remark | None) -> RemarkForm:
    form = RemarkForm(data=_as_typed(remark) if remark else _as_linked())
    form.service_id.choices = choices([(one.id, best_text(one.name)[0]) for one in rosters.all_services(db.session)])
    form.round_id.choices = choices([(one.id, best_text(one.name)[0]) for one in queries.all_rounds(db.session)])
    if remark is None:
        del form.version  # there is nothing yet that someone else could have changed
    return form


def _as_linked() -> dict[str, Any]:
    """A remark noted from a round's page is about that round and its service, until someone says otherwise."""
    given = _row_id("round")
    round_ = db.session.get(Round, given) if given else None
    service_id = round_.service_id if round_ else _row_id("service")
    known = {"round_id": round_.id if round_ else None, "service_id": service_id}
    return {"heard_on": clock.today(), **{name: str(value) for name, value in known.items() if value}}


def _as_typed(remark: Remark) -> dict[str, Any]:
    return {
        "service_id": str(remark.service_id),
        "round_id": str(remark.round_id) if remark.round_id else None,
        "said_by": remark.said_by.value,
        "heard_through": remark.heard_through.value,
        "heard_on": remark.heard_on,
        "where": remark.where or "",
        "words": remark.words or "",
        "gist": remark.gist or "",
        "words_language": remark.words_language,
        "may_use": remark.may_use.value,
        "may_quote": remark.may_quote.value,
        "told_who_hears": remark.told_who_hears,
        "version": remark.version,
    }


def _heard(form: RemarkForm) -> Heard:
    service_id, round_id = uuid.UUID(form.service_id.data), form.round_id.data
    round_ = db.session.get(Round, uuid.UUID(round_id)) if round_id else None
    is_of_service = round_ is not None and round_.service_id == service_id
    return Heard(
        service_id=service_id,
        round_id=round_.id if round_ and is_of_service else None,
        said_by=SaidBy(form.said_by.data),
        heard_through=HeardThrough(form.heard_through.data),
        heard_on=form.heard_on.data or clock.today(),
        where=form.where.data or "",
        words=form.words.data or "",
        gist=form.gist.data or "",
        words_language=str(form.words_language.data),
        may_use=Agreed(form.may_use.data),
        may_quote=Agreed(form.may_quote.data),
        told_who_hears=bool(form.told_who_hears.data),
    )


def _review_form(remark: Remark) -> RemarkReviewForm:
    form = RemarkReviewForm(obj=remark)
    themes = words.themes_of(db.session, round_id=remark.round_id) if remark.round_id else ()
    written = findings.findings_in(db.session, round_id=remark.round_id) if remark.round_id else ()
    form.theme_id.choices = choices([(theme.id, theme.name) for theme in themes])
    form.finding_id.choices = choices([(finding.id, finding.words) for finding in written])
    for field in (form.theme_id, form.finding_id):
        field.data = str(field.data) if field.data else None
    return form


def _review(remark: Remark, form: RemarkReviewForm) -> bool:
    """Whether it was done; where not, the page says why."""
    decision, by = form.decision.data, current_person_id()
    try:
        with editing(remark, form):
            if decision == form.ASIDE:
                operations.set_aside(db.session, remark=remark, because=SetAside(str(form.because.data)), by=by)
            elif decision == form.THEME:
                theme = the(Theme, uuid.UUID(form.theme_id.data))
                operations.put_under(db.session, remark=remark, theme=theme, by=by)
            elif decision == form.FINDING:
                finding = the(Finding, uuid.UUID(form.finding_id.data))
                operations.put_beside(db.session, remark=remark, finding=finding, by=by)
            else:
                operations.keep(db.session, remark=remark, by=by)
    except NeedsSecondPerson:
        form.decision.errors = [_("You noted it yourself. Ask a colleague to look a second time.")]
    except (NotAgreed, OfAnotherRound):
        form.decision.errors = [_("They have not said yes. Ask them, or set it aside.")]
    else:
        return True
    return False


def _filters() -> RemarkFilterForm:
    form = RemarkFilterForm(request.args)
    everything = ("", _("All"))
    services, rounds = rosters.all_services(db.session), queries.all_rounds(db.session)
    form.service.choices = choices([everything, *((one.id, best_text(one.name)[0]) for one in services)])
    form.round.choices = choices([everything, *((one.id, best_text(one.name)[0]) for one in rounds)])
    form.state.choices = choices([everything, *((one.value, one.label) for one in RemarkState)])
    form.said_by.choices = choices([everything, *((one.value, one.label) for one in SaidBy)])
    return form


def _wanted() -> dict[str, Any]:
    return {
        "service_id": _row_id("service"),
        "round_id": _row_id("round"),
        "state": _code(RemarkState, "state"),
        "said_by": _code(SaidBy, "said_by"),
    }


def _row_id(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None


def _code(kind: type[Code], name: str) -> Code | None:
    given = request.args.get(name, "")
    return kind(given) if given in {one.value for one in kind} else None


def _address_of_page(number: int) -> str:
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("service", "round", "state", "said_by") if name in request.args
    }
    return url_for("remarks.list_remarks", **kept, page=number)
