"""A set that uses every kind of question once, with a branch and an earlier answer put into a later question."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.questions.enums import QuestionKind
from portal.questions.examples.carers import STATUS, option, texts
from portal.questions.models import QuestionSet
from portal.questions.operations import create_question_set, publish

NAME = texts(
    "A place to meet: every kind of question",
    "A place to meet: all kinds of questions",
    "Lle i gwrdd: pob math o gwestiwn",
    "ملنے کی جگہ: ہر قسم کا سوال",
)

FIRST: list[dict[str, Any]] = [
    {
        "key": "about",
        "kind": QuestionKind.INFORMATION,
        "texts": texts(
            "These questions are about the centre where you meet other people.",
            "These questions are about the place where you meet people.",
            "Mae’r cwestiynau hyn am y ganolfan lle rydych chi’n cwrdd â phobl eraill.",
            "یہ سوال اس مرکز کے بارے میں ہیں جہاں آپ دوسرے لوگوں سے ملتے ہیں۔",
        ),
        "media": [
            {
                "kind": "picture",
                "key": "openmoji/1F465.svg",
                "language": "",
                "alt": texts("Two people", "Two people", "Dau berson", "دو لوگ"),
            }
        ],
    },
    {
        "key": "permission",
        "kind": QuestionKind.CONSENT,
        "required": True,
        "texts": texts(
            "May we keep what you tell us and use it to make the centre better?",
            "Can we keep what you say? We use it to make the place better.",
            "Gawn ni gadw’r hyn rydych chi’n ei ddweud wrthym a’i ddefnyddio i wella’r ganolfan?",
            "کیا ہم آپ کی باتیں محفوظ رکھ کر مرکز کو بہتر بنانے کے لیے استعمال کر سکتے ہیں؟",
        ),
        "hints": texts(
            "You can say no and still answer.",
            "You can say no. You can still answer.",
            "Gallwch ddweud na a dal i ateb.",
            "آپ انکار کر کے بھی جواب دے سکتے ہیں۔",
        ),
    },
    {
        "key": "going",
        "kind": QuestionKind.SINGLE,
        "allows_other": True,
        "texts": texts(
            "Do you go to the centre now?",
            "Do you go there now?",
            "Ydych chi’n mynd i’r ganolfan nawr?",
            "کیا آپ اس وقت مرکز جاتے ہیں؟",
        ),
        "options": [
            option("yes", "Yes", "Yes", "Ydw", "جی ہاں"),
            option("stopped", "No, I stopped", "No, I stopped", "Nac ydw, rydw i wedi stopio", "نہیں، میں نے چھوڑ دیا"),
        ],
    },
    {
        "key": "stopped_when",
        "kind": QuestionKind.DATE,
        "show_when": {"all": [{"question": "going", "test": "any_of", "codes": ["stopped"]}]},
        "texts": texts(
            "When did you stop going?",
            "When did you stop?",
            "Pryd wnaethoch chi stopio mynd?",
            "آپ نے جانا کب چھوڑا؟",
        ),
    },
    {
        "key": "liked",
        "kind": QuestionKind.SEVERAL,
        "allows_other": True,
        "highest": 3,
        "texts": texts(
            "What do you like there?",
            "What do you like there?",
            "Beth ydych chi’n ei hoffi yno?",
            "آپ کو وہاں کیا پسند ہے؟",
        ),
        "hints": texts(
            "Choose up to three.",
            "You can choose one, two or three.",
            "Dewiswch hyd at dri.",
            "تین تک چنیں۔",
        ),
        "options": [
            option("people", "The people", "The people", "Y bobl", "لوگ"),
            option("food", "The food", "The food", "Y bwyd", "کھانا"),
            option("quiet", "A quiet room", "A quiet room", "Ystafell dawel", "ایک پُرسکون کمرہ"),
            option("nothing", "Nothing", "Nothing", "Dim byd", "کچھ نہیں", exclusive=True),
        ],
    },
    {
        "key": "feeling",
        "kind": QuestionKind.FACES,
        "texts": texts(
            "How do you feel when you are there?",
            "How do you feel there?",
            "Sut ydych chi’n teimlo pan fyddwch chi yno?",
            "وہاں آپ کیسا محسوس کرتے ہیں؟",
        ),
    },
    {
        "key": "difference",
        "kind": QuestionKind.SCALE,
        "texts": texts(
            "How much difference does it make to your week?",
            "Does it make your week better?",
            "Faint o wahaniaeth mae’n ei wneud i’ch wythnos?",
            "اس سے آپ کے ہفتے میں کتنا فرق پڑتا ہے؟",
        ),
        "low_words": texts("No difference", "Not at all", "Dim gwahaniaeth", "کوئی فرق نہیں"),
        "high_words": texts("A very big difference", "Very much", "Gwahaniaeth mawr iawn", "بہت زیادہ فرق"),
    },
]

THEN: list[dict[str, Any]] = [
    {
        "key": "welcome",
        "kind": QuestionKind.RATING_5,
        "texts": texts(
            "“I feel welcome at the centre.” Do you agree?",
            "“I feel welcome there.” Is that true for you?",
            "“Rwy’n teimlo bod croeso i mi yn y ganolfan.” Ydych chi’n cytuno?",
            "”مرکز میں میرا خیرمقدم ہوتا ہے۔“ کیا آپ متفق ہیں؟",
        ),
    },
    {
        "key": "matters",
        "kind": QuestionKind.RANKING,
        "texts": texts(
            "What matters most to you? Put these in order.",
            "What is most important? Put these in order.",
            "Beth sydd bwysicaf i chi? Rhowch y rhain mewn trefn.",
            "آپ کے لیے سب سے اہم کیا ہے؟ انہیں ترتیب دیں۔",
        ),
        "options": [
            option(
                "near", "It is near my home", "It is near my home", "Mae’n agos i’m cartref", "یہ میرے گھر کے قریب ہے"
            ),
            option("warm", "It is warm", "It is warm", "Mae’n gynnes", "یہ گرم ہے"),
            option("free", "It costs nothing", "It is free", "Mae am ddim", "اس کا کوئی خرچ نہیں"),
        ],
    },
    {
        "key": "picture",
        "kind": QuestionKind.PICTURES,
        "texts": texts(
            "Which picture is most like the centre?",
            "Which picture is like the place?",
            "Pa lun sydd fwyaf tebyg i’r ganolfan?",
            "کون سی تصویر مرکز سے سب سے زیادہ ملتی ہے؟",
        ),
        "options": [
            {
                **option("sun", "A sunny place", "A sunny place", "Lle heulog", "دھوپ والی جگہ"),
                "picture": "openmoji/1F305.svg",
                "alt": texts("The sun comes up", "The sun comes up", "Yr haul yn codi", "سورج نکل رہا ہے"),
            },
            {
                **option("home", "A home", "A home", "Cartref", "ایک گھر"),
                "picture": "openmoji/1F3E0.svg",
                "alt": texts("A house", "A house", "Tŷ", "ایک مکان"),
            },
            {
                **option("office", "An office", "An office", "Swyddfa", "ایک دفتر"),
                "picture": "openmoji/1F3E2.svg",
                "alt": texts("A tall building", "A tall building", "Adeilad uchel", "ایک اونچی عمارت"),
            },
        ],
    },
    {
        "key": "hours",
        "kind": QuestionKind.NUMBER,
        "lowest": 0,
        "highest": 168,
        "unit": texts("hours", "hours", "awr", "گھنٹے"),
        "texts": texts(
            "How many hours a week are you there?",
            "How many hours a week are you there?",
            "Sawl awr yr wythnos ydych chi yno?",
            "آپ ہفتے میں کتنے گھنٹے وہاں ہوتے ہیں؟",
        ),
    },
    {
        "key": "one_word",
        "kind": QuestionKind.SHORT_TEXT,
        "texts": texts(
            "What one word would you use for the centre?",
            "Say one word about the place.",
            "Pa un gair fyddech chi’n ei ddefnyddio am y ganolfan?",
            "مرکز کے لیے آپ کون سا ایک لفظ کہیں گے؟",
        ),
    },
    {
        "key": "why_word",
        "kind": QuestionKind.LONG_TEXT,
        "allows_voice": True,
        "texts": texts(
            "You said: {answer:one_word|no word}. Tell us more.",
            "You said: {answer:one_word|no word}. Tell us more.",
            "Dywedoch chi: {answer:one_word|dim gair}. Dywedwch fwy wrthym.",
            "آپ نے کہا: {answer:one_word|کوئی لفظ نہیں}۔ ہمیں مزید بتائیں۔",
        ),
        "hints": texts(
            "Please do not write or say anyone’s name.",
            "Please do not write or say names.",
            "Peidiwch ag ysgrifennu na dweud enw neb.",
            "براہ کرم کسی کا نام نہ لکھیں اور نہ کہیں۔",
        ),
    },
    {
        "key": "show_us",
        "kind": QuestionKind.PHOTO,
        "texts": texts(
            "Show us something about the centre: a photo or a drawing.",
            "Show us a photo or a drawing of the place.",
            "Dangoswch rywbeth i ni am y ganolfan: llun neu ddarlun.",
            "ہمیں مرکز کے بارے میں کچھ دکھائیں: کوئی تصویر یا ڈرائنگ۔",
        ),
    },
    {
        "key": "tell_us",
        "kind": QuestionKind.VOICE,
        "texts": texts(
            "Is there anything else? You can say it in your own voice.",
            "Is there something else? You can say it.",
            "Oes unrhyw beth arall? Gallwch ei ddweud yn eich llais eich hun.",
            "کیا کچھ اور ہے؟ آپ اپنی آواز میں کہہ سکتے ہیں۔",
        ),
    },
]
QUESTIONS = [*FIRST, *THEN]


def start_every_kind(session: Session, *, by: uuid.UUID | None = None) -> QuestionSet:
    """The set as a draft: to try every kind, in every language."""
    return create_question_set(session, name=NAME, questions=QUESTIONS, by=by, text_status=STATUS)


def every_kind(session: Session, *, by: uuid.UUID | None = None) -> QuestionSet:
    """The set, published."""
    question_set = start_every_kind(session, by=by)
    publish(session, question_set=question_set, by=by)
    return question_set
