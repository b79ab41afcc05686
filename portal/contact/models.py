import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.contact.enums import Channel, MessageState, PeaceDeed, Result, StopCause, Withheld, WordingState
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTACT, CONTENT, IDENTITY, OPERATIONAL, PERSONAL, SAFETY, SECRET


class LetterBatch(Base):
    """Letters printed together, all in one language: one PDF to download, post and mark as posted."""

    __tablename__ = "letter_batch"
    __purpose__ = "Posting letters, and knowing which were posted"
    __retention__ = "90 days after posting"

    asked_in: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=OPERATIONAL)
    letters: Mapped[int] = mapped_column(info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    made_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    posted_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    posted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("asked_in", "number"),)


class ContactMessage(Base):
    """A message as it is or was said to one person. The words hold their link, so they are sealed."""

    __tablename__ = "contact_message"
    __purpose__ = "Reaching people we promised to ask"
    __retention__ = "90 days after sending"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    asked_in: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    wave: Mapped[int] = mapped_column(info=OPERATIONAL)
    channel: Mapped[Channel] = choice(Channel, info=OPERATIONAL)
    template: Mapped[str] = mapped_column(info=OPERATIONAL)
    template_version: Mapped[int] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    to_sealed: Mapped[bytes] = mapped_column(info=CONTACT)
    headline: Mapped[str] = mapped_column(info=CONTENT)
    words_sealed: Mapped[bytes] = mapped_column(info=SECRET)
    link_sealed: Mapped[bytes] = mapped_column(info=SECRET)
    code_sealed: Mapped[bytes] = mapped_column(info=SECRET)
    state: Mapped[MessageState] = choice(MessageState, index=True, info=OPERATIONAL)
    not_before: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(index=True, info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    sent_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    withheld: Mapped[Withheld | None] = choice(Withheld, info=OPERATIONAL, nullable=True)
    # When a worker took it in hand, and how often carrying it did not work yet.
    taken_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    tries: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    # After this moment it must not leave any more: the round is over.
    until: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    # A keyed fingerprint of the address they live at: one invitation for each household.
    household: Mapped[str] = mapped_column(default="", index=True, info=SECRET)
    batch_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("letter_batch.id"), index=True, info=OPERATIONAL)
    batch_place: Mapped[int | None] = mapped_column(info=OPERATIONAL)

    to, words, link, code = Sealed(), Sealed(), Sealed(), Sealed()


class ContactAttempt(Base):
    """One try to reach someone and how it ended. Never changed, and no free text about a person."""

    __tablename__ = "contact_attempt"
    __purpose__ = "Knowing how hard we tried, and when to stop"
    __retention__ = "Six years after release, without the person after two; what ends contact with the person"

    person_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    asked_in: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    wave: Mapped[int] = mapped_column(info=OPERATIONAL)
    channel: Mapped[Channel] = choice(Channel, info=OPERATIONAL)
    template: Mapped[str] = mapped_column(info=OPERATIONAL)
    template_version: Mapped[int] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    result: Mapped[Result] = choice(Result, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    # A code, such as the best time to ring.
    note: Mapped[str] = mapped_column(default="", info=OPERATIONAL)


append_only("contact_attempt", unless="old.at < ago(730)")


class Suppression(Base):
    """Someone said stop. Kept as keyed fingerprints of their addresses, across rosters, rounds and re-imports."""

    __tablename__ = "suppression"
    __purpose__ = "Never writing again to someone who said stop"
    __retention__ = "Until they ask otherwise"

    kind: Mapped[str] = mapped_column(info=OPERATIONAL)
    fingerprint: Mapped[str] = mapped_column(index=True, info=SECRET)
    why: Mapped[str] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("kind", "fingerprint"),)


class HeldBack(Base):
    """The gate stayed shut for someone when a wave wanted to write to them: no message was made, and this says why."""

    __tablename__ = "held_back"
    __purpose__ = "Knowing whom we did not reach, and why"
    __retention__ = "Six years after release, without the person after two"

    person_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    asked_in: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    wave: Mapped[int] = mapped_column(info=OPERATIONAL)
    reason: Mapped[Withheld] = choice(Withheld, info=SAFETY)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)


append_only("held_back", unless="old.at < ago(730)")


class LeftInPeace(Base):
    """Someone whose words gave cause to worry: nothing more goes out to them in this round. What it was is not said."""

    __tablename__ = "left_in_peace"
    __purpose__ = "Leaving someone in peace who may be in danger"
    __retention__ = "Six years after release, without the person after two"

    person_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    asked_in: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=SAFETY)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("left_in_peace", unless="old.at < ago(730)")


class PeaceStep(Base):
    """One step of ending that someone is left in peace: one safeguarding lead asks and says why, another agrees."""

    __tablename__ = "peace_step"
    __purpose__ = "Reaching someone again only when two people found it safe"
    __retention__ = "Six years after release, without the person after two"

    left_in_peace_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("left_in_peace.id"), index=True, info=OPERATIONAL)
    deed: Mapped[PeaceDeed] = choice(PeaceDeed, info=OPERATIONAL)
    why_sealed: Mapped[bytes | None] = mapped_column(info=SAFETY)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)

    why = Sealed()


append_only("peace_step", unless="old.at < ago(2190)")


class ContactPause(Base):
    """Words of someone's may mean danger: nothing goes out to them, in any round, until a person has looked. What the
    words were is not said."""

    __tablename__ = "contact_pause"
    __purpose__ = "Leaving someone alone until a person has looked at what they said"
    __retention__ = "Six years after release, without the person after two"

    person_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    asked_in: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=SAFETY)


append_only("contact_pause", unless="old.at < ago(730)")


class PauseEnd(Base):
    """Someone has looked, and the pause is over. Why is kept with what they looked at."""

    __tablename__ = "contact_pause_end"
    __purpose__ = "Leaving someone alone until a person has looked at what they said"
    __retention__ = "Six years after release, without the person after two"

    pause_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contact_pause.id"), unique=True, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


append_only("contact_pause_end", unless="old.at < ago(2190)")


class GoBetween(Base):
    """A worker someone trusts, who may pass a message on because that person said so. They tell us yes or no only."""

    __tablename__ = "go_between"
    __purpose__ = "Reaching people who can only be reached through someone they trust"
    __retention__ = "Two years after their last round, and after the service last named them"

    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True, info=OPERATIONAL)
    name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    reach_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    # How the person agreed, as a code, and when: without that nobody is a go-between.
    agreed_how: Mapped[str] = mapped_column(info=OPERATIONAL)
    agreed_on: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    noted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    noted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    name, reach = Sealed(), Sealed()

    __mapper_args__ = {"version_id_col": version}


class SendingStop(Base):
    """Sending is stopped: everything (neither round nor channel), or one channel of one round. Starting again takes two
    people: one asks, another agrees."""

    __tablename__ = "sending_stop"
    __purpose__ = "Stopping at once when something goes wrong, and showing who decided what"
    __retention__ = "Six years"

    asked_in: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    channel: Mapped[Channel | None] = choice(Channel, info=OPERATIONAL, nullable=True)
    cause: Mapped[StopCause] = choice(StopCause, info=OPERATIONAL)
    stopped_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    stopped_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_to_lift_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    asked_to_lift_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    lifted_at: Mapped[dt.datetime | None] = mapped_column(index=True, info=OPERATIONAL)
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class MessageWording(Base):
    """Words of a message by language, written by staff. Version 1 are the words the portal comes with."""

    __tablename__ = "message_wording"
    __purpose__ = "Saying it well in every language, and knowing which words were sent"
    __retention__ = "Six years after they were last used"

    template: Mapped[str] = mapped_column(info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    state: Mapped[WordingState] = choice(WordingState, default=WordingState.DRAFT, info=OPERATIONAL)
    # {language: {"headline", "words", "short"}}
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    # {language: {"by", "at"}}: who speaks it, read it and found it right. Only these languages are ever sent.
    checked: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    used_from: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    used_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("template", "number"),)
    __mapper_args__ = {"version_id_col": version}


class StaffNotice(Base):
    """A member of staff is told, once, that something waits for them on their desk; never what, or about whom."""

    __tablename__ = "staff_notice"
    __purpose__ = "Telling staff that something waits for them"
    __retention__ = "90 days after sending"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    about_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    occasion: Mapped[str] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    not_before: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    tries: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(index=True, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("account_id", "about_id", "occasion"),)
