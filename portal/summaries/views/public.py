"""What anyone may read: published summaries, at addresses that stay."""

import datetime as dt

from flask import Blueprint, abort, g, request, url_for
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.rounds.views.participant.door import other_doors
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.pdf.page import square_code
from portal.shared.storage import storage
from portal.shared.web import file_answer, page, playable, see_other
from portal.summaries import queries
from portal.summaries.enums import FileState, PrintSize, SpeakerKind, SummaryState
from portal.summaries.models import Summary, SummaryVersion
from portal.summaries.operations import telling
from portal.summaries.operations.media import media_for
from portal.summaries.pictures import gallery
from portal.summaries.reading import ReadSummary, as_read, how_often_said, languages_of, quote_ids
from portal.summaries.rules import canonical

blueprint = Blueprint("summaries", __name__, url_prefix="/summaries")


@blueprint.route("")
@anyone
def list_published() -> ResponseReturnValue:
    return page("summaries/public/list.html", rows=queries.newest_published(db.session))


@blueprint.route("/<slug>")
@anyone
def show_newest(slug: str) -> ResponseReturnValue:
    """By the name in its address; or the version that a message led to, by its id: messages do not say the name."""
    version = telling.version_with_id(db.session, text=slug)
    if version is not None:
        named, language = version.content["slug"], request.args.get("lang")
        return see_other("summaries.show_version", slug=named, number=version.number, lang=language)
    newest = queries.newest_number(db.session, slug=slug)
    return see_other("summaries.show_version", slug=slug, number=newest) if newest else abort(404)


@blueprint.route("/<slug>/<int:number>")
@anyone
def show_version(slug: str, number: int) -> ResponseReturnValue:
    summary, version = _published(slug, number)
    newest, read = queries.newest_number(db.session, slug=slug) or number, read_by_reader(version)
    withdrawal = queries.withdrawal_of(db.session, version_id=version.id)
    return page(
        "summaries/public/version.html",
        summary=summary,
        version=version,
        read=read,
        media=media_for(db.session, summary_id=summary.id, read=read),
        state=_state(number, newest, is_withdrawn=withdrawal is not None),
        newest=newest,
        withdrawal=withdrawal,
        verdicts_rows=how_often_said(version.content),
        language_name=lambda code: i18n.LANGUAGES[code].name,
        files=[one for one in queries.files_of(db.session, version_id=version.id) if one.state is FileState.READY],
        content_languages=languages_of(version.content),
        here=url_for("summaries.show_version", slug=slug, number=number, _external=True),
        checker_label=lambda kind: SpeakerKind(kind).label,
        day_of=lambda day: i18n.format_date(dt.date.fromisoformat(day)),
    )


@blueprint.route("/<slug>/<int:number>/record.json")
@anyone
def show_record(slug: str, number: int) -> ResponseReturnValue:
    """The version as it was frozen, byte for byte: whoever hashes it gets the fingerprint on the page."""
    _summary, version = _published(slug, number)
    if queries.withdrawal_of(db.session, version_id=version.id):
        abort(404)
    return file_answer(canonical(version.content), name=f"summary-{number}.json", media_type="application/json")


@blueprint.route("/<slug>/<int:number>/qr.png")
@anyone
def show_qr(slug: str, number: int) -> ResponseReturnValue:
    """The permanent address as a square code."""
    _published(slug, number)
    address = url_for("summaries.show_version", slug=slug, number=number, _external=True)
    return playable(square_code(address), media_type="image/png")


def open_by_code(typed: str) -> ResponseReturnValue | None:
    """The way in for a code from the message about the final version; None for any other code."""
    version = telling.version_for_code(db.session, code=typed)
    if version is None:
        return None
    return see_other("summaries.show_version", slug=version.content["slug"], number=version.number)


other_doors.append(open_by_code)


@blueprint.route("/<slug>/<int:number>/<language>-<size>.pdf", defaults={"ink": "colour"})
@blueprint.route("/<slug>/<int:number>/<any(black):ink>/<language>-<size>.pdf")
@anyone
def download(slug: str, number: int, language: str, size: str, ink: str) -> ResponseReturnValue:
    _summary, version = _published(slug, number)
    if size not in list(PrintSize) or queries.withdrawal_of(db.session, version_id=version.id):
        abort(404)
    file = queries.printed_file(
        db.session, version_id=version.id, language=language, size=size, without_colour=ink == "black"
    )
    if file is None or file.state is not FileState.READY:
        abort(404)
    return file_answer(
        storage().get(file.storage_key), name=f"summary-{number}-{language}.pdf", media_type="application/pdf"
    )


def read_by_reader(version: SummaryVersion) -> ReadSummary:
    """In the reader's language; easy words where they like them."""
    language = i18n.current().code
    if language == "en" and g.preferences.easy_read == "yes":
        language = "en-easy"
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(version.content))
    return as_read(
        version.content,
        language=language,
        quotes=quotes,
        without=gallery.no_longer_shown(db.session, content=version.content),
    )


def _published(slug: str, number: int) -> tuple[Summary, SummaryVersion]:
    found = queries.published_version(db.session, slug=slug, number=number)
    return found if found else abort(404)


def _state(number: int, newest: int, *, is_withdrawn: bool) -> SummaryState:
    if is_withdrawn:
        return SummaryState.WITHDRAWN
    return SummaryState.PUBLISHED if number == newest else SummaryState.SUPERSEDED
