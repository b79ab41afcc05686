"""What differs between one installation and the next; every name is read from the environment as PORTAL_<NAME>."""

from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PORTAL_", extra="ignore")

    instance: Path = ROOT / "instance"
    database_url: str = ""
    base_url: str = "http://127.0.0.1:5080"
    trusted_hosts: list[str] = Field(default_factory=list)
    proxies: int = 0
    demo: bool = False
    testing: bool = False
    name: str = "Heard"
    organisation: str = "Heard demonstration council"
    contact_phone: str = "0300 000 0000"
    contact_email: str = "hello@example.org"
    default_language: str = "en"
    pseudo_locale: bool = False
    mail_url: str = ""
    mail_from: str = "hello@example.org"
    notify_api_key: str = ""
    notify_email_template: str = ""
    notify_sms_template: str = ""
    leave_to: str = "https://www.bbc.co.uk/weather"
    session_hours: int = 12
    participant_session_hours: int = 24
    # Sites that may show our page of promises inside their own: ["https://www.example.org"].
    embed_origins: list[str] = Field(default_factory=list)

    @cached_property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy address: the given one with psycopg 3 as its driver, or SQLite in the instance folder."""
        url = self.database_url or f"sqlite:///{self.instance.resolve() / 'heard.sqlite3'}"
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        return url

    @property
    def answered_hosts(self) -> list[str] | None:
        """Hosts we answer for: those named, else our own address; anyone's in tests only."""
        if self.trusted_hosts or self.testing:
            return self.trusted_hosts or None
        own = urlsplit(self.base_url).hostname or "localhost"
        return [own, "localhost", "127.0.0.1"] if own in ("localhost", "127.0.0.1") else [own]

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def uses_sqlite(self) -> bool:
        return self.resolved_database_url.startswith("sqlite")


_current: Settings | None = None


def use_settings(settings: Settings) -> None:
    """Called once at start-up: jobs need our own address and name as much as pages do."""
    global _current
    _current = settings


def current_settings() -> Settings:
    return _current or Settings()
