"""What mystery shoppers look for: made from what people said they wanted, fixed before the first visit."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.rounds.disclosure import shown_part
from portal.rounds.errors import ChecklistFixed, NotReady
from portal.rounds.informal_enums import ChecklistState, PaidPer
from portal.rounds.models import Finding, Round, Theme, VisitChecklist, VisitItem
from portal.rounds.operations.findings import findings_of
from portal.rounds.operations.panel_visits import end_calls
from portal.rounds.queries import findings as finding_queries
from portal.rounds.queries import visits as queries
from portal.rounds.queries import words
from portal.rounds.rules.visiting import SeenTogether, seen_together
from portal.sampling.disclosure import HIDDEN, ProtectedCount
from portal.shared import audit, clock


@dataclass(frozen=True)
class Compared:
    """One thing that was looked for: what people had said (as the gate lets it be shown), and what the visits saw."""

    item: VisitItem
    said: ProtectedCount
    said_base: ProtectedCount
    seen: SeenTogether


def draft_checklist(
    session: Session,
    *,
    round_: Round,
    name: str,
    finding_ids: Collection[uuid.UUID],
    theme_ids: Collection[uuid.UUID],
    by: uuid.UUID | None,
) -> VisitChecklist:
    """A checklist with one thing to look for from each chosen finding and theme of the round, in their order."""
    made = VisitChecklist(round_id=round_.id, name=name, created_at=clock.now(), created_by=by)
    session.add(made)
    session.flush()
    sources: list[Finding | Theme] = [
        one for one in finding_queries.findings_in(session, round_id=round_.id) if one.id in finding_ids
    ]
    sources += [one for one in words.themes_of(session, round_id=round_.id) if one.id in theme_ids]
    for place, source in enumerate(sources, start=1):
        session.add(_item_from(source, checklist=made, place=place))
    session.flush()
    session.refresh(made)
    audit.record(session, action="create", subject="visit_checklist", subject_id=made.id, actor_id=by)
    return made


def _item_from(source: Finding | Theme, *, checklist: VisitChecklist, place: int) -> VisitItem:
    wanted = source.words if isinstance(source, Finding) else source.name
    return VisitItem(
        checklist_id=checklist.id,
        place=place,
        texts={"en": wanted},
        wanted=wanted,
        finding_id=source.id if isinstance(source, Finding) else None,
        theme_id=source.id if isinstance(source, Theme) else None,
    )


def describe(
    session: Session,
    *,
    checklist: VisitChecklist,
    name: str,
    briefing: Mapping[str, str],
    safety: Mapping[str, str],
    paid_per: PaidPer,
    rate_pence: int,
    hours: int,
) -> None:
    """The briefing, the safety note and what a visit is worth. What was promised for a visit stays promised.

    Raises:
        ChecklistFixed
    """
    refuse_fixed(checklist)
    checklist.name, checklist.briefing, checklist.safety = name, dict(briefing), dict(safety)
    checklist.paid_per, checklist.rate_pence, checklist.hours = paid_per, rate_pence, hours
    session.flush()


def add_item(session: Session, *, checklist: VisitChecklist, texts: Mapping[str, str], wanted: str) -> VisitItem:
    """One more thing to look for, at the end.

    Raises:
        ChecklistFixed
    """
    refuse_fixed(checklist)
    place = max((one.place for one in checklist.items), default=0) + 1
    item = VisitItem(checklist_id=checklist.id, place=place, texts=dict(texts), wanted=wanted)
    session.add(item)
    session.flush()
    session.refresh(checklist)
    return item


def word_item(
    session: Session, *, checklist: VisitChecklist, item: VisitItem, texts: Mapping[str, str], wanted: str
) -> None:
    """
    Raises:
        ChecklistFixed
    """
    refuse_fixed(checklist)
    item.texts, item.wanted = dict(texts), wanted
    session.flush()


def remove_item(session: Session, *, checklist: VisitChecklist, item: VisitItem) -> None:
    """
    Raises:
        ChecklistFixed
    """
    refuse_fixed(checklist)
    session.delete(item)
    session.flush()
    session.refresh(checklist)


def make_ready(session: Session, *, checklist: VisitChecklist, by: uuid.UUID | None) -> None:
    """From now on it stays as it is, so that visits can be added up.

    Raises:
        ChecklistFixed; NotReady: something is missing (see `what_is_missing`).
    """
    refuse_fixed(checklist)
    if what_is_missing(checklist):
        raise NotReady
    checklist.state = ChecklistState.READY
    session.flush()
    audit.record(session, action="make_ready", subject="visit_checklist", subject_id=checklist.id, actor_id=by)


def what_is_missing(checklist: VisitChecklist) -> Sequence[str]:
    """Codes of what must be there before anyone visits: `items`, `questions`, `briefing`, `safety`.

    What people said is no question yet: "People wait too long" would turn a good visit into a no.
    """
    there = {
        "items": checklist.items,
        "questions": not any(item.wanted and item.texts.get("en") == item.wanted for item in checklist.items),
        "briefing": checklist.briefing.get("en"),
        "safety": checklist.safety.get("en"),
    }
    return [code for code, value in there.items() if not value]


def close_checklist(session: Session, *, checklist: VisitChecklist, by: uuid.UUID | None) -> None:
    """No more visits are planned with it, and no panel is asked any more; those under way go on."""
    checklist.state = ChecklistState.CLOSED
    end_calls(session, checklist=checklist, by=by)
    session.flush()
    audit.record(session, action="close", subject="visit_checklist", subject_id=checklist.id, actor_id=by)


def refuse_fixed(checklist: VisitChecklist) -> None:
    if checklist.state is not ChecklistState.DRAFT:
        raise ChecklistFixed


def compared(session: Session, *, checklist: VisitChecklist) -> list[Compared]:
    """What people said they wanted beside what the counted visits saw, item by item."""
    visits = queries.counted_visits(session, checklist_id=checklist.id)
    reports = queries.counted_reports(session, checklist_id=checklist.id)
    said = _said(session, checklist=checklist)
    return [
        Compared(item, *said.get(item.id, (HIDDEN, HIDDEN)), seen_together(reports.get(item.id, ()), visits=visits))
        for item in checklist.items
    ]


def _said(session: Session, *, checklist: VisitChecklist) -> dict[uuid.UUID, tuple[ProtectedCount, ProtectedCount]]:
    """How many comments each item rests on, through the disclosure gate."""
    found = {one.finding.id: (one.count, one.base) for one in findings_of(session, round_id=checklist.round_id)}
    whole = words.count_worded(session, round_id=checklist.round_id)
    theme_ids = {item.theme_id for item in checklist.items if item.theme_id}
    under = words.answers_under_themes(session, theme_ids=theme_ids)
    said = {item.id: found[item.finding_id] for item in checklist.items if item.finding_id in found}
    for item in checklist.items:
        if item.theme_id:
            said[item.id] = shown_part(len(under.get(item.theme_id, ())), whole)
    return said
