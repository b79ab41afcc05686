"""Promises as an Atom feed (RFC 4287), for whoever follows them with a reader of their own."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
# What XML 1.0 cannot hold (its section 2.2), whatever someone has typed.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One promise. Its id never changes; `updated` moves with each step."""

    id: uuid.UUID
    title: str
    title_lang: str
    words: str
    address: str
    published: dt.datetime
    updated: dt.datetime


def as_atom(
    entries: Iterable[FeedEntry],
    *,
    feed_id: str,
    title: str,
    author: str,
    lang: str,
    here: str,
    home: str,
    updated: dt.datetime,
) -> bytes:
    """The whole feed. `here` is its own address, `home` the page it tells of; texts are plain, never markup."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": lang})
    _text(feed, "id", feed_id)
    _text(feed, "title", title)
    _text(feed, "updated", moment(updated))
    _text(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", author)
    _link(feed, rel="self", href=here, kind="application/atom+xml")
    _link(feed, rel="alternate", href=home, kind="text/html")
    for entry in entries:
        _entry(feed, entry)
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def moment(value: dt.datetime) -> str:
    """RFC 3339, in UTC."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(feed: ElementTree.Element, one: FeedEntry) -> None:
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", f"urn:uuid:{one.id}")
    title = _text(entry, "title", one.title)
    title.set(f"{{{XML}}}lang", one.title_lang)
    _text(entry, "published", moment(one.published))
    _text(entry, "updated", moment(one.updated))
    _link(entry, rel="alternate", href=one.address, kind="text/html")
    _text(entry, "content", one.words).set("type", "text")


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = _NOT_XML.sub("", text)
    return child


def _link(parent: ElementTree.Element, *, rel: str, href: str, kind: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})
