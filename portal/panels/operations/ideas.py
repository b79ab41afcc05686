"""Putting an idea in, saying something of it, looking at what was said, and moving an idea on."""

import uuid

from sqlalchemy.orm import Session

from portal.contact.operations.staff_notices import tell_staff
from portal.panels.dangers import may_mean_danger
from portal.panels.enums import IdeaState, Shown
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import PanelError
from portal.panels.models import DecidingRules, IdeaRemark, IdeaStep, Panel, PanelIdea, PanelMember
from portal.panels.queries import deciding as queries
from portal.shared import audit, clock

LONGEST_IDEA, LONGEST_REMARK = 2000, 500
WORRYING = "words_on_a_panel"


def set_rules(session: Session, *, panel: Panel, shows_at_once: bool, panel_first_days: int, by: uuid.UUID) -> None:
    """Whether words of members are with the others at once, and for how many days the panel alone knows a reply."""
    row = queries.rules_row(session, panel_id=panel.id)
    if row is None:
        row = DecidingRules(panel_id=panel.id)
        session.add(row)
    row.shows_at_once, row.panel_first_days = shows_at_once, panel_first_days
    session.flush()
    audit.record(session, action="set_rules", subject="panel", subject_id=panel.id, actor_id=by)


def put_idea(
    session: Session,
    *,
    member: PanelMember,
    words: str,
    with_name: bool,
    how: SaidBy = SaidBy.WEB,
    language: str = "en",
    by: uuid.UUID | None = None,
) -> PanelIdea:
    """An idea in the member's own words; `by` is who wrote it down for them. Without a name, nobody but they can find
    out whose it is. Words that may mean danger are held, and those who keep people safe are told."""
    idea = PanelIdea(
        panel_id=member.panel_id,
        words=words,
        language=language,
        how=how,
        typed_by=by,
        at=clock.now(),
        state=IdeaState.NEW,
        **_whose(member, with_name),
    )
    _look_first(session, idea, panel_id=member.panel_id, words=words)
    session.add(idea)
    session.flush()
    _step(session, idea, IdeaState.NEW, by=by)
    _tell_if_worrying(session, idea, panel_id=member.panel_id)
    return idea


def put_remark(
    session: Session,
    *,
    idea: PanelIdea,
    member: PanelMember,
    words: str,
    with_name: bool,
    how: SaidBy = SaidBy.WEB,
    language: str = "en",
    by: uuid.UUID | None = None,
) -> IdeaRemark:
    """A short remark under an idea of the member's own panel.

    Raises:
        PanelError: the idea is of another panel, or the others cannot read it.
    """
    if idea.panel_id != member.panel_id or idea.shown is not Shown.SHOWN:
        raise PanelError
    remark = IdeaRemark(
        idea_id=idea.id,
        words=words,
        language=language,
        how=how,
        typed_by=by,
        at=clock.now(),
        **_whose(member, with_name),
    )
    _look_first(session, remark, panel_id=member.panel_id, words=words)
    session.add(remark)
    session.flush()
    _tell_if_worrying(session, remark, panel_id=member.panel_id)
    if remark.shown is Shown.SHOWN:
        _now_discussed(session, idea)
    return remark


def show_words(session: Session, *, row: PanelIdea | IdeaRemark, by: uuid.UUID) -> None:
    """Someone has looked: the others can read it. What was taken away can come back so."""
    row.shown, row.removed_because = Shown.SHOWN, ""
    session.flush()
    audit.record(session, action="show_words", subject=row.__tablename__, subject_id=row.id, actor_id=by)
    if isinstance(row, IdeaRemark):
        _now_discussed(session, session.get_one(PanelIdea, row.idea_id))


def remove_words(session: Session, *, row: PanelIdea | IdeaRemark, because: str, by: uuid.UUID) -> None:
    """Takes it from the others' eyes. Its writer keeps seeing it, with the reason.

    Raises:
        PanelError: there is no reason.
    """
    if not because.strip():
        raise PanelError
    row.shown, row.removed_because = Shown.REMOVED, because
    session.flush()
    audit.record(session, action="remove_words", subject=row.__tablename__, subject_id=row.id, actor_id=by)


def join_ideas(session: Session, *, idea: PanelIdea, to: PanelIdea, by: uuid.UUID) -> None:
    """Puts a like idea together with another. Both stay as they were written, both owners see what becomes of it.

    Raises:
        PanelError: of two panels, with itself, or with one that is itself put together with another.
    """
    if idea.panel_id != to.panel_id or idea.id == to.id or to.joined_to is not None:
        raise PanelError
    for other in queries.joined_with(session, idea_id=idea.id):
        other.joined_to = to.id
    idea.joined_to = to.id
    session.flush()
    audit.record(session, action="join_ideas", subject="panel_idea", subject_id=idea.id, actor_id=by)


def part_ideas(session: Session, *, idea: PanelIdea, by: uuid.UUID) -> None:
    """An idea stands by itself again."""
    idea.joined_to = None
    session.flush()
    audit.record(session, action="part_ideas", subject="panel_idea", subject_id=idea.id, actor_id=by)


def move_idea(session: Session, *, idea: PanelIdea, to: IdeaState, why: str = "", by: uuid.UUID | None) -> None:
    """The next step of an idea and of those put together with it; their owners read the reason.

    Raises:
        PanelError: set aside without a reason.
    """
    if to is IdeaState.SET_ASIDE and not why.strip():
        raise PanelError
    for one in (idea, *queries.joined_with(session, idea_id=idea.id)):
        if one.state is not to or why:
            one.state = to
            _step(session, one, to, why=why, by=by)
    session.flush()


def _whose(member: PanelMember, with_name: bool) -> dict[str, object]:
    if with_name:
        return {"member_id": member.id, "owner_index": ""}
    return {"member_id": None, "owner_index": queries.owner_index(member.id)}


def _look_first(session: Session, row: PanelIdea | IdeaRemark, *, panel_id: uuid.UUID, words: str) -> None:
    row.is_worrying = may_mean_danger(words)
    at_once = queries.rules_of(session, panel_id=panel_id).shows_at_once and not row.is_worrying
    row.shown = Shown.SHOWN if at_once else Shown.HELD


def _tell_if_worrying(session: Session, row: PanelIdea | IdeaRemark, *, panel_id: uuid.UUID) -> None:
    if row.is_worrying:
        told = queries.safeguarding_leads(session) | {session.get_one(Panel, panel_id).coordinator_id}
        tell_staff(session, account_ids=told, about_id=row.id, occasion=WORRYING)


def _now_discussed(session: Session, idea: PanelIdea) -> None:
    if idea.state is IdeaState.NEW:
        move_idea(session, idea=idea, to=IdeaState.DISCUSSED, by=None)


def _step(session: Session, idea: PanelIdea, state: IdeaState, *, why: str = "", by: uuid.UUID | None) -> None:
    session.add(IdeaStep(idea_id=idea.id, state=state, why=why, at=clock.now(), by=by))
    session.flush()
