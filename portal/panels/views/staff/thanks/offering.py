"""What is offered: rates with who says so, guidance on benefits with where it is from, and what counts as too long."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums.thanks import Offer, Unit
from portal.panels.errors import RateBegan
from portal.panels.forms.thanks import GuidanceForm, RateForm, SettingsForm
from portal.panels.models import BenefitsGuidance, Panel
from portal.panels.operations.thanks import change_settings, set_rate, write_guidance
from portal.panels.queries import thanks as queries
from portal.panels.rules.rates import holding
from portal.panels.views.staff.parts import Todo, todos
from portal.panels.views.staff.thanks.blueprint import BOTH, TYPISTS, blueprint, thanks_page
from portal.people.access import allowed, current_person_id
from portal.people.queries import all_accounts
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, ngettext
from portal.shared.web import editing, see_other, the


@blueprint.route("/rates")
@allowed(*BOTH)
def list_rates(panel_id: uuid.UUID) -> ResponseReturnValue:
    rates = queries.rates_for(db.session, panel_id=panel_id)
    pairs = [(offer, unit) for offer in Offer for unit in Unit]
    now = [holding(rates, offer=offer, unit=unit, day=clock.today()) for offer, unit in pairs]
    return thanks_page(
        "rates.html",
        panel_id,
        rates=rates,
        holding={one.id for one in now if one is not None},
        names={one.id: one.display_name for one in all_accounts(db.session)},
        back_url=_list(panel_id),
    )


@blueprint.route("/rates/new", methods=["GET", "POST"])
@allowed(*TYPISTS)
def new_rate(panel_id: uuid.UUID) -> ResponseReturnValue:
    form = RateForm(data={"for_all": "here", "valid_from": clock.today()})
    if form.validate_on_submit():
        try:
            set_rate(db.session, panel_id=None if form.for_all.data == "all" else panel_id, **_rate(form))
            return see_other("panel_thanks.list_rates", panel_id=panel_id)
        except RateBegan:
            form.valid_from.errors = [_("There is a rate from this day or later. A new one must begin after it.")]
    return thanks_page("new_rate.html", panel_id, form=form, back_url=_rates(panel_id))


@blueprint.route("/guidance")
@allowed(*BOTH)
def list_guidance(panel_id: uuid.UUID) -> ResponseReturnValue:
    return thanks_page(
        "guidance.html",
        panel_id,
        texts=queries.newest_guidance(db.session),
        today=clock.today(),
        back_url=_list(panel_id),
    )


@blueprint.route("/guidance/new", methods=["GET", "POST"])
@allowed(*TYPISTS)
def new_guidance(panel_id: uuid.UUID) -> ResponseReturnValue:
    form = GuidanceForm(data={"review_by": clock.today() + dt.timedelta(days=182)})
    if form.validate_on_submit():
        write_guidance(db.session, **_guidance(form))
        return see_other("panel_thanks.list_guidance", panel_id=panel_id)
    return thanks_page("write_guidance.html", panel_id, form=form, text=None, back_url=_guidance_list(panel_id))


@blueprint.route("/guidance/<uuid:guidance_id>", methods=["GET", "POST"])
@allowed(*TYPISTS)
def renew_guidance(panel_id: uuid.UUID, guidance_id: uuid.UUID) -> ResponseReturnValue:
    """A newer version of a text; the one people were shown stays."""
    text = the(BenefitsGuidance, guidance_id)
    form = GuidanceForm(data=_known(text))
    if form.validate_on_submit():
        write_guidance(db.session, instead_of=text, **_guidance(form))
        return see_other("panel_thanks.list_guidance", panel_id=panel_id)
    return thanks_page("write_guidance.html", panel_id, form=form, text=text, back_url=_guidance_list(panel_id))


@blueprint.route("/settings", methods=["GET", "POST"])
@allowed(*TYPISTS)
def settings(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    row = queries.settings_of(db.session, panel_id=panel.id)
    form = SettingsForm(obj=row)
    if not form.validate_on_submit():
        return thanks_page("settings.html", panel_id, form=form, back_url=_list(panel_id))
    with editing(row, form):
        change_settings(
            db.session,
            settings=row,
            days_to_pay=form.days_to_pay.data or 1,
            most_hours=form.most_hours.data or 1,
            by=current_person_id(),
        )
    return see_other("panel_thanks.list_claims", panel_id=panel_id)


def _rate(form: RateForm) -> dict[str, Any]:
    return {
        "offer": Offer(str(form.offer.data)),
        "unit": Unit(str(form.unit.data)),
        "pence": form.amount.pence,
        "valid_from": form.valid_from.data,
        "valid_until": form.valid_until.data,
        "is_offered": not form.ends.data,
        "source": form.source.data or "",
        "source_url": form.source_url.data or "",
        "source_date": form.source_date.data,
        "by": current_person_id(),
    }


def _guidance(form: GuidanceForm) -> dict[str, Any]:
    plain = ("source", "source_url", "source_date", "advice_name", "advice_url", "advice_phone", "review_by")
    return {
        **{name: form[name].data or "" for name in plain},
        "title": form.texts("title"),
        "body": form.texts("body"),
        "is_shown": not form.hide.data,
        "by": current_person_id(),
    }


def _known(text: BenefitsGuidance) -> dict[str, Any]:
    plain = ("source", "source_url", "source_date", "advice_name", "advice_url", "advice_phone", "review_by")
    texts = {
        f"{field}_{code.replace('-', '_')}": words
        for field, by_code in (("title", text.title), ("body", text.body))
        for code, words in by_code.items()
    }
    return {**{name: getattr(text, name) for name in plain}, **texts, "hide": [] if text.is_shown else ["yes"]}


def _list(panel_id: uuid.UUID) -> str:
    return url_for("panel_thanks.list_claims", panel_id=panel_id)


def _rates(panel_id: uuid.UUID) -> str:
    return url_for("panel_thanks.list_rates", panel_id=panel_id)


def _guidance_list(panel_id: uuid.UUID) -> str:
    return url_for("panel_thanks.list_guidance", panel_id=panel_id)


def _to_read_again(session: Session, panel: Panel) -> Iterable[Todo]:
    texts = queries.guidance_to_read_again(session, today=clock.today())
    if texts:
        words = ngettext(
            "Read %(num)s text about benefits again", "Read %(num)s texts about benefits again", len(texts)
        )
        yield Todo(words, _guidance_list(panel.id), due=min(one.review_by for one in texts), is_urgent=True)


todos.append(_to_read_again)
