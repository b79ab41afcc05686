"""Walking through the portal as someone, along every link: pages are judged, and what they cost is counted."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from portal.demo.accounts import account_of
from portal.panels.enums import InterestState, MemberState
from portal.panels.models import Interest, PanelMember
from portal.panels.operations import interest as coming_forward
from portal.panels.operations.membership import link_of as link_of_member
from portal.people.enums import Role, SessionKind
from portal.people.operations import begin_session
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.informal_enums import VisitState
from portal.rounds.models import Invitation, Round, Visit
from portal.rounds.operations.answering import link_of
from portal.rounds.queries.visits import VISIT as VISIT_KIND
from portal.shared import tokens
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES
from portal.summaries.enums import SummaryState
from portal.summaries.models import CheckInvitation, Summary
from portal.summaries.queries import TOKEN_KIND
from tests.forms import filled, forms_on
from tests.guards.pages import faults, links_of

PER_PLACE = 6  # of pages that differ only in what they are about, this many are opened


class Statements:
    """Counts what is sent to the database, and how often the very same statement."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.texts = engine, Counter[str]()

    def __enter__(self) -> "Statements":
        sa.event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        sa.event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not re.match(r"BEGIN|COMMIT|ROLLBACK|PRAGMA|SAVEPOINT", statement):
            self.texts[statement] += 1


@dataclass
class Walk:
    """What one visitor saw."""

    client: FlaskClient
    app: Flask
    language: str = "en"
    seen: dict[str, str] = field(default_factory=dict)  # path → endpoint
    wrong: dict[str, list[str]] = field(default_factory=dict)  # path → faults
    cost: dict[str, tuple[int, int]] = field(default_factory=dict)  # path → statements, and most of them alike

    def along(self, *starts: str) -> "Walk":
        waiting, counted = deque(starts), Counter[str]()
        while waiting:
            path = waiting.popleft()
            endpoint = self.endpoint(path)
            if path in self.seen or counted[endpoint] >= PER_PLACE:
                continue
            counted[endpoint] += 1
            self.seen[path] = endpoint
            waiting.extend(self.look_at(path))
        return self

    def look_at(self, path: str) -> list[str]:
        with self.app.app_context():
            engine = db.engine
        with Statements(engine) as said:
            answer = self.client.get(path)
        self.cost[path] = said.texts.total(), max(said.texts.values(), default=0)
        if answer.status_code in (302, 303):
            target = answer.headers["Location"]
            return [target] if target.startswith("/") else []
        if answer.status_code != 200:
            self.wrong[path] = [f"answers {answer.status_code}"]
        elif answer.mimetype == "text/html":
            # Staff look at a page as someone else will see it; a page for other sites says its language in its address.
            named = re.search(r"(?:[?&]in=|^/promises/embed/)([\w-]+)", path)
            spoken = LANGUAGES[named[1] if named else self.language]
            found = faults(answer.text, language=spoken.lang, direction=spoken.direction)
            if found:
                self.wrong[path] = found
            return links_of(answer.text, path)
        return []

    def endpoint(self, path: str) -> str:
        try:
            return str(self.app.url_map.bind("localhost").match(path.split("?")[0], method="GET")[0])
        except HTTPException:
            return f"no page: {path}"


def session_of(peopled: Flask) -> Session:
    with peopled.app_context():
        return Session(db.engine, expire_on_commit=False)


def staff(peopled: Flask, role: Role) -> FlaskClient:
    client = peopled.test_client()
    with session_of(peopled) as session:
        account = account_of(session, role)
        row = begin_session(session, kind=SessionKind.STAFF, hours=1, account_id=account.id)
        session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = str(row.id), True
    return client


_walked: dict[Role, Walk] = {}


def walk_of(peopled: Flask, role: Role) -> Walk:
    """What this role finds from the desk on. Walked once per process: the world is the same for every module."""
    if role not in _walked:
        _walked[role] = Walk(staff(peopled, role), peopled).along("/desk")
    return _walked[role]


def an_invitation(peopled: Flask, language: str) -> str:
    with session_of(peopled) as session:
        open_round = sa.select(Round.id).where(Round.state == RoundState.FIELDWORK).scalar_subquery()
        found = session.scalars(
            sa.select(Invitation.id).where(
                Invitation.round_id == open_round,
                Invitation.language == language,
                Invitation.state == InvitationState.SENT,
            )
        ).first()
    return f"/i/{link_of(found)}"


def a_check(peopled: Flask) -> str:
    with session_of(peopled) as session:
        out = sa.select(Summary.id).where(Summary.state == SummaryState.OUT_FOR_CHECK).scalar_subquery()
        found = session.scalars(
            sa.select(CheckInvitation.id).where(
                CheckInvitation.summary_id == out, CheckInvitation.opened_at.is_(None), CheckInvitation.language == "en"
            )
        ).first()
    return f"/c/{tokens.link_token(TOKEN_KIND, found)}"


def a_mystery_visit(peopled: Flask) -> str:
    with session_of(peopled) as session:
        planned = session.scalars(sa.select(Visit.id).where(Visit.state == VisitState.PLANNED)).first()
    return f"/v/{tokens.link_token(VISIT_KIND, planned)}"


def a_member(peopled: Flask) -> str:
    with session_of(peopled) as session:
        found = session.scalars(
            sa.select(PanelMember).where(PanelMember.state == MemberState.ACTIVE).order_by(PanelMember.since)
        ).first()
        return link_of_member(found, base_url="")


def a_candidate(peopled: Flask) -> str:
    with session_of(peopled) as session:
        found = session.scalars(sa.select(Interest).where(Interest.state == InterestState.POOL)).first()
        return coming_forward.link_of(found, base_url="")


def press(client: FlaskClient, path: str, **values: object):
    """Sends the page's own form."""
    page = client.get(path, follow_redirects=True)
    form = next(f for f in forms_on(page.text) if f["method"] == "post" and f["action"] not in ("/leave", "/sign-out"))
    return client.post(form["action"] or page.request.path, data=dict(filled(form, values)))
