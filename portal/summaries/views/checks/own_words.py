""" "Some words in this are mine: take them out." At any time, before and after it is published, from the same link."""

from flask import abort
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.shared.database import db
from portal.shared.transactions import repeatable
from portal.shared.web import page, see_other
from portal.summaries import operations, queries
from portal.summaries.forms import StepForm
from portal.summaries.models import CheckInvitation
from portal.summaries.views.checks.visit import blueprint


@blueprint.route("/c/<token>/my-words", methods=["GET", "POST"])
@anyone
@repeatable
def my_words(token: str) -> ResponseReturnValue:
    """The page never tells whether there are any: whoever holds this phone learns nothing from it."""
    invitation, form = _invitation(token), StepForm()
    if form.validate_on_submit():
        operations.take_out_own_words(db.session, invitation=invitation)
        return see_other("checks.words_gone", token=token)
    return page("summaries/check/my_words.html", form=form, token=token)


@blueprint.route("/c/<token>/my-words/gone")
@anyone
def words_gone(token: str) -> ResponseReturnValue:
    _invitation(token)
    return page("summaries/check/words_gone.html")


def _invitation(token: str) -> CheckInvitation:
    return queries.invitation_by_link(db.session, token=token) or abort(404)
