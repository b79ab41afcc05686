"""Claiming, as members and staff do it on their pages: one form for time, one for costs, and every refusal in words."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import ClaimKind
from portal.panels.errors import ClaimedBefore, NoRate, NotAReceipt, OverLimit, WantsNothing
from portal.panels.forms.claims import CostForm, CostForThemForm, TimeForm, TimeForThemForm
from portal.panels.models import Claim, PanelMember
from portal.panels.operations.claims import claim, claim_again
from portal.panels.operations.receipts import add_receipt
from portal.panels.queries.claimable import Thing, things_to_claim
from portal.panels.rules.money import pounds_of
from portal.shared.forms import SelectChoice
from portal.shared.i18n import _, best_text, format_date, format_money

AnyForm = TimeForm | CostForm


def form_for(
    session: Session, *, kind: ClaimKind, member: PanelMember, for_them: bool = False, claim: Claim | None = None
) -> AnyForm:
    """The form for one kind of claim, with the meetings or asks it may be about."""
    classes: tuple[type[AnyForm], type[AnyForm]] = (TimeForm, TimeForThemForm)
    if not kind.is_time:
        classes = (CostForm, CostForThemForm)
    form = classes[for_them](data=_known(claim))
    form.kind = kind
    if isinstance(form, TimeForm):
        things = things_to_claim(session, member=member, kind=kind)
        form.about.choices = [
            *(SelectChoice(str(one.id), f"{best_text(one.title)[0]}, {format_date(one.day)}") for one in things),
            SelectChoice("", _("Something that is not in this list")),
        ]
        if form.about.data is None and not form.is_submitted():
            _take_first(form, things)
    return form


def _take_first(form: TimeForm, things: Sequence[Thing]) -> None:
    """The form begins with what there is to claim: most people change nothing."""
    form.about.process_data(str(things[0].id) if things else "")
    if things:
        form.day.process_data(things[0].day)
        form.minutes.process_data(things[0].minutes)


def take_claim(
    session: Session,
    *,
    form: Any,
    member: PanelMember,
    said_by: SaidBy,
    by: uuid.UUID | None,
    again: Claim | None = None,
) -> Claim | None:
    """The claim that was typed, with its receipts; None when it cannot be, with the reason beside the field."""
    try:
        if again is None:
            again = claim(session, member=member, claimed=form.claimed(), said_by=said_by, by=by)
        else:
            claim_again(session, claim=again, member=member, claimed=form.claimed(), by=by)
        if isinstance(form, CostForm):
            for content in contents_of(form.receipts):
                add_receipt(session, claim=again, content=content, by=by)
    except (NoRate, WantsNothing, OverLimit, ClaimedBefore, NotAReceipt) as refusal:
        _say(form, refusal)
        return None
    return again


def contents_of(field: Any) -> list[bytes]:
    """Every file that was chosen."""
    return [file.read() for file in field.data or ()]


def _say(form: Any, refusal: Exception) -> None:
    if isinstance(refusal, NotAReceipt):
        form.receipts.errors = [str(refusal)]
    elif isinstance(refusal, OverLimit):
        form.is_over_limit = True
        words = _("This comes to %(wanted)s.", wanted=format_money(refusal.wanted))
        left = _("Below your limit there is still %(left)s.", left=format_money(refusal.left))
        form.limit_choice.errors = [f"{words} {left}"]
    elif isinstance(refusal, ClaimedBefore):
        form.may_be_another = not refusal.for_good
        form.day.errors = [
            _("You have claimed this before.")
            if refusal.for_good
            else _("You have claimed the same for this day. If this is another one, say so below.")
        ]
    elif isinstance(refusal, WantsNothing):
        form.minutes.errors = [_("You said that you want nothing for your time. You can change that on your page.")]
    else:
        where = form.minutes if hasattr(form, "minutes") else form.miles
        where.errors = [_("We do not pay for this on that day. Please ask us.")]


def _known(claim: Claim | None) -> dict[str, Any]:
    if claim is None:
        return {}
    return {
        "day": claim.day,
        "minutes": claim.minutes,
        "about": str(claim.about_id or ""),
        "amount": None if claim.miles else pounds_of(claim.pence),
        "miles": claim.miles,
        "what": claim.what or "",
    }
