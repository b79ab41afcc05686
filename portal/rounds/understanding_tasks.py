"""Slow work of understanding a round: counting, bringing comments in, releasing."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.rounds.errors import NothingToRelease, SinglesOut
from portal.rounds.models import CommentImport, Round
from portal.rounds.operations import comments, counting, releasing
from portal.shared.queue import Progress, task
from portal.shared.storage import storage


@task("rounds.count")
def count_round(session: Session, *, progress: Progress, round_id: str) -> dict[str, Any]:
    progress(0, 1)
    tally = counting.recount(session, round_=session.get_one(Round, uuid.UUID(round_id)))
    return {"responses": tally.responses}


@task("rounds.import_comments")
def import_comments(session: Session, *, progress: Progress, import_id: str) -> dict[str, Any]:
    """Brings a file of comments in, in batches that are kept one by one; run again, it goes on where it stopped."""
    comment_import = session.get_one(CommentImport, uuid.UUID(import_id))

    def keep(done: int, total: int) -> None:
        session.commit()
        progress(done, total)

    added = dict(comments.bring_in(session, comment_import=comment_import, after_batch=keep))
    session.commit()
    counting.recount(session, round_=session.get_one(Round, comment_import.round_id))
    return added


@task("rounds.release")
def release_round(session: Session, *, progress: Progress, round_id: str, by: str) -> dict[str, Any]:
    """A refusal is a result, not a failure: the page says why."""
    progress(0, 1)
    round_ = session.get_one(Round, uuid.UUID(round_id))
    try:
        made = releasing.release(session, round_=round_, by=uuid.UUID(by) if by else None)
    except SinglesOut as refusal:
        return {"refused": "singles_out", "names": refusal.names}
    except NothingToRelease:
        return {"refused": "too_few"}
    return {"number": made.number}


@task("rounds.delete_file")
def delete_file(session: Session, *, progress: Progress, key: str) -> None:
    """A file of comments that is in, or was thrown away."""
    storage().delete(key)
