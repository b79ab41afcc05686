"""An advice with all that became of it, for whichever page shows it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.panels.models import PanelAdvice
from portal.panels.queries import ledger as queries
from portal.panels.rules.influence import Tally
from portal.shared.i18n import _, format_number


def advice_with_claims(session: Session, advice: PanelAdvice) -> dict[str, Any]:
    """What a page needs: the advice, its steps in order, and its claims."""
    return {
        "advice": advice,
        "events": queries.events_of(session, advice_id=advice.id),
        "claims": queries.claims_of(session, advice_ids=[advice.id]),
    }


def influence_parts() -> dict[str, Any]:
    """How a page turns the sums of an influence record into bars and tables."""
    return {"bars": _bars, "columns": _columns, "table_rows": _table_rows, "year_rows": _year_rows}


def _bars(by_cut: Mapping[Any, Tally]) -> list[tuple[str, int, str]]:
    return [(str(cut.label), tally.given, format_number(tally.given)) for cut, tally in by_cut.items()]


def _columns() -> list[str]:
    return [_("What"), _("Advice"), _("All taken up"), _("Some taken up"), _("Not taken up"), _("No decision yet")]


def _table_rows(by_cut: Mapping[Any, Tally]) -> list[list[str]]:
    return [[str(cut.label), *_numbers(tally)] for cut, tally in by_cut.items()]


def _year_rows(by_year: Mapping[int, Tally]) -> list[list[str]]:
    return [[str(year), *_numbers(tally)] for year, tally in by_year.items()]


def _numbers(tally: Tally) -> list[str]:
    return [format_number(one) for one in (tally.given, tally.whole, tally.partly, tally.refused, tally.waiting)]
