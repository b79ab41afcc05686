"""Filling in a ballot, button by button, without script: for a member, or for staff who type for one."""

from collections.abc import Callable
from typing import Any

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums import Consent, PanelView, VoteMethod
from portal.panels.errors import NotAVote
from portal.panels.forms.deciding import BallotForm
from portal.panels.models import PanelVote
from portal.panels.queries import voting as queries
from portal.panels.rules.ballots import EMPTY, Said, press, read_state, write_state
from portal.panels.rules.voting import DOTS
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page

FACES: dict[str, str] = {"yes": "happy", "worries": "in-between", "partly": "in-between", "no": "unhappy"}


def fill_in(
    vote: PanelVote,
    form: BallotForm,
    template: str,
    send: Callable[[Said], ResponseReturnValue],
    **context: Any,
) -> ResponseReturnValue:
    """The page of a ballot after the button that was pressed; `send` gets what was said once it is whole."""
    options = queries.options_read(db.session, vote_id=vote.id)
    kinds = _kinds(vote)
    form.choice.choices = [SelectChoice(kind.value, str(kind.label)) for kind in kinds]
    said = EMPTY
    if request.method == "POST":
        said, answer = _pressed(form, [one for one, _words in options], bool(kinds), send)
        if answer is not None:
            return answer
        form.state.data = write_state(said)
    return page(
        template,
        form=form,
        vote=vote,
        options=options,
        said=said,
        left=DOTS - sum(said.dots.values()),
        choices=[(kind.value, kind.label, None, _face(kind.value)) for kind in kinds],
        **context,
    )


def _pressed(
    form: BallotForm, options: list[str], is_choice: bool, send: Callable[[Said], ResponseReturnValue]
) -> tuple[Said, ResponseReturnValue | None]:
    button = request.form.get("do", "send")
    said = press(read_state(form.state.data or "", options=options), button, options=options)
    if button != "send" or not form.validate():
        return said, None
    if is_choice:
        words = form.words.data or ""
        if words and form.may_show.data is None:
            form.may_show.errors = [_("Choose yes or no")]
            return said, None
        said = Said(choice=form.choice.data or "", words=words, may_show=bool(words and form.may_show.data))
    try:
        return said, send(said)
    except NotAVote:
        form.choice.errors = [_("Choose one of the answers") if is_choice else _("Choose at least one thing")]
        return said, None


def labels_of(vote: PanelVote) -> dict[str, Any]:
    """Words for each answer of a vote that is not on things."""
    return {kind.value: kind.label for kind in _kinds(vote)}


def _kinds(vote: PanelVote) -> list[Consent | PanelView]:
    if vote.method is VoteMethod.CONSENT:
        return list(Consent)
    return list(PanelView) if vote.method is VoteMethod.VERDICT else []


def _face(choice: str) -> str | None:
    if not g.preferences.show_pictures:
        return None
    asset = current_app.jinja_env.globals["asset"]
    return str(asset(f"pictures/faces/{FACES[choice]}.svg"))  # type: ignore[operator]
