"""A frozen report as a PDF: the page, the one PDF worker, and what became of it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.rounds.enums import ReportFileState
from portal.rounds.models import Release, ReportFile, Round
from portal.rounds.operations.reporting import changes_since, report_of
from portal.rounds.queries.findings import comparable_releases
from portal.rounds.rules.telling import FILTERS, by_question, with_colon
from portal.rounds.shown import ShownChange, ShownResults
from portal.shared import i18n, sealed_files
from portal.shared.i18n import _
from portal.shared.pdf import Document, PdfFault, Rules, render
from portal.shared.pdf.page import new_print_templates
from portal.shared.storage import checksum

MOST_PAGES = 80
_LATIN, _ARABIC = re.compile("[A-Za-z]{2}"), re.compile("[\u0600-\u06ff]")
# Parts of a report follow each other; a heading never stands without its first line.
FLOWING = """
.part + .part, .part + .contact { break-before: auto }
.part h2, .part h3, .contact h2 { margin-top: 8mm; break-after: avoid }
.part ul { margin: 2mm 0 }
"""


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Who publishes."""

    organisation: str


def print_report(session: Session, *, file: ReportFile, imprint: Imprint) -> None:
    """Makes the PDF of `file`, or notes why it cannot be: nothing that fails a gate is ever offered."""
    release = session.get_one(Release, file.release_id)
    results = report_of(release)
    if results is None:
        file.state, file.faults = ReportFileState.REFUSED, ["the release holds no report"]
        return
    document = document_of(
        session.get_one(Round, release.round_id),
        release,
        results,
        language=file.language,
        imprint=imprint,
        since=since_earlier(session, release),
    )
    session.commit()  # typesetting takes seconds, and no write lock waits for it
    try:
        made = render(document)
    except PdfFault as fault:
        file.state, file.faults = ReportFileState.REFUSED, list(fault.reasons)
        return
    file.storage_key = sealed_files.put(made.pdf, belongs_to=file.id)
    file.file_sha256, file.pages, file.faults = checksum(made.pdf), made.pages, []
    file.proof = {**asdict(made.proof), "conditions": list(made.proof.conditions)}
    file.state = ReportFileState.READY


@dataclass(frozen=True)
class Since:
    """The newest comparable release of an earlier round, and what changed since."""

    name: Mapping[str, str]
    released_at: dt.datetime
    changes: tuple[ShownChange, ...]


def since_earlier(session: Session, release: Release) -> Since | None:
    """None for the first round that asked these questions."""
    comparable = comparable_releases(session, release=release)
    if not comparable:
        return None
    earlier = comparable[0]
    return Since(earlier.name, earlier.release.released_at, changes_since(earlier.release, release))


def document_of(
    round_: Round,
    release: Release,
    results: ShownResults,
    *,
    language: str,
    imprint: Imprint,
    since: Since | None = None,
) -> Document:
    """The report in one language. Pure: nothing is fetched while it is set."""
    with i18n.speaking(language):
        name = i18n.best_text(round_.name)[0]
        report = _("Report of release %(number)s", number=release.number)
        title = f"{name} – {report}"
        html = (
            _environment()
            .get_template("rounds/results/report_print.html")
            .render(
                results=results,
                release=release,
                title=title,
                imprint=imprint,
                language=i18n.current(),
                since=since,
            )
        )
    return Document(
        html=html, language=language, title=title, stylesheets=(FLOWING,), rules=Rules(most_pages=MOST_PAGES)
    )


def _apart(words: Any) -> Any:
    """Words that nobody has translated yet, in a page that runs from right to left, are marked as English: else a
    reader, and the drawing, would take them in the wrong order."""
    text = str(words)
    is_foreign = i18n.current().direction == "rtl" and _LATIN.search(text) and not _ARABIC.search(text)
    return Markup('<span lang="en" dir="ltr">{}</span>').format(words) if is_foreign else words


def _each_apart(said: Callable[..., Any]) -> Callable[..., Any]:
    def apart(*arguments: Any, **values: Any) -> Any:
        found = said(*arguments, **values)
        return [_apart(one) for one in found] if isinstance(found, list) else _apart(found)

    return apart


@cache
def _environment() -> Environment:
    environment = new_print_templates()
    environment.filters.update({name: _each_apart(said) for name, said in FILTERS.items()})
    environment.filters["groupby_question"] = by_question  # no words: what is in it is set apart where it is said
    environment.filters["colon"] = with_colon  # around words that are set apart already
    environment.globals.update(
        _=_each_apart(i18n.template_gettext),
        ngettext=_each_apart(i18n.template_ngettext),
        best_text=lambda texts: i18n.best_text(dict(texts)),
        format_list=i18n.format_list,
        format_moment=i18n.format_moment,
        format_number=i18n.format_number,
        format_percent=i18n.format_percent,
    )
    return environment
