"""Slow work about pictures: looking at a pack, and deleting the files of what may not be shown any more."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.shared.queue import Progress, every_minute, task
from portal.shared.storage import storage
from portal.summaries.models import PicturePack
from portal.summaries.operations.packs import CHECK_TASK, TIDY_TASK, check_pack
from portal.summaries.operations.photos import tidy_pictures
from portal.summaries.pictures.enums import PackState


@task(CHECK_TASK)
def look_at_pack(session: Session, *, progress: Progress, pack_id: str) -> dict[str, Any]:
    """Reads every row and picture of a pack. Its pictures wait for someone's yes."""
    pack = session.get_one(PicturePack, uuid.UUID(pack_id))
    key = pack.file_key
    if pack.state is PackState.CHECKING:
        check_pack(session, pack=pack)
    session.commit()
    if key:
        storage().delete(key)
    progress(1, 1)
    return {"pictures": pack.pictures, "problems": len(pack.problems)}


@task(TIDY_TASK, may_repeat=True)
def tidy(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Deletes files of pictures taken out, and of photos the day after a consent ended."""
    gone = tidy_pictures(session)
    session.commit()
    progress(1, 1)
    return {"deleted": gone}


every_minute(TIDY_TASK)
