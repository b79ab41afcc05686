"""The preview beside the desk: which way of reading and which language the writer wants to see now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.shared import i18n
from portal.shared.database import db
from portal.summaries import queries
from portal.summaries.desk_enums import Look
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.checking import current_content
from portal.summaries.pictures import gallery
from portal.summaries.reading import ReadSummary, as_read, quote_ids

KEPT = ("as", "language", "theme", "quotes")


@dataclass(frozen=True)
class Looking:
    look: Look
    language: i18n.Language


def looking_from(values: MultiDict[str, str], *, prefix: str = "") -> Looking:
    """Nonsense means easy read, in English."""
    wanted = values.get(f"{prefix}as", "")
    look = Look(wanted) if wanted in {one.value for one in Look} else Look.EASY
    return Looking(look, i18n.LANGUAGES.get(values.get(f"{prefix}language", ""), i18n.LANGUAGES["en"]))


def kept(values: MultiDict[str, str]) -> dict[str, str]:
    """What the desk was showing, to show it again after a button was pressed."""
    return {name: values[name] for name in KEPT if values.get(name)}


def read_draft(summary: Summary, looking: Looking, *, statements: Sequence[Statement] | None = None) -> ReadSummary:
    return read_content(current_content(db.session, summary=summary, statements=statements), looking)


def read_content(content: Mapping[str, Any], looking: Looking) -> ReadSummary:
    return as_read(
        content,
        language=looking.language.code,
        quotes=queries.quotes_by_id(db.session, ids=quote_ids(content)),
        without=gallery.no_longer_shown(db.session, content=content),
    )
