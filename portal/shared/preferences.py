"""How someone likes to read. Kept with the browser, needs no account, says nothing about who they are."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

CHOICES: dict[str, tuple[str, ...]] = {
    "text_size": ("normal", "large", "larger"),
    "spacing": ("normal", "wide"),
    "font": ("system", "hyperlegible"),
    "colours": ("auto", "light", "dark", "cream", "high-contrast"),
    "pictures": ("on", "off"),
    "numbers": ("shown", "hidden"),
    "easy_read": ("no", "yes"),
}
CLASSES = {
    ("text_size", "large"): "text-large",
    ("text_size", "larger"): "text-larger",
    ("spacing", "wide"): "spacing-wide",
    ("font", "hyperlegible"): "font-hyperlegible",
    ("colours", "light"): "colours-light",
    ("colours", "cream"): "colours-cream",
    ("colours", "dark"): "colours-dark",
    ("colours", "high-contrast"): "colours-high-contrast",
    ("pictures", "off"): "pictures-off",
    ("numbers", "hidden"): "numbers-hidden",
    ("easy_read", "yes"): "easy-read",
}


@dataclass(frozen=True)
class Preferences:
    text_size: str = "normal"
    spacing: str = "normal"
    font: str = "system"
    colours: str = "auto"
    pictures: str = "on"
    numbers: str = "shown"
    easy_read: str = "no"

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "Preferences":
        """From what a browser sent; anything unknown counts as the default."""
        known = {f.name: stored[f.name] for f in fields(cls) if stored and stored.get(f.name) in CHOICES[f.name]}
        return cls(**known)

    def changed(self) -> dict[str, str]:
        """Only what differs from the defaults: the cookie stays small."""
        usual = asdict(Preferences())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    @property
    def html_classes(self) -> str:
        return " ".join(CLASSES[pair] for pair in asdict(self).items() if pair in CLASSES)

    @property
    def show_pictures(self) -> bool:
        return self.pictures == "on"
