"""The form of a call on paper: what the call is, how members are chosen, and the questions with boxes to tick."""

from markupsafe import Markup

from portal.panels.enums import HelpedBy, LetterSize
from portal.panels.enums.attributes import QUESTIONS, value_label
from portal.panels.enums.coming import FORMATS, SAFE
from portal.panels.models import Interest, PanelCall
from portal.panels.operations.interest import code_of, link_of
from portal.panels.shown_fairness import shown_targets
from portal.shared import i18n
from portal.shared.pdf import Document, Rules
from portal.shared.pdf.page import FORM_STYLE, is_foreign, print_templates, square_code
from portal.shared.settings import current_settings

RULES = Rules(least_text_pt=16, most_pages=60)
STYLE = """
.opening .ways { margin: 4mm 0 6mm; }
.opening h2 { font-size: 1.2em; margin: 5mm 0 1mm; break-after: avoid; }
.opening .please { margin-bottom: 4mm; }
.part.answers > h2 { font-size: 1.45em; }
.ask h3 { margin: 0 0 2mm; }
html[dir="rtl"] p[lang="en"], html[dir="rtl"] h1[lang="en"] { text-align: right; }
"""


def asked_of(call: PanelCall) -> list[tuple[str, list[str]]]:
    """Question and answers of each thing a call balances by, in words."""
    return [
        (str(QUESTIONS.get(one["key"], one["key"])), [value_label(one["key"], value) for value in one["values"]])
        for one in call.attributes
    ]


def call_form(call: PanelCall, interest: Interest, *, language: str, size: LetterSize) -> Document:
    """One form with the code of `interest`. Pure: nothing is fetched while it is set, and nothing said stands on it."""
    settings = current_settings()
    with i18n.speaking(language) as spoken:
        html = (
            print_templates()
            .get_template("panels/print/call.html")
            .render(
                call=call,
                targets=shown_targets(call),
                asked=asked_of(call),
                safe=list(SAFE.values()),
                formats=list(FORMATS.values()),
                helpers=[one.label for one in HelpedBy if one is not HelpedBy.STAFF],
                languages=list(i18n.LANGUAGES.values()),
                code=code_of(interest),
                organisation=settings.organisation,
                phone=settings.contact_phone,
                language=spoken,
                said=_said,
                words=_words,
                has=_has,
            )
        )
        title = i18n._("Forms on paper")
    return Document(
        html=html,
        language=language,
        title=title,
        base_font=size.value,
        stylesheets=(FORM_STYLE, STYLE),
        images={"code": square_code(link_of(interest, base_url=settings.base_url))},
        rules=RULES,
    )


def _has(texts: dict[str, str] | None) -> bool:
    return any((texts or {}).values())


def _said(texts: dict[str, str], tag: str = "p") -> Markup:
    """A text of the call, in the language there is."""
    words, their = i18n.best_text(texts)
    if their.lang == i18n.current().lang:
        return Markup("<{0}>{1}</{0}>").format(Markup(tag), words)  # noqa: S704 (our own tag names)
    return Markup('<{0} lang="{2}" dir="{3}">{1}</{0}>').format(
        Markup(tag),  # noqa: S704
        words,
        their.lang,
        their.direction,
    )


def _words(text: object, tag: str = "span") -> Markup:
    """Words of ours or of the place; those that nobody has translated say which language they are."""
    other = Markup(' lang="en" dir="ltr"') if is_foreign(text) else Markup("")
    if not other and tag == "span":
        return Markup("{}").format(text)
    return Markup("<{0}{2}>{1}</{0}>").format(Markup(tag), str(text), other)  # noqa: S704
