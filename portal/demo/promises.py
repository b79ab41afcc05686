"""Promises of the demonstration, in every state: promised, late and kept elsewhere, kept, changed, dropped."""

import datetime as dt
import io
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Account
from portal.promises import operations
from portal.promises.enums import AnswerChannel, KeptVerdict, PromiseState
from portal.promises.models import Promise, PromiseInvitation
from portal.shared import clock, queue
from portal.summaries import operations as summaries
from portal.summaries.enums import Section, WhoHelped
from portal.summaries.models import Statement, Summary
from portal.summaries.queries import statements_of

Texts = dict[str, str]
ASKED_FOR = dt.timedelta(days=60)


@dataclass(frozen=True)
class MorePromised:
    picture: str
    texts: Texts


# Beside what the example says will happen next.
MORE = (
    MorePromised(
        "week",
        {
            "en": "We will open on Sundays, too.",
            "en-easy": "You can come on Sundays, too.",
            "cy": "Byddwn ar agor ar ddydd Sul hefyd.",
            "ur": "ہم اتوار کو بھی کھلے رہیں گے۔",
        },
    ),
    MorePromised(
        "bus",
        {
            "en": "A bus will bring you to the evening meetings.",
            "en-easy": "A bus will bring you to the meetings in the evening.",
            "cy": "Bydd bws yn dod â chi i’r cyfarfodydd gyda’r nos.",
            "ur": "ایک بس آپ کو شام کی میٹنگ میں لائے گی۔",
        },
    ),
    MorePromised(
        "notice",
        {
            "en": "We will send you a newsletter.",
            "en-easy": "We will send you our news.",
            "cy": "Byddwn yn anfon cylchlythyr atoch chi.",
            "ur": "ہم آپ کو ایک خبرنامہ بھیجیں گے۔",
        },
    ),
)
ENDINGS: dict[PromiseState, Texts] = {
    PromiseState.DONE: {
        "en": "The phone is answered on Tuesdays until 8 in the evening.",
        "cy": "Mae’r ffôn yn cael ei ateb tan 8 o’r gloch ar nos Fawrth.",
        "ur": "منگل کو شام 8 بجے تک فون کا جواب دیا جاتا ہے۔",
    },
    PromiseState.CHANGED: {
        "en": "People told us that they like text messages more. So we send a text every month.",
        "cy": "Dywedodd pobl fod yn well ganddyn nhw negeseuon testun. Felly rydyn ni’n anfon neges bob mis.",
        "ur": "لوگوں نے بتایا کہ انہیں ٹیکسٹ پیغام زیادہ پسند ہیں۔ اس لیے ہم ہر مہینے ایک پیغام بھیجتے ہیں۔",
    },
    PromiseState.DROPPED: {
        "en": "We found nobody who can work on Sundays. We are sorry.",
        "cy": "Ni ddaethon ni o hyd i neb sy’n gallu gweithio ar ddydd Sul. Mae’n ddrwg gennym ni.",
        "ur": "ہمیں کوئی نہیں ملا جو اتوار کو کام کر سکے۔ ہم معذرت خواہ ہیں۔",
    },
}
KNOW: Texts = {
    "en": "We ask again in the next round.",
    "cy": "Byddwn yn gofyn eto yn y rownd nesaf.",
    "ur": "ہم اگلی بار دوبارہ پوچھیں گے۔",
}


def write_more(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """More about what will happen next, while the summary is still being written."""
    for one in MORE:
        summaries.add_statement(
            session, summary=summary, section=Section.NEXT, texts=one.texts, picture=one.picture, by=by
        )


def make_promises(session: Session, *, summary: Summary, staff: dict[str, Account]) -> None:
    """One promise in each state, what shows that one was kept, and what people say of those that ended."""
    organiser, approver = staff["organiser"].id, staff["approver"].id
    owner = staff["commissioner"]
    told = [one for one in statements_of(session, summary_id=summary.id) if one.section is Section.TOLD]
    by_picture = {one.picture: one for one in statements_of(session, summary_id=summary.id)}
    bus_company = operations.name_outside_owner(session, name="Rhys Rees", email="rhys@buses.example", by=organiser)

    def promised(picture: str, *, days: int, outside: bool = False) -> Promise:
        return operations.make_promise(
            session,
            statement=by_picture[picture],
            owner_id=None if outside else owner.id,
            outside_owner_id=bus_company.id if outside else None,
            owner_words="Northshire Buses" if outside else owner.display_name,
            how_we_will_know=KNOW,
            due=clock.today() + dt.timedelta(days=days),
            because_of=[str(_answered_by(told, picture).id)],
            by=organiser,
        )

    with clock.moved_to(clock.now() - ASKED_FOR):
        kept, dropped, changed, late = (
            promised("helpline", days=30),
            promised("week", days=45),
            promised("notice", days=50),
            promised("bus", days=50, outside=True),
        )
        operations.start_doing(session, promise=late, by=bus_company.id)
    promised("document", days=120)
    for promise, state in (
        (kept, PromiseState.DONE),
        (dropped, PromiseState.DROPPED),
        (changed, PromiseState.CHANGED),
    ):
        operations.claim(session, promise=promise, state=state, words=ENDINGS[state], by=organiser)
        operations.check_claim(session, promise=promise, agrees=True, by=approver)
    _show(session, promise=kept, by=organiser, second=approver)
    session.commit()
    _ask(session, summary=summary, by=organiser)


def _answered_by(told: list[Statement], picture: str) -> Statement:
    return next((one for one in told if one.picture == ("phone" if picture == "helpline" else picture)), told[0])


def _show(session: Session, *, promise: Promise, by: uuid.UUID, second: uuid.UUID) -> None:
    words = {"en": "The phone on the desk", "cy": "Y ffôn ar y ddesg", "ur": "میز پر رکھا فون"}
    row = operations.add_file(session, promise=promise, content=_drawing(), words=words, by=by)
    operations.show_evidence(session, promise=promise, evidence=row, by=second)


def _drawing() -> bytes:
    """A plain drawing of a phone, so that the demonstration needs no photo of anyone's."""
    from PIL import Image, ImageDraw

    picture, out = Image.new("RGB", (640, 420), "#f4efe6"), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 640, 420), fill="#8a6a4f")
    draw.rounded_rectangle((200, 200, 440, 340), radius=24, fill="#5a2456")
    draw.rounded_rectangle((170, 150, 470, 205), radius=26, fill="#3b1739")
    draw.ellipse((270, 225, 370, 325), fill="#f4efe6")
    picture.save(out, "PNG")
    return out.getvalue()


def _ask(session: Session, *, summary: Summary, by: uuid.UUID) -> None:
    """Most people say something, by phone and on paper; not everyone agrees that what was said to be kept was kept."""
    asking = operations.ask_people(session, summary=summary, until=clock.today() + dt.timedelta(days=30), by=by)
    session.commit()
    queue.run_everything(session)
    mine = sa.select(PromiseInvitation).where(PromiseInvitation.asking_id == asking.id).order_by(PromiseInvitation.id)
    pattern = (KeptVerdict.YES, KeptVerdict.YES, KeptVerdict.PARTLY, KeptVerdict.YES, KeptVerdict.NO)
    for number, invitation in enumerate(session.scalars(mine).all()):
        if number % 6 == 5:
            continue
        given = {
            promise_id: (pattern[(number + place) % len(pattern)], "")
            for place, promise_id in enumerate(asking.promise_ids)
        }
        operations.record_said(
            session,
            invitation=invitation,
            given=given,
            helped=WhoHelped.NOBODY,
            channel=AnswerChannel.PAPER if number % 2 else AnswerChannel.PHONE,
            by=by,
        )
    session.commit()
