"""Who is here to check a summary, and what they are reading."""

from uuid import UUID

from flask import Blueprint, g, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import invited_subject_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import see_other, the
from portal.summaries import queries
from portal.summaries.errors import CheckOver
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.operations.timely import takes_answers
from portal.summaries.pictures import gallery
from portal.summaries.reading import ReadStatement, ReadSummary, as_read, quote_ids

blueprint = Blueprint("checks", __name__)
AFTER_SENDING = ("checks.send",)


@blueprint.errorhandler(CheckOver)
def check_over(_error: CheckOver) -> ResponseReturnValue:
    db.session.rollback()
    return see_other("checks.over")


def about(invitation: CheckInvitation) -> tuple[Summary, SummaryVersion]:
    return the(Summary, invitation.summary_id), the(SummaryVersion, invitation.version_id)


def this_visit() -> tuple[CheckInvitation, ReadSummary, list[ReadStatement]]:
    """Who is here, what they are reading, and the statements they are asked about.

    Raises:
        CheckOver: the answers are sent, or nothing more is taken.
    """
    invitation = the(CheckInvitation, invited_subject_id())
    summary, version = about(invitation)
    if invitation.answered_at is not None:
        if request.endpoint not in AFTER_SENDING:
            raise CheckOver
    elif not takes_answers(db.session, summary, version):
        raise CheckOver
    read = as_they_read(version)
    return invitation, read, [one for one in read.statements if one.section.is_checked]


def as_they_read(version: SummaryVersion) -> ReadSummary:
    """In the reader's language; easy words where they like them."""
    language = i18n.current().code
    if language == "en" and g.preferences.easy_read == "yes":
        language = "en-easy"
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(version.content))
    gone = gallery.no_longer_shown(db.session, content=version.content)
    return as_read(version.content, language=language, quotes=quotes, without=gone)


def visit_id() -> str:
    return str(g.browser_session.id)


def skips() -> bool:
    """Which of the two buttons was pressed; it is no field of the form, since a hidden one would come first."""
    return request.form.get("do") == "skip"


def kept_recording(invitation: CheckInvitation, statement_id: UUID | None) -> str | None:
    """The id of a recording this very visit made of a statement, and has not sent."""
    notes = queries.voice_notes_of(db.session, invitation_id=invitation.id)
    mine = [one for one in notes if one.statement_id == statement_id and one.visit == visit_id()]
    return str(mine[-1].id) if mine else None


def kept_photo(invitation: CheckInvitation) -> str | None:
    """The id of a photo this very visit chose of what is missing, and has not sent."""
    photos = queries.photos_of(db.session, invitation_id=invitation.id)
    mine = [one for one in photos if one.visit == visit_id() and one.sent_at is None]
    return str(mine[-1].id) if mine else None


def is_shared_device() -> bool:
    """A tablet that staff lent out: someone answers in person."""
    return "kiosk" in session
