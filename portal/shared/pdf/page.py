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

# Boxes to tick, lines to write on, a code in large letters: for whatever is filled in by hand.
FORM_STYLE = """
.ticks + p { break-after: avoid; }
.big-code { font-size: 1.5em; font-weight: 700; letter-spacing: 0.06em; direction: ltr; }
.big-code:lang(ur) { font-family: "Atkinson Hyperlegible Next"; line-height: 1.4; text-align: right; }
.ask { margin: 0 0 8mm; break-inside: avoid-page; }
.ask.long { break-inside: auto; }
.ask h2 { font-size: 1.2em; margin: 0 0 2mm; }
.ask .hint { color: #404040; }
.ticks { list-style: none; padding: 0; }
.tick { display: block; margin: 0 0 2.5mm; break-inside: avoid; }
.tick .side-by-side { align-items: center; min-height: 12mm; }
.tick .paper-box { width: 9mm; height: 9mm; margin-inline-end: 4mm; }
.tick .words { flex: 1; }
.tick .words p { margin: 0; }
.written { border-bottom: 0.5mm solid #1a1a1a; height: 11mm; }
.large20 .written { height: 13mm; }
.large28 .written { height: 17mm; }
.tick:lang(ur) p, .ask:lang(ur) p { line-height: 2; }
"""


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
