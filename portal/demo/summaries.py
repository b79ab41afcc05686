"""What the finished round led to: themes, findings, a release, two summaries, a promise."""

from sqlalchemy.orm import Session

from portal.people.models import Account
from portal.rounds.models import Round


def make_summaries(session: Session, *, round_: Round, staff: dict[str, Account]) -> None:
    """Filled in as the rooms land."""
