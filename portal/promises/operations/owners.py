"""Owners without an account, private calendars, and reminders to whoever lets a promise run late."""

import uuid

from sqlalchemy.orm import Session

from portal.contact.operations.outside_notices import tell_outside
from portal.contact.operations.staff_notices import tell_staff
from portal.people.rules import comparable_email
from portal.promises import queries
from portal.promises.models import OutsideOwner, OwnerFeed, Promise, PromiseReminder
from portal.shared import audit, clock, tokens
from portal.shared.crypto import keys
from portal.shared.settings import current_settings

OWNER_LINK, FEED_LINK = "promise-owner", "promise-calendar"


def name_outside_owner(
    session: Session, *, name: str, email: str, language: str = "en", by: uuid.UUID | None = None
) -> OutsideOwner:
    """Someone of another body, known by their e-mail: naming them again gives the same one, with the newer name."""
    index = keys().blind(comparable_email(email), kind="outside-owner")
    owner = queries.outside_owner_by_index(session, email_index=index)
    if owner is not None:
        owner.name, owner.language = name, language
        session.flush()
        return owner
    row_id = uuid.uuid4()
    owner = OutsideOwner(
        id=row_id,
        name=name,
        email=email,
        email_index=index,
        language=language,
        link_index=tokens.link_index(OWNER_LINK, tokens.link_token(OWNER_LINK, row_id)),
        made_at=clock.now(),
    )
    session.add(owner)
    session.flush()
    audit.record(session, action="outside_owner", subject="outside_owner", subject_id=row_id, actor_id=by)
    return owner


def private_page(owner: OutsideOwner) -> str:
    """The address that opens an outside owner's promises; only they are sent it."""
    return f"{current_settings().base_url}/promises/yours/{tokens.link_token(OWNER_LINK, owner.id)}"


def tell_owner(session: Session, *, promise: Promise, occasion: str) -> None:
    """Tells whoever answers for a promise that something waits for them, once for each occasion."""
    if promise.owner_id is not None:
        tell_staff(session, account_ids=[promise.owner_id], about_id=promise.id, occasion=occasion)
    elif promise.outside_owner_id is not None:
        owner = session.get_one(OutsideOwner, promise.outside_owner_id)
        tell_outside(
            session,
            to=owner.email or "",
            link=private_page(owner),
            language=owner.language,
            about_id=promise.id,
            occasion=occasion,
        )


def remind_late_owners(session: Session) -> int:
    """Reminds the owner of each late promise, at most once a week, and writes it down. Returns how many."""
    today, count = clock.today(), 0
    for promise in queries.to_be_reminded(session, today=today):
        owner_id = promise.kept_by
        if owner_id is None:
            continue
        session.add(PromiseReminder(promise_id=promise.id, owner_id=owner_id, day=today, at=clock.now()))
        session.flush()
        tell_owner(session, promise=promise, occasion=f"late-{today.isoformat()}")
        count += 1
    return count


def new_calendar_address(session: Session, *, owner_id: uuid.UUID) -> str:
    """A fresh private address for an owner's calendar; the one before it shows nothing any more. Returns the token."""
    old = queries.feed_of(session, owner_id=owner_id)
    if old is not None:
        old.ended_at = clock.now()
    row_id = uuid.uuid4()
    token = tokens.link_token(FEED_LINK, row_id)
    session.add(
        OwnerFeed(id=row_id, owner_id=owner_id, link_index=tokens.link_index(FEED_LINK, token), made_at=clock.now())
    )
    session.flush()
    return token


def end_calendar_address(session: Session, *, owner_id: uuid.UUID) -> None:
    old = queries.feed_of(session, owner_id=owner_id)
    if old is not None:
        old.ended_at = clock.now()
        session.flush()


def calendar_token(session: Session, *, owner_id: uuid.UUID) -> str | None:
    """The token of the address that stands, or None."""
    feed = queries.feed_of(session, owner_id=owner_id)
    return tokens.link_token(FEED_LINK, feed.id) if feed else None
