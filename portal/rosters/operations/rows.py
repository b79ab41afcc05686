"""What a row of a file becomes in the tables: contacts sealed and keyed, rules of safe contact dated.

Rows are plain dictionaries for bulk statements: twenty thousand mapped objects would cost time and memory for nothing.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from portal.people.rules import comparable_email, comparable_phone, plain_address
from portal.rosters.enums import NOT_KNOWN
from portal.rosters.queries import HeldSafety
from portal.rosters.rules.comparing import Compared
from portal.rosters.rules.households import comparable_address
from portal.rosters.rules.safe_cells import rules_with, says_something
from portal.shared.crypto import binding, keys

HOURS = ("safe_from_hour", "safe_until_hour")
SEALED = ("name", "email", "mobile", "address")
ENTRY_TEXTS = ("area", "unit", "sex", "ethnicity", "disability")
Said = Mapping[str, Any]
NOTHING_SAID = HeldSafety()


def new_person(said: Said, *, person_id: uuid.UUID, at: dt.datetime) -> dict[str, Any]:
    return {
        "id": person_id,
        **_contacts(said, person_id, only_given=False),
        "language": said.get("language") or "en",
        "formats": [],
        "do_not_contact": bool(said.get("do_not_contact")),
        **_safety(said, person_id=person_id, held=NOTHING_SAID),
        "safe_contact_confirmed_at": _confirmed_at(said) or (at if says_something(said) else None),
        "created_at": at,
    }


def changed_person(said: Said, *, person_id: uuid.UUID) -> dict[str, Any]:
    """Only what the file has a column for. An address the service no longer holds is forgotten here too."""
    return {
        "row_id": person_id,
        **_contacts(said, person_id, only_given=True),
        "language_given": said.get("language"),
        "asks_for_no_contact": bool(said.get("do_not_contact")),
    }


def safe_contact(said: Said, *, person_id: uuid.UUID, held: HeldSafety, at: dt.datetime) -> dict[str, Any] | None:
    """What is safe for someone we know after this row; None when it tells nothing new.

    An empty cell never takes anything away: the person may have told us themselves. A file that says it is older than
    what was confirmed here changes nothing.
    """
    given = _confirmed_at(said)
    if given is not None and held.confirmed_at is not None and given.date() < held.confirmed_at.date():
        return None
    row = _safety(said, person_id=person_id, held=held)
    same = all(row[name] == getattr(held, name) for name in ("safe_days", *HOURS))
    same = same and set(row["safe_contact"]) == set(held.safe_contact)
    words = said.get("say_only")
    if given is None and same and (not words or words == held.say_only(person_id)):
        return None
    return {"row_id": person_id, **row, "safe_contact_confirmed_at": given or at}


def _safety(said: Said, *, person_id: uuid.UUID, held: HeldSafety) -> dict[str, Any]:
    hours = said.get("safe_hours") or [held.safe_from_hour, held.safe_until_hour]
    words = said.get("say_only")
    return {
        "safe_contact": rules_with(said, held=held.safe_contact),
        "safe_days": said.get("safe_days") or held.safe_days,
        "safe_from_hour": hours[0],
        "safe_until_hour": hours[1],
        "say_only_sealed": _sealed("say_only", words, person_id) if words else held.say_only_sealed,
    }


def new_entry(person: Compared, *, person_id: uuid.UUID, import_id: uuid.UUID, at: dt.datetime) -> dict[str, Any]:
    said = person.said
    return {
        "id": uuid.uuid4(),
        "person_id": person_id,
        "reference": said["reference"],
        "status": said["status"],
        **{name: said.get(name) or NOT_KNOWN for name in ENTRY_TEXTS},
        "age": _age(said),
        "excluded_reason": said.get("flag"),
        "home_index": _home_index(said),
        "household_index": _household_index(said),
        "fingerprint": person.fingerprint,
        "last_import_id": import_id,
        "added_at": at,
        "changed_at": at,
        "removed_at": None,
    }


def changed_entry(person: Compared, *, import_id: uuid.UUID, at: dt.datetime) -> dict[str, Any]:
    said = person.said
    assert person.known is not None
    row: dict[str, Any] = {
        "row_id": person.known.entry_id,
        "status": said["status"],
        **{name: said[name] for name in ENTRY_TEXTS if name in said},
        "fingerprint": person.fingerprint,
        "last_import_id": import_id,
        "changed_at": at,
        "removed_at": None,
    }
    if "age" in said or "birth_date" in said:
        row["age"] = _age(said)
    if "flag" in said:
        row["excluded_reason"] = said["flag"]
    if "address" in said:
        row["home_index"] = _home_index(said)
    if "household" in said:
        row["household_index"] = _household_index(said)
    return row


def _home_index(said: Said) -> str:
    home = comparable_address(said.get("address") or "", said.get("postcode") or "")
    return keys().blind(home, kind="home") if home else ""


def _household_index(said: Said) -> str:
    named = (said.get("household") or "").casefold()
    return keys().blind(named, kind="household") if named else ""


def _age(said: Said) -> int | None:
    from_birth: int | None = said.get("birth_date")
    return from_birth if from_birth is not None else said.get("age")


def _confirmed_at(said: Said) -> dt.datetime | None:
    day = said.get("safe_contact_confirmed")
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), tzinfo=dt.UTC) if day else None


def _contacts(said: Said, person_id: uuid.UUID, *, only_given: bool) -> dict[str, Any]:
    texts = {name: said.get(name) for name in ("name", "email", "mobile") if name in said or not only_given}
    if "address" in said or "postcode" in said or not only_given:
        texts["address"] = "\n".join(part for part in (said.get("address"), said.get("postcode")) if part)
    row: dict[str, Any] = {f"{name}_sealed": _sealed(name, text, person_id) for name, text in texts.items()}
    if "address" in texts:
        address = texts["address"]
        row["household_index"] = keys().blind(plain_address(address), kind="household address") if address else None
    if "email" in texts:
        email = texts["email"]
        row["email_index"] = keys().blind(comparable_email(email), kind="email") if email else None
    if "mobile" in texts:
        mobile = texts["mobile"]
        row["mobile_index"] = keys().blind(comparable_phone(mobile), kind="phone") if mobile else None
    return row


def _sealed(name: str, text: str | None, person_id: uuid.UUID) -> bytes | None:
    return keys().seal(text, bound_to=binding("person", name, person_id)) if text else None
