"""What staff left in the middle, beside the demonstration's world: half an import, comments to agree to, a draft."""

import datetime as dt
import io
import uuid

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from portal.contact.letters import ask_to_print
from portal.demo.accounts import account_of
from portal.people.enums import Role
from portal.promises import operations as promises
from portal.promises.enums import PromiseState
from portal.promises.models import Promise
from portal.questions import operations as questions
from portal.questions.enums import AttachmentKind, MediaKind, QuestionKind, SetState, TextStatus
from portal.questions.models import Answer, Attachment, Question, QuestionSet
from portal.rosters import operations as rosters
from portal.rosters.models import Frame, Service
from portal.rounds.enums import RoundState
from portal.rounds.models import Round
from portal.rounds.operations import checklists, comments, planning
from portal.rounds.queries.findings import findings_in
from portal.shared import clock, queue, sealed_files
from portal.shared.storage import checksum
from portal.summaries import operations as summaries
from portal.summaries.enums import VerdictKind, WhoHelped
from portal.summaries.examples import TITLE, write_example
from portal.summaries.models import CheckInvitation, Statement
from portal.summaries.operations.verdicts import to_check
from portal.summaries.queries import statements_of
from portal.summaries.round_source import KIND
from tests.questions import samples
from tests.rosters.factories import PEOPLE, checked, csv_file


def leave_everywhere(session: Session) -> None:
    organiser, approver = account_of(session, Role.ORGANISER), account_of(session, Role.APPROVER)
    service = session.scalars(sa.select(Service)).one()
    over = session.scalars(sa.select(Round).where(Round.state != RoundState.FIELDWORK)).one()
    under_way = session.scalars(sa.select(Round).where(Round.state == RoundState.FIELDWORK)).one()
    assert organiser is not None
    assert approver is not None
    half_an_import(session, service)
    comments_to_agree_to(session, over, by=organiser.id)
    drafts(session, service, over, by=organiser.id)
    a_set_half_written(session, by=organiser.id)
    a_checklist_half_written(session, over, by=organiser.id)
    a_voice_message(session, over)
    summaries_under_way(session, over, writer=organiser.id, approver=approver.id)
    session.commit()
    ask_to_print(session, asked_in=under_way.id, by=organiser.id)
    session.commit()
    queue.run_everything(session)
    session.commit()


def a_checklist_half_written(session: Session, over: Round, *, by: uuid.UUID) -> None:
    """Nothing is briefed yet, and what people said is not worded as a question."""
    chosen = {one.id for one in findings_in(session, round_id=over.id)[:1]}
    checklists.draft_checklist(session, round_=over, name="At the front desk", finding_ids=chosen, theme_ids=(), by=by)


def a_voice_message(session: Session, over: Round) -> None:
    """Sent beside somebody's words, and nobody has written down yet what it says."""
    long_text = sa.select(Question.id).where(Question.kind == QuestionKind.LONG_TEXT)
    worded = sa.select(Answer).where(Answer.asked_in == over.id, Answer.question_id.in_(long_text))
    answer = session.scalars(worded.where(Answer.words_sealed.is_not(None)).order_by(Answer.id).limit(1)).one()
    made, content = uuid.uuid4(), samples.recording()
    session.add(
        Attachment(
            id=made,
            answer_id=answer.id,
            question_id=answer.question_id,
            kind=AttachmentKind.VOICE,
            storage_key=sealed_files.put(content, belongs_to=made),
            media_type="audio/wav",
            size=len(content),
            sha256=checksum(content),
            added_at=clock.now(),
        )
    )


def half_an_import(session: Session, service: Service) -> None:
    """One file just uploaded, one whose words are not all known, one waiting for a yes."""
    strange = ("A009", "gone for good", *PEOPLE[0][2:])
    rosters.take_upload(session, service=service, content=csv_file(*PEOPLE[:2]), file_name="new.csv", by=None)
    session.commit()
    checked(session, service, csv_file(*PEOPLE, strange))
    checked(session, service, csv_file(*PEOPLE))


def comments_to_agree_to(session: Session, over: Round, *, by: uuid.UUID) -> None:
    long_text = Question.kind == QuestionKind.LONG_TEXT
    question = session.scalars(sa.select(Question).where(Question.set_id == over.question_set_id, long_text)).one()
    for columns in ({}, {"words": 0, "theme": 1}):
        content = f"comment,theme\r\nNobody rang back {len(columns)},Waiting\r\n".encode()
        made = comments.take_upload(
            session, round_=over, question=question, content=content, file_name="comments.csv", by=by
        )
        if columns:
            comments.choose_columns(session, comment_import=made, columns=columns)
    session.commit()


def drafts(session: Session, service: Service, over: Round, *, by: uuid.UUID) -> None:
    """A round that is planned but not drawn, and a summary that is being written."""
    made = planning.create_round(
        session,
        service_id=service.id,
        name={"en": "Winter"},
        purpose={"en": "To plan next year."},
        question_set_id=over.question_set_id,
        closes_on=None,
        by=by,
    )
    frame = session.get_one(Frame, over.frame_id)
    planning.agree_plan(
        session,
        round_=made,
        frame=frame,
        size=100,
        strata_field="ethnicity",
        allocation="proportional",
        minimums={},
        by=by,
    )
    summary = summaries.start_summary(session, source_kind=KIND, source_id=over.id, title=TITLE, by=by)
    write_example(session, summary=summary, by=by)
    session.commit()


def a_set_half_written(session: Session, *, by: uuid.UUID) -> None:
    """Questions with branches, pictures and translations in every state; and a second edition being written."""
    half = questions.start_set(session, name="Half written", language="en", by=by)
    options = (questions.WrittenOption("Walking"), questions.WrittenOption("Music"))
    first = questions.add_question(
        session, question_set=half, kind=QuestionKind.PICTURES, written=questions.Written("Choose", options=options)
    )
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    alt = {"en": "A green field"}
    item = questions.keep_media(kind=MediaKind.PICTURE, content=picture.getvalue(), alt=alt)
    questions.add_media(session, question_set=half, question=first, item=item)
    questions.set_option_picture(
        session, question_set=half, question=first, code="walking", key=item["key"], alt="A walk"
    )
    last = questions.add_question(
        session, question_set=half, kind=QuestionKind.LONG_TEXT, written=questions.Written("Why music?")
    )
    rule = {"question": first.key, "test": "any_of", "codes": ["music"]}
    questions.add_test(session, question_set=half, question=last, test=rule)
    questions.save_translation(
        session,
        question_set=half,
        question=last,
        language="ur",
        words={"text": "موسیقی کیوں؟"},
        status=TextStatus.MACHINE_DRAFT,
        by=by,
    )
    published = session.scalars(sa.select(QuestionSet).where(QuestionSet.state == SetState.PUBLISHED)).first()
    assert published is not None
    later = questions.new_edition(session, question_set=published, by=by)
    questions.remove_question(session, question_set=later, question=later.questions[-1])


def summaries_under_way(session: Session, over: Round, *, writer: uuid.UUID, approver: uuid.UUID) -> None:
    """One approved, one to which someone said that a statement is wrong, and a promise said to be kept."""
    approved, disputed = (
        summaries.start_summary(session, source_kind=KIND, source_id=over.id, title=TITLE, by=writer) for _ in range(2)
    )
    for summary in (approved, disputed):
        write_example(session, summary=summary, by=writer)
        summaries.hand_in(session, summary=summary, by=writer)
        summaries.approve(session, summary=summary, by=approver)
    version = summaries.send_for_check(
        session,
        summary=disputed,
        until=clock.today() + dt.timedelta(days=7),
        talk_to={"name": "Olu Organiser", "phone": "0300 000 0000"},
        sample_size=3,
        seed="unfinished",
        by=writer,
    )
    session.commit()
    queue.run_everything(session)
    one = session.scalars(sa.select(CheckInvitation).where(CheckInvitation.version_id == version.id)).first()
    assert one is not None
    wrong = {to_check(version)[0]: (VerdictKind.WRONG, "It was not like that")}
    summaries.record_call(session, invitation=one, verdicts=wrong, missing="", helped=WhoHelped.NOBODY, by=writer)
    summaries.close_check(session, summary=disputed, by=writer)
    promise = session.scalars(sa.select(Promise).where(Promise.state == PromiseState.PROMISED)).one()
    kept, taken = (
        session.get_one(Statement, promise.statement_id),
        set(session.scalars(sa.select(Promise.statement_id))),
    )
    others = [one for one in statements_of(session, summary_id=kept.summary_id) if one.section is kept.section]
    promises.make_promise(
        session,
        statement=next(one for one in others if one.id not in taken),
        owner_id=writer,
        owner_words="Olu Organiser",
        how_we_will_know={"en": "We count how long people wait."},
        due=clock.today() + dt.timedelta(days=30),
        because_of=[],
        by=writer,
    )
    promises.start_doing(session, promise=promise, by=writer)
    promises.claim(session, promise=promise, state=PromiseState.DONE, words={"en": "It is done."}, by=writer)
