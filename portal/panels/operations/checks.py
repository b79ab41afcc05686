"""Asking gently whether a member is all right. Read by few: whoever stands by them, and safeguarding. Never counted."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.contact.operations.staff_notices import tell_staff
from portal.panels.dangers import may_mean_danger
from portal.panels.enums import CheckAnswer, CheckReason, MemberState
from portal.panels.errors import NotAsked
from portal.panels.models import AllRightCheck, Panel, PanelMember
from portal.panels.operations.belonging import Said
from portal.panels.queries import belonging, checks
from portal.shared import audit, clock

EVERY = dt.timedelta(days=91)
# Nobody is asked again within a fortnight, however many meetings there are.
NOT_AGAIN_WITHIN = dt.timedelta(days=14)


def ask(
    session: Session,
    *,
    members: Collection[PanelMember],
    reason: CheckReason,
    about: uuid.UUID | None = None,
    by: uuid.UUID | None = None,
) -> list[AllRightCheck]:
    """Puts the question on the pages of these members who are on their panel now. Whoever takes a break, has one
    waiting or was asked within a fortnight is left alone."""
    now, made = clock.now(), []
    ids = [one.id for one in members]
    known = belonging.contacts_of(session, member_ids=ids)
    left_alone = checks.asked_lately(session, member_ids=ids, since=now - NOT_AGAIN_WITHIN)
    panels = {one: session.get_one(Panel, one) for one in {member.panel_id for member in members}}
    for member in members:
        if member.state is not MemberState.ACTIVE or member.id in left_alone:
            continue
        contact = known.get(member.id, panels[member.panel_id].coordinator_id)
        check = AllRightCheck(member_id=member.id, reason=reason, about=about, asked_at=now, contact_id=contact)
        session.add(check)
        made.append(check)
        audit.record(session, action="ask_all_right", subject="panel_member", subject_id=member.id, actor_id=by)
    session.flush()
    return made


def answer(
    session: Session, *, check: AllRightCheck, answer: CheckAnswer, words: str, wants_talk: bool, said: Said
) -> None:
    """What a member says, by themselves or by phone. Whoever stands by them is told that something waits; where words
    may mean danger, so is every safeguarding lead.

    Raises:
        NotAsked: it was answered before.
    """
    if check.answered_at is not None:
        raise NotAsked
    check.answer, check.words, check.wants_talk = answer.value, words.strip() or None, wants_talk
    check.may_mean_danger = may_mean_danger(words)
    check.answered_at, check.through, check.by = clock.now(), said.through, said.by
    session.flush()
    audit.record(session, action="answer_all_right", subject="all_right_check", subject_id=check.id, actor_id=said.by)
    told = {check.contact_id, *(checks.safeguarding_leads(session) if check.may_mean_danger else ())}
    tell_staff(session, account_ids=told, about_id=check.id, occasion="all_right")


def see(session: Session, *, check: AllRightCheck, what_we_did: str, by: uuid.UUID) -> None:
    """Someone who may has read it, and says what they did.

    Raises:
        NotAsked: there is no answer yet.
    """
    if check.answered_at is None:
        raise NotAsked
    check.seen_at, check.seen_by = clock.now(), by
    check.what_we_did = what_we_did.strip() or None
    session.flush()
    audit.record(session, action="see_all_right", subject="all_right_check", subject_id=check.id, actor_id=by)
