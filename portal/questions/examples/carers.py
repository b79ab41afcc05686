"""A small set to begin with: how was the support of a carers' service? Our own wording, in four languages."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.questions.enums import QuestionKind, TextStatus
from portal.questions.models import QuestionSet
from portal.questions.operations import create_question_set, publish

NAME = {
    "en": "Support for carers",
    "en-easy": "Help for carers",
    "cy": "Cefnogaeth i ofalwyr",
    "ur": "دیکھ بھال کرنے والوں کے لیے مدد",
}
STATUS = {
    "en": TextStatus.SOURCE.value,
    "en-easy": TextStatus.MACHINE_DRAFT.value,
    "cy": TextStatus.MACHINE_DRAFT.value,
    "ur": TextStatus.MACHINE_DRAFT.value,
}


def texts(en: str, easy: str, cy: str, ur: str) -> dict[str, str]:
    """One text in English, easy English, Welsh and Urdu."""
    return {"en": en, "en-easy": easy, "cy": cy, "ur": ur}


def option(code: str, en: str, easy: str, cy: str, ur: str, *, exclusive: bool = False) -> dict[str, Any]:
    """One choice in English, easy English, Welsh and Urdu."""
    return {"code": code, "texts": texts(en, easy, cy, ur), "exclusive": exclusive}


QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "support",
        "kind": QuestionKind.FACES,
        "texts": texts(
            "How has the support from the carers’ service been?",
            "How was the help from the carers’ service?",
            "Sut mae’r gefnogaeth gan y gwasanaeth gofalwyr wedi bod?",
            "دیکھ بھال کرنے والوں کی سروس سے ملنے والی مدد کیسی رہی؟",
        ),
        "hints": texts(
            "Choose the face that is nearest to how you feel.",
            "Choose a face.",
            "Dewiswch yr wyneb sydd agosaf at sut rydych chi’n teimlo.",
            "وہ چہرہ چنیں جو آپ کے احساس سے سب سے زیادہ ملتا ہو۔",
        ),
    },
    {
        "key": "helped",
        "picture": "openmoji/1F91D.svg",
        "kind": QuestionKind.SEVERAL,
        "allows_other": True,
        "texts": texts(
            "What has helped you?",
            "What helped you?",
            "Beth sydd wedi eich helpu?",
            "آپ کو کس چیز سے مدد ملی؟",
        ),
        "hints": texts(
            "Choose as many as you like.",
            "You can choose more than one.",
            "Dewiswch gynifer ag y dymunwch.",
            "آپ ایک سے زیادہ جواب چن سکتے ہیں۔",
        ),
        "options": [
            option(
                "talking", "Someone to talk to", "Someone to talk to", "Cael rhywun i siarad â nhw", "کسی سے بات کرنا"
            ),
            option("break", "A break from caring", "Time for myself", "Seibiant o ofalu", "دیکھ بھال سے وقفہ"),
            option(
                "money",
                "Help with money or benefits",
                "Help with money",
                "Help gydag arian neu fudd-daliadau",
                "پیسوں یا سرکاری مالی امداد کے بارے میں مدد",
            ),
            option(
                "carers",
                "Meeting other carers",
                "Meeting other carers",
                "Cwrdd â gofalwyr eraill",
                "دوسرے دیکھ بھال کرنے والوں سے ملنا",
            ),
            option(
                "advice",
                "Advice and information",
                "Someone told me what I can do",
                "Cyngor a gwybodaeth",
                "مشورہ اور معلومات",
            ),
            option(
                "nothing",
                "Nothing has helped",
                "Nothing helped",
                "Does dim byd wedi helpu",
                "کسی چیز سے مدد نہیں ملی",
                exclusive=True,
            ),
        ],
    },
    {
        "key": "difference",
        "kind": QuestionKind.SCALE,
        "texts": texts(
            "How much difference has the support made to your daily life?",
            "Did the help make your life better?",
            "Faint o wahaniaeth mae’r gefnogaeth wedi’i wneud i’ch bywyd bob dydd?",
            "اس مدد سے آپ کی روزمرہ زندگی میں کتنا فرق پڑا؟",
        ),
        "low_words": texts("No difference", "Not at all", "Dim gwahaniaeth", "کوئی فرق نہیں"),
        "high_words": texts("A very big difference", "Very much", "Gwahaniaeth mawr iawn", "بہت زیادہ فرق"),
    },
    {
        "key": "using",
        "kind": QuestionKind.SINGLE,
        "texts": texts(
            "Do you use the carers’ service now?",
            "Do you use the carers’ service now?",
            "Ydych chi’n defnyddio’r gwasanaeth gofalwyr nawr?",
            "کیا آپ اس وقت یہ سروس استعمال کرتے ہیں؟",
        ),
        "options": [
            option("yes", "Yes", "Yes", "Ydw", "جی ہاں"),
            option("stopped", "No, I stopped", "No, I stopped", "Nac ydw, rydw i wedi stopio", "نہیں، میں نے چھوڑ دی"),
            option(
                "never",
                "No, I never started",
                "No, I never used it",
                "Nac ydw, wnes i erioed ddechrau",
                "نہیں، میں نے کبھی شروع نہیں کی",
            ),
        ],
    },
    {
        "key": "last_time",
        "picture": "openmoji/1F4C5.svg",
        "kind": QuestionKind.DATE,
        "texts": texts(
            "When did you last get support from the service?",
            "When did you last get help from the service?",
            "Pryd cawsoch chi gefnogaeth gan y gwasanaeth ddiwethaf?",
            "آپ کو اس سروس سے آخری بار مدد کب ملی؟",
        ),
        "hints": texts(
            "For example, 27 3 2026. If you are not sure, write a date that is near.",
            "For example, 27 3 2026. A date that is near is fine.",
            "Er enghraifft, 27 3 2026. Os nad ydych chi’n siŵr, ysgrifennwch ddyddiad sy’n agos.",
            "مثال کے طور پر، 27 3 2026۔ اگر ٹھیک سے یاد نہیں تو کوئی قریبی تاریخ لکھ دیں۔",
        ),
    },
    {
        "key": "listened",
        "picture": "openmoji/1F442.svg",
        "kind": QuestionKind.SINGLE,
        "texts": texts(
            "Did the people who work there listen to you?",
            "Did the workers listen to you?",
            "Oedd y bobl sy’n gweithio yno yn gwrando arnoch chi?",
            "کیا وہاں کام کرنے والوں نے آپ کی بات سنی؟",
        ),
        "options": [
            option("always", "Always", "Always", "Bob amser", "ہمیشہ"),
            option("mostly", "Most of the time", "Most of the time", "Y rhan fwyaf o’r amser", "اکثر"),
            option("sometimes", "Sometimes", "Sometimes", "Weithiau", "کبھی کبھی"),
            option("never", "Never", "Never", "Byth", "کبھی نہیں"),
        ],
    },
    {
        "key": "change",
        "kind": QuestionKind.LONG_TEXT,
        "texts": texts(
            "What got in the way, or what should change?",
            "What made it hard? What should we change?",
            "Beth oedd yn eich rhwystro, neu beth ddylai newid?",
            "کیا چیز رکاوٹ بنی، یا کیا بدلنا چاہیے؟",
        ),
        "hints": texts(
            "Write as much or as little as you like. Please do not write anyone’s name.",
            "Write a lot or a little. Please do not write names.",
            "Ysgrifennwch gymaint neu gyn lleied ag y dymunwch. Peidiwch ag ysgrifennu enwau pobl.",
            "جتنا چاہیں لکھیں، کم یا زیادہ۔ براہ کرم کسی کا نام نہ لکھیں۔",
        ),
    },
]


def start_from_example(session: Session, *, by: uuid.UUID | None) -> QuestionSet:
    """The example as a draft of one's own: to look at in every language, and to publish or not."""
    return create_question_set(session, name=NAME, questions=QUESTIONS, by=by, text_status=STATUS)


def carers_support(session: Session, *, by: uuid.UUID | None = None) -> QuestionSet:
    """The example as a published question set."""
    question_set = start_from_example(session, by=by)
    publish(session, question_set=question_set, by=by)
    return question_set
