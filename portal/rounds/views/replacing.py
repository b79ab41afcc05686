"""Letting a reserve in for someone who should never have been asked."""

import uuid

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rounds.enums import Ineligible
from portal.rounds.errors import CannotBeReplaced, NobodyOfThatReference, NotReady, RoundClosed
from portal.rounds.forms import ReplaceForm
from portal.rounds.models import Round
from portal.rounds.operations.replacing import replace_ineligible
from portal.rounds.queries.replacing import replacements_of
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the

blueprint = Blueprint("replacing", __name__, url_prefix="/rounds")


@blueprint.route("/<uuid:round_id>/replace", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def replace(round_id: uuid.UUID) -> ResponseReturnValue:
    round_, form = the(Round, round_id), ReplaceForm()
    if form.validate_on_submit() and _replaced(round_, form):
        return see_other("replacing.replace", round_id=round_id)
    done = replacements_of(db.session, round_id=round_id)
    return page("rounds/replace.html", round=round_, form=form, done=done)


def _replaced(round_: Round, form: ReplaceForm) -> bool:
    try:
        made = replace_ineligible(
            db.session,
            round_=round_,
            reference=str(form.reference.data),
            reason=Ineligible(str(form.reason.data)),
            by=current_person_id(),
        )
    except NobodyOfThatReference:
        form.reference.errors = [_("Nobody in this sample has this reference")]
    except CannotBeReplaced:
        form.reference.errors = [_("This person had their say, or was replaced already. Nobody can come in for them.")]
    except (NotReady, RoundClosed):
        form.reference.errors = [_("Only a round that was drawn and is not closed can let someone in.")]
    else:
        words = (
            _("The next person in reserve may be asked now.")
            if made.replaced_by_id
            else _("Nobody is left in reserve.")
        )
        flash(words, "success" if made.replaced_by_id else "message")
        return True
    return False
