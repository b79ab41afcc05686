"""A day that has to be there."""

import datetime as dt

from portal.shared.forms import DateParts


def day_of(field: DateParts) -> dt.date:
    """The day of a field that was needed and is valid."""
    assert field.data is not None
    return field.data
