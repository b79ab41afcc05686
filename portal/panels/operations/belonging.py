"""Saying yes to a place or no, learning, taking a break, stopping; and who stands by a member."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.panels.enums import AgreementPart, ItemKind, MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import OtherWords, WrongState
from portal.panels.models import (
    AgreementText,
    Learning,
    LearningItem,
    MemberAgreement,
    MemberSupport,
    Panel,
    PanelMember,
)
from portal.panels.operations.membership import move_member
from portal.panels.queries import belonging as queries
from portal.panels.rules.agreements import fingerprint, fingerprint_of_all
from portal.questions.enums import Provenance
from portal.shared import audit, clock


@dataclass(frozen=True)
class Said:
    """How an answer came to us: by which way, in whose words, who helped, and who of the staff typed it."""

    through: SaidBy = SaidBy.WEB
    provenance: Provenance = Provenance.OWN_WORDS
    helped_by: str = ""
    by: uuid.UUID | None = None


def write_text(
    session: Session, *, panel: Panel, part: AgreementPart, words: Mapping[str, str], by: uuid.UUID
) -> AgreementText:
    """New words of a panel for one part, by language code. What members agreed to before stays as it was."""
    text = AgreementText(panel_id=panel.id, part=part, words=dict(words), at=clock.now(), by=by)
    session.add(text)
    session.flush()
    audit.record(session, action="write_agreement", subject="panel", subject_id=panel.id, actor_id=by, part=part.value)
    return text


def say_yes(session: Session, *, member: PanelMember, shown: str, language: str, said: Said) -> None:
    """Someone chosen agrees to every part, in the words they were shown (`shown` is `fingerprint_of_all` of them). A
    member who is here already agrees to newer words.

    Raises:
        OtherWords: the words changed since the page was opened; they must be read first.
    """
    _keep_what_was_said(session, member, agreed=True, shown=shown, language=language, said=said)
    if member.state is MemberState.SELECTED:
        move_member(session, member=member, to=MemberState.CONFIRMED, by=said.by, because=said.through.value)
        begin_if_ready(session, member=member, by=said.by)


def say_no(session: Session, *, member: PanelMember, said: Said, why: str = "") -> None:
    """Someone chosen does not want the place. Nobody has to say why.

    Raises:
        WrongState: they have said yes before; then they step down.
    """
    if member.state is not MemberState.SELECTED:
        raise WrongState(f"{member.state} declined")
    move_member(session, member=member, to=MemberState.STEPPED_DOWN, by=said.by, because="declined", why=why)


def add_item(
    session: Session, *, panel: Panel, kind: ItemKind, name: Mapping[str, str], is_needed: bool, by: uuid.UUID
) -> LearningItem:
    item = LearningItem(panel_id=panel.id, kind=kind, name=dict(name), is_needed=is_needed, created_at=clock.now())
    session.add(item)
    session.flush()
    audit.record(session, action="add_learning", subject="panel", subject_id=panel.id, actor_id=by)
    return item


def end_item(session: Session, *, item: LearningItem, by: uuid.UUID) -> None:
    """Nobody is taught this any more; who did it keeps it."""
    item.ended_at = clock.now()
    session.flush()
    audit.record(session, action="end_learning", subject="panel", subject_id=item.panel_id, actor_id=by)


def note_learning(
    session: Session,
    *,
    member: PanelMember,
    item: LearningItem,
    planned_on: dt.date | None,
    done_on: dt.date | None,
    done_with: str,
    by: uuid.UUID,
) -> None:
    """When a member is to learn something, and when and with whom they did it. Whoever has done all
    that is needed begins."""
    row = queries.learning_of(session, member_id=member.id, item_id=item.id)
    if row is None:
        row = Learning(member_id=member.id, item_id=item.id)
        session.add(row)
    row.planned_on, row.done_on, row.by = planned_on, done_on, by
    row.done_with = done_with.strip() or None
    session.flush()
    audit.record(session, action="note_learning", subject="panel_member", subject_id=member.id, actor_id=by)
    if done_on is not None:
        begin_if_ready(session, member=member, by=by)


def begin_if_ready(session: Session, *, member: PanelMember, by: uuid.UUID | None) -> bool:
    """Whoever said yes is on the panel as soon as everything they need first is done. A panel that asks for nothing
    first has its staff say when someone begins."""
    if member.state is not MemberState.CONFIRMED:
        return False
    needed = [one for one in queries.learnt_by(session, member=member) if one.item.is_needed]
    if not needed or not all(one.is_done for one in needed):
        return False
    move_member(session, member=member, to=MemberState.ACTIVE, by=by, because="learnt")
    return True


def take_break(session: Session, *, member: PanelMember, by: uuid.UUID | None, why: str = "") -> None:
    """A break, at once, without a reason. Pressed twice it is one break.

    Raises:
        WrongState: they have not said yes to the place yet.
    """
    if member.state is not MemberState.PAUSED:
        move_member(session, member=member, to=MemberState.PAUSED, by=by, why=why)


def come_back(session: Session, *, member: PanelMember, by: uuid.UUID | None, why: str = "") -> None:
    """Back to where they were before the break."""
    if member.state is MemberState.PAUSED:
        back_to = queries.state_before_pause(session, member_id=member.id)
        move_member(session, member=member, to=back_to, by=by, because="back", why=why)
        begin_if_ready(session, member=member, by=by)


def name_support(
    session: Session, *, member: PanelMember, contact_id: uuid.UUID, phone: str, mentor: str, by: uuid.UUID
) -> None:
    """Whom this member rings, with a number, and their mentor by name."""
    row = queries.support_row(session, member_id=member.id)
    if row is None:
        row = MemberSupport(member_id=member.id)
        session.add(row)
    row.contact_id, row.contact_phone = contact_id, phone.strip()
    if mentor.strip() != (row.mentor or ""):
        row.mentor, row.mentor_since = mentor.strip() or None, clock.today() if mentor.strip() else None
    session.flush()
    audit.record(session, action="name_support", subject="panel_member", subject_id=member.id, actor_id=by)


def _keep_what_was_said(
    session: Session, member: PanelMember, *, agreed: bool, shown: str, language: str, said: Said
) -> None:
    words = queries.agreement_words(session, panel_id=member.panel_id, language=language)
    if fingerprint_of_all({one.part: one.text for one in words}) != shown:
        raise OtherWords
    for one in words:
        row = MemberAgreement(
            member_id=member.id,
            part=one.part,
            agreed=agreed,
            words=one.text,
            text_sha256=fingerprint(one.text),
            language=one.spoken.code,
            through=said.through,
            provenance=said.provenance,
            helped_by=said.helped_by.strip() or None,
            by=said.by,
            at=clock.now(),
        )
        session.add(row)
    session.flush()
