import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.questions.enums import AnswerState, AttachmentKind, Provenance, QuestionKind, SetState
from portal.shared import tokens
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class QuestionSet(Base):
    """One edition of a set of questions. Once published the database refuses a change: that is a new edition."""

    __tablename__ = "question_set"
    __purpose__ = "Asking everyone in a round the same questions"
    __retention__ = "With the rounds that used it"

    series: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    edition: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)
    name: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    # Language code → TextStatus, for the whole set.
    text_status: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    state: Mapped[SetState] = choice(SetState, default=SetState.DRAFT, info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    created_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    published_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    published_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    copied_from: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)  # the set whose questions this began with
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    questions: Mapped[list["Question"]] = relationship(order_by="Question.place", lazy="selectin")

    __table_args__ = (sa.UniqueConstraint("series", "edition"),)
    __mapper_args__ = {"version_id_col": version}


append_only("question_set", unless="old.state = 'draft'")


class Question(Base):
    """One question. Texts are by language code.

    Options are `{"code": …, "texts": {…}, "exclusive": bool}`; a choice among pictures adds `"picture"` (one of our
    drawings or a stored file) and `"alt"` (texts). `media` is a list of `{"kind": "picture" | "audio" | "bsl_video",
    "key": storage key, "media_type": …, "language": code, "alt": texts, "captions": storage key, "transcript": texts}`.
    `show_when` is `{"all" | "any": [{"question": key, "test": …, "codes": […], "number": n}]}` over earlier questions.
    """

    __tablename__ = "question"
    __purpose__ = "Asking everyone in a round the same questions"
    __retention__ = "With the rounds that used it"

    set_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question_set.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(info=OPERATIONAL)
    key: Mapped[str] = mapped_column(info=CONTENT)  # stays the same over editions, so that rounds can be compared
    kind: Mapped[QuestionKind] = choice(QuestionKind, info=CONTENT)
    texts: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    hints: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    options: Mapped[list[Any]] = mapped_column(default=list, info=CONTENT)
    allows_other: Mapped[bool] = mapped_column(default=False, info=CONTENT)
    # Words at the ends of a 0–10 scale, by language.
    low_words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    high_words: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    # Numbers: the smallest and largest allowed. Several choices: `highest` is how many may be chosen.
    lowest: Mapped[int | None] = mapped_column(info=CONTENT)
    highest: Mapped[int | None] = mapped_column(info=CONTENT)
    picture: Mapped[str | None] = mapped_column(info=CONTENT)
    # Asked once more, kindly, when left empty; even then nobody has to say.
    required: Mapped[bool] = mapped_column(default=False, info=CONTENT)
    show_when: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=CONTENT)
    unit: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    media: Mapped[list[Any]] = mapped_column(default=list, info=CONTENT)
    allows_voice: Mapped[bool] = mapped_column(default=False, info=CONTENT)
    # Language code → TextStatus of this question's texts in it; `checked` says which account said so, and when.
    text_status: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    checked: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    taken_from: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)  # the question of an earlier set
    frozen: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("set_id", "key"),)
    __mapper_args__ = {"version_id_col": version}


append_only("question", unless="NOT old.frozen")


class Draft(Base):
    """Where someone is in a set of questions until it is sent; then only that it was sent, and in which visit."""

    __tablename__ = "draft"
    __purpose__ = "Losing nothing when someone stops halfway"
    __retention__ = "The answers until sent or 30 days after the round closes; the rest with the invitation"

    holder_id: Mapped[uuid.UUID] = mapped_column(unique=True, info=OPERATIONAL)
    provenance: Mapped[Provenance | None] = choice(Provenance, info=PERSONAL)
    helped_by: Mapped[str] = mapped_column(default="", info=PERSONAL)
    sent_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    sent_in_visit: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


class DraftAnswer(Base):
    """One answer not sent yet. It is only ever shown in the visit (`visit_id`) in which it was typed."""

    __tablename__ = "draft_answer"
    __purpose__ = "Losing nothing when someone stops halfway"
    __retention__ = "Until sent, or 30 days after the round closes"

    holder_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    question_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    visit_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    state: Mapped[AnswerState] = choice(AnswerState, info=SPECIAL)
    value: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=SPECIAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    words_language: Mapped[str | None] = mapped_column(info=PERSONAL)
    # Whose words these are and by which door they came; None until the person says so at the end.
    provenance: Mapped[Provenance | None] = choice(Provenance, info=PERSONAL)
    channel: Mapped[str] = mapped_column(default="web", info=OPERATIONAL)
    saved_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    words = Sealed()

    __table_args__ = (sa.UniqueConstraint("holder_id", "question_id"),)


class Response(Base):
    """One person's answers in one round (`asked_in`), under the random id (`alias`) by which staff see them.

    Consents about this response are kept under the same `alias`. The receipt code is derived from the id; the database
    holds only its keyed fingerprint.

    Answers that were changed or taken back later are kept on a shelf: a response of their own, `past_of` the one they
    stood in, with an `asked_in` and `alias` that are nobody's. So nothing that counts a round can count them.
    """

    __tablename__ = "response"
    __purpose__ = "Knowing what people told us"
    __retention__ = "Six years after release"

    asked_in: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    alias: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    set_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question_set.id"), info=OPERATIONAL)
    channel: Mapped[str] = mapped_column(default="web", info=OPERATIONAL)
    provenance: Mapped[Provenance | None] = choice(Provenance, info=PERSONAL)
    helped_by: Mapped[str] = mapped_column(default="", info=PERSONAL)
    language: Mapped[str] = mapped_column(default="en", info=PERSONAL)
    receipt_index: Mapped[str | None] = mapped_column(unique=True, info=SECRET)
    submitted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    edition: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)
    past_of: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)

    answers: Mapped[list["Answer"]] = relationship(back_populates="response")

    # However often the button is pressed, and in however many tabs: one response.
    __table_args__ = (sa.UniqueConstraint("asked_in", "alias"),)

    @property
    def receipt_code(self) -> str:
        return tokens.short_code("receipt", self.id)


class Answer(Base):
    """One answer; own words are in `words`.

    `value` holds `{"code"}`, `{"codes"}`, `{"number"}`, `{"date"}`, `{"ranked"}` (codes, first place first), `{"file"}`
    (id of an attachment), or for a consent `{"code", "language", "sha256"}` of the very text that was shown.
    """

    __tablename__ = "answer"
    __purpose__ = "Knowing what people told us"
    __retention__ = "Six years after release"

    response_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("response.id"), info=OPERATIONAL)
    asked_in: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    question_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question.id"), info=OPERATIONAL)
    state: Mapped[AnswerState] = choice(AnswerState, info=SPECIAL)
    value: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), info=SPECIAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    words_language: Mapped[str | None] = mapped_column(info=PERSONAL)
    provenance: Mapped[Provenance | None] = choice(Provenance, info=PERSONAL)
    channel: Mapped[str] = mapped_column(default="web", info=OPERATIONAL)

    words = Sealed()
    response: Mapped[Response] = relationship(back_populates="answers")

    __table_args__ = (
        sa.UniqueConstraint("response_id", "question_id"),
        sa.Index("ix_answer_asked_in_question_id", "asked_in", "question_id"),
    )


class Attachment(Base):
    """A photo, drawing or voice message. Sealed in storage; until it is sent it belongs to a draft (`holder_id`)."""

    __tablename__ = "attachment"
    __purpose__ = "Hearing people who would rather show or say it than write"
    __retention__ = "Until sent, or 30 days after the round closes; once sent, as long as the answer"

    holder_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    answer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("answer.id"), index=True, info=OPERATIONAL)
    question_id: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    visit_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    kind: Mapped[AttachmentKind] = choice(AttachmentKind, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(info=OPERATIONAL)
    media_type: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    # What the picture shows, and what is said in the message, in words: typed by the person or later by staff.
    alt_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    transcript_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    added_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    alt = Sealed()
    transcript = Sealed()
