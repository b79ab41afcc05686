"""The words of our messages. Neutral in every language: sender, subject and first line name no service and no reason.

A template's version goes up when its words change; attempts keep the version that was sent.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.contact.enums import Channel, Withheld
from portal.contact.errors import NoSuchTemplate
from portal.contact.openings import opening_of
from portal.contact.rules import CHECKS, KEPT, PANEL_CALL, PANEL_NEWS, TELLS
from portal.shared.i18n import _, format_date

# The words the portal comes with are version 1 of each; staff write later ones (`MessageWording`).
VERSIONS = {
    "notice": 1,
    "invitation": 1,
    "reminder": 1,
    "short_reminder": 1,
    "last": 1,
    "check_back": 1,
    "check_back_others": 1,
    "check_reminder": 1,
    "check_result": 1,
    KEPT: 1,
    PANEL_CALL: 1,
    PANEL_NEWS: 1,
}


# Stands in the words of a receipt until it leaves.
RECEIPT_SIGN = "{receipt}"


@dataclass(frozen=True)
class Letterhead:
    """Who writes, and how to reach them."""

    organisation: str
    phone: str


@dataclass(frozen=True)
class Wording:
    headline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class OwnWords:
    """Words staff wrote in one language: what others may see first, the opening, and the whole of a text message.
    The ways in and out are added by us, so that nobody can forget them."""

    headline: str
    opening: str
    short: str


def withheld_in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Why people of a wave were not written to, the commonest reason first. `counts` is what a wave keeps."""
    held = {key.removeprefix("withheld:"): n for key, n in counts.items() if key.startswith("withheld:")}
    return [(str(Withheld(code).label), n) for code, n in sorted(held.items(), key=lambda item: (-item[1], item[0]))]


def word(
    template: str, *, channel: Channel, link: str, code: str, letterhead: Letterhead, own: OwnWords | None = None
) -> Wording:
    """The message in the language being spoken (`with speaking(...)`), short for a text message.

    Raises:
        NoSuchTemplate
    """
    if template not in VERSIONS:
        raise NoSuchTemplate(template)
    if channel is Channel.SMS:
        short = fill(own.short, link=link, letterhead=letterhead) if own else ""
        headline = own.headline if own else _("A few questions")
        return Wording(headline, (short or _short(template, link=link, letterhead=letterhead),))
    opening = _own_opening(own, letterhead) if own else opening_of(template)
    if template in TELLS:
        ways = _where_it_is(link=link, letterhead=letterhead)
    elif channel is Channel.LETTER:
        ways = _ways_in_on_paper(link=link, letterhead=letterhead)
    else:
        ways = _ways_in(link=link, code=code, letterhead=letterhead)
    return Wording(headline=own.headline if own else _headline(template), paragraphs=(*opening, *ways))


def neutral(channel: Channel, *, door: str, code: str, letterhead: Letterhead) -> Wording:
    """For a way that others see: not who writes, nor why. No link that opens by itself or shows what it leads to."""
    where = door.split("://")[-1]
    ways = _(
        "Please ring %(phone)s when it suits you. Or type the code %(code)s at %(where)s",
        phone=letterhead.phone,
        code=code,
        where=where,
    )
    if channel is Channel.SMS:
        return Wording(_("A message for you"), (ways,))
    return Wording(_("A message for you"), (_("Hello."), ways, _("There is no hurry, and you do not have to.")))


def receipt(channel: Channel, *, letterhead: Letterhead, last_day: dt.date | None) -> Wording:
    """For whoever asked for it: their number, and until when they can change what they sent. Not what about."""
    lines = [_("Here is your number: %(number)s", number=RECEIPT_SIGN)]
    if last_day is not None:
        lines.append(_("You can change what you sent until %(date)s.", date=format_date(last_day)))
    lines.append(_("Ring %(phone)s and tell us this number.", phone=letterhead.phone))
    if channel is Channel.SMS:
        return Wording(_("A message for you"), (" ".join(lines),))
    return Wording(_("A message for you"), (_("Hello."), *lines))


def built_in(template: str) -> OwnWords:
    """The words the portal comes with, in the language being spoken, as staff would write them: with `{link}`,
    `{phone}` and `{who}` where those stand."""
    short = _short(template, link="{link}", letterhead=Letterhead(organisation="{who}", phone="{phone}"))
    return OwnWords(headline=_headline(template), opening="\n\n".join(opening_of(template)), short=short)


def fill(text: str, *, link: str = "", letterhead: Letterhead) -> str:
    """Puts what is known into words staff wrote. Plain replacement: a brace they typed stays a brace."""
    known = {"{link}": link, "{phone}": letterhead.phone, "{who}": letterhead.organisation}
    for sign, value in known.items():
        text = text.replace(sign, value)
    return text


def _own_opening(own: OwnWords, letterhead: Letterhead) -> tuple[str, ...]:
    paragraphs = (" ".join(part.split()) for part in own.opening.split("\n\n"))
    return tuple(fill(part, letterhead=letterhead) for part in paragraphs if part)


def _headline(template: str) -> str:
    if template in TELLS:
        return _("What people told us")
    if template == KEPT:
        return _("Did we keep our word?")
    if template in (PANEL_CALL, PANEL_NEWS):
        return _("Something new for you")
    return _("Did we understand you right?") if template in CHECKS else _("A few questions for you")


def _short(template: str, *, link: str, letterhead: Letterhead) -> str:
    values = {"link": link, "who": letterhead.organisation, "phone": letterhead.phone}
    if template in TELLS:
        return _("%(who)s: this is what people told us, and what we changed. %(link)s Ask us: %(phone)s", **values)
    if template == KEPT:
        return _("%(who)s: please tell us if we kept our word. %(link)s Say no or ask: %(phone)s", **values)
    if template == PANEL_NEWS:
        return _("%(who)s: there is something new for you. %(link)s Ask us: %(phone)s", **values)
    if template == PANEL_CALL:
        return _("%(who)s: would you like to help us decide? %(link)s Say no or ask: %(phone)s", **values)
    if template in CHECKS:
        return _("%(who)s: please check if we understood you right. %(link)s Say no or ask: %(phone)s", **values)
    if template == "notice":
        return _(
            "%(who)s: we will ask you a few questions soon. 5 minutes. %(link)s Say no or ask: %(phone)s", **values
        )
    if template == "short_reminder":
        return _("%(who)s: even 3 answers help us. Skip all the rest. %(link)s Say no or ask: %(phone)s", **values)
    if template == "last":
        return _("%(who)s: you can still answer. We will not write again. %(link)s Ring us: %(phone)s", **values)
    if template == "reminder":
        return _(
            "%(who)s: you can still answer a few questions. 5 minutes. %(link)s Say no or ask: %(phone)s", **values
        )
    return _("%(who)s: a few questions for you. 5 minutes, you choose. %(link)s Say no or ask: %(phone)s", **values)


def _where_it_is(*, link: str, letterhead: Letterhead) -> tuple[str, ...]:
    return (
        _("Open this page: %(link)s", link=link),
        _("Someone can read it to you, or we send it on paper. Ring us: %(phone)s", phone=letterhead.phone),
        letterhead.organisation,
    )


def _ways_in_on_paper(*, link: str, letterhead: Letterhead) -> tuple[str, ...]:
    """The link is a square picture and the code stands big below: nobody types 22 letters."""
    address = urlsplit(link)
    return (
        _("Point the camera of your phone at the square picture. It opens the page."),
        _("Or go to %(site)s, choose “I have a code” and type the code.", site=f"{address.scheme}://{address.netloc}"),
        _("Someone can help you. You can also do it by phone: %(phone)s", phone=letterhead.phone),
        _("To say no, or to ask a question, ring %(phone)s or open the page.", phone=letterhead.phone),
        letterhead.organisation,
    )


def _ways_in(*, link: str, code: str, letterhead: Letterhead) -> tuple[str, ...]:
    return (
        _("Open this page: %(link)s", link=link),
        _("Or go to our page, choose “I have a code” and type: %(code)s", code=code),
        _("Someone can help you. You can also do it by phone: %(phone)s", phone=letterhead.phone),
        _("To say no, or to ask a question, ring %(phone)s or open the page.", phone=letterhead.phone),
        letterhead.organisation,
    )
