"""Numbers published for the California schools of the R package survey (T. Lumley): apistrat and apisrs."""

import csv

import pytest

from portal.sampling.calibration import calibrate
from portal.sampling.estimates import Design, estimate_mean, estimate_share, estimate_total
from portal.sampling.weights import Margin, base_weights, effective_n, kish_design_effect, rake
from tests.real_data import real_data
from tests.sampling.published import published

POPULATION = {"E": 4421, "H": 755, "M": 1018}
SAMPLED = {"E": 100, "H": 50, "M": 50}
ROWS = published("apistrat")["rows"]
STYPE, API00, ENROLL, SCH_WIDE, COMP_IMP, _FPC = (list(column) for column in zip(*ROWS, strict=True))

MARGINS = (
    Margin("stype", STYPE, POPULATION),
    Margin("sch.wide", SCH_WIDE, {"Yes": 5122, "No": 1072}),
    Margin("comp.imp", COMP_IMP, {"Yes": 4482, "No": 1712}),
)


def design(weights=None):
    chances = [SAMPLED[stype] / POPULATION[stype] for stype in STYPE]
    return Design(STYPE, weights or base_weights(chances), POPULATION)


def test_the_extract_is_the_published_file():
    path = real_data("survey", "apistrat.csv")
    if path is not None:
        with path.open(newline="", encoding="utf-8") as file:
            found = [[row["stype"], int(row["api00"]), int(row["enroll"])] for row in csv.DictReader(file)]
        assert found == [row[:3] for row in ROWS]
    assert {stype: STYPE.count(stype) for stype in POPULATION} == SAMPLED


def test_apistrat_stratified_mean_of_api00():
    estimate = estimate_mean(API00, design())
    assert estimate.value == pytest.approx(662.287363, rel=1e-6)
    assert estimate.standard_error == pytest.approx(9.408941, rel=1e-6)
    assert (estimate.n, estimate.df, estimate.lone_strata) == (200, 197, 0)


def test_apistrat_total_enrolment():
    estimate = estimate_total(ENROLL, design())
    assert estimate.value == pytest.approx(3_687_177.53, rel=1e-6)
    assert estimate.standard_error == pytest.approx(114_641.72, rel=1e-6)


def test_apisrs_mean_with_finite_population_correction():
    source = published("apisrs")
    n, population = len(source["api00"]), source["population"]
    sample = Design(["all"] * n, [population / n] * n, {"all": population})
    estimate = estimate_mean(source["api00"], sample)
    assert estimate.value == pytest.approx(656.585, rel=1e-6)
    assert estimate.standard_error == pytest.approx(9.249722, rel=1e-6)


def test_apistrat_raked_on_three_margins():
    raked = rake(design().weights, MARGINS)
    assert estimate_mean(API00, design(raked.weights)).value == pytest.approx(662.539497, rel=1e-6)
    assert raked.design_effect == pytest.approx(1.222237, rel=1e-6)
    assert raked.effective_n == pytest.approx(200 / 1.222237, rel=1e-6)
    for margin in MARGINS:
        for category, total in margin.totals.items():
            members = zip(raked.weights, margin.categories, strict=True)
            assert sum(w for w, found in members if found == category) == pytest.approx(total, rel=1e-9)


def test_apistrat_share_with_school_wide_target_met_logit_interval():
    estimate = estimate_share([answer == "Yes" for answer in SCH_WIDE], design())
    interval = estimate.share_interval()
    assert round(estimate.value, 6) == 0.827948
    assert round(interval.low, 6) == 0.774540
    assert round(interval.high, 5) == 0.87081


def test_calibration_within_bounds_meets_the_same_margins_and_comes_close_to_raking():
    base = design().weights
    fitted = calibrate(base, MARGINS, lowest=0.6, highest=1.5)
    for margin in MARGINS:
        for category, total in margin.totals.items():
            members = zip(fitted.weights, margin.categories, strict=True)
            assert sum(w for w, found in members if found == category) == pytest.approx(total, rel=1e-7)
    ratios = [weight / before for weight, before in zip(fitted.weights, base, strict=True)]
    assert 0.6 <= min(ratios) <= max(ratios) <= 1.5
    assert estimate_mean(API00, design(fitted.weights)).value == pytest.approx(662.54, abs=0.1)


def test_a_group_is_estimated_within_the_whole_design():
    high = [stype == "H" for stype in STYPE]
    estimate = estimate_mean(API00, design(), members=high)
    values = [value for value, stype in zip(API00, STYPE, strict=True) if stype == "H"]
    mean = sum(values) / 50
    variance = sum((value - mean) ** 2 for value in values) / 49 / 50 * (1 - 50 / 755)
    assert estimate.value == pytest.approx(mean, rel=1e-12)
    assert estimate.standard_error == pytest.approx(variance**0.5, rel=1e-12)
    assert estimate.n == 50


def test_kish_of_equal_weights_is_one():
    assert kish_design_effect([7.0] * 9) == pytest.approx(1.0, rel=1e-12)
    assert effective_n([7.0] * 9) == pytest.approx(9.0, rel=1e-12)
