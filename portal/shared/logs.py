"""Logs that could be read aloud: ids, codes, counts; never a name, an address or an answer."""

import logging
import re
import sys
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

import structlog

# Links and codes open things; they are cut out of whatever is logged, wherever they stand.
OPENS_SOMETHING = re.compile(r"(/(?:i|c|m|p|q|t|v|enter|yours|calendar|join/mine|try/[0-9a-f-]{36})/)[A-Za-z0-9_\-]+")
ALLOWED = re.compile(
    r"^(event|level|timestamp|logger|method|path|status|ms|task|job|state|count|done|total|kind|code|id|\w+_id)$"
)


@lru_cache(maxsize=500)
def _is_harmless(key: str) -> bool:
    return ALLOWED.match(key) is not None


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keeps the fields known to be harmless and blanks the secret part of links."""
    kept: MutableMapping[str, Any] = {}
    for key, value in event.items():
        if _is_harmless(key):
            kept[key] = OPENS_SOMETHING.sub(r"\1…", value) if isinstance(value, str) else value
    return kept


def start_logging() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            redact,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


log: Any = structlog.get_logger()
