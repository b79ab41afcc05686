"""Coding by several people, redaction, worries, research files."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.rounds.coding_enums import (
    DoubleCodingState,
    IdentityPurpose,
    RedactionReason,
    ResearchState,
    ThemeDeed,
    WordsFound,
    WorryDeed,
    WorryOutcome,
    WorryState,
    WorryUrgency,
)
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, SAFETY, SPECIAL

AFTER_RELEASE = "Six years after release"
UNDERSTANDING = "Understanding what people told us"
WITH_THE_ANSWER = "With the answer"


class ThemeChange(Base):
    """One change of the code frame: what a theme was before and after."""

    __tablename__ = "theme_change"
    __purpose__ = "Seeing how themes came about"
    __retention__ = AFTER_RELEASE

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    theme_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    deed: Mapped[ThemeDeed] = choice(ThemeDeed, info=OPERATIONAL)
    # {"name", "description", "excludes", "example", "parent", "answers"} as far as they changed.
    before: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("theme_change")


class FrameVersion(Base):
    """The code frame of a round as it stood at one moment; the database refuses to change it."""

    __tablename__ = "code_frame_version"
    __purpose__ = "Knowing by which themes answers were coded"
    __retention__ = AFTER_RELEASE

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    # [{"id", "parent", "name", "description", "excludes", "example"}]
    themes: Mapped[list[Any]] = mapped_column(info=CONTENT)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    why: Mapped[str] = mapped_column(default="", info=CONTENT)
    frozen_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    frozen_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("round_id", "number"),)


append_only("code_frame_version")


class DoubleCoding(Base):
    """A random sample of answers that several people code apart, to see whether they understand the themes alike."""

    __tablename__ = "double_coding"
    __purpose__ = UNDERSTANDING
    __retention__ = AFTER_RELEASE

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    question_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question.id"), info=OPERATIONAL)
    frame_version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("code_frame_version.id"), info=OPERATIONAL)
    state: Mapped[DoubleCodingState] = choice(DoubleCodingState, default=DoubleCodingState.CODING, info=OPERATIONAL)
    # Account ids as text, in the order in which they are shown.
    coders: Mapped[list[str]] = mapped_column(info=OPERATIONAL)
    # {"alpha": x | None, "values": n, "themes": {id: x | None}}, kept when the last coder is done.
    agreement: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class DoubleCodedAnswer(Base):
    """One answer of the sample. `settled_*` stay empty until all its coders agree or someone has decided."""

    __tablename__ = "double_coded_answer"
    __purpose__ = UNDERSTANDING
    __retention__ = AFTER_RELEASE

    double_coding_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("double_coding.id"), info=OPERATIONAL)
    answer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("answer.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    settled_themes: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True), info=OPERATIONAL)
    settled_why: Mapped[str] = mapped_column(default="", info=CONTENT)
    settled_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("double_coding_id", "answer_id"),)


class CoderJudgement(Base):
    """What one coder made of one answer of the sample. No `themes`: none fits; `unsure`: a missing value."""

    __tablename__ = "coder_judgement"
    __purpose__ = UNDERSTANDING
    __retention__ = AFTER_RELEASE

    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("double_coded_answer.id"), info=OPERATIONAL)
    coder_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    themes: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    unsure: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("item_id", "coder_id"),)


class Redaction(Base):
    """Someone took out of an answer what could point at a person. The newest counts; the answer itself stays."""

    __tablename__ = "redaction"
    __purpose__ = "Using people’s words without showing who they are"
    __retention__ = WITH_THE_ANSWER

    answer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("answer.id"), info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    # [[place of the first word, of the last, SpanKind]], words counted from 0.
    spans: Mapped[list[Any]] = mapped_column(default=list, info=SPECIAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    reason: Mapped[RedactionReason] = choice(RedactionReason, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    words = Sealed()

    __table_args__ = (sa.UniqueConstraint("answer_id", "number"),)


class WorrySetup(Base):
    """Who hears of worrying answers of a round first, and words that coders should look out for."""

    __tablename__ = "worry_setup"
    __purpose__ = "Helping when someone says something worrying"
    __retention__ = AFTER_RELEASE

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    lead_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    words: Mapped[list[str]] = mapped_column(default=list, info=CONTENT)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class Worry(Base):
    """Something worrying was said, in an answer or elsewhere. It stays open until the safeguarding lead closes it."""

    __tablename__ = "worry"
    __purpose__ = "Helping when someone says something worrying"
    __retention__ = "Six years after it was closed"

    round_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    answer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("answer.id"), index=True, info=OPERATIONAL)
    # Where else it was said, as a room downstream calls it, and the row there; empty for an answer.
    said_in: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    said_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    alias: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    urgency: Mapped[WorryUrgency] = choice(WorryUrgency, info=SAFETY)
    state: Mapped[WorryState] = choice(WorryState, default=WorryState.RAISED, index=True, info=OPERATIONAL)
    lead_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    outcome: Mapped[WorryOutcome | None] = choice(WorryOutcome, info=SAFETY)
    raised_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    raised_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    due_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    closed_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class WorryStep(Base):
    """What was done about a worry, by whom, when. Never changed."""

    __tablename__ = "worry_step"
    __purpose__ = "Showing that a worry was dealt with"
    __retention__ = "Six years after it was closed"

    worry_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("worry.id"), index=True, info=OPERATIONAL)
    deed: Mapped[WorryDeed] = choice(WorryDeed, info=OPERATIONAL)
    purpose: Mapped[IdentityPurpose | None] = choice(IdentityPurpose, info=OPERATIONAL)
    outcome: Mapped[WorryOutcome | None] = choice(WorryOutcome, info=SAFETY)
    note_sealed: Mapped[bytes | None] = mapped_column(info=SAFETY)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    note = Sealed()


append_only("worry_step", unless="old.at < ago(2190)")


class RiskAlarm(Base):
    """Words that may mean danger were found in what someone wrote. Contact with them pauses until a safeguarding lead
    has looked. `answer_id` and `said_id` are empty as long as it was not sent: then nobody may read it. Never changed.
    """

    __tablename__ = "risk_alarm"
    __purpose__ = "Helping when someone says something worrying"
    __retention__ = AFTER_RELEASE

    round_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    alias: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    answer_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    # Where else it was said, as a room downstream calls it, and the row there; empty for answers.
    said_in: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    said_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    # Empty for whoever has no invitation: nothing goes out to them anyway.
    pause_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    lead_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=SAFETY)

    @property
    def was_sent(self) -> bool:
        return self.answer_id is not None or self.said_id is not None


append_only("risk_alarm", unless="old.at < ago(2190)")


class RiskAlarmEnd(Base):
    """A safeguarding lead has looked: they raised a worry, or found no danger and said why. Never changed."""

    __tablename__ = "risk_alarm_end"
    __purpose__ = "Showing that someone has looked"
    __retention__ = AFTER_RELEASE

    alarm_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("risk_alarm.id"), unique=True, info=OPERATIONAL)
    found: Mapped[WordsFound] = choice(WordsFound, info=SAFETY)
    worry_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    why_sealed: Mapped[bytes | None] = mapped_column(info=SAFETY)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    why = Sealed()


append_only("risk_alarm_end", unless="old.at < ago(2190)")


class ResearchFile(Base):
    """A de-identified file for research, with the Five Safes checklist it was asked for with."""

    __tablename__ = "research_file"
    __purpose__ = "Letting others learn from what people told us, without knowing who they are"
    __retention__ = "The file two years; what it was and who took it six years"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    state: Mapped[ResearchState] = choice(ResearchState, default=ResearchState.MAKING, info=OPERATIONAL)
    # {"projects", "people", "settings", "data", "outputs": what was written under each of the five}
    five_safes: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    with_words: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    file_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    # {"rows", "left_out", "withheld": {column: n}, "smallest_group"}: what was done to make it safe
    report: Mapped[dict[str, Any]] = mapped_column(default=dict, info=SPECIAL)
    # Whose answers are in it (opaque ids): only to see that a later file singles nobody out.
    people_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    decided_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    decided_why: Mapped[str] = mapped_column(default="", info=CONTENT)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    people = Sealed()

    __mapper_args__ = {"version_id_col": version}
