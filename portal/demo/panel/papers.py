"""What members of the invented panel had to read before a meeting, and what they said of it beforehand."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.demo.panel.when import said
from portal.panels.enums import MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.papers import LetterSize, PrintKind
from portal.panels.models import AgendaItem, Meeting, MeetingPrint, Panel, Paper, PaperVersion
from portal.panels.operations import papers, viewing
from portal.panels.queries.panels import members_of
from portal.questions.enums import Provenance
from portal.shared import queue
from portal.shared.queue import Job, JobState

IN_TIME = (
    (
        said("What changed this year", "Beth newidiodd eleni", "اس سال کیا بدلا"),
        said(
            "You gave us ten pieces of advice.\n\nWe did five. We did three in part. Two we did not do.\n\n"
            "At the meeting we talk about the two.",
            "Rhoesoch chi ddeg cyngor i ni.\n\nGwnaethom bump. Gwnaethom dri yn rhannol. Ni wnaethom ddau.\n\n"
            "Yn y cyfarfod rydym yn siarad am y ddau.",
            "آپ نے ہمیں دس مشورے دیے۔\n\nپانچ پر ہم نے عمل کیا۔ تین پر کچھ حد تک۔ دو پر نہیں۔\n\n"
            "ملاقات میں ہم ان دو پر بات کریں گے۔",
        ),
    ),
    (
        said("The plan for next year", "Y cynllun am y flwyddyn nesaf", "اگلے سال کا منصوبہ"),
        said(
            "The break fund stays.\n\nThe phone line is open until seven.\n\nWhat should come next?",
            "Mae'r gronfa seibiannau yn aros.\n\nMae'r llinell ffôn ar agor tan saith.\n\nBeth ddylai ddod nesaf?",
            "وقفوں کا فنڈ رہے گا۔\n\nفون لائن سات بجے تک کھلی ہے۔\n\nاگلا قدم کیا ہو؟",
        ),
    ),
)
COSTS = said("What it costs", "Beth yw'r gost", "اس پر کتنا خرچ ہوگا")
COSTS_WORDS = said(
    "A break costs 60 pounds.\n\nThere is money for 400 breaks.",
    "Mae seibiant yn costio 60 punt.\n\nMae arian ar gyfer 400 o seibiannau.",
    "ایک وقفے پر ۶۰ پاؤنڈ خرچ ہوتے ہیں۔\n\nچار سو وقفوں کے لیے رقم ہے۔",
)
WHY_LATE = said(
    "The council decided about the money only yesterday.",
    "Dim ond ddoe y penderfynodd y cyngor am yr arian.",
    "کونسل نے رقم کا فیصلہ کل ہی کیا۔",
)
AHEAD = (
    ("Please talk about evenings. I can only get away then.", Provenance.OWN_WORDS, SaidBy.WEB),
    ("My sister says: one letter a month is enough.", Provenance.HELPED, SaidBy.PHONE),
)
READ_BY = 9


def send_in_time(session: Session, *, panel: Panel, meeting: Meeting, place: int, by: uuid.UUID) -> None:
    """A paper in three languages two weeks before, which some have read; two say beforehand what they think."""
    item = session.scalars(
        sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.place)
    ).all()[1]
    title, words = IN_TIME[place]
    version = papers.write_paper(session, meeting=meeting, item=item, title=title, words=words, by=by)
    paper = session.get_one(Paper, version.paper_id)
    papers.send_paper(session, panel=panel, meeting=meeting, paper=paper, version=version, by=by)
    _print_only(session, version, language="en" if place == 0 else "")
    members = [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
    for number, member in enumerate(members[:READ_BY]):
        via = SaidBy.PAPER if number % 4 == 3 else SaidBy.WEB
        typed_by = None if via is SaidBy.WEB else by
        papers.say_read(session, paper=paper, version=version, member=member, via=via, by=typed_by)
    for member, (view, whose, via) in zip(members, AHEAD, strict=False):
        typed_by = None if via is SaidBy.WEB else by
        viewing.say_ahead(
            session, item=item, member=member, words=view, with_name=True, provenance=whose, via=via, by=typed_by
        )


def send_late(session: Session, *, panel: Panel, meeting: Meeting, by: uuid.UUID) -> None:
    """One paper came three days before, with the reason on it; and cards to hold up at the meeting."""
    version = papers.write_paper(session, meeting=meeting, item=None, title=COSTS, words=COSTS_WORDS, by=by)
    paper = session.get_one(Paper, version.paper_id)
    papers.send_paper(session, panel=panel, meeting=meeting, paper=paper, version=version, by=by, late_because=WHY_LATE)
    _print_only(session, version, language="")
    papers.ask_for_print(session, meeting=meeting, kind=PrintKind.LIGHT_CARDS, language="en", by=by)


def _print_only(session: Session, version: PaperVersion, *, language: str) -> None:
    """Printing takes a second a sheet, and the demonstration is to be there soon: one of the papers is printed."""
    for row in session.scalars(sa.select(MeetingPrint).where(MeetingPrint.version_id == version.id)):
        if (row.language, row.size) == (language, LetterSize.NORMAL):
            continue
        for job in session.scalars(sa.select(Job).where(Job.task == papers.PRINT_TASK, Job.state == JobState.QUEUED)):
            if job.arguments["print_id"] == str(row.id):
                queue.cancel(session, job=job)
        session.delete(row)
    session.flush()
