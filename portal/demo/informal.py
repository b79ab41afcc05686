"""Invented remarks and visits, so that what is heard outside a sample can be looked at."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.people.models import Account
from portal.rounds.informal_enums import Agreed, HeardThrough, PaidBy, PaidPer, SaidBy, SawIt, StoppedBecause
from portal.rounds.models import Round, VisitChecklist
from portal.rounds.operations import checklists, preparing, remarks, visits
from portal.rounds.operations.remarks import Heard
from portal.rounds.queries.findings import findings_in
from portal.shared import clock

# What was said, by whom, through what, whether it may be used, whether it may be shown.
SAID = (
    ("It is always me who rings. Nobody rings back.", SaidBy.CARER, HeardThrough.PHONE, Agreed.YES, Agreed.YES),
    ("The tea is nice but nobody asks how I am.", SaidBy.CARER, HeardThrough.GROUP, Agreed.YES, Agreed.YES),
    ("میں نے تین بار پوچھا، پھر چھوڑ دیا۔", SaidBy.STOPPED, HeardThrough.FACE_TO_FACE, Agreed.YES, Agreed.NO),
    ("I did not know that it was for people like me.", SaidBy.NEVER_STARTED, HeardThrough.GROUP, Agreed.YES, Agreed.NO),
    ("She says that she sleeps better since the breaks.", SaidBy.FAMILY, HeardThrough.PHONE, Agreed.YES, Agreed.YES),
    ("The forms are the same every time.", SaidBy.CARER, HeardThrough.WRITTEN, Agreed.NOT_ASKED, Agreed.NOT_ASKED),
)
BRIEFING = {
    "en": "Ring the number on the website as someone who looks after their mother. Ask what help there is.",
    "ur": "ویب سائٹ پر دیے گئے نمبر پر فون کریں، جیسے آپ اپنی ماں کی دیکھ بھال کرتے ہوں۔ پوچھیں کہ کیا مدد ملتی ہے۔",
}
SAFETY = {
    "en": "Ring Priya before and after. If anyone is rude or asks too much, end the call.",
    "ur": "پہلے اور بعد میں پریا کو فون کریں۔ اگر کوئی بدتمیزی کرے یا زیادہ پوچھے تو فون بند کر دیں۔",
}
LOOK_FOR = (
    {"en": "Was the person kind, and did they listen?", "ur": "کیا بات کرنے والا مہربان تھا، اور اس نے بات سنی؟"},
    {"en": "Did they tell you what comes next, and when?", "ur": "کیا انہوں نے بتایا کہ آگے کیا ہوگا، اور کب؟"},
)
SAW = ((SawIt.YES, SawIt.PARTLY), (SawIt.NO, SawIt.YES), (SawIt.NO, SawIt.COULD_NOT_TELL))


def make_informal(session: Session, *, round_: Round, staff: Mapping[str, Account]) -> None:
    """Remarks beside the round that is over, and a checklist made from its findings with visits in every state."""
    organiser, analyst = staff["organiser"].id, staff["analyst"].id
    _note_remarks(session, round_=round_, by=organiser, reviewer=analyst)
    preparing.prepare(
        session,
        round_=round_,
        helpline_name="Samaritans",
        helpline_phone="116 123",
        release_on=clock.today() + dt.timedelta(days=14),
        check_back_on=clock.today() + dt.timedelta(days=21),
        privacy_read=True,
        by=organiser,
    )
    _make_visits(session, checklist=_make_checklist(session, round_=round_, by=organiser), by=organiser, reader=analyst)


def _note_remarks(session: Session, *, round_: Round, by: uuid.UUID, reviewer: uuid.UUID) -> None:
    found = findings_in(session, round_id=round_.id)
    for place, (words, said_by, through, may_use, may_quote) in enumerate(SAID):
        remark = remarks.note_remark(
            session,
            heard=Heard(
                service_id=round_.service_id,
                round_id=round_.id,
                said_by=said_by,
                heard_through=through,
                heard_on=clock.today() - dt.timedelta(days=3 + place),
                where="Coffee morning",
                words=words,
                gist="",
                words_language="ur" if place == 2 else "en",
                may_use=may_use,
                may_quote=may_quote,
                told_who_hears=may_use is Agreed.YES,
            ),
            by=by,
        )
        if place < 2 and found:
            remarks.put_beside(session, remark=remark, finding=found[0], by=reviewer)
        elif place < 4:
            remarks.keep(session, remark=remark, by=reviewer)


def _make_checklist(session: Session, *, round_: Round, by: uuid.UUID) -> VisitChecklist:
    chosen = {one.id for one in findings_in(session, round_id=round_.id)[:2]}
    made = checklists.draft_checklist(
        session, round_=round_, name="Ringing for help", finding_ids=chosen, theme_ids=(), by=by
    )
    while len(made.items) < len(LOOK_FOR):
        checklists.add_item(session, checklist=made, texts={"en": ""}, wanted="")
    for item, texts in zip(made.items, LOOK_FOR, strict=True):
        checklists.word_item(session, checklist=made, item=item, texts=texts, wanted=item.wanted)
    checklists.describe(
        session,
        checklist=made,
        name="Ringing for help",
        briefing=BRIEFING,
        safety=SAFETY,
        paid_per=PaidPer.HOUR,
        rate_pence=1400,
        hours=2,
    )
    checklists.make_ready(session, checklist=made, by=by)
    return made


def _make_visits(session: Session, *, checklist: VisitChecklist, by: uuid.UUID, reader: uuid.UUID) -> None:
    visitor = visits.add_visitor(session, name="Invented Visitor", contact="0300 000 0001", language="en", by=by)
    today = clock.today()
    first, last = today - dt.timedelta(days=5), today + dt.timedelta(days=9)
    made = [
        visits.plan_visit(
            session,
            checklist=checklist,
            visitor=visitor,
            where="The phone line",
            first_day=first,
            last_day=last,
            by=by,
        )
        for _number in range(len(SAW) + 2)
    ]
    for visit, saw in zip(made, SAW, strict=False):
        for item, one in zip(checklist.items, saw, strict=True):
            visits.keep_answer(session, visit=visit, item=item, saw=one, words="")
        visits.send_report(session, visit=visit, visited_on=today, words="The music while waiting is loud.")
    visits.count_visit(session, visit=made[0], by=reader)
    visits.count_visit(session, visit=made[1], by=reader)
    visits.stop(session, visit=made[-2], because=StoppedBecause.ILL)
    visits.note_payment(session, visit=made[0], pence=2800, paid_on=today, method=PaidBy.VOUCHER, by=by)
