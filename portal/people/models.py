import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.people.enums import ConsentPurpose, Role, SessionKind
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTACT, IDENTITY, OPERATIONAL, PERSONAL, SAFETY, SECRET


class Person(Base):
    """Someone a service knows. Who they are is sealed; the roster says how they stand to the service."""

    __tablename__ = "person"
    __purpose__ = "Knowing whom we may ask, and how to reach them safely"
    __retention__ = "Two years after their last round, and after the service last named them"

    name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    email_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    mobile_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    address_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    email_index: Mapped[str | None] = mapped_column(index=True, info=CONTACT)
    mobile_index: Mapped[str | None] = mapped_column(index=True, info=CONTACT)
    # A keyed fingerprint of the address alone: who lives together, without saying where.
    household_index: Mapped[str | None] = mapped_column(index=True, info=CONTACT)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    formats: Mapped[list[str]] = mapped_column(default=list, info=PERSONAL)
    do_not_contact: Mapped[bool] = mapped_column(default=False, info=SAFETY)
    safe_contact: Mapped[list[str]] = mapped_column(default=list, info=SAFETY)
    safe_contact_confirmed_at: Mapped[dt.datetime | None] = mapped_column(info=SAFETY)
    # Days (Monday is 0) and hours at home on which they may be reached; none said: as everyone else.
    safe_days: Mapped[list[int]] = mapped_column(sa.JSON, default=list, info=SAFETY)
    safe_from_hour: Mapped[int | None] = mapped_column(info=SAFETY)
    safe_until_hour: Mapped[int | None] = mapped_column(info=SAFETY)
    # The only words a caller may say to whoever picks up.
    say_only_sealed: Mapped[bytes | None] = mapped_column(info=SAFETY)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    name, email, mobile, address, say_only = Sealed(), Sealed(), Sealed(), Sealed(), Sealed()


class Account(Base):
    """A member of staff who signs in."""

    __tablename__ = "account"
    __purpose__ = "Letting staff sign in"
    __retention__ = "As long as what they did here is kept"

    email_sealed: Mapped[bytes] = mapped_column(info=CONTACT)
    email_index: Mapped[str] = mapped_column(unique=True, info=CONTACT)
    display_name: Mapped[str] = mapped_column(info=IDENTITY)
    password_hash: Mapped[str] = mapped_column(info=SECRET)
    totp_sealed: Mapped[bytes | None] = mapped_column(info=SECRET)
    totp_last_used: Mapped[int] = mapped_column(sa.BigInteger, default=0, info=OPERATIONAL)
    totp_confirmed: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    active: Mapped[bool] = mapped_column(default=True, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    email, totp = Sealed(), Sealed()
    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)


class RoleGrant(Base):
    __tablename__ = "role_grant"
    __purpose__ = "Least privilege for staff"
    __retention__ = "With the account"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    role: Mapped[Role] = choice(Role, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("account_id", "role"),)


class BrowserSession(Base):
    """One browser that may come back. Ending it here ends every copy of its cookie."""

    __tablename__ = "browser_session"
    __purpose__ = "Staying signed in, and being able to leave for good"
    __retention__ = "30 days after it ends"

    kind: Mapped[SessionKind] = choice(SessionKind, info=OPERATIONAL)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True, info=OPERATIONAL)
    subject_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    expires_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    account: Mapped[Account | None] = relationship(lazy="joined")


class Consent(Base):
    """One answer to one consent question. Never changed: changing your mind is a new row."""

    __tablename__ = "consent"
    __purpose__ = "Doing only what people agreed to"
    __retention__ = "With the response it belongs to"

    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    purpose: Mapped[ConsentPurpose] = choice(ConsentPurpose, info=OPERATIONAL)
    given: Mapped[bool] = mapped_column(info=PERSONAL)
    text_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    channel: Mapped[str] = mapped_column(info=OPERATIONAL)
    helped_by: Mapped[str] = mapped_column(default="", info=PERSONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


class SafeContactRead(Base):
    """Each time someone looked at a person's safe-contact rules."""

    __tablename__ = "safe_contact_read"
    __purpose__ = "Seeing who looked at what could put someone at risk"
    __retention__ = "Seven years"

    person_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    account_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    why: Mapped[dict[str, Any]] = mapped_column(info=OPERATIONAL)


append_only("consent", unless="old.at < ago(2190)")
append_only("safe_contact_read", unless="old.at < ago(2555)")
