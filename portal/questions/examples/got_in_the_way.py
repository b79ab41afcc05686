"""For people who stopped coming or never started: what got in the way. It blames nobody, and asks nobody back."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.questions.enums import QuestionKind
from portal.questions.examples.carers import STATUS, texts
from portal.questions.models import QuestionSet
from portal.questions.operations import create_question_set

WHY_NAME = texts("What got in the way?", "What made it hard?", "Beth oedd yn eich rhwystro?", "کیا چیز رکاوٹ بنی؟")


def _option(code: str, en: str, easy: str, cy: str, ur: str, *, exclusive: bool = False) -> dict[str, Any]:
    return {"code": code, "texts": texts(en, easy, cy, ur), "exclusive": exclusive}


WHY_QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "in_the_way",
        "kind": QuestionKind.SEVERAL,
        "allows_other": True,
        "texts": texts(
            "Many people stop or never start. What got in the way for you?",
            "Many people stop. Many people never start. What made it hard for you?",
            "Mae llawer o bobl yn stopio neu byth yn dechrau. Beth oedd yn eich rhwystro chi?",
            "بہت سے لوگ چھوڑ دیتے ہیں یا کبھی شروع نہیں کرتے۔ آپ کے لیے کیا چیز رکاوٹ بنی؟",
        ),
        "hints": texts(
            "Choose as many as you like. There are no wrong answers.",
            "You can choose more than one. No answer is wrong.",
            "Dewiswch gynifer ag y dymunwch. Does dim atebion anghywir.",
            "جتنے چاہیں چنیں۔ کوئی جواب غلط نہیں ہے۔",
        ),
        "options": [
            _option(
                "waited",
                "The wait was too long",
                "I waited too long",
                "Roedd yr aros yn rhy hir",
                "انتظار بہت لمبا تھا",
            ),
            _option(
                "times",
                "The days or times did not fit",
                "The days or times were not good for me",
                "Doedd y dyddiau na’r amseroedd ddim yn addas",
                "دن یا اوقات مناسب نہیں تھے",
            ),
            _option(
                "travel",
                "It was hard to get there",
                "It was hard to get there",
                "Roedd yn anodd cyrraedd yno",
                "وہاں پہنچنا مشکل تھا",
            ),
            _option(
                "unclear",
                "Nobody made clear what it was",
                "I did not know what it was",
                "Wnaeth neb egluro beth oedd e",
                "کسی نے صاف نہیں بتایا کہ یہ کیا ہے",
            ),
            _option(
                "welcome",
                "I did not feel welcome or safe",
                "I did not feel welcome or safe",
                "Doeddwn i ddim yn teimlo croeso nac yn ddiogel",
                "مجھے خوش آمدید یا محفوظ محسوس نہیں ہوا",
            ),
            _option(
                "language",
                "It was not in my language or not easy to read",
                "It was not in my words",
                "Doedd e ddim yn fy iaith i, neu ddim yn hawdd ei ddarllen",
                "یہ میری زبان میں نہیں تھا یا پڑھنے میں آسان نہیں تھا",
            ),
            _option(
                "other_help",
                "I found help somewhere else",
                "I got help from someone else",
                "Des i o hyd i help yn rhywle arall",
                "مجھے کہیں اور سے مدد مل گئی",
            ),
            _option(
                "no_need",
                "I did not need it",
                "I did not need it",
                "Doedd dim ei angen arna i",
                "مجھے اس کی ضرورت نہیں تھی",
                exclusive=True,
            ),
        ],
    },
    {
        "key": "first_contact",
        "kind": QuestionKind.FACES,
        "texts": texts(
            "How was it when we were first in touch with you?",
            "How was it when we first talked to you?",
            "Sut brofiad oedd e pan gysyllton ni â chi gyntaf?",
            "جب ہم نے پہلی بار آپ سے رابطہ کیا تو کیسا رہا؟",
        ),
        "hints": texts(
            "Choose the face that is nearest to how it felt.",
            "Choose a face.",
            "Dewiswch yr wyneb sydd agosaf at sut roedd yn teimlo.",
            "وہ چہرہ چنیں جو آپ کے احساس سے سب سے زیادہ ملتا ہو۔",
        ),
    },
    {
        "key": "easier",
        "kind": QuestionKind.LONG_TEXT,
        "texts": texts(
            "What could we have done to make it easier?",
            "What could we do to make it easy?",
            "Beth allen ni fod wedi’i wneud i’w wneud yn haws?",
            "ہم کیا کرتے تو آپ کے لیے آسان ہوتا؟",
        ),
        "hints": texts(
            "Write as much or as little as you like. Please do not write anyone’s name.",
            "Write a lot or a little. Please do not write names.",
            "Ysgrifennwch gymaint neu gyn lleied ag y dymunwch. Peidiwch ag ysgrifennu enwau pobl.",
            "جتنا چاہیں لکھیں، کم یا زیادہ۔ براہ کرم کسی کا نام نہ لکھیں۔",
        ),
    },
    {
        "key": "good_enough",
        "kind": QuestionKind.SINGLE,
        "texts": texts(
            "If something like it were right for you, would you want to know about it?",
            "If it was good for you, do you want to know about it?",
            "Pe bai rhywbeth tebyg yn iawn i chi, fyddech chi eisiau gwybod amdano?",
            "اگر اس جیسی کوئی چیز آپ کے لیے مناسب ہو تو کیا آپ اس کے بارے میں جاننا چاہیں گے؟",
        ),
        "hints": texts(
            "We do not sign you up for anything. Nobody rings you because of this answer.",
            "We only ask. Nobody rings you because of this.",
            "Dydyn ni ddim yn eich cofrestru ar gyfer dim byd. Fydd neb yn ffonio oherwydd yr ateb hwn.",
            "ہم آپ کا نام کہیں درج نہیں کرتے۔ اس جواب کی وجہ سے کوئی آپ کو فون نہیں کرے گا۔",
        ),
        "options": [
            _option("yes", "Yes", "Yes", "Byddwn", "جی ہاں"),
            _option("maybe", "Maybe later", "Maybe later", "Efallai’n hwyrach", "شاید بعد میں"),
            _option("no", "No", "No", "Na fyddwn", "نہیں"),
        ],
    },
]


def start_why_questions(session: Session, *, by: uuid.UUID | None) -> QuestionSet:
    """The set as a draft of one's own: to look at in every language, and to publish or not."""
    return create_question_set(session, name=WHY_NAME, questions=WHY_QUESTIONS, by=by, text_status=STATUS)
