"""A named list of people who check summaries for us, and what we thank them with."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL
from portal.summaries.enums import ThanksState


class CheckPanel(Base):
    """A list of people, chosen by staff, who agreed to look at summaries before everyone else sees them."""

    __tablename__ = "check_panel"
    __purpose__ = "Having summaries checked by people who know what they are about"
    __retention__ = "Two years after the last person left it"

    name: Mapped[str] = mapped_column(info=CONTENT)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


class CheckPanelMember(Base):
    """Someone on the list. They said yes themselves; who left is asked no more."""

    __tablename__ = "check_panel_member"
    __purpose__ = "Knowing who agreed to check summaries"
    __retention__ = "Two years after they left"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_panel.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    agreed_on: Mapped[dt.date] = mapped_column(info=PERSONAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    added_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    left_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("panel_id", "person_id"),)


class CheckThanks(Base):
    """What was agreed with someone for checking: money and hours, and whether they have it."""

    __tablename__ = "check_thanks"
    __purpose__ = "Paying people for their work"
    __retention__ = "Six years after it was paid"

    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("summary_version.id"), index=True, info=OPERATIONAL)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    pence: Mapped[int] = mapped_column(info=PERSONAL)
    minutes: Mapped[int] = mapped_column(info=PERSONAL)
    state: Mapped[ThanksState] = choice(ThanksState, default=ThanksState.AGREED, info=PERSONAL)
    agreed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    agreed_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    settled_on: Mapped[dt.date | None] = mapped_column(info=PERSONAL)
    settled_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (sa.UniqueConstraint("version_id", "person_id"),)
