import uuid
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Account
from portal.summaries.models import StatementChange


def changes_of(session: Session, *, statement_id: uuid.UUID) -> Sequence[StatementChange]:
    """Newest first."""
    mine = sa.select(StatementChange).where(StatementChange.statement_id == statement_id)
    return session.scalars(mine.order_by(StatementChange.made_version.desc())).all()


def changes_in(session: Session, *, summary_id: uuid.UUID, limit: int) -> Sequence[StatementChange]:
    """The last changes of any statement, newest first."""
    mine = sa.select(StatementChange).where(StatementChange.summary_id == summary_id)
    newest = mine.order_by(StatementChange.at.desc(), StatementChange.made_version.desc(), StatementChange.id)
    return session.scalars(newest.limit(limit)).all()


def writers_of(session: Session, *, changes: Iterable[StatementChange]) -> dict[uuid.UUID, str]:
    """Names of the accounts that made these changes, by id."""
    wanted = {one.by for one in changes}
    rows = session.execute(sa.select(Account.id, Account.display_name).where(Account.id.in_(wanted)))
    return {account_id: name for account_id, name in rows}


def change_up_to(session: Session, *, statement_id: uuid.UUID, version: int) -> StatementChange | None:
    """The change that made a statement what it was at `version`."""
    mine = sa.and_(StatementChange.statement_id == statement_id, StatementChange.made_version <= version)
    newest = sa.select(StatementChange).where(mine).order_by(StatementChange.made_version.desc())
    return session.scalar(newest.limit(1))
