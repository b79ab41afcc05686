import datetime as dt
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.shared import i18n
from portal.shared.forms import PortalForm, TextInput
from portal.shared.forms.cleaning import clean_text, parse_decimal, parse_whole
from tests.design.mini_app import KitchenForm

GOOD = {"your_name": "Amina", "way": "sms"}
ARABIC_DIGITS, URDU_DIGITS, BENGALI_DIGITS, GURMUKHI_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "০১২৩৪৫৬৭৮৯", "੦੧੨੩੪੫੬੭੮੯"


@pytest.fixture
def filled(kitchen):
    def fill(**typed):
        with kitchen.test_request_context():
            form = KitchenForm(MultiDict(GOOD | {"version": "3"} | typed), meta={"csrf": False})
            form.validate()
            return form, {name: str(errors[0]) for name, errors in form.errors.items()}

    return fill


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"your_name": "  "}, {"your_name": "Enter your name"}),
        ({"your_name": "x" * 21}, {"your_name": "Make this shorter by 1 letter"}),
        ({"your_name": "x" * 25}, {"your_name": "Make this shorter by 5 letters"}),
        ({"email": "amina@"}, {"email": "Enter an email address, like name@example.com"}),
        ({"age": "12.5"}, {"age": "Enter a whole number, like 12"}),
        ({"age": "15"}, {"age": "Enter 16 or more"}),
        ({"age": "121"}, {"age": "Enter 120 or less"}),
        ({"hours": "sNaN"}, {"hours": "Enter a number, like 12"}),
        ({"born-day": "30", "born-month": "2", "born-year": "1990"}, {"born": "Enter a real date, like 27 3 2026"}),
        ({"born-day": "30", "born-month": "", "born-year": "1990"}, {"born": "Enter the month as well"}),
        ({"way": "pigeon"}, {"way": "Choose one of the answers"}),
        ({"needs": "lift"}, {"needs": "Choose from the answers on this page"}),
        ({"again": "maybe"}, {"again": "Choose yes or no"}),
        ({"password": "a\x00b"}, {"password": "Type the password again"}),
        ({"version": "x"}, {"version": "Open this page again and send it once more"}),
    ],
)
def test_each_problem_is_said_in_peoples_words(filled, typed, said):
    assert filled(**typed)[1] == said


def test_a_well_filled_form_gives_plain_values(filled):
    form, problems = filled(
        **{"age": "44", "hours": "1,020.5", "born-day": "7", "born-month": "3", "born-year": "1981"},
        **{"again": "yes", "area": "n", "password": "  two spaces  ", "story": "one\r\ntwo\r"},
    )
    assert problems == {}
    assert (form.age.data, form.hours.data) == (44, Decimal("1020.5"))
    assert form.born.data == dt.date(1981, 3, 7)
    assert (form.way.data, form.again.data, form.area.data) == ("sms", True, "n")
    assert (form.password.data, form.story.data) == ("  two spaces  ", "one\ntwo")


def test_what_is_left_empty_is_nothing_and_no_mistake(filled):
    form, problems = filled()
    assert problems == {}
    assert (form.age.data, form.hours.data, form.born.data, form.again.data, form.area.data) == (None,) * 5
    assert (form.email.data, form.needs.data, form.photo.data) == (None, [], None)


def test_the_drop_down_starts_at_no_choice(filled):
    form, problems = filled(area="")
    assert (form.area.data, problems) == (None, {})


def test_a_key_sent_stays_and_a_broken_one_is_replaced(filled):
    key = uuid.uuid4()
    assert filled(idempotency_key=str(key))[0].idempotency_key.data == key
    assert isinstance(filled(idempotency_key="<script>")[0].idempotency_key.data, uuid.UUID)


def test_answers_are_copied_to_a_record_but_never_its_version(kitchen):
    class Record:
        version = 7
        your_name = ""

    class Renaming(PortalForm):
        has_version = True
        your_name = TextInput("Your name")

    record = Record()
    with kitchen.test_request_context():
        form = Renaming(MultiDict({"your_name": "Amina", "version": "3"}), meta={"csrf": False})
        form.populate_obj(record)
    assert (record.your_name, record.version, form.version.data) == ("Amina", 7, 3)
    assert not hasattr(record, "idempotency_key")


@given(st.text())
def test_cleaned_text_holds_no_trick_signs_and_is_clean_at_once(text):
    cleaned = clean_text(text)
    assert not set(cleaned) & set("\x00\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    assert clean_text(cleaned) == cleaned


def test_marks_that_urdu_and_bengali_need_survive():
    assert clean_text("می\u200cخواهم\u200f ক্\u200dষ") == "می\u200cخواهم\u200f ক্\u200dষ"


@given(
    number=st.integers(-(10**12), 10**12),
    digits=st.sampled_from([ARABIC_DIGITS, URDU_DIGITS, BENGALI_DIGITS, GURMUKHI_DIGITS]),
)
def test_whole_numbers_in_any_script_are_the_same_number(number, digits):
    assert parse_whole(str(number).translate(str.maketrans("0123456789", digits))) == number


@pytest.mark.parametrize(
    "text", ["sNaN", "NaN", "inf", "-inf", "1_0", "1e9", "0x10", "", "--1", "1,2,3", "12,34", "٣,", "1" * 41, "½", "²"]
)
def test_what_is_not_a_plain_number_is_refused(text):
    with pytest.raises(ValueError):
        parse_decimal(text)


@pytest.mark.parametrize(
    ("text", "signs", "number"),
    [
        ("1,234.50", {}, "1234.50"),
        ("1 234,5", {"decimal_sign": ",", "group_sign": "\u00a0"}, "1234.5"),
        ("1.234,5", {"decimal_sign": ",", "group_sign": "."}, "1234.5"),
        ("۱۲٫۵", {}, "12.5"),
        ("١٬٢٣٤", {}, "1234"),
        ("−3", {}, "-3"),
    ],
)
def test_decimals_are_read_as_each_language_writes_them(text, signs, number):
    assert parse_decimal(text, **signs) == Decimal(number)


def test_messages_speak_the_language_of_the_person(kitchen):
    with kitchen.test_request_context(), i18n.speaking("en-pseudo"):
        form = KitchenForm(MultiDict(GOOD | {"age": "x"}), meta={"csrf": False})
        form.validate()
        assert str(form.age.errors[0]).startswith("[Éñtéŕ"[:2])


def test_two_megabytes_of_text_are_accepted(filled):
    form, _problems = filled(story="ا" * 1_000_000)
    assert len(form.story.data) == 1_000_000
