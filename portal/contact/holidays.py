"""Days on which nobody is written to or rung."""

import datetime as dt
from functools import cache


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Bank holidays of England and Wales in this year and the next (data of the `holidays` package)."""
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year, year + 1]))
