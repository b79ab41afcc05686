"""Calls for members: writing one, publishing it, closing it before its day."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums import CallStanding
from portal.panels.errors import CallFixed, NotYet
from portal.panels.models import Panel, PanelCall
from portal.panels.rules import calls as rules
from portal.shared import audit, clock
from portal.shared.i18n import HOME_TIME

FIXED = ("words", "opens_on", "closes_on", "draw_on", "seats", "attributes", "targets", "one_per_home", "is_leximin")


def home_today() -> dt.date:
    """The day at home: a call opens and closes at midnight there, on both nights the clocks change too."""
    return clock.now().astimezone(HOME_TIME).date()


def draft_call(
    session: Session,
    *,
    panel: Panel,
    words: Mapping[str, Mapping[str, str]],
    opens_on: dt.date,
    closes_on: dt.date,
    draw_on: dt.date,
    seats: int,
    by: uuid.UUID,
) -> PanelCall:
    """A call nobody sees yet. `words` by field and language code."""
    call = PanelCall(
        panel_id=panel.id,
        words={name: dict(texts) for name, texts in words.items()},
        opens_on=opens_on,
        closes_on=closes_on,
        draw_on=draw_on,
        seats=seats,
        made_at=clock.now(),
    )
    session.add(call)
    session.flush()
    audit.record(session, action="draft_call", subject="panel_call", subject_id=call.id, actor_id=by)
    return call


def change_call(session: Session, *, call: PanelCall, by: uuid.UUID, **values: Any) -> None:
    """Changes a draft: any of `FIXED`, and `population`.

    Raises:
        CallFixed: it is published.
    """
    if call.published_at is not None:
        raise CallFixed
    for name, value in values.items():
        setattr(call, name, value)
    session.flush()
    audit.record(session, action="change_call", subject="panel_call", subject_id=call.id, actor_id=by)


def balance_by(session: Session, *, call: PanelCall, attributes: Sequence[Mapping[str, Any]], by: uuid.UUID) -> None:
    """Says what members are balanced by. Targets for what is no longer asked fall away.

    Raises:
        CallFixed
    """
    kept = {(one["key"], value) for one in attributes for value in one["values"]}
    targets = [row for row in call.targets if (row["category"], row["value"]) in kept]
    change_call(session, call=call, by=by, attributes=[dict(one) for one in attributes], targets=targets)


def publish_call(session: Session, *, call: PanelCall, by: uuid.UUID) -> None:
    """Everyone can read it from now on, and how people are chosen is fixed.

    Raises:
        NotYet: something is missing, or it would open before anyone could have read it.
        CallFixed: it is published already.
    """
    if call.published_at is not None:
        raise CallFixed
    faults = faults_of(call)
    if faults:
        raise NotYet(faults)
    rules.read_targets(call.seats, call.targets)
    call.published_at, call.published_by = clock.now(), by
    call.rules_sha256 = rules.rules_sha256(published_rules(call))
    session.flush()
    audit.record(
        session,
        action="publish_call",
        subject="panel_call",
        subject_id=call.id,
        actor_id=by,
        rules=call.rules_sha256,
    )


def close_now(session: Session, *, call: PanelCall, by: uuid.UUID) -> None:
    """Ends a call today instead of on its last day.

    Raises:
        CallFixed: it is not open.
    """
    if standing_of(call) is not CallStanding.OPEN:
        raise CallFixed
    call.closes_on = home_today() - dt.timedelta(days=1)
    session.flush()
    audit.record(session, action="close_call", subject="panel_call", subject_id=call.id, actor_id=by)


def standing_of(call: PanelCall) -> CallStanding:
    return rules.standing(
        published=call.published_at is not None,
        drawn=call.drawn_at is not None,
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        today=home_today(),
    )


def faults_of(call: PanelCall) -> list[rules.Fault]:
    return rules.faults_of_call(
        words=call.words,
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        draw_on=call.draw_on,
        attributes=call.attributes,
        targets=call.targets,
        today=home_today(),
    )


def published_rules(call: PanelCall) -> dict[str, Any]:
    """How people are chosen, as it was published: what the fingerprint is of."""
    return {
        "seats": call.seats,
        "targets": call.targets,
        "attributes": call.attributes,
        "one_per_home": call.one_per_home,
        "leximin": call.is_leximin,
        "opens": call.opens_on.isoformat(),
        "draw": call.draw_on.isoformat(),
        "procedure": call.words.get("procedure", {}),
    }
