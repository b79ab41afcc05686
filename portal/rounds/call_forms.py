from typing import Any

from portal.contact.enums import BY_PHONE, BestTime
from portal.shared.forms import Needed, PortalForm, Radios, SelectChoice
from portal.shared.i18n import lazy


def result_choices() -> list[Any]:
    return [SelectChoice(result.value, str(result.label)) for result in BY_PHONE]


def time_choices() -> list[Any]:
    return [SelectChoice(time.value, str(time.label)) for time in BestTime]


class CallForm(PortalForm):
    result = Radios(lazy("How did the call end?"), [Needed(lazy("Choose how the call ended"))], choices=result_choices)
    best_time = Radios(
        lazy("If they want to be rung back, when?"), choices=time_choices, default=BestTime.ANY.value, inline=True
    )
