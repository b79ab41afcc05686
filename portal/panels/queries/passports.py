"""What members need, and who looked at it."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import LookPurpose, NeedKind
from portal.panels.models import PanelMember, PassportLook, PassportNeed
from portal.panels.rules.passports import in_words, unpacked
from portal.people.models import Account

_ORDER = list(NeedKind)


@dataclass(frozen=True)
class Need:
    """Something that must be met, or explained. `words` are in the language spoken now, own words as they are;
    `ticks` are the boxes of portal.panels.rules.passports.BOXES, for bookings."""

    kind: NeedKind
    words: str
    ticks: tuple[str, ...] = ()
    own: str = ""


@dataclass(frozen=True)
class Look:
    who: str
    why: LookPurpose
    at: dt.datetime


def needs_of(session: Session, member_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Need]]:
    """What each of these members needs, in the order of the passport; an empty list for whoever said nothing. One
    query. Whoever shows it to staff records it: portal.panels.operations.passports.look."""
    rows = session.execute(
        sa.select(PanelMember.id, PassportNeed)
        .join(PassportNeed, PassportNeed.person_id == PanelMember.person_id)
        .where(PanelMember.id.in_(member_ids))
    )
    found: dict[uuid.UUID, list[Need]] = {member_id: [] for member_id in member_ids}
    for member_id, row in rows:
        need = need_in(row)
        if need.words:
            found[member_id].append(need)
    return {one: sorted(needs, key=lambda need: _ORDER.index(need.kind)) for one, needs in found.items()}


def need_in(row: PassportNeed) -> Need:
    """What a row says; without words when nothing is needed of its kind."""
    ticks, own = unpacked(row.said)
    return Need(row.kind, in_words(row.kind, ticks=ticks, own=own), ticks, own)


def passport_of(session: Session, *, person_id: uuid.UUID) -> dict[NeedKind, PassportNeed]:
    """Every kind a person has answered, "nothing" too."""
    rows = session.scalars(sa.select(PassportNeed).where(PassportNeed.person_id == person_id))
    return {row.kind: row for row in rows}


def looks_at(session: Session, *, person_id: uuid.UUID, limit: int = 50) -> list[Look]:
    """Who looked at a person's passport, when and for what; the latest first."""
    rows = session.execute(
        sa.select(Account.display_name, PassportLook.why, PassportLook.at)
        .join(Account, Account.id == PassportLook.by)
        .where(PassportLook.person_id == person_id)
        .order_by(PassportLook.at.desc(), PassportLook.id)
        .limit(limit)
    )
    return [Look(*row) for row in rows]


def has_looked(session: Session, *, person_id: uuid.UUID, by: uuid.UUID, since: dt.datetime) -> bool:
    """Whether this member of staff has said since then what they look at this passport for."""
    looked = (PassportLook.person_id == person_id, PassportLook.by == by, PassportLook.at >= since)
    return session.scalar(sa.select(PassportLook.id).where(*looked).limit(1)) is not None


def members_with_needs(session: Session, *, member_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Who of these has answered anything of their passport: says that there is one, not what is in it."""
    rows: Sequence[uuid.UUID] = session.scalars(
        sa.select(PanelMember.id).where(
            PanelMember.id.in_(member_ids), sa.exists().where(PassportNeed.person_id == PanelMember.person_id)
        )
    ).all()
    return frozenset(rows)
