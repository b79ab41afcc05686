"""What stands on cards: pictures to choose from for the card with one's name, and the three traffic lights."""

from dataclasses import dataclass
from typing import Any

from portal.shared.i18n import lazy

# Concepts of the pictures of the house that say nothing about a person.
CARD_PICTURES = (
    *("cat", "birds", "fishing", "music", "garden", "nature", "bicycle", "swimming"),
    *("games", "dancing", "library", "knitting", "fruit"),
)


@dataclass(frozen=True)
class Light:
    """One card: its colour in words, what it says, its sign. Never the colour alone."""

    name: str
    colour: Any
    says: Any
    more: Any
    picture: str


LIGHTS = (
    Light("red", lazy("Red"), lazy("Stop"), lazy("I need a break."), "stop"),
    Light("amber", lazy("Amber"), lazy("Slow down"), lazy("Please say it again."), "waiting"),
    Light("green", lazy("Green"), lazy("I am fine"), lazy("Please go on."), "yes"),
)
