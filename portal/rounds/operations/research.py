"""A de-identified file for research: asked for with the Five Safes, made by the worker, let out by a second person."""

import hashlib
import json
import random
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.questions import queries as questions
from portal.questions.rules import AskedSet
from portal.rounds.coding_enums import ResearchState
from portal.rounds.disclosure.people import safe_rows
from portal.rounds.enums import RoundState
from portal.rounds.errors import NeedsSecondPerson, NotReady
from portal.rounds.models import ResearchFile, Round
from portal.rounds.operations.exporting import DICTIONARY
from portal.rounds.queries import redaction, words
from portal.rounds.queries import research as queries
from portal.rounds.rules import research as rules
from portal.rounds.rules.cuts import pack, unpack
from portal.rounds.rules.deidentify import SafeRows, TooFewRows
from portal.rounds.rules.exporting import text_in
from portal.sampling.differencing import ReleasedCut, differencing_clashes
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.export import Column, Export, export

TASK = "rounds.make_research_file"
OVER = (RoundState.CLOSED, RoundState.RELEASED)
EVERYONE = "round"


def ask_for_file(
    session: Session, *, round_: Round, five_safes: Mapping[str, str], with_words: bool, by: uuid.UUID
) -> ResearchFile:
    """Keeps the checklist and has the worker make the file.

    Raises:
        NotReady: the round still takes answers, has no questions, or one of the five is not answered.
    """
    if round_.state not in OVER or not round_.question_set_id:
        raise NotReady
    if any(not five_safes.get(name, "").strip() for name in rules.SAFES):
        raise NotReady
    made = ResearchFile(
        round_id=round_.id,
        five_safes={name: five_safes[name] for name in rules.SAFES},
        with_words=with_words,
        asked_at=clock.now(),
        asked_by=by,
    )
    session.add(made)
    session.flush()
    made.job_id = queue.enqueue(session, TASK, asked_by=by, file_id=str(made.id)).id
    audit.record(session, action="ask", subject="research_file", subject_id=made.id, actor_id=by)
    session.flush()
    return made


def make(session: Session, *, file: ResearchFile, progress: Callable[[int, int], None]) -> None:
    """Makes the file, or says why there can be none: too few people, or a difference to an earlier file that would
    single someone out. Nothing is written before it is whole."""
    round_ = session.get_one(Round, file.round_id)
    asked = questions.asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    if asked is None:
        raise NotReady
    people = queries.respondents(session, round_id=round_.id)
    progress(1, 4)
    answers = [column for question in asked.questions for column in rules.answer_columns(question)]
    rows = _rows(session, round_=round_, asked=asked, people=people, answers=answers)
    session.commit()
    progress(2, 4)
    ids = [one.response_id for one in people]
    if _singles_out(session, round_id=round_.id, ids=ids, apart_from=file.id):
        file.state, file.report = ResearchState.IMPOSSIBLE, {"refused": "singles_out"}
        return
    try:
        safe = safe_rows(rows, traits=rules.TRAITS, answers=[rules.WHOSE, *answers])
    except TooFewRows:
        file.state, file.report = ResearchState.IMPOSSIBLE, {"refused": "too_few"}
        return
    progress(3, 4)
    spoken = _words(session, round_id=round_.id, asked=asked) if file.with_words else {}
    _keep(file, _content(safe, ids, spoken, asked, answers, with_words=file.with_words), ids, safe)
    audit.record(session, action="make", subject="research_file", subject_id=file.id, actor_id=file.asked_by)
    session.flush()


def _rows(
    session: Session, *, round_: Round, asked: AskedSet, people: Sequence[queries.Respondent], answers: Sequence[str]
) -> list[dict[str, str]]:
    empty = dict.fromkeys(answers, "not_asked")
    rows = {
        one.response_id: {**rules.trait_values(one.traits), rules.WHOSE: one.whose or rules.NOT_KNOWN, **empty}
        for one in people
    }
    by_id = {question.id: question for question in asked.questions}
    found = queries.closed_answers(session, round_id=round_.id, question_ids=list(by_id))
    for response_id, question_id, state, value in found:
        if response_id in rows:
            rows[response_id] |= rules.answer_values(by_id[question_id], state, value)
    return [rows[one.response_id] for one in people]


def _words(session: Session, *, round_id: uuid.UUID, asked: AskedSet) -> dict[uuid.UUID, dict[str, str]]:
    """Words by response and column: consented to, and looked at by a person."""
    looked_at = redaction.redactions_in(session, round_id=round_id)
    responses = queries.responses_of_answers(session, round_id=round_id)
    columns = {question.id: rules.words_column(question) for question in asked.questions if question.kind.is_open}
    found: dict[uuid.UUID, dict[str, str]] = {}
    for quote in words.quotes_of(session, round_id=round_id):
        if quote.answer_id in looked_at and quote.question_id in columns:
            said = found.setdefault(responses[quote.answer_id], {})
            said[columns[quote.question_id]] = quote.words
    return found


def _content(
    safe: SafeRows,
    ids: Sequence[uuid.UUID],
    spoken: Mapping[uuid.UUID, Mapping[str, str]],
    asked: AskedSet,
    answers: Sequence[str],
    *,
    with_words: bool,
) -> dict[str, Any]:
    worded = [rules.words_column(one) for one in asked.questions if one.kind.is_open] if with_words else []
    columns = [rules.ID, *rules.TRAITS, rules.WHOSE, *answers, *worded]
    rows = []
    for response_id, row in zip(ids, safe.rows, strict=True):
        said = spoken.get(response_id, {})
        whole = {**row, **{column: said.get(column, "") for column in worded}, rules.ID: secrets.token_hex(6)}
        rows.append([whole[column] for column in columns])
    # In no order that was ever anyone's.
    random.SystemRandom().shuffle(rows)
    described = rules.dictionary(asked, columns=columns, text_of=lambda texts: text_in(texts, "en"))
    return {"columns": [[str(part) for part in one] for one in described], "rows": rows}


def _keep(file: ResearchFile, content: Mapping[str, Any], ids: Sequence[uuid.UUID], safe: SafeRows) -> None:
    text = json.dumps(content, ensure_ascii=False).encode()
    file.file_key = sealed_files.put(text, belongs_to=file.id)
    file.sha256 = hashlib.sha256(text).hexdigest()
    file.people = pack({EVERYONE: ids})
    withheld = {column: count for column, count in safe.withheld.items() if count}
    file.report = {"rows": len(safe.rows), "withheld": withheld, "smallest_group": safe.smallest}
    file.state = ResearchState.WAITING


def _people_in(file: ResearchFile) -> frozenset[str]:
    return unpack(file.people)[EVERYONE] if file.people else frozenset()


def _singles_out(session: Session, *, round_id: uuid.UUID, ids: Sequence[uuid.UUID], apart_from: uuid.UUID) -> bool:
    earlier = [one for one in queries.let_out_before(session, round_id=round_id) if one.id != apart_from]
    released = [ReleasedCut(str(one.id), _people_in(one)) for one in earlier]
    return bool(differencing_clashes([str(one) for one in ids], released))


def decide(session: Session, *, file: ResearchFile, approve: bool, why: str, by: uuid.UUID) -> None:
    """A second person lets the file out, or does not, and says why.

    Raises:
        NeedsSecondPerson: whoever asked for it. NotReady: it does not wait for that, or no reason is given.
    """
    if file.asked_by == by:
        raise NeedsSecondPerson
    if file.state is not ResearchState.WAITING or not why.strip():
        raise NotReady
    file.state = ResearchState.APPROVED if approve else ResearchState.REFUSED
    file.decided_at, file.decided_by, file.decided_why = clock.now(), by, why
    if not approve:
        _delete_content(session, file)
    audit.record(session, action=file.state.value, subject="research_file", subject_id=file.id, actor_id=by)
    session.flush()


def take(session: Session, *, file: ResearchFile, kind: str, reason: str, by: uuid.UUID) -> Export:
    """The file, as `csv`, `xlsx`, `ods`, `json`, or its dictionary (`columns`). Who took it and why is noted.

    Raises:
        NotReady: it was not let out, or someone in it has taken their answers back since.
    """
    if file.state is not ResearchState.APPROVED or someone_left(session, file=file):
        raise NotReady
    content = json.loads(sealed_files.get(file.file_key, belongs_to=file.id))
    return export(
        session,
        name="research",
        kind=kind,
        headings=[column[0] for column in content["columns"]],
        rows=content["rows"],
        dictionary=[Column(*column) for column in content["columns"]],
        dictionary_headings=[str(heading) for heading in DICTIONARY],
        taken_by=by,
        why="research_file",
        about_id=file.round_id,
        reason=reason,
    )


def someone_left(session: Session, *, file: ResearchFile) -> bool:
    """Whether someone whose answers or words are in the file has taken them back: whoever has it must delete it."""
    now = {str(one.response_id) for one in queries.respondents(session, round_id=file.round_id)}
    if _people_in(file) - now:
        return True
    return file.with_words and queries.words_taken_back(session, round_id=file.round_id, since=file.asked_at)


def delete(session: Session, *, file: ResearchFile, by: uuid.UUID) -> None:
    """The content goes; what it was, who asked and who took it stays."""
    if file.state is ResearchState.DELETED:
        return
    file.state = ResearchState.DELETED
    _delete_content(session, file)
    audit.record(session, action="delete", subject="research_file", subject_id=file.id, actor_id=by)
    session.flush()


def _delete_content(session: Session, file: ResearchFile) -> None:
    if file.file_key:
        queue.enqueue(session, "rounds.delete_file", key=file.file_key)
        file.file_key = ""
