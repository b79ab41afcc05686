"""A summary of 24 statements made from the 10,334 real comments: counts and quotes are theirs, the sentences ours.

The translations are a machine's draft, to exercise scripts. Without the real input a small invented sample stands in.
"""

import csv
import datetime as dt
import functools
import uuid
from collections import Counter
from dataclasses import dataclass

from portal.summaries.enums import Section, VersionKind
from portal.summaries.freezing import Content, freeze
from portal.summaries.models import SharedQuote, Statement, Summary, SummaryVersion
from portal.summaries.typesetting import Imprint
from tests.real_data import real_data

IMPRINT = Imprint(
    organisation="Northbridge Council",
    phone="0300 123 4567",
    email="heard@northbridge.example",
    address="https://heard.example",
)
SAMPLE = (
    [("Care received", "They helped me.")] * 32
    + [("Staff", "Everyone was kind to me.")] * 28
    + [("Communication", "Nobody told us anything.")] * 9
    + [("Environment/ facilities", "The food was cold.")] * 5
    + [("Access", "I waited for months.")] * 4
    + [("Dignity", "I felt safe there.")] * 2
    + [("Transition/coordination", "A new face every week.")] * 2
)
TITLE = {
    "en": "What you told us about your care",
    "en-easy": "What you told us about your care",
    "cy": "Beth ddywedoch chi wrthym am eich gofal",
    "ur": "آپ نے اپنی دیکھ بھال کے بارے میں ہمیں کیا بتایا",
}
S = Section


@dataclass(frozen=True)
class Row:
    """A statement; with `label`, its number is the share of comments with that label, and it may carry a quote."""

    section: Section
    picture: str
    texts: tuple[str, str, str]
    label: str = ""
    quoted: bool = False


def row(section: Section, picture: str, en: str, cy: str, ur: str, label: str = "", *, quoted: bool = False) -> Row:
    return Row(section, picture, (en, cy, ur), label, quoted)


ROWS = (
    row(
        S.ABOUT,
        "question",
        "We asked you what you think about your care.",
        "Gofynnon ni beth ydych chi’n ei feddwl am eich gofal.",
        "ہم نے پوچھا کہ آپ اپنی دیکھ بھال کے بارے میں کیا سوچتے ہیں۔",
    ),
    row(
        S.ABOUT,
        "comment",
        "Many people wrote to us.\nWe read all of it.",
        "Ysgrifennodd llawer o bobl atom.\nFe wnaethon ni ddarllen y cyfan.",
        "بہت سے لوگوں نے ہمیں لکھا۔\nہم نے سب کچھ پڑھا۔",
    ),
    row(
        S.TOLD,
        "help",
        "Many of you are happy with your care.",
        "Mae llawer ohonoch yn hapus gyda’ch gofal.",
        "آپ میں سے بہت سے لوگ اپنی دیکھ بھال سے خوش ہیں۔",
        "Care received",
        quoted=True,
    ),
    row(
        S.TOLD,
        "staff",
        "You told us a lot about the staff.\nMost of you say they are kind.",
        "Fe ddywedoch chi lawer wrthym am y staff.\nMae’r rhan fwyaf yn dweud eu bod yn garedig.",
        "آپ نے عملے کے بارے میں بہت کچھ بتایا۔\nزیادہ تر کہتے ہیں کہ وہ مہربان ہیں۔",
        "Staff",
        quoted=True,
    ),
    row(
        S.TOLD,
        "conversation",
        "Some of you want to know more.\nYou want us to explain things.",
        "Mae rhai ohonoch eisiau gwybod mwy.\nRydych am i ni esbonio pethau.",
        "آپ میں سے کچھ مزید جاننا چاہتے ہیں۔\nآپ چاہتے ہیں کہ ہم باتیں سمجھائیں۔",
        "Communication",
        quoted=True,
    ),
    row(
        S.TOLD,
        "listen",
        "You want us to listen to you.",
        "Rydych chi am i ni wrando arnoch.",
        "آپ چاہتے ہیں کہ ہم آپ کی بات سنیں۔",
    ),
    row(
        S.TOLD,
        "hot_meal",
        "Some of you do not like the food.",
        "Nid yw rhai ohonoch yn hoffi’r bwyd.",
        "آپ میں سے کچھ کو کھانا پسند نہیں۔",
        "Environment/ facilities",
        quoted=True,
    ),
    row(
        S.TOLD,
        "cleaning",
        "Some rooms are not clean.\nYou want them to be clean every day.",
        "Nid yw rhai ystafelloedd yn lân.\nRydych am iddyn nhw fod yn lân bob dydd.",
        "کچھ کمرے صاف نہیں ہیں۔\nآپ چاہتے ہیں کہ وہ ہر روز صاف ہوں۔",
    ),
    row(
        S.TOLD,
        "waiting",
        "You wait too long.\nYou wait for the first visit, and for the next.",
        "Rydych yn aros yn rhy hir.\nRydych yn aros am yr ymweliad cyntaf, a’r nesaf.",
        "آپ بہت دیر تک انتظار کرتے ہیں۔\nپہلی ملاقات کا اور اگلی کا بھی۔",
        "Access",
        quoted=True,
    ),
    row(
        S.TOLD,
        "parking",
        "It is hard to park near the hospital.",
        "Mae’n anodd parcio ger yr ysbyty.",
        "ہسپتال کے پاس گاڑی کھڑی کرنا مشکل ہے۔",
    ),
    row(
        S.TOLD,
        "medicine",
        "Some of you do not know what your medicine is for.",
        "Nid yw rhai ohonoch yn gwybod beth yw pwrpas eich meddyginiaeth.",
        "آپ میں سے کچھ نہیں جانتے کہ ان کی دوا کس لیے ہے۔",
    ),
    row(
        S.TOLD,
        "side_by_side",
        "You want to see the same person each time.",
        "Rydych am weld yr un person bob tro.",
        "آپ ہر بار ایک ہی شخص سے ملنا چاہتے ہیں۔",
        "Transition/coordination",
        quoted=True,
    ),
    row(
        S.TOLD,
        "safe",
        "Most of you feel safe.\nA few of you do not.",
        "Mae’r rhan fwyaf ohonoch yn teimlo’n ddiogel.\nNid yw ambell un.",
        "آپ میں سے زیادہ تر محفوظ محسوس کرتے ہیں۔\nکچھ نہیں کرتے۔",
        "Dignity",
    ),
    row(
        S.TOLD,
        "carer",
        "Carers need more help.",
        "Mae angen mwy o help ar ofalwyr.",
        "دیکھ بھال کرنے والوں کو مزید مدد چاہیے۔",
    ),
    row(
        S.UNSURE,
        "young_carer",
        "We do not know what young people think.\nOnly a few of them wrote to us.",
        "Nid ydym yn gwybod beth mae pobl ifanc yn ei feddwl.\nDim ond ychydig a ysgrifennodd.",
        "ہم نہیں جانتے کہ نوجوان کیا سوچتے ہیں۔\nان میں سے صرف چند نے لکھا۔",
    ),
    row(
        S.UNSURE,
        "home_visit",
        "We do not know much about visits at home.",
        "Nid ydym yn gwybod llawer am ymweliadau â’r cartref.",
        "ہم گھر پر ملاقاتوں کے بارے میں زیادہ نہیں جانتے۔",
    ),
    row(
        S.NEXT,
        "letter",
        "We will write our letters again.\nThey will be short.",
        "Byddwn yn ailysgrifennu ein llythyrau.\nByddan nhw’n fyr.",
        "ہم اپنے خط دوبارہ لکھیں گے۔\nوہ چھوٹے ہوں گے۔",
    ),
    row(
        S.NEXT,
        "phone",
        "We will ring you before your first visit.",
        "Byddwn yn eich ffonio cyn eich ymweliad cyntaf.",
        "ہم آپ کی پہلی ملاقات سے پہلے فون کریں گے۔",
    ),
    row(
        S.NEXT,
        "cooking",
        "We will ask you what you want to eat.",
        "Byddwn yn gofyn beth ydych chi am ei fwyta.",
        "ہم پوچھیں گے کہ آپ کیا کھانا چاہتے ہیں۔",
    ),
    row(
        S.NOT_NEXT,
        "money",
        "We will not build a new car park.\nWe do not have the money.",
        "Ni fyddwn yn adeiladu maes parcio newydd.\nNid oes gennym yr arian.",
        "ہم گاڑیوں کی نئی جگہ نہیں بنائیں گے۔\nہمارے پاس پیسے نہیں ہیں۔",
    ),
    row(
        S.WORDS,
        "carer",
        "Carer: someone who looks after a relative or a friend and is not paid for it.",
        "Gofalwr: rhywun sy’n gofalu am berthynas neu ffrind heb gael ei dalu.",
        "دیکھ بھال کرنے والا: جو اپنے رشتہ دار یا دوست کا خیال رکھتا ہے اور پیسے نہیں لیتا۔",
    ),
    row(
        S.WORDS,
        "comment",
        "Comment: what you wrote to us.",
        "Sylw: yr hyn a ysgrifennoch atom.",
        "رائے: جو آپ نے ہمیں لکھا۔",
    ),
    row(
        S.TALK_TO,
        "helpline",
        "You can talk to us about this.\nRing us and we will ring you back.",
        "Gallwch siarad â ni am hyn.\nFfoniwch ni a byddwn yn eich ffonio’n ôl.",
        "آپ اس بارے میں ہم سے بات کر سکتے ہیں۔\nہمیں فون کریں، ہم آپ کو واپس فون کریں گے۔",
    ),
    row(
        S.TELL_US,
        "pen",
        "Tell us what we got wrong.\nWe will put it right.",
        "Dywedwch wrthym beth oedd yn anghywir.\nByddwn yn ei gywiro.",
        "ہمیں بتائیں کہ ہم نے کیا غلط سمجھا۔\nہم اسے درست کریں گے۔",
    ),
)


@functools.cache
def comments() -> list[tuple[str, str]]:
    """(label, words) of every comment."""
    path = real_data("feedback", "nhs_patient_feedback.csv")
    if path is None:
        return SAMPLE
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["label"], row["feedback"]) for row in csv.DictReader(file)]


def short_quote(label: str) -> str:
    """The first comment under a label that is one short, plain sentence."""
    for found, said in comments():
        words = said.strip()
        if found == label and 18 <= len(words) <= 60 and words.isascii() and words.endswith(".") and "XX" not in words:
            return words
    return next(said for found, said in comments() if found == label)


def _id(*parts: object) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, parts)))


def feedback_content() -> tuple[Content, dict[uuid.UUID, SharedQuote]]:
    """What the writer's desk would freeze, and the quotes in it."""
    counts, quotes = Counter(label for label, _ in comments()), {}
    statements = []
    for place, one in enumerate(ROWS):
        quote_id = _id("quote", place) if one.quoted else None
        if quote_id:
            quotes[quote_id] = SharedQuote(id=quote_id, language="en", words=short_quote(one.label))
        en, cy, ur = one.texts
        statements.append(
            Statement(
                id=_id("statement", place),
                version=1,
                section=one.section,
                texts={"en": en, "en-easy": en, "cy": cy, "ur": ur},
                statuses=dict.fromkeys(("en-easy", "cy", "ur"), "machine_draft"),
                picture=one.picture,
                number=_number(counts, one.label) if one.label else None,
                quote_id=quote_id,
                evidence=[],
            )
        )
    return freeze(_summary(), statements=statements, quotes=quotes), quotes


def _summary() -> Summary:
    return Summary(
        id=_id("summary"),
        slug="care",
        title=TITLE,
        source_kind="hand_made",
        source_id=_id("source"),
        what_changed={},
        notice={},
    )


def _number(counts: Counter[str], label: str) -> dict[str, object]:
    total = counts.total()
    return {"kind": "share", "value": counts[label] / total, "base_n": total, "as_of": "2026-03-01", "label": {}}


def feedback_version(*, kind: VersionKind = VersionKind.FOR_CHECK) -> tuple[Summary, SummaryVersion]:
    content, _ = feedback_content()
    summary = _summary()
    version = SummaryVersion(
        id=_id("version"),
        summary_id=summary.id,
        number=1,
        kind=kind,
        content=content,
        made_at=dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC),
        published_at=None if kind is VersionKind.FOR_CHECK else dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC),
        check_until=dt.date(2026, 4, 1),
        talk_to={"name": "Amina Shah", "phone": "0300 123 4568"},
    )
    return summary, version
