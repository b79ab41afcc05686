"""Recordings and films to be heard and seen: of published summaries, and of those people are checking."""

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.people.access import anyone
from portal.shared.storage import storage
from portal.shared.web import playable, the
from portal.summaries.enums import SummaryState
from portal.summaries.models import Summary, SummaryMedia

blueprint = Blueprint("summary_media", __name__, url_prefix="/summaries/media")
SHOWN = (SummaryState.OUT_FOR_CHECK, SummaryState.REVISING, SummaryState.CHECKED, SummaryState.PUBLISHED)


@blueprint.route("/<uuid:media_id>")
@anyone
def play(media_id: UUID) -> ResponseReturnValue:
    media = _shown(media_id)
    return playable(storage().get(media.storage_key), media_type=media.media_type)


@blueprint.route("/<uuid:media_id>.vtt")
@anyone
def captions(media_id: UUID) -> ResponseReturnValue:
    media = _shown(media_id)
    if not media.captions_key:
        abort(404)
    return playable(storage().get(media.captions_key), media_type="text/vtt; charset=utf-8")


def _shown(media_id: UUID) -> SummaryMedia:
    """What was taken out, or belongs to a summary nobody outside may see, is not here."""
    media = the(SummaryMedia, media_id)
    if media.removed_at is not None or the(Summary, media.summary_id).state not in SHOWN:
        abort(404)
    return media
