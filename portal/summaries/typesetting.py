"""A frozen version as a page for the one PDF worker: words, pictures, square codes. Pure: nothing is fetched."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.shared import i18n
from portal.shared.pdf import Document, Rules
from portal.shared.pdf.page import print_templates, square_code
from portal.shared.pictures import catalogue
from portal.summaries.enums import PrintSize, SpeakerKind, VerdictKind, VersionKind
from portal.summaries.models import Summary, SummaryVersion
from portal.summaries.pictures.crediting import credits_of
from portal.summaries.pictures.naming import is_own
from portal.summaries.reading import ReadSummary, how_often_said

COVER_PICTURE = "group"
# Parts of one or two rows follow each other on a page; a heading still never stands without its first row.
SHORT_PARTS = """
.part + .part, .part + .online, .part + .contact, .contact + .online { break-before: auto }
.please + .please { margin-top: 5mm }
.change { break-inside: avoid; margin-top: 5mm; padding-inline-start: 5mm; border-inline-start: 1mm solid }
.change p { margin: 1mm 0 }
.change .when { margin-top: 3mm }
.part + .part h2, .part + .contact h2, .contact + .online h2 { margin-top: 9mm }
"""
# In very large print the same words need more paper: the coach counts the pages of normal print.
MOST_PAGES = {PrintSize.NORMAL: 20, PrintSize.LARGE: 20, PrintSize.LARGEST: 32}
# More would make the paper longer than what it is about; the page has them all.
MOST_CHANGES = {PrintSize.NORMAL: 8, PrintSize.LARGE: 6, PrintSize.LARGEST: 4}
CHOICES = (
    (VerdictKind.RIGHT, "yes"),
    (VerdictKind.NEARLY, "okay"),
    (VerdictKind.WRONG, "no"),
    (VerdictKind.LEAVE_OUT, "say_no"),
    (VerdictKind.NOT_UNDERSTOOD, "confused"),
)


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who publishes, and how to reach them."""

    organisation: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, kw_only=True)
class PersonalCopy:
    """What only one person's copy says: the code on their letter, their link as a square picture, who can help."""

    code: str
    link: str
    helper: str = ""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One version as one reader has it on paper."""

    summary: Summary
    version: SummaryVersion
    read: ReadSummary
    imprint: Imprint
    size: PrintSize
    without_colour: bool = False
    own_pictures: Mapping[str, bytes] | None = None

    @property
    def is_check(self) -> bool:
        return self.version.kind is VersionKind.FOR_CHECK

    @property
    def address(self) -> str:
        if self.is_check:
            return f"{self.imprint.address}/c"
        return f"{self.imprint.address}/summaries/{self.summary.slug}/{self.version.number}"


def document_of(setting: Setting, *, with_reply: bool = True) -> Document:
    """The whole paper; without the page that comes back, where each person gets one of their own."""
    around = [COVER_PICTURE, *(concept for _kind, concept in CHOICES)]
    chosen = {one["picture"] for one in setting.version.content["statements"] if one["picture"]}
    language = setting.read.language.code
    return Document(
        html=_page("summaries/print.html", setting, copy=None, qr="qr", around=around, with_reply=with_reply),
        language=language,
        title=str(setting.read.title),
        base_font=setting.size.value,
        images={
            **_drawings({*chosen, *around}, language),
            **(setting.own_pictures or {}),
            "qr": square_code(setting.address),
        },
        stylesheets=(SHORT_PARTS,),
        monochrome=setting.without_colour,
        rules=Rules(most_pages=MOST_PAGES[setting.size]),
    )


def reply_page(setting: Setting, copy: PersonalCopy, *, qr: str) -> str:
    """The page that comes back, with one person's code; `qr` names its square picture."""
    return _page("summaries/print_reply.html", setting, copy=copy, qr=qr, address=copy.link)


def back_page(setting: Setting) -> str:
    """Room to write or draw, on the back of the page that comes back."""
    return _page("summaries/print_back.html", setting)


def _page(template: str, setting: Setting, *, around: Iterable[str] = (), **more: Any) -> str:
    language = setting.read.language.code
    with i18n.speaking(language):
        return (
            print_templates()
            .get_template(template)
            .render(
                {
                    "read": setting.read,
                    "version": setting.version,
                    "is_check": setting.is_check,
                    "address": setting.address,
                    "imprint": setting.imprint,
                    "cover": COVER_PICTURE,
                    "choices": CHOICES,
                    "verdicts": how_often_said(setting.read.content),
                    "changes": setting.read.changes[: MOST_CHANGES[setting.size]],
                    "more_changes": len(setting.read.changes[MOST_CHANGES[setting.size] :]),
                    "replies": setting.read.wrong_answered,
                    "missing_replies": setting.read.missing_answered,
                    "checker_label": lambda kind: SpeakerKind(kind).label,
                    "alt": lambda concept: catalogue.alt_text(concept, language),
                    "credits": credits_of(setting.version.content, also=around),
                    "apart": lambda name: Markup("<bdi>{}</bdi>").format(name),
                    "day_of": lambda day: i18n.format_date(dt.date.fromisoformat(day)),
                    "concept_of": {one["id"]: one["picture"] for one in setting.version.content["statements"]},
                    **more,
                }
            )
        )


def _drawings(names: Iterable[str], language: str) -> dict[str, bytes]:
    concepts = [name for name in names if not is_own(name)]
    return {concept: catalogue.drawing_path(concept, language, "svg").read_bytes() for concept in concepts}
