"""The files of own pictures: for everyone while they may be shown, for writers while they wait for consent."""

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.people.access import anyone, may_open
from portal.shared import clock
from portal.shared.web import playable, the
from portal.summaries.models import OwnPicture
from portal.summaries.pictures.gallery import file_of, is_usable

blueprint = Blueprint("own_pictures", __name__, url_prefix="/pictures")


@blueprint.route("/<uuid:picture_id>")
@anyone
def show_file(picture_id: UUID) -> ResponseReturnValue:
    picture = the(OwnPicture, picture_id)
    may_wait = picture.storage_key and picture.taken_out_at is None and may_open("picture_desk.list_photos")
    if not is_usable(picture, on=clock.today()) and not may_wait:
        abort(404)
    return playable(file_of(picture), media_type=picture.media_type)
