"""Asking people whether promises were kept, and noting down what they say by phone or on paper."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form
from wtforms.fields.choices import SelectChoice

from portal.contact.operations.calls import may_ring
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.models import Person
from portal.promises import operations, queries
from portal.promises.enums import AnswerChannel, KeptVerdict
from portal.promises.forms import AskForm
from portal.promises.models import Promise, PromiseAsking, PromiseInvitation
from portal.promises.views.desk.blueprint import blueprint
from portal.promises.views.refusals import refusals_in_words
from portal.shared import clock
from portal.shared.database import db
from portal.shared.forms import AtMost, Needed, PortalForm, Radios, TextArea
from portal.shared.i18n import _, best_text, format_date, language_or_default, speaking
from portal.shared.web import page, page_number, see_other, the
from portal.summaries.forms import SendAnswersForm
from portal.summaries.models import Summary

ON_A_PAGE = 25


@blueprint.route("/ask/<uuid:summary_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def ask_people(summary_id: UUID) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), AskForm()
    if form.validate_on_submit():
        with refusals_in_words():
            until = form.until.data or clock.today()
            operations.ask_people(db.session, summary=summary, until=until, by=current_person_id())
            flash(_("People are being asked now."), "success")
        return see_other("promise_desk.ask_people", summary_id=summary.id)
    ended = queries.ended_and_not_asked(db.session, summary_id=summary.id)
    return page(
        "promises/desk/ask.html",
        form=form,
        summary=summary,
        ended=ended,
        count=len(operations.whom_to_ask(db.session, summary=summary)) if ended else 0,
        askings=queries.askings_of(db.session, summary_id=summary.id),
    )


@blueprint.route("/asked/<uuid:asking_id>")
@allowed(Role.ORGANISER)
def list_waiting(asking_id: UUID) -> ResponseReturnValue:
    asking, here = the(PromiseAsking, asking_id), page_number()
    rows, count = queries.waiting_to_answer(
        db.session, asking_id=asking.id, offset=(here - 1) * ON_A_PAGE, limit=ON_A_PAGE
    )
    return page(
        "promises/desk/waiting.html",
        asking=asking,
        is_open=operations.is_open(asking),
        rows=[(row, operations.code_of(row)) for row in rows],
        count=count,
        page_number=here,
        pages=-(-count // ON_A_PAGE),
        url_for_page=lambda number: url_for("promise_desk.list_waiting", asking_id=asking.id, page=number),
    )


@blueprint.route("/said/<uuid:invitation_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def record_said(invitation_id: UUID) -> ResponseReturnValue:
    invitation = the(PromiseInvitation, invitation_id)
    asking, person = the(PromiseAsking, invitation.asking_id), the(Person, invitation.person_id)
    promises = queries.promises_asked_about(db.session, asking=asking)
    form = _script_form(promises)()
    if form.validate_on_submit():
        with refusals_in_words():
            receipt = operations.record_said(
                db.session,
                invitation=invitation,
                given=_given(form, promises),
                helped=form.helped.data,
                channel=AnswerChannel(form.channel.data),
                by=current_person_id(),
            )
            flash(_("Saved. Read out this receipt: %(receipt)s", receipt=receipt), "success")
        return see_other("promise_desk.list_waiting", asking_id=asking.id)
    return page(
        "promises/desk/said.html",
        form=form,
        asking=asking,
        invitation_id=invitation.id,
        promises=promises,
        person=person if may_ring(db.session, person=person, asked_in=asking.id, inviting=False) else None,
        script_language=language_or_default(invitation.language),
        code=operations.code_of(invitation),
    )


@blueprint.route("/said/<uuid:invitation_id>/paper")
@allowed(Role.ORGANISER)
def paper(invitation_id: UUID) -> ResponseReturnValue:
    """A page to print and hand out, in the person's language, with their code to send it back under."""
    invitation = the(PromiseInvitation, invitation_id)
    asking = the(PromiseAsking, invitation.asking_id)
    promises = queries.promises_asked_about(db.session, asking=asking)
    with speaking(invitation.language) as spoken:
        words = {
            "title": _("Did we keep our word?"),
            "code": _("Your code:"),
            "more": _("Do you want to say more?"),
            "kinds": [str(kind.label) for kind in KeptVerdict],
            "back": _("Please send this back by %(day)s. You can skip anything.", day=format_date(asking.until)),
        }
        rows = [(best_text(one.what)[0], str(one.state.label), best_text(one.claim)[0]) for one in promises]
    return page(
        "promises/desk/paper.html",
        invitation_id=invitation.id,
        spoken=spoken,
        words=words,
        rows=rows,
        code=operations.code_of(invitation),
    )


def _script_form(promises: list[Promise]) -> type[PortalForm]:
    """One question for each promise; where nothing is chosen there is no verdict."""
    kinds = [SelectChoice(kind.value, str(kind.label)) for kind in KeptVerdict]
    ways = [SelectChoice(one.value, str(one.label)) for one in (AnswerChannel.PHONE, AnswerChannel.PAPER)]
    fields: dict[str, object] = {"channel": Radios(_("How did they tell you?"), [Needed()], choices=ways)}
    for number, _promise in enumerate(promises):
        fields[f"verdict_{number}"] = Radios(_("What did they say?"), choices=kinds)
        fields[f"comment_{number}"] = TextArea(_("Their own words"), [AtMost(2000)], rows=2)
    return type("ScriptForm", (SendAnswersForm,), fields)


def _given(form: Form, promises: list[Promise]) -> Mapping[str, tuple[KeptVerdict, str]]:
    return {
        str(promise.id): (KeptVerdict(form[f"verdict_{number}"].data), form[f"comment_{number}"].data or "")
        for number, promise in enumerate(promises)
        if form[f"verdict_{number}"].data
    }
