"""Promised days as an iCalendar file (RFC 5545): whole days, lines folded at 75 octets, text escaped."""

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


def as_icalendar(entries: Iterable[Entry], *, stamp: dt.datetime, name: str) -> bytes:
    """The whole file, lines ended by CRLF. `stamp` is when it was made, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Heard//Promised days//EN", f"X-WR-CALNAME:{escaped(name)}"]
    made = stamp.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{made}",
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.on + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(entry.words)}",
            *([f"URL:{entry.address}"] if entry.address else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


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
