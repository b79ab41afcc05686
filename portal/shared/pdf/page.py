"""How a page for the PDF worker is written: templates that miss nothing silently, square codes, foreign lines.

Imported by whoever sets a page; importing the worker does not load it.
"""

from functools import cache
from io import BytesIO

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.shared import i18n
from portal.shared.pdf.languages import ARABIC
from portal.shared.settings import ROOT


@cache
def print_templates() -> Environment:
    """The templates of what is printed. Nobody changes it: who needs more in them takes `new_print_templates()`."""
    return new_print_templates()


def new_print_templates() -> Environment:
    """An environment of its own; a name that is not given is an error, not a gap."""
    environment = Environment(
        loader=FileSystemLoader(str(ROOT / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=i18n.template_gettext,
        ngettext=i18n.template_ngettext,
        best_text=i18n.best_text,
        format_date=i18n.format_date,
        format_number=i18n.format_number,
    )
    return environment


def square_code(address: str) -> bytes:
    """An address as a PNG for the camera of a phone."""
    out = BytesIO()
    segno.make(address, error="q").save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def is_foreign(text: object) -> bool:
    """Whether words on a page written from right to left are not: a name, or a text nobody has translated yet."""
    return i18n.current().direction == "rtl" and not ARABIC.search(str(text))
