import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from portal.shared import audit, clock
from portal.shared.i18n import LANGUAGES, _
from portal.shared.pictures import catalogue
from portal.summaries import queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import Section, SummaryState, TextStatus
from portal.summaries.errors import NotReady, WrongState
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.history import WRITTEN, note, recording, refuse_overwriting
from portal.summaries.operations.numbers import old_numbers
from portal.summaries.operations.states import move_to, open_for_edits, refuse_writers
from portal.summaries.pictures import gallery
from portal.summaries.rules import NUMBER_MARK, is_rewritten, slug_from, typed_figures
from portal.summaries.sources import source_of
from portal.summaries.wording import base_words, number_words

Texts = Mapping[str, str]


def start_summary(session: Session, *, source_kind: str, source_id: uuid.UUID, title: Texts, by: uuid.UUID) -> Summary:
    """Opens a summary on a source; `by` is its writer and can never approve it.

    Raises:
        UnknownSource: no room offers this kind of source.
    """
    source_of(session, kind=source_kind, source_id=source_id)
    summary = Summary(
        source_kind=source_kind,
        source_id=source_id,
        title=_said(title),
        slug=slug_from(title.get("en", ""), suffix=uuid.uuid4().hex[:6]),
        state=SummaryState.DRAFTING,
        writer_id=by,
        what_changed={},
        notice={},
        last_number=0,
        created_at=clock.now(),
    )
    session.add(summary)
    session.flush()
    audit.record(session, action="summary_start", subject="summary", subject_id=summary.id, actor_id=by)
    return summary


def edit_summary(session: Session, *, summary: Summary, title: Texts, what_changed: Texts) -> None:
    """Changes the title, and what the next version says was changed.

    Raises:
        WrongState
    """
    open_for_edits(summary)
    summary.title, summary.what_changed = _said(title), _said(what_changed)
    session.flush()


def add_statement(
    session: Session,
    *,
    summary: Summary,
    section: Section,
    texts: Texts,
    by: uuid.UUID,
    statuses: Mapping[str, str] | None = None,
    picture: str = "",
    evidence: Sequence[str] = (),
) -> Statement:
    """Adds a statement at the end of its section.

    Raises:
        WrongState; NotReady: a number about people was typed, or there is no such picture.
    """
    open_for_edits(summary)
    statement = Statement(
        summary_id=summary.id,
        section=section,
        place=queries.last_place(session, summary_id=summary.id) + 1,
        texts=_sound(session, texts, picture),
        statuses=_statuses(texts, statuses or {}),
        picture=picture,
        evidence=list(evidence),
        written_by=by,
    )
    session.add(statement)
    session.flush()
    note(session, statement=statement, deed=StatementDeed.WRITTEN, by=by, before=None)
    return statement


def edit_statement(
    session: Session,
    *,
    summary: Summary,
    statement: Statement,
    section: Section,
    texts: Texts,
    by: uuid.UUID,
    statuses: Mapping[str, str] | None = None,
    picture: str = "",
    evidence: Sequence[str] = (),
    seen: int | None = None,
    deed: StatementDeed = StatementDeed.CHANGED,
) -> None:
    """Changes a statement. A translation left as it was while the English changed counts as unchecked again, and a
    draft whose words are new is no draft any more. `seen` is the version the writer had before them.

    Raises:
        WrongState; NotReady: as for `add_statement`; WrittenMeanwhile
    """
    open_for_edits(summary)
    refuse_overwriting(session, statement=statement, seen=seen, parts=WRITTEN)
    sound = _sound(session, texts, picture, had=statement.picture)
    fresh = _statuses(texts, statuses or {})
    if sound.get("en") != statement.texts.get("en"):
        stale = [code for code in fresh if sound[code] == statement.texts.get(code)]
        fresh |= dict.fromkeys(stale, str(TextStatus.MACHINE_DRAFT))
    with recording(session, statement=statement, deed=deed, by=by):
        if statement.is_draft:
            statement.is_draft = not is_rewritten(statement.texts.get("en", ""), sound.get("en", ""))
        statement.texts, statement.statuses = sound, fresh
        statement.section, statement.picture, statement.evidence = section, picture, list(evidence)
        statement.written_by = by


def hand_in(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """Hands a draft to an approver.

    Raises:
        WrongState; NotReady: with everything that is missing.
    """
    reasons = what_keeps_it_back(session, summary=summary)
    if reasons:
        raise NotReady(reasons)
    move_to(session, summary=summary, state=SummaryState.INTERNAL_REVIEW, by=by)


def send_back(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """Back to the writer.

    Raises:
        WrongState
    """
    move_to(session, summary=summary, state=SummaryState.DRAFTING, by=by)
    summary.approved_by = summary.approved_at = None
    session.flush()


def approve(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """A second person has read it and agrees that it goes out.

    Raises:
        WrongState; NeedsSecondPerson: `by` wrote some of it; NotReady
    """
    if summary.state not in (SummaryState.INTERNAL_REVIEW, SummaryState.REVISING):
        raise WrongState(f"{summary.state} is not waiting for approval")
    refuse_writers(session, summary=summary, person=by)
    reasons = what_keeps_it_back(session, summary=summary)
    if reasons:
        raise NotReady(reasons)
    summary.approved_by, summary.approved_at = by, clock.now()
    audit.record(session, action="summary_approve", subject="summary", subject_id=summary.id, actor_id=by)
    session.flush()


def what_keeps_it_back(
    session: Session, *, summary: Summary, statements: Sequence[Statement] | None = None
) -> list[str]:
    """What is missing, and every number the newest results say otherwise, in words; empty when nothing is. Whoever
    has read the statements already hands them over."""
    if statements is None:
        statements = queries.statements_of(session, summary_id=summary.id)
    gone = gallery.gone_among(session, names=[one.picture for one in statements])
    reasons = what_is_missing(statements, gone=gone)
    if not any(one.number for one in statements):
        return reasons
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    old = old_numbers(statements, source.numbers())
    for place, one in enumerate(statements, start=1):
        if one.id not in old:
            continue
        now = old[one.id].now
        if now is None:
            reasons.append(_("Statement %(number)s holds a number that the results no longer show", number=place))
        else:
            reasons.append(
                _(
                    "Statement %(number)s holds an old number: “%(was)s” The newest results say: “%(now)s”",
                    number=place,
                    was=f"{number_words(old[one.id].was)}. {base_words(old[one.id].was)}",
                    now=f"{number_words(now)}. {base_words(now)}",
                )
            )
    return reasons


def what_is_missing(statements: Sequence[Statement], *, gone: Collection[str] = ()) -> list[str]:
    """What keeps a summary from being shown to people, in words; empty when nothing does.

    `gone` are own pictures among them that may not be shown any more (`gallery.gone_among`).
    """
    reasons = []
    if not any(one.section is Section.TOLD for one in statements):
        reasons.append(_("Nothing says what people told you yet"))
    for number, one in enumerate(statements, start=1):
        if not one.texts.get("en"):
            reasons.append(_("Statement %(number)s has no English words", number=number))
        if one.is_draft:
            reasons.append(_("Statement %(number)s is a draft that nobody has rewritten yet", number=number))
        if not one.picture:
            reasons.append(_("Statement %(number)s has no picture", number=number))
        if one.picture in gone:
            reasons.append(_("Statement %(number)s needs another picture. This one may not be shown", number=number))
        if one.number is None and any(NUMBER_MARK in text for text in one.texts.values()):
            reasons.append(_("Statement %(number)s waits for a number from the results", number=number))
    return reasons


def _said(texts: Texts) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if code in LANGUAGES and text.strip()}


def _sound(session: Session, texts: Texts, picture: str, *, had: str = "") -> dict[str, str]:
    """`had` is the picture the statement has already: it may stay, even if nobody new may take it."""
    said = _said(texts)
    reasons = [
        _("“%(figure)s” was typed. Take numbers about people from the results", figure=figure)
        for text in said.values()
        for figure in typed_figures(text)
    ]
    known = {"", had, *(one.id for one in catalogue.all_concepts())}
    if picture not in known and picture not in gallery.usable_names(session, names=[picture]):
        reasons.append(_("There is no picture called “%(name)s”", name=picture))
    if reasons:
        raise NotReady(list(dict.fromkeys(reasons)))
    return said


def _statuses(texts: Texts, statuses: Mapping[str, str]) -> dict[str, str]:
    said = _said(texts)
    return {code: str(TextStatus(statuses.get(code) or "machine_draft").as_made) for code in said if code != "en"}
