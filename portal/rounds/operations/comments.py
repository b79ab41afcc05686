"""Comments made elsewhere become answers to an open question of a round: upload, look, agree, bring in."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose
from portal.people.operations import record_consents
from portal.questions import operations as questions
from portal.questions.models import Question
from portal.questions.operations import Comment, alias_of_comment
from portal.rosters.errors import FileRefused
from portal.rosters.rules import headings as heading_rules
from portal.rosters.rules import tables
from portal.rounds.enums import CommentsState
from portal.rounds.errors import NotReady
from portal.rounds.models import Coding, CommentImport, Round
from portal.rounds.operations import coding
from portal.rounds.queries import comments as queries
from portal.rounds.rules import commenting
from portal.rounds.rules.commenting import FoundComment
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.storage import checksum

CHANNEL = "import"
SAMPLE, SHOWN, BATCH = 200, 5, 500


def take_upload(
    session: Session, *, round_: Round, question: Question, content: bytes, file_name: str, by: uuid.UUID | None
) -> CommentImport:
    """Recognises a file, guesses its columns and keeps it sealed. Nothing of it is an answer yet.

    The very same file for the same question is the upload it was before, whether brought in or still open.

    Raises:
        FileRefused: it is no table with headings and rows.
    """
    reading, sha256 = tables.recognise(content), checksum(content)
    same = queries.import_with(session, round_id=round_.id, question_id=question.id, sha256=sha256)
    if same is not None:
        return same
    rows = tables.rows(content, reading)
    first = next(rows, None)
    names = heading_rules.read_headings(first[1]) if first else []
    sample = [cells for _number, cells in islice(rows, SAMPLE)]
    if not sample:
        raise FileRefused("header_only" if names else "empty")
    made = CommentImport(
        round_id=round_.id,
        question_id=question.id,
        file_name=file_name[-200:],
        sha256=sha256,
        reading=reading.as_json(),
        headings=names,
        columns=commenting.guess_columns(names, sample),
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    made.file_key = sealed_files.put(content, belongs_to=made.id)
    session.add(made)
    session.flush()
    audit.record(session, action="upload", subject="comment_import", subject_id=made.id, actor_id=by)
    return made


def choose_columns(session: Session, *, comment_import: CommentImport, columns: Mapping[str, int]) -> None:
    """Keeps which column is what, and checks the whole file with it.

    Raises:
        NotReady: it is being brought in, or is in already.
    """
    _still_open(comment_import)
    found = commenting.check(_rows(comment_import), headings=comment_import.headings, columns=columns)
    comment_import.columns, comment_import.preview = dict(columns), found.as_json()
    comment_import.state = CommentsState.CHECKED
    session.flush()


def first_comments(comment_import: CommentImport) -> list[FoundComment]:
    """The first few, to see that the columns are right."""
    worded = (one for one in commenting.read_comments(_rows(comment_import), comment_import.columns) if one.words)
    return list(islice(worded, SHOWN))


def agree(session: Session, *, comment_import: CommentImport, by: uuid.UUID | None) -> queue.Job:
    """Lets the worker bring the file in.

    Raises:
        NotReady: not checked yet, or nothing in it can be used.
    """
    ready = comment_import.state is CommentsState.CHECKED or was_stopped(session, comment_import=comment_import)
    if not ready or not comment_import.preview.get("comments"):
        raise NotReady
    comment_import.state, comment_import.agreed_by = CommentsState.IMPORTING, by
    job = queue.enqueue(session, "rounds.import_comments", asked_by=by, import_id=str(comment_import.id))
    comment_import.job_id = job.id
    audit.record(session, action="agree", subject="comment_import", subject_id=comment_import.id, actor_id=by)
    return job


def was_stopped(session: Session, *, comment_import: CommentImport) -> bool:
    """Whether bringing the file in was stopped or broke off: it can go on from there."""
    job = session.get(queue.Job, comment_import.job_id) if comment_import.job_id else None
    over = (queue.JobState.CANCELLED, queue.JobState.FAILED)
    return comment_import.state is CommentsState.IMPORTING and job is not None and job.state in over


def discard(session: Session, *, comment_import: CommentImport, by: uuid.UUID | None) -> None:
    """Throws the file away; nothing of it was used.

    Raises:
        NotReady: it is being brought in, or is in already.
    """
    _still_open(comment_import)
    _delete_file(session, comment_import=comment_import)
    comment_import.state = CommentsState.DISCARDED
    audit.record(session, action="discard", subject="comment_import", subject_id=comment_import.id, actor_id=by)


def bring_in(
    session: Session, *, comment_import: CommentImport, after_batch: Callable[[int, int], None]
) -> Mapping[str, int]:
    """Adds the comments as answers, each once however often this runs, and codes them by the file's themes.

    Rows with a problem and rows without words stay out. `after_batch(done, total)` may commit.
    """
    question = session.get_one(Question, comment_import.question_id)
    total = int(comment_import.preview["rows"])
    faulty = {row for row, _column, code in _faults(comment_import) if code != "many_themes"}
    found = commenting.read_comments(_rows(comment_import), comment_import.columns)
    worded = (one for one in found if one.words and one.row not in faulty)
    counts = {"added": 0, "already_there": 0, "coded": 0}
    seen = 0
    while batch := list(islice(worded, BATCH)):
        added = _add(session, comment_import=comment_import, question=question, batch=batch)
        counts["added"] += added
        counts["already_there"] += len(batch) - added
        counts["coded"] += _code(session, comment_import=comment_import, batch=batch)
        seen += len(batch)
        after_batch(min(seen, total), total)
    _delete_file(session, comment_import=comment_import)
    comment_import.state, comment_import.imported_at = CommentsState.IMPORTED, clock.now()
    comment_import.counts = counts
    audit.record(
        session,
        action="import",
        subject="comment_import",
        subject_id=comment_import.id,
        actor_id=comment_import.agreed_by,
        **counts,
    )
    return counts


def _delete_file(session: Session, *, comment_import: CommentImport) -> None:
    """By a job of its own, which exists only if this transaction does: until then the file may still be needed."""
    queue.enqueue(session, "rounds.delete_file", key=comment_import.file_key)
    comment_import.file_key = ""


def _faults(comment_import: CommentImport) -> Sequence[Sequence[object]]:
    """All problems again: the preview keeps the first ones only."""
    if comment_import.preview["faults"] <= len(comment_import.preview["problems"]):
        problems: Sequence[Sequence[object]] = comment_import.preview["problems"]
        return problems
    found = commenting.check(_rows(comment_import), headings=comment_import.headings, columns=comment_import.columns)
    return [(one.row, one.column, one.code) for one in found.problems]


def _add(session: Session, *, comment_import: CommentImport, question: Question, batch: Sequence[FoundComment]) -> int:
    done = questions.import_answers(
        session,
        asked_in=comment_import.round_id,
        question=question,
        comments=[Comment(reference=_reference(comment_import, one), words=one.words) for one in batch],
        channel=CHANNEL,
    )
    if done.added:
        for one in batch:
            if one.agreed is not None:
                record_consents(
                    session,
                    subject_id=_alias(comment_import, one),
                    answers={ConsentPurpose.QUOTE: one.agreed},
                    language="en",
                    channel=CHANNEL,
                )
    return done.added


def _code(session: Session, *, comment_import: CommentImport, batch: Sequence[FoundComment]) -> int:
    themed = {_alias(comment_import, one): one.theme for one in batch if one.theme}
    if not themed:
        return 0
    themes = coding.themes_named(
        session,
        round_id=comment_import.round_id,
        names=sorted(set(themed.values())),
        by=comment_import.agreed_by,
    )
    answers = queries.answers_under(session, question_id=comment_import.question_id, aliases=list(themed))
    known = queries.codings_among(session, answer_ids=list(answers.values()))
    rows = [
        {
            "id": uuid.uuid4(),
            "theme_id": themes[themed[alias]].id,
            "answer_id": answer_id,
            "coded_by": comment_import.agreed_by,
            "coded_at": clock.now(),
            "suggested": False,
        }
        for alias, answer_id in answers.items()
        if (themes[themed[alias]].id, answer_id) not in known
    ]
    if rows:
        session.execute(sa.insert(Coding), rows)
    return len(rows)


def _alias(comment_import: CommentImport, one: FoundComment) -> uuid.UUID:
    return alias_of_comment(asked_in=comment_import.round_id, reference=_reference(comment_import, one))


def _reference(comment_import: CommentImport, one: FoundComment) -> str:
    """The row in this very file: the same words in two rows are two people."""
    return f"{comment_import.sha256}:{one.row}"


def _rows(comment_import: CommentImport) -> Iterator[tables.Row]:
    reading = tables.Reading(**comment_import.reading)
    rows = tables.rows(sealed_files.get(comment_import.file_key, belongs_to=comment_import.id), reading)
    next(rows)
    return rows


def _still_open(comment_import: CommentImport) -> None:
    if comment_import.state not in (CommentsState.COLUMNS, CommentsState.CHECKED):
        raise NotReady
