"""The influence record of a panel on paper: words, tables beside them, and each advice with what was decided."""

import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.enums.papers import LetterSize
from portal.panels.models import Panel, PanelAdvice
from portal.panels.operations.calls import home_today
from portal.panels.queries import ledger as queries
from portal.panels.rules.influence import Influence, Tally, influence_of
from portal.panels.rules.ledger import may_everyone_know
from portal.shared import i18n
from portal.shared.i18n import _
from portal.shared.pdf import Document, Rules
from portal.shared.pdf.page import is_foreign, print_templates
from portal.shared.settings import current_settings

RULES = Rules(least_text_pt=13, most_pages=120)
# A row of six numbers fits beside its words only in smaller letters than those of the text.
STYLE = """
table { font-size: 13pt; line-height: 1.3; }
.large20 table { font-size: 15pt; }
.part + .part, .part + .contact { break-before: auto; }
.part h2, .part h3, .contact h2 { margin-top: 7mm; break-after: avoid; }
table:lang(ur) { line-height: 2; }
html[dir="rtl"] p[lang="en"], html[dir="rtl"] h1[lang="en"], html[dir="rtl"] h3[lang="en"] { text-align: right; }
"""


@dataclass(frozen=True)
class Record:
    """What there is to print. `known`: advice whose reply whoever reads this may know."""

    panel: Panel
    influence: Influence
    advice: tuple[PanelAdvice, ...]
    known: Set[uuid.UUID]


def record_of(session: Session, *, panel: Panel, for_all: bool) -> Record:
    """For the panel and staff everything; for everyone a reply only once the panel's days with it are over."""
    today = home_today()
    sent = tuple(one for one in queries.advice_of_panel(session, panel_id=panel.id) if one.sent_on)
    known = {one.id for one in sent if not for_all or may_everyone_know(public_from=one.public_from, today=today)}
    given = queries.given_by(session, panel_id=panel.id, known_to_all_on=today if for_all else None)
    return Record(panel, influence_of(given), sent, known)


def influence_document(record: Record, *, language: str, size: LetterSize = LetterSize.NORMAL) -> Document:
    """Pure: nothing is fetched while it is set."""
    settings, influence = current_settings(), record.influence
    with i18n.speaking(language) as spoken:
        html = (
            print_templates()
            .get_template("panels/print/influence.html")
            .render(
                record=record,
                influence=influence,
                columns=_columns(),
                cuts=_cuts(influence),
                percent=i18n.format_percent,
                organisation=settings.organisation,
                phone=settings.contact_phone,
                today=home_today(),
                language=spoken,
                is_foreign=is_foreign,
            )
        )
        title = f"{_('Influence')}: {i18n.best_text(record.panel.name)[0]}"
    return Document(html=html, language=language, title=title, base_font=size.value, stylesheets=(STYLE,), rules=RULES)


def _columns() -> list[str]:
    return [_("What"), _("Advice"), _("All taken up"), _("Some taken up"), _("Not taken up"), _("No decision yet")]


def _cuts(influence: Influence) -> list[tuple[str, list[tuple[str, Tally]]]]:
    """Heading and rows of each table."""
    return [
        (_("By when in the work"), _rows(influence.by_stage)),
        (_("By what it was about"), _rows(influence.by_kind)),
        (_("Year by year"), [(str(year), tally) for year, tally in influence.by_year.items()]),
    ]


def _rows(by_cut: Mapping[Any, Tally]) -> list[tuple[str, Tally]]:
    return [(str(cut.label), tally) for cut, tally in by_cut.items()]
