"""Reading headings, dates, ages and languages, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rosters.enums import DateStyle
from portal.rosters.rules.ages import age_band, band_order
from portal.rosters.rules.cells import CellRefused, clean_cell, read_age, read_email, read_phone, read_safe_contact
from portal.rosters.rules.dates import age_on, guess_style, read_date
from portal.rosters.rules.headings import guess_mapping
from portal.rosters.rules.languages import read_language
from tests.real_data import real_data
from tests.rosters.factories import csv_file


def test_welsh_headings_are_understood():
    headings = ["Cyfeirnod", "Statws", "Ardal", "Oed", "Ethnigrwydd", "Anabledd", "Iaith", "E-bost", "Ffôn symudol"]
    names = ["reference", "status", "area", "age", "ethnicity", "disability", "language", "email", "mobile"]
    assert guess_mapping(headings) == {name: n for n, name in enumerate(names)}


def test_headings_are_understood_however_they_are_written():
    assert guess_mapping(["Unique_ID", "SERVICE-STATUS", "E-Mail Address", "Notes"]) == {
        "reference": 0,
        "status": 1,
        "email": 2,
    }


def test_the_real_roster_is_mapped_without_help():
    path = real_data("frames", "roster_20000.csv")
    text = path.read_text() if path else csv_file().decode()
    headings = text.splitlines()[0].split(",")
    assert sorted(guess_mapping(headings).values()) == list(range(len(headings)))


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("31/12/1990", DateStyle.DAY_FIRST),
        ("31.12.1990", DateStyle.DAY_FIRST),
        ("31-12-1990", DateStyle.DAY_FIRST),
        ("12/31/1990", DateStyle.MONTH_FIRST),
        ("1990-12-31", DateStyle.DAY_FIRST),
        ("1990/12/31", DateStyle.YEAR_FIRST),
        ("1990-12-31T00:00:00", DateStyle.YEAR_FIRST),
        ("31 Dec 1990", DateStyle.DAY_FIRST),
        ("31st December 1990", DateStyle.DAY_FIRST),
        ("31 Rhagfyr 1990", DateStyle.DAY_FIRST),
    ],
)
def test_one_day_written_in_many_ways(text, style):
    assert read_date(text, style=style) == dt.date(1990, 12, 31)


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), style=st.sampled_from(DateStyle))
def test_every_day_is_read_back_in_every_style(day, style):
    pattern = {DateStyle.DAY_FIRST: "%d/%m/%Y", DateStyle.MONTH_FIRST: "%m/%d/%Y", DateStyle.YEAR_FIRST: "%Y-%m-%d"}
    assert read_date(day.strftime(pattern[style]), style=style) == day


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["03/04/1990", "13/04/1990"], DateStyle.DAY_FIRST),
        (["03/04/1990", "04/13/1990"], DateStyle.MONTH_FIRST),
        (["1990-04-03"], DateStyle.YEAR_FIRST),
        (["03/04/1990", "", "soon"], DateStyle.DAY_FIRST),
    ],
)
def test_the_order_of_day_and_month_is_guessed_from_what_is_there(texts, style):
    assert guess_style(texts) is style


@given(born=st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)), days=st.integers(0, 40_000))
def test_nobody_has_a_birthday_before_their_birthday(born, days):
    today = born + dt.timedelta(days=days)
    age = age_on(today, born=born)
    assert 365.25 * age - 1 < days + 1 < 365.25 * (age + 1) + 2


@given(age=st.integers(0, 120), ends=st.sets(st.integers(1, 110), max_size=12))
def test_every_age_has_one_band_and_bands_are_in_order(age, ends):
    bands = [age_band(n, lower_ends=sorted(ends)) for n in range(121)]
    assert [band_order(band) for band in bands] == sorted(band_order(band) for band in bands)
    assert len(set(bands)) == len({0, *ends})
    assert age_band(age, lower_ends=sorted(ends, reverse=True)) == bands[age]


def test_an_age_nobody_knows_stays_unknown():
    assert age_band(None, lower_ends=[0, 18]) == "not_known"


@given(st.text(max_size=60))
def test_a_cleaned_cell_holds_nothing_hidden(text):
    try:
        cleaned = clean_cell(text)
    except CellRefused:
        return
    assert cleaned == cleaned.strip()
    assert not any(sign in cleaned for sign in "\x00\n\r\t\u202e\u2066\ufeff\ufffd")
    assert not cleaned.startswith(("=", "@"))


@pytest.mark.parametrize("text", ["٣٤", "1_0", "1e2", "NaN", "0x10", "１２", "--1", "1 2"])
def test_an_age_is_plain_digits(text):
    with pytest.raises(CellRefused):
        read_age(text)


def test_an_age_a_spreadsheet_gave_decimals_is_still_that_age():
    assert [read_age(text) for text in ("34", "34.0", "34,00", "0")] == [34, 34, 34, 0]


@pytest.mark.parametrize(
    "text", ["07700 900123", "+44 7700 900123", "0044 7700 900123", "+44 (0)7700 900123", "+353 1 234 5678"]
)
def test_phone_numbers_people_write(text):
    assert read_phone(text) == text


@pytest.mark.parametrize("text", ["a.b+c@example.org", "o'neill@sub.example.co.uk", "ана@пример.рф"])
def test_addresses_people_have(text):
    assert read_email(text) == text


@pytest.mark.parametrize(
    "text", ["a@b", "a@@example.org", "a b@example.org", "a@example..org", "a,b@example.org", "<a@x.org>"]
)
def test_addresses_nobody_has(text):
    with pytest.raises(CellRefused):
        read_email(text)


def test_safe_contact_rules_are_read_in_words_and_codes():
    assert read_safe_contact("No voicemail; via_worker, no-post") == ["no_letters", "no_voicemail", "via_worker"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en", "en"),
        ("CY-gb", "cy"),
        ("Welsh", "cy"),
        ("Cymraeg", "cy"),
        ("Pwyleg", "pl"),
        ("Polish", "pl"),
        ("اردو", "ur"),
        ("BSL", "bfi"),
        ("en-easy", "en-easy"),
        ("zz", None),
        ("Klingonish", None),
    ],
)
def test_languages_by_code_and_by_name(text, code):
    assert read_language(text) == code
