"""Slow work of understanding a round: counting, bringing comments in, releasing."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.rounds import printing
from portal.rounds.errors import NothingToRelease, SinglesOut
from portal.rounds.models import CommentImport, ReportFile, Round
from portal.rounds.operations import comments, counting, releasing, reporting
from portal.shared import queue
from portal.shared.database import only_reading
from portal.shared.queue import Progress, task
from portal.shared.settings import current_settings
from portal.shared.storage import storage


@task("rounds.count", may_repeat=True)
def count_round(session: Session, *, progress: Progress, round_id: str) -> dict[str, Any]:
    progress(0, 1)
    tally = counting.recount(session, round_=session.get_one(Round, uuid.UUID(round_id)))
    return {"responses": tally.responses}


@task("rounds.count_behind", may_repeat=True)
def count_behind(session: Session, *, progress: Progress) -> dict[str, Any]:
    """Every minute: keeps the tallies of rounds under way from falling behind."""
    behind = counting.rounds_behind(session)
    for place, round_ in enumerate(behind, start=1):
        counting.recount(session, round_=round_)
        session.commit()
        progress(place, len(behind))
    return {"counted": len(behind)}


queue.every_minute("rounds.count_behind")


@task("rounds.import_comments", may_repeat=True)
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
    session.commit()
    with only_reading():
        prepared = releasing.prepare(session, round_=round_)
        session.commit()
    try:
        made = releasing.release(session, round_=round_, prepared=prepared, by=uuid.UUID(by) if by else None)
    except SinglesOut as refusal:
        return {"refused": "singles_out", "names": refusal.names}
    except NothingToRelease:
        return {"refused": "too_few"}
    return {"number": made.number}


@task("rounds.delete_file", may_repeat=True)
def delete_file(session: Session, *, progress: Progress, key: str) -> None:
    """A file of comments that is in, or was thrown away."""
    storage().delete(key)


@task(reporting.PDF_TASK)
def print_report(session: Session, *, progress: Progress, file_id: str) -> dict[str, Any]:
    """Sets, finishes and checks one PDF. One that fails a gate is not kept: the page says why, in words."""
    progress(0, 1)
    file = session.get_one(ReportFile, uuid.UUID(file_id))
    printing.print_report(session, file=file, imprint=printing.Imprint(organisation=current_settings().organisation))
    return {"state": str(file.state)}
