"""What a panel is asked to do between meetings, and what each member answered."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.asks import AskKind, AskState
from portal.panels.enums.doors import SaidBy
from portal.shared.crypto import Sealed
from portal.shared.database import Base, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SPECIAL


class MemberAsk(Base):
    """Something members are asked for: how long it takes and what we pay are said before anyone says yes."""

    __tablename__ = "member_ask"
    __purpose__ = "Asking members for their time, and knowing how much was asked"
    __retention__ = "Kept: it is the record of what a panel was asked"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    kind: Mapped[AskKind] = choice(AskKind, info=OPERATIONAL)
    # The round, summary or visit; what it is and where it is done is known to its own room.
    about_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    title: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    # For a question about wording: the texts to choose from, each by language code.
    texts: Mapped[list[Any]] = mapped_column(default=list, info=CONTENT)
    minutes: Mapped[int] = mapped_column(info=OPERATIONAL)
    # What we pay for it; None when time is not paid on this panel.
    pence: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    rate_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("thanks_rate.id"), info=OPERATIONAL)
    due: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class AskAnswer(Base):
    """How one member stands to an ask. A no needs no reason and has none."""

    __tablename__ = "ask_answer"
    __purpose__ = "Knowing who said yes, who did it and who is to be thanked"
    __retention__ = "Six years; their words two years"

    ask_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("member_ask.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    state: Mapped[AskState] = choice(AskState, default=AskState.OFFERED, info=OPERATIONAL)
    offered_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    told_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    done_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    thanked_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    said_by: Mapped[SaidBy | None] = choice(SaidBy, nullable=True, info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # What they want for it: their own limit may be lower than what we pay.
    agreed_pence: Mapped[int | None] = mapped_column(info=PERSONAL)
    # How long it really took, if they say so.
    minutes: Mapped[int | None] = mapped_column(info=PERSONAL)
    # Which of the texts they chose, counted from nought.
    chose: Mapped[int | None] = mapped_column(info=PERSONAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    words = Sealed()

    __table_args__ = (sa.UniqueConstraint("ask_id", "member_id"),)
    __mapper_args__ = {"version_id_col": version}
