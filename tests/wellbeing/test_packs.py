import copy
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.settings import ROOT
from portal.wellbeing.rules.packs import PackRefused, faults_of, instrument_from_json, score_of
from portal.wellbeing.rules.packs.reading import OURS
from portal.wellbeing.rules.packs.scoring import band_of, span_of

FOLDER = ROOT / "portal" / "wellbeing" / "packs"
PACKS = sorted(FOLDER.glob("*.json"))


def sheet(name: str = "caring-week") -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text())


def read(pack: dict):
    return instrument_from_json(json.dumps(pack))


def part_of(pack: dict, name: str) -> dict:
    return next(one for one in pack["extension"] if one["url"] == OURS + name)


def set_value(node: dict, name: str, **value) -> None:
    place = next(at for at, one in enumerate(node["extension"]) if one["url"] == name)
    node["extension"][place] = {"url": name, **value}


def codes(pack: dict) -> list[tuple[str, str]]:
    """What is wrong with a pack, whether it can be read or not."""
    try:
        return [(fault.code, fault.where) for fault in faults_of(read(pack))]
    except PackRefused as refused:
        return [(fault.code, fault.where) for fault in refused.faults]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_the_packs_we_ship_give_what_they_say(path: Path):
    assert faults_of(instrument_from_json(path.read_text())) == []


def test_two_packs_are_shipped_and_both_are_ours():
    packs = [instrument_from_json(path.read_text()) for path in PACKS]
    assert [(one.licence.holder, "not a validated scale" in one.copyright) for one in packs] == [
        ("The makers of Heard", True)
    ] * 2


def test_turned_items_missing_answers_and_bands():
    pack = read(sheet())
    [week] = pack.scores
    assert span_of(pack, week) == (0, 20)
    score = score_of(pack, week, {"sleep": "sometimes", "time": "often", "alone": "seldom", "money": "often"})
    assert (score, band_of(week, score).label) == (Decimal(11), "some of both")
    assert score_of(pack, week, {"sleep": "often"}) is None
    assert score_of(pack, week, {}) is None


def test_half_a_point_is_rounded_up_and_never_lost_in_binary():
    pack = read(sheet("four-areas"))
    mean = next(one for one in pack.scores if one.name == "mean")
    assert score_of(pack, mean, {"home": "7", "people": "2", "day": "5", "say": "3"}) == Decimal("4.3")


def test_an_answer_that_is_not_offered_is_refused():
    pack = read(sheet())
    with pytest.raises(ValueError, match="sleep"):
        score_of(pack, pack.scores[0], {"sleep": "daily", "time": "often", "alone": "seldom", "money": "often"})
    whole = read(sheet("four-areas"))
    for wrong in ("11", "-1", "3.5", "²", "ten"):
        with pytest.raises(ValueError, match="home"):
            score_of(whole, whole.scores[0], {"home": wrong, "people": "2", "day": "5", "say": "3"})


def test_the_words_of_other_languages_are_read():
    item = read(sheet()).item("sleep")
    assert set(item.text) == {"en", "cy", "ur"}
    assert item.option_texts["never"]["cy"] == "Byth"


def test_an_expired_licence_takes_no_new_reading():
    pack = sheet()
    part_of(pack, "licence")["extension"].append({"url": "validUntil", "valueDate": "2026-12-31"})
    licence = read(pack).licence
    assert [licence.allows_new_readings(dt.date(2026, 12, 31)), licence.allows_new_readings(dt.date(2027, 1, 1))] == [
        True,
        False,
    ]


def broken(change) -> dict:
    pack = copy.deepcopy(sheet())
    change(pack)
    return pack


def twice(pack):
    pack["item"].append(copy.deepcopy(pack["item"][0]))


def no_licence(pack):
    pack["extension"] = [one for one in pack["extension"] if one["url"] != OURS + "licence"]


def half_a_licence(pack):
    licence = part_of(pack, "licence")
    licence["extension"] = [one for one in licence["extension"] if one["url"] != "holder"]


def gap(pack):
    set_value(bands(pack)[1], "low", valueDecimal=9)


def overlap(pack):
    set_value(bands(pack)[1], "low", valueDecimal=7)


def short(pack):
    set_value(bands(pack)[2], "high", valueDecimal=19)


def no_source(pack):
    set_value(bands(pack)[0], "source", valueString="")


def bands(pack) -> list[dict]:
    return [one for one in part_of(pack, "score")["extension"] if one["url"] == "band"]


def lookup_with_a_hole(pack):
    score = part_of(pack, "score")
    set_value(score, "method", valueCode="lookup")
    score["extension"] += [
        {"url": "row", "extension": [{"url": "sum", "valueDecimal": n}, {"url": "score", "valueDecimal": n}]}
        for n in range(21)
        if n != 13
    ]


def wrong_vector(pack):
    expect = next(one for one in part_of(pack, "vector")["extension"] if one["url"] == "expect")
    set_value(expect, "value", valueDecimal=19)


def vector_with_a_strange_answer(pack):
    answer = next(one for one in part_of(pack, "vector")["extension"] if one["url"] == "answer")
    set_value(answer, "value", valueString="daily")


def no_vector(pack):
    pack["extension"] = [one for one in pack["extension"] if one["url"] != OURS + "vector"]


def an_option_twice(pack):
    pack["item"][0]["answerOption"].append(copy.deepcopy(pack["item"][0]["answerOption"][0]))


def options_without_numbers(pack):
    for option in pack["item"][0]["answerOption"]:
        option.pop("extension")


def deep_modifier(pack):
    pack["item"][1]["answerOption"][2]["valueCoding"]["modifierExtension"] = [
        {"url": "urn:other", "valueBoolean": True}
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (twice, ("duplicate_link_id", "sleep")),
        (no_licence, ("no_licence", "")),
        (half_a_licence, ("licence_incomplete", "")),
        (lambda pack: pack.pop("copyright"), ("missing", "copyright")),
        (lambda pack: pack["item"][0].update(type="slider"), ("unknown_type", "sleep")),
        (deep_modifier, ("modifier_extension", "time")),
        (gap, ("bands_gap", "week")),
        (overlap, ("bands_overlap", "week")),
        (short, ("bands_do_not_cover", "week")),
        (no_source, ("band_without_source", "week")),
        (lookup_with_a_hole, ("lookup_gap", "week")),
        (wrong_vector, ("vector_fails", "week")),
        (vector_with_a_strange_answer, ("vector_answer", "week")),
        (no_vector, ("no_vector", "")),
        (an_option_twice, ("duplicate_option", "sleep")),
        (options_without_numbers, ("no_numbers", "week")),
        (lambda pack: set_value(part_of(pack, "score"), "method", valueCode="eval"), ("unknown_method", "week")),
        (lambda pack: pack["item"].pop(), ("unknown_item", "week")),
        (lambda pack: set_value(part_of(pack, "score"), "least", valueInteger=6), ("prorates_nothing", "week")),
        (lambda pack: pack.update(item=[]), ("no_items", "")),
    ],
    ids=lambda value: getattr(value, "__name__", None) or value[0],
)
def test_what_is_wrong_with_a_pack_is_said_with_its_place(change, fault):
    assert fault in codes(broken(change))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ('{"resourceType": "Questionnaire", "x": NaN}', "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"resourceType": "Patient"}', "not_a_questionnaire"),
        (" " * 2_000_001, "too_large"),
        ("[]", "not_a_questionnaire"),
    ],
    ids=["empty", "nan", "deep", "patient", "large", "list"],
)
def test_a_file_that_is_no_pack_is_refused(text, code):
    with pytest.raises(PackRefused) as refused:
        instrument_from_json(text)
    assert [fault.code for fault in refused.value.faults] == [code]


NAMES = ["url", "extension", "item", "linkId", "type", "valueCode", "answerOption", "valueCoding"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@given(ANYTHING, ANYTHING)
def test_whatever_stands_in_a_file_it_is_refused_and_never_breaks(items, extensions):
    with pytest.raises(PackRefused):
        read({**sheet(), "item": items, "extension": extensions})


@given(st.lists(st.sampled_from(["never", "seldom", "sometimes", "often", "always"]), min_size=5, max_size=5))
def test_every_score_lies_in_its_span_and_in_one_band(given_answers):
    pack = read(sheet())
    [week] = pack.scores
    score = score_of(pack, week, dict(zip(["sleep", "time", "alone", "money", "help"], given_answers, strict=True)))
    low, high = span_of(pack, week)
    assert low <= score <= high
    assert band_of(week, score) is not None
