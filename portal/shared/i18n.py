"""Languages: which we have, which one is being spoken now, and every string, date and number in it.

Domain code and the worker speak to people as well as web pages do, so nothing here needs a request: whoever starts a
piece of work says `with speaking("ur"):`. Adding a language is a catalogue and one entry in LANGUAGES.
"""

import datetime as dt
import gettext as stdlib_gettext
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.support import LazyProxy
from markupsafe import Markup

CATALOGUES = Path(__file__).resolve().parents[2] / "translations"
HOME_TIME = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Language:
    """A language of the interface and of content. `en-easy` is English in easy words: a variant, not a product."""

    code: str
    name: str
    direction: str = "ltr"
    html_lang: str = ""
    babel_locale: str = ""
    status: str = "machine_draft"
    content_fallback: tuple[str, ...] = ("en",)

    def __hash__(self) -> int:
        return hash(self.code)  # asked hundreds of times for one page

    @property
    def is_machine_draft(self) -> bool:
        return self.status == "machine_draft"

    @property
    def lang(self) -> str:
        """The value of the HTML `lang` attribute."""
        return self.html_lang or self.code

    @property
    def locale(self) -> Locale:
        return _locale(self.babel_locale or self.code)

    @property
    def catalogue(self) -> Path:
        return CATALOGUES / self.code.replace("-", "_") / "LC_MESSAGES" / "messages.po"


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", babel_locale="en_GB", status="source"),
        Language("en-easy", "Easy English", html_lang="en", babel_locale="en_GB"),
        Language("cy", "Cymraeg"),
        Language("ur", "اردو", direction="rtl"),
    )
}
PSEUDO = Language("en-pseudo", "[Þšéûðö]", html_lang="en", babel_locale="en_GB")

_current: ContextVar[Language] = ContextVar("language", default=LANGUAGES["en"])


def current() -> Language:
    return _current.get()


def language_or_default(code: str | None, default: str = "en") -> Language:
    if code == PSEUDO.code:
        return PSEUDO
    return LANGUAGES.get(code or "", LANGUAGES[default])


def speak(code: str) -> None:
    """From here on (in this request or job) the language is `code`; unknown codes mean English."""
    _current.set(language_or_default(code))


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Inside, everything is said in `code`: a letter to one person, then the next in theirs."""
    token = _current.set(language_or_default(code))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


@cache
def _catalogue(language: Language) -> stdlib_gettext.NullTranslations:
    compiled = language.catalogue.with_suffix(".mo")
    if language is PSEUDO or not compiled.exists():
        return stdlib_gettext.NullTranslations()
    with compiled.open("rb") as file:
        return stdlib_gettext.GNUTranslations(file)


def forget_catalogues() -> None:
    _catalogue.cache_clear()
    _escaped.cache_clear()


def _said(text: str, values: dict[str, Any]) -> str:
    if _current.get() is PSEUDO:
        text = _pseudo(text)
    return text % values if values else text


def _catalogue_text(message: str) -> str:
    return _said(_catalogue(_current.get()).gettext(message), {})


def _(message: str, **values: Any) -> str:
    """The message in the current language, with %(name)s replaced by `values`."""
    return _said(_catalogue(_current.get()).gettext(message), values)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The right plural in the current language; `num` is also the placeholder %(num)s."""
    return _said(_catalogue(_current.get()).ngettext(one, many, num), {"num": _Counted(num), **values})


class _Counted(int):
    """A number that is written as the language writes it: 2,000 people."""

    def __str__(self) -> str:
        return int.__repr__(self) if -1000 < self < 1000 else format_number(int(self))


def lazy(message: str, **values: Any) -> Any:
    """A message that is translated when it is shown: for class bodies, enum labels and form fields."""
    return LazyProxy(_, message, enable_cache=False, **values)


def template_gettext(message: str, **values: Any) -> Markup:
    """`_` for templates: the catalogue's text is escaped too, since a translator's file is input like any other."""
    text = _escaped(_current.get(), message)
    return text % values if values else text


@lru_cache(maxsize=20_000)
def _escaped(language: Language, message: str) -> Markup:
    with speaking(language.code):
        return Markup.escape(_catalogue_text(message))


def template_ngettext(one: str, many: str, num: int, **values: Any) -> Markup:
    text = _catalogue(_current.get()).ngettext(one, many, num)
    return Markup.escape(_said(text, {})) % {"num": _Counted(num), **values}


def format_date(value: dt.date, style: str = "long") -> str:
    return dates.format_date(value, format=style, locale=current().locale)


def format_moment(value: dt.datetime, style: str = "long") -> str:
    """Day and time at home, as people say them."""
    local = value.astimezone(HOME_TIME)
    return f"{format_date(local.date(), style)}, {format_time(value)}"


def format_time(value: dt.datetime) -> str:
    return dates.format_time(value.astimezone(HOME_TIME), format="short", locale=current().locale)


def format_number(value: int | float | Decimal) -> str:
    return numbers.format_decimal(value, locale=current().locale)


def format_money(pence: int) -> str:
    """Whole pence as pounds: £12.50."""
    return numbers.format_currency(Decimal(pence) / 100, "GBP", locale=current().locale)


def format_money_plainly(pence: int) -> str:
    """The same without marks that steer the eye, where signs are counted: in a PDF."""
    return "".join(sign for sign in format_money(pence) if sign.isprintable())


def format_percent(share: float, digits: int = 0) -> str:
    """A share between 0 and 1 as a percentage."""
    pattern = "0" + ("." + "0" * digits if digits else "") + "%"
    return numbers.format_percent(share, format=pattern, locale=current().locale)


def format_list(parts: Sequence[str]) -> str:
    return lists.format_list([str(part) for part in parts], locale=current().locale)


def best_text(texts: dict[str, str], code: str | None = None) -> tuple[str, Language]:
    """A content text in the wanted language, or the nearest there is, with the language it is really in.

    A missing translation never blanks a page: it shows the source, and the caller marks it with its `lang`.
    """
    wanted = language_or_default(code) if code else current()
    for option in (wanted.code, *wanted.content_fallback, "en", *texts):
        if texts.get(option):
            return texts[option], language_or_default(option)
    return "", wanted


_PSEUDO_LETTERS = str.maketrans("aeiouAEIOUcnsyz", "áéîöûÁÉÎÖÛçñšýž")


def _pseudo(text: str) -> str:
    """Accented and a third longer, placeholders untouched: shows what is not translatable and what does not fit."""
    parts, rest = [], text
    while "%(" in rest:
        before, _mark, after = rest.partition("%(")
        inside, _mark, rest = after.partition(")")
        parts += [before.translate(_PSEUDO_LETTERS), f"%({inside})", rest[:1]]
        rest = rest[1:]
    parts.append(rest.translate(_PSEUDO_LETTERS))
    more = len(text) // 3  # in words of a usual length, since lines break between words
    return "[" + "".join(parts) + " " + " ".join(["~" * 6] * (more // 7) + ["~" * (more % 7)]).strip() + "]"


def compile_catalogues() -> int:
    """Turns every messages.po into messages.mo where it is newer. Returns how many were compiled."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    count = 0
    for source in sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        locale = language_or_default(source.parts[-3].replace("_", "-")).locale
        with source.open("rb") as file:
            catalogue = read_po(file, locale=locale)
        fresh = target.with_suffix(f".{os.getpid()}.new")  # several processes may start at the same moment
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
        count += 1
    forget_catalogues()
    return count


def catalogue_status() -> dict[str, Any]:
    """Who checked which catalogue, and when: translations/status.json, kept by people."""
    path = CATALOGUES / "status.json"
    return dict(json.loads(path.read_text())) if path.exists() else {}
