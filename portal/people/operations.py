import datetime as dt
import hashlib
import uuid
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping

import pyotp
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import ARGON2_VERSION
from sqlalchemy.orm import Session

from portal.people import queries
from portal.people.enums import ConsentPurpose, Role, SessionKind
from portal.people.errors import EmailTaken, SignInRefused, WeakPassword
from portal.people.models import Account, BrowserSession, Consent, Person, RoleGrant, SafeContactRead
from portal.people.rules import comparable_email, is_weak
from portal.shared import audit, clock, throttle
from portal.shared.crypto import keys

_hasher = PasswordHasher()
SIGN_IN_TRIES, SIGN_IN_WITHIN = 8, dt.timedelta(minutes=15)
ADDRESS_TRIES, ADDRESS_WITHIN = 200, dt.timedelta(hours=1)
TOTP_STEP = 30


def create_account(
    session: Session,
    *,
    email: str,
    display_name: str,
    password: str,
    roles: Iterable[Role],
    by: uuid.UUID | None = None,
) -> Account:
    """Makes a staff account with a fresh authenticator secret.

    Raises:
        WeakPassword, EmailTaken
    """
    if is_weak(password):
        raise WeakPassword
    if queries.account_by_email(session, email=email):
        raise EmailTaken
    account = Account(
        email=email.strip(),
        email_index=keys().blind(comparable_email(email), kind="email"),
        display_name=display_name,
        password_hash=_hasher.hash(password),
        totp=pyotp.random_base32(),
        created_at=clock.now(),
        grants=[RoleGrant(role=role) for role in dict.fromkeys(roles)],
    )
    session.add(account)
    session.flush()
    audit.record(session, action="create", subject="account", subject_id=account.id, actor_id=by)
    return account


def check_password(session: Session, *, email: str, password: str, address: str = "") -> Account:
    """The account, when the password is right. The caller commits even when refused: tries are counted.

    Also by the network address they come from, generously: one password tried on many accounts is guessing too.

    Raises:
        SignInRefused; throttle.TooMany
    """
    throttle.count_attempt(
        session, what="sign_in", who=comparable_email(email), limit=SIGN_IN_TRIES, within=SIGN_IN_WITHIN
    )
    if address:
        throttle.count_attempt(session, what="sign_in_address", who=address, limit=ADDRESS_TRIES, within=ADDRESS_WITHIN)
    account = queries.account_by_email(session, email=email)
    try:
        _hasher.verify(account.password_hash if account else _nobodys_hash(), password)
    except VerificationError as error:
        raise SignInRefused from error
    if account is None or not account.active:
        raise SignInRefused
    return account


def _nobodys_hash() -> str:
    """Checked when there is no account, so that a wrong address takes as long as a wrong password.

    Argon2's encoding of a salt and a hash of nothing but zeros, under the costs of a real one: put together rather than
    reckoned, so that neither a process that starts nor its first wrong address pays for a hash.
    """
    costs = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    salt, hashed = (b64encode(bytes(length)).decode().rstrip("=") for length in (_hasher.salt_len, _hasher.hash_len))
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${hashed}"


def check_code(session: Session, *, account: Account, code: str) -> None:
    """Checks the six digits of the authenticator app; each code works once (RFC 6238, section 5.2).

    Raises:
        SignInRefused; throttle.TooMany
    """
    throttle.count_attempt(session, what="totp", who=str(account.id), limit=SIGN_IN_TRIES, within=SIGN_IN_WITHIN)
    totp = pyotp.TOTP(account.totp or "")
    this_step = int(clock.now().timestamp()) // TOTP_STEP
    # A code counts once. One noted for a time to come is from a clock that ran ahead: it must not lock anyone out.
    last_used = account.totp_last_used if account.totp_last_used <= this_step + 1 else 0
    for step in (this_step - 1, this_step, this_step + 1):
        if step > last_used and pyotp.utils.strings_equal(totp.generate_otp(step), code.strip()):
            account.totp_last_used, account.totp_confirmed = step, True
            throttle.forget_attempts(session, what="totp", who=str(account.id))
            return
    raise SignInRefused


def totp_address(account: Account, *, issuer: str) -> str:
    """The otpauth address an authenticator app reads as a QR picture."""
    return pyotp.TOTP(account.totp or "").provisioning_uri(name=account.display_name, issuer_name=issuer)


def reset_authenticator(session: Session, *, account: Account, by: uuid.UUID) -> None:
    """Gives someone who lost their phone a new secret: shown as a picture at their next sign-in, after the password.

    The lost phone's codes are worth nothing from now on, and neither is any session it may hold (ASVS 5.0, 6.4.4:
    a lost second factor is replaced only after the person was recognised, and it is recorded who did it).
    """
    account.totp, account.totp_confirmed, account.totp_last_used = pyotp.random_base32(), False, 0
    _end_sessions_of(session, account=account)
    audit.record(session, action="reset_authenticator", subject="account", subject_id=account.id, actor_id=by)


def begin_session(
    session: Session,
    *,
    kind: SessionKind,
    hours: int,
    account_id: uuid.UUID | None = None,
    subject_id: uuid.UUID | None = None,
) -> BrowserSession:
    """Opens a session for a browser: of a member of staff, or of someone holding an invitation (`subject_id`)."""
    now = clock.now()
    row = BrowserSession(
        kind=kind,
        account_id=account_id,
        subject_id=subject_id,
        created_at=now,
        expires_at=now + dt.timedelta(hours=hours),
    )
    session.add(row)
    session.flush()
    if account_id:
        audit.record(session, action="sign_in", subject="account", subject_id=account_id, actor_id=account_id)
    return row


def end_session(session: Session, *, session_id: uuid.UUID) -> None:
    """Ends a session on the server: a copied cookie is worth nothing from now on."""
    row = session.get(BrowserSession, session_id)
    if row is not None and row.ended_at is None:
        row.ended_at = clock.now()


def let_in(session: Session, *, account: Account, active: bool, by: uuid.UUID) -> None:
    """Says whether an account may sign in. Closing it ends its sessions now, wherever they are open."""
    if active == account.active:
        return
    account.active = active
    if not active:
        _end_sessions_of(session, account=account)
    action = "reopen" if active else "close"
    audit.record(session, action=action, subject="account", subject_id=account.id, actor_id=by)


def change_password(
    session: Session, *, account: Account, password: str, fresh: str, except_session: uuid.UUID | None
) -> None:
    """Gives an account the password its owner chose, and ends its other sessions. Tries are counted.

    Raises:
        SignInRefused: `password` is not the one until now; WeakPassword; throttle.TooMany
    """
    if check_password(session, email=account.email or "", password=password).id != account.id:
        raise SignInRefused
    if is_weak(fresh):
        raise WeakPassword
    account.password_hash = _hasher.hash(fresh)
    _end_sessions_of(session, account=account, except_session=except_session)
    audit.record(session, action="change_password", subject="account", subject_id=account.id, actor_id=account.id)


def _end_sessions_of(session: Session, *, account: Account, except_session: uuid.UUID | None = None) -> None:
    for row in queries.live_sessions_of_account(session, account_id=account.id):
        if row.id != except_session:
            row.ended_at = clock.now()


def grant_roles(session: Session, *, account: Account, roles: Iterable[Role], by: uuid.UUID) -> None:
    """Replaces the roles of an account; takes effect at its next request."""
    wanted = set(roles)
    account.grants = [g for g in account.grants if g.role in wanted] + [
        RoleGrant(role=role) for role in sorted(wanted - account.roles)
    ]
    audit.record(
        session, action="grant", subject="account", subject_id=account.id, actor_id=by, roles=",".join(sorted(wanted))
    )


# Rooms downstream that act on a no (summaries take words out): the hall hangs these up. Each is given the subject and
# the purposes refused just now.
refusals_heard: list[Callable[[Session, uuid.UUID, Collection[ConsentPurpose]], object]] = []


def record_consents(
    session: Session,
    *,
    subject_id: uuid.UUID,
    answers: Mapping[ConsentPurpose, bool],
    language: str,
    channel: str,
    helped_by: str = "",
) -> None:
    """Notes each answer with the exact words that were asked (as their hash) in the language they were asked in."""
    for purpose, given in answers.items():
        words = str(purpose.label)
        session.add(
            Consent(
                subject_id=subject_id,
                purpose=purpose,
                given=given,
                text_sha256=hashlib.sha256(words.encode()).hexdigest(),
                language=language,
                channel=channel,
                helped_by=helped_by,
                at=clock.now(),
            )
        )
    refused = [purpose for purpose, given in answers.items() if not given]
    for hear in refusals_heard if refused else ():
        hear(session, subject_id, refused)


def note_safe_contact_read(session: Session, *, person_id: uuid.UUID, account_id: uuid.UUID | None, why: str) -> None:
    """Called whenever someone is shown a person's safe-contact rules."""
    session.add(SafeContactRead(person_id=person_id, account_id=account_id, at=clock.now(), why={"code": why}))


SESSIONS_KEPT, READS_KEPT = dt.timedelta(days=30), dt.timedelta(days=2557)


def forget_old_sessions(session: Session) -> int:
    """Browser sessions that ended, or could not be used any more, 30 days ago; and looks at what is safe for a person,
    seven years ago. Returns how many rows went."""
    before = clock.now() - SESSIONS_KEPT
    over = sa.func.coalesce(BrowserSession.ended_at, BrowserSession.expires_at) < before
    gone = session.execute(sa.delete(BrowserSession).where(over)).rowcount  # type: ignore[attr-defined]
    old = SafeContactRead.at < clock.now() - READS_KEPT
    gone += session.execute(sa.delete(SafeContactRead).where(old)).rowcount  # type: ignore[attr-defined]
    return int(gone)


def forget_person(person: Person) -> None:
    """Takes out everything that says who someone is and how to reach them. The row stays, with nothing in it but its
    random id: lists that cannot be changed point at it. Nobody is ever reached through it."""
    person.name = person.email = person.mobile = person.address = person.say_only = None
    person.email_index = person.mobile_index = person.household_index = None
    person.language, person.formats = "en", []
    person.safe_contact, person.safe_days = [], []
    person.safe_contact_confirmed_at = person.safe_from_hour = person.safe_until_hour = None
    person.do_not_contact = True
