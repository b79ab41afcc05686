"""Days and meetings as an iCalendar file (RFC 5545): lines folded at 75 octets, text escaped, moments in UTC."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LINE = 75


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One day. `uid` stays the same when the day or the words change, so that a calendar moves it and adds no twin."""

    uid: str
    on: dt.date
    words: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """Something from one moment to another. `sequence` counts its changes: a calendar follows the highest and moves
    what it has; called off is said, not left out, so that it does not stay where it was."""

    uid: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    words: str
    sequence: int = 0
    is_cancelled: bool = False


def as_icalendar(
    entries: Iterable[Entry | Appointment], *, stamp: dt.datetime, name: str, product: str = "Promised days"
) -> bytes:
    """The whole file, lines ended by CRLF. `stamp` is when it was made, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Heard//{product}//EN", f"X-WR-CALNAME:{escaped(name)}"]
    for entry in entries:
        own = _day(entry) if isinstance(entry, Entry) else _appointment(entry)
        lines += ["BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{in_utc(stamp)}", *own, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def in_utc(moment: dt.datetime) -> str:
    """A moment as section 3.3.5 writes it in UTC: needs no table of time zones, and is right on every clock change."""
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _day(entry: Entry) -> list[str]:
    return [
        f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.on + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(entry.words)}",
        *([f"URL:{entry.address}"] if entry.address else []),
        "TRANSP:TRANSPARENT",
    ]


def _appointment(one: Appointment) -> list[str]:
    return [
        f"DTSTART:{in_utc(one.starts_at)}",
        f"DTEND:{in_utc(one.ends_at)}",
        f"SUMMARY:{escaped(one.words)}",
        f"SEQUENCE:{one.sequence}",
        f"STATUS:{'CANCELLED' if one.is_cancelled else 'CONFIRMED'}",
    ]


def escaped(text: str) -> str:
    """Backslash, semicolon, comma and line end, as section 3.3.11 asks."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> bytes:
    """At most 75 octets a line, never in the middle of a letter; what follows begins with a space (section 3.1)."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > (LINE if not parts else LINE - 1):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part])
