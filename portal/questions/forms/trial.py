"""As whom a set is tried out: the same choices that people who answer have."""

from typing import Any

from portal.shared.forms import PortalForm, Radios, SelectChoice
from portal.shared.i18n import LANGUAGES, lazy


class TrialForm(PortalForm):
    language = Radios(
        lazy("In which language?"),
        choices=[SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
        default="en",
    )
    text_size = Radios(
        lazy("How big should the words be?"),
        choices=[
            SelectChoice("normal", lazy("As they are")),
            SelectChoice("large", lazy("Bigger")),
            SelectChoice("larger", lazy("Much bigger")),
        ],
        default="normal",
        inline=True,
    )
    colours = Radios(
        lazy("Which colours?"),
        choices=[
            SelectChoice("auto", lazy("Like your phone or computer")),
            SelectChoice("light", lazy("Light")),
            SelectChoice("dark", lazy("Dark")),
            SelectChoice("cream", lazy("Cream")),
            SelectChoice("high-contrast", lazy("Strong contrast")),
        ],
        default="auto",
    )
    pictures = Radios(
        lazy("Do you want pictures?"),
        choices=[SelectChoice("on", lazy("Yes")), SelectChoice("off", lazy("No"))],
        default="on",
        inline=True,
    )
    numbers = Radios(
        lazy("Do you want to see numbers?"),
        choices=[SelectChoice("shown", lazy("Yes")), SelectChoice("hidden", lazy("No, only words"))],
        default="shown",
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """For the address of the walk."""
        named = {name: self[name].data for name in ("text_size", "colours", "pictures", "numbers")}
        return {"in": self.language.data or "en", **named}
