"""What was understood: themes, findings, counts, releases, comments from elsewhere."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.rounds.enums import CommentsState, ReportFileState
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, IDENTITY, OPERATIONAL, PUBLIC, SPECIAL


class Theme(Base):
    """A code over answers to open questions: what several people said."""

    __tablename__ = "theme"
    __purpose__ = "Understanding what people told us"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    name: Mapped[str] = mapped_column(info=CONTENT)
    # The theme or group it belongs to; None at the top.
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"), index=True, info=OPERATIONAL)
    description: Mapped[str] = mapped_column(default="", info=CONTENT)
    excludes: Mapped[str] = mapped_column(default="", info=CONTENT)
    example: Mapped[str] = mapped_column(default="", info=CONTENT)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("round_id", "name"),)
    __mapper_args__ = {"version_id_col": version}


class Coding(Base):
    """One answer put under one theme, by whom."""

    __tablename__ = "coding"
    __purpose__ = "Understanding what people told us"
    __retention__ = "Six years after release"

    theme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("theme.id", ondelete="CASCADE"), info=OPERATIONAL)
    answer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("answer.id"), index=True, info=OPERATIONAL)
    coded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    coded_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # Someone chose a theme that the program had suggested.
    suggested: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("theme_id", "answer_id"),)


class Finding(Base):
    """What we think we heard, with what it rests on: themes, or a figure of a release."""

    __tablename__ = "finding"
    __purpose__ = "Saying what people told us"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    place: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)
    words: Mapped[str] = mapped_column(info=CONTENT)
    theme_ids: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    # Key of a figure in the newest release, such as "faces:support:very_good".
    figure_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    created_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class Release(Base):
    """Results frozen after the disclosure gate: what every summary, export and public page quotes."""

    __tablename__ = "release"
    __purpose__ = "Publishing figures that cannot point at anyone"
    __retention__ = "For good"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    # {"figures": {key: {...}}, "tables": [...], "responses": n, ...}; only protected numbers.
    content: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    sha256: Mapped[str] = mapped_column(info=PUBLIC)
    # Whose answers stand behind each figure (opaque ids): only to see that a later release singles nobody out.
    cuts_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    released_at: Mapped[dt.datetime] = mapped_column(info=PUBLIC)
    released_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)

    cuts = Sealed()

    __table_args__ = (sa.UniqueConstraint("round_id", "number"),)


append_only("release")


class Tally(Base):
    """The true counts of a round at one moment, kept so that no page has to count answers. Shown only through the
    disclosure gate (`portal.rounds.disclosure`)."""

    __tablename__ = "tally"
    __purpose__ = "Showing results without counting every answer each time"
    __retention__ = "Until it is counted again; six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    responses: Mapped[int] = mapped_column(info=OPERATIONAL)
    # What may be shown now: each part stays as it was until at least ten people differ from when it was last let out.
    content: Mapped[dict[str, Any]] = mapped_column(info=SPECIAL)
    # Whether some part waits for more people; how many wait would point at someone.
    held_back: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    counted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # Whose answers stand behind each part as it was let out (opaque ids). Large, so last in the row and read only when
    # a release is made.
    marks_sealed: Mapped[bytes | None] = mapped_column(deferred=True, info=SPECIAL)

    marks = Sealed()


class FilterChoice(Base):
    """Up to three traits by which answers may be looked at together (women who stopped coming, say). Once numbers were
    shown it stays: two choices could be taken from each other."""

    __tablename__ = "filter_choice"
    __purpose__ = "Looking at answers by several traits at once"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    # Names of fields, in their own order.
    traits: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    chosen_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    chosen_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class FilteredTally(Base):
    """Answers by several traits at once: what may be shown of them, and what the worker needs to count on."""

    __tablename__ = "filtered_tally"
    __purpose__ = "Showing results by several traits at once without pointing at anyone"
    __retention__ = "Until it is counted again; six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    # Only what passed the disclosure gate.
    shown: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    counted_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # True counts as they were let out, who is kept out of them for good, and who waits (opaque ids).
    state_sealed: Mapped[bytes | None] = mapped_column(deferred=True, info=SPECIAL)

    state = Sealed()


class WeightingChoice(Base):
    """How a round's answers are weighted: to which margins of the frame, and where a weight is cut."""

    __tablename__ = "weighting_choice"
    __purpose__ = "Weighting in the open"
    __retention__ = "Six years after release"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), unique=True, info=OPERATIONAL)
    # Names of reporting fields; one is post-stratification, several are raked. None: only the chance to be drawn.
    margins: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    # No weight above so many times the median.
    trim_at: Mapped[float] = mapped_column(default=5.0, info=OPERATIONAL)
    chosen_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    chosen_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}


class ReportFile(Base):
    """A PDF of one release's report in one language; offered only when it passed both gates."""

    __tablename__ = "report_file"
    __purpose__ = "Paper for people who want paper"
    __retention__ = "With the release"

    release_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("release.id"), info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PUBLIC)
    state: Mapped[ReportFileState] = choice(ReportFileState, default=ReportFileState.WAITING, info=OPERATIONAL)
    storage_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_sha256: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    pages: Mapped[int] = mapped_column(default=0, info=OPERATIONAL)
    faults: Mapped[list[str]] = mapped_column(default=list, info=OPERATIONAL)
    proof: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("release_id", "language"),)


class CommentImport(Base):
    """One file of comments made elsewhere, from upload to import as answers to an open question of a round."""

    __tablename__ = "comment_import"
    __purpose__ = "Hearing what people have already said elsewhere"
    __retention__ = "Six years after release; the file itself until it is brought in or thrown away"

    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True, info=OPERATIONAL)
    question_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question.id"), info=OPERATIONAL)
    state: Mapped[CommentsState] = choice(CommentsState, default=CommentsState.COLUMNS, info=OPERATIONAL)
    file_key: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    file_name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    sha256: Mapped[str] = mapped_column(index=True, info=OPERATIONAL)
    # How the file is read: kind, encoding, separator.
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    headings: Mapped[list[str]] = mapped_column(default=list, info=CONTENT)
    # Column number by use: words, theme, consent.
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    # {"rows", "comments", "empty", "themes": {name: n}, "problems": [{"row", "column", "code"}]}
    preview: Mapped[dict[str, Any]] = mapped_column(default=dict, info=CONTENT)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, info=OPERATIONAL)
    job_id: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    uploaded_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    uploaded_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    agreed_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    imported_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    file_name = Sealed()

    __mapper_args__ = {"version_id_col": version}
