"""The days of the panel's year, and its words in three languages."""

import datetime as dt

from portal.demo.rounds import working_day


def days_ago(days: int) -> dt.datetime:
    """Eleven in the morning of a working day about so many days ago."""
    return working_day(days)


def said(en: str, cy: str, ur: str) -> dict[str, str]:
    return {"en": en, "cy": cy, "ur": ur}
