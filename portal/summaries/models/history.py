"""What a statement was, change by change."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import OPERATIONAL, PUBLIC
from portal.summaries.desk_enums import StatementDeed


class StatementChange(Base):
    """One change of one statement: what it was before and after. Other people's words are in it only as an id."""

    __tablename__ = "statement_change"
    __purpose__ = "Seeing who wrote what, and putting back what was better"
    __retention__ = "With the summary"

    summary_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary.id"), index=True, info=OPERATIONAL)
    statement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("statement.id"), index=True, info=OPERATIONAL)
    # The statement's version after this change: what a writer had before them when they opened it.
    made_version: Mapped[int] = mapped_column(info=OPERATIONAL)
    deed: Mapped[StatementDeed] = choice(StatementDeed, info=OPERATIONAL)
    # {"section", "place", "texts", "statuses", "picture", "number", "quote", "evidence", "is_draft", "is_left_out"}.
    before: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=PUBLIC)
    after: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("statement_id", "made_version"),)


append_only("statement_change")
