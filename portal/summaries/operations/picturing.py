"""The picture of one statement, chosen from a search."""

import uuid

from sqlalchemy.orm import Session

from portal.shared.i18n import _
from portal.shared.pictures import catalogue
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.errors import NotReady
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.history import recording, refuse_overwriting
from portal.summaries.operations.states import open_for_edits
from portal.summaries.pictures import gallery


def choose_picture(
    session: Session, *, summary: Summary, statement: Statement, picture: str, by: uuid.UUID, seen: int | None = None
) -> None:
    """Gives a statement another picture. Nothing else of it changes.

    Raises:
        WrongState; WrittenMeanwhile; NotReady: there is no such picture, or it may not be used.
    """
    open_for_edits(summary)
    refuse_overwriting(session, statement=statement, seen=seen, parts=["picture"])
    known = {statement.picture, *(one.id for one in catalogue.all_concepts())}
    if picture not in known and picture not in gallery.usable_names(session, names=[picture]):
        raise NotReady([_("There is no picture called “%(name)s”", name=picture)])
    with recording(session, statement=statement, deed=StatementDeed.CHANGED, by=by):
        statement.picture = picture
