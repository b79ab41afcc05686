"""An invented summary about a carers' service, in our four languages: for the demonstration and for tests.

The translations are a machine's draft and say so wherever they are shown.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.summaries.enums import Section
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.writing import add_statement

TITLE = {
    "en": "What you told us about support for carers",
    "en-easy": "What you told us about help for carers",
    "cy": "Beth ddywedoch chi wrthym am gymorth i ofalwyr",
    "ur": "دیکھ بھال کرنے والوں کی مدد کے بارے میں آپ نے ہمیں کیا بتایا",
}
WHAT_CHANGED = {
    "en": "You told us that some words were wrong. We changed them.",
    "en-easy": "You told us some words were wrong. We changed them.",
    "cy": "Dywedoch chi wrthym fod rhai geiriau’n anghywir. Rydyn ni wedi eu newid.",
    "ur": "آپ نے ہمیں بتایا کہ کچھ الفاظ غلط تھے۔ ہم نے انہیں بدل دیا۔",
}


@dataclass(frozen=True)
class Example:
    section: Section
    picture: str
    texts: Mapping[str, str]


def _said(section: Section, picture: str, en: str, easy: str, cy: str, ur: str) -> Example:
    return Example(section, picture, {"en": en, "en-easy": easy, "cy": cy, "ur": ur})


STATEMENTS = (
    _said(
        Section.ABOUT,
        "interview",
        "We asked people what they think of the service for carers.",
        "We asked you about the help you get as a carer.",
        "Gofynnon ni i bobl beth maen nhw’n ei feddwl o’r gwasanaeth i ofalwyr.",
        "ہم نے لوگوں سے پوچھا کہ وہ دیکھ بھال کرنے والوں کی سروس کے بارے میں کیا سوچتے ہیں۔",
    ),
    _said(
        Section.TOLD,
        "staff",
        "Most of you like the staff.\nYou say that they are kind and that they listen.",
        "Most of you like the staff.\nThey are kind. They listen.",
        "Mae’r rhan fwyaf ohonoch yn hoffi’r staff.\nRydych yn dweud eu bod yn garedig ac yn gwrando.",
        "آپ میں سے زیادہ تر لوگ عملے کو پسند کرتے ہیں۔\nآپ کہتے ہیں کہ وہ مہربان ہیں اور بات سنتے ہیں۔",
    ),
    _said(
        Section.TOLD,
        "phone",
        "It is hard to reach us by phone.\nYou often wait a long time.",
        "It is hard to ring us.\nYou wait a long time.",
        "Mae’n anodd cael gafael arnom ar y ffôn.\nRydych yn aml yn aros yn hir.",
        "فون پر ہم سے بات کرنا مشکل ہے۔\nآپ کو اکثر دیر تک انتظار کرنا پڑتا ہے۔",
    ),
    _said(
        Section.TOLD,
        "break",
        "You need a break from caring.\nMany of you do not get one.",
        "You need a break.\nMany of you do not get a break.",
        "Mae angen seibiant arnoch o ofalu.\nNid yw llawer ohonoch yn cael un.",
        "آپ کو دیکھ بھال کے کام سے وقفہ چاہیے۔\nآپ میں سے بہت سے لوگوں کو وقفہ نہیں ملتا۔",
    ),
    _said(
        Section.TOLD,
        "letter",
        "Our letters are hard to understand.\nYou want short letters in plain words.",
        "Our letters are hard to read.\nYou want short letters with easy words.",
        "Mae ein llythyrau’n anodd eu deall.\nRydych am gael llythyrau byr mewn geiriau syml.",
        "ہمارے خط سمجھنا مشکل ہے۔\nآپ آسان الفاظ میں چھوٹے خط چاہتے ہیں۔",
    ),
    _said(
        Section.TOLD,
        "bus",
        "Some of you cannot come to the meetings.\nThere is no bus in the evening.",
        "Some of you cannot come to meetings.\nThere is no bus in the evening.",
        "Nid yw rhai ohonoch yn gallu dod i’r cyfarfodydd.\nDoes dim bws gyda’r nos.",
        "آپ میں سے کچھ لوگ میٹنگ میں نہیں آ سکتے۔\nشام کو کوئی بس نہیں ہوتی۔",
    ),
    _said(
        Section.UNSURE,
        "question",
        "We do not know enough about young carers.\nOnly a few of them answered.",
        "We do not know enough about young carers.\nOnly a few young carers told us something.",
        "Nid ydyn ni’n gwybod digon am ofalwyr ifanc.\nDim ond ychydig ohonyn nhw a atebodd.",
        "ہم کم عمر دیکھ بھال کرنے والوں کے بارے میں کافی نہیں جانتے۔\nان میں سے صرف چند نے جواب دیا۔",
    ),
    _said(
        Section.NEXT,
        "helpline",
        "We will answer the phone on Tuesday evenings, too.",
        "You can ring us on Tuesday evenings, too.",
        "Byddwn yn ateb y ffôn ar nos Fawrth hefyd.",
        "ہم منگل کی شام کو بھی فون کا جواب دیں گے۔",
    ),
    _said(
        Section.NEXT,
        "document",
        "We will write our letters again in plain words.\nCarers will help us.",
        "We will write our letters with easy words.\nCarers will help us.",
        "Byddwn yn ailysgrifennu ein llythyrau mewn geiriau syml.\nBydd gofalwyr yn ein helpu.",
        "ہم اپنے خط آسان الفاظ میں دوبارہ لکھیں گے۔\nدیکھ بھال کرنے والے ہماری مدد کریں گے۔",
    ),
    _said(
        Section.NEXT,
        "money",
        "We cannot pay for more breaks this year.\nThere is not enough money.",
        "We cannot pay for more breaks this year.\nWe do not have enough money.",
        "Ni allwn dalu am fwy o seibiannau eleni.\nDoes dim digon o arian.",
        "ہم اس سال مزید وقفوں کے لیے رقم نہیں دے سکتے۔\nپیسے کافی نہیں ہیں۔",
    ),
    _said(
        Section.WORDS,
        "carer",
        "Carer: someone who looks after a relative or a friend and is not paid for it.",
        "Carer: you look after someone in your family or a friend.\nYou do not get money for it.",
        "Gofalwr: rhywun sy’n gofalu am berthynas neu ffrind heb gael ei dalu.",
        "دیکھ بھال کرنے والا: جو اپنے رشتہ دار یا دوست کا خیال رکھتا ہے اور اس کے پیسے نہیں لیتا۔",
    ),
    _said(
        Section.TALK_TO,
        "conversation",
        "You can talk to us about this.\nRing us and we will ring you back.",
        "You can talk to us.\nRing us. We will ring you back.",
        "Gallwch siarad â ni am hyn.\nFfoniwch ni a byddwn yn eich ffonio’n ôl.",
        "آپ اس بارے میں ہم سے بات کر سکتے ہیں۔\nہمیں فون کریں، ہم آپ کو واپس فون کریں گے۔",
    ),
)


def write_example(session: Session, *, summary: Summary, by: uuid.UUID) -> list[Statement]:
    """Writes every example statement into a summary that is being written, in order."""
    return [
        add_statement(session, summary=summary, section=one.section, texts=one.texts, picture=one.picture, by=by)
        for one in STATEMENTS
    ]
