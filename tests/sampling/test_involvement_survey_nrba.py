"""Numbers published for the involvement survey of the R package nrba (Westat): response rates and R-indicators."""

import csv
from collections import Counter

import pytest

from portal.sampling.propensities import CellOutcome, fit_propensities, group_outcomes, narrow
from portal.sampling.representativeness import r_indicator
from portal.sampling.response_rates import CaseCounts, response_rates
from tests.real_data import real_data
from tests.sampling.published import published

SOURCE = published("involvement_survey_srs")
VARIABLES = ("race", "email", "sex", "disability")
CELLS = [CellOutcome(tuple(row[:4]), row[4], row[5]) for row in SOURCE["rows"]]
STATUS = SOURCE["status"]


def counts():
    return CaseCounts(
        complete=STATUS["Respondent"],
        refusal=STATUS["Nonrespondent"],
        not_eligible=STATUS["Ineligible"],
        unknown=STATUS["Unknown"],
    )


def by(*names):
    return r_indicator(narrow(CELLS, [VARIABLES.index(name) for name in names]), names)


def test_the_extract_counts_the_published_file():
    path = real_data("survey", "involvement_survey_srs.csv")
    if path is not None:
        with path.open(newline="", encoding="utf-8") as file:
            assert Counter(row["RESPONSE_STATUS"] for row in csv.DictReader(file)) == STATUS
    assert sum(STATUS.values()) == 5000
    assert sum(cell.cases for cell in CELLS) == STATUS["Respondent"] + STATUS["Nonrespondent"]
    assert sum(cell.answered for cell in CELLS) == STATUS["Respondent"]


def test_aapor_counts_and_rates():
    assert STATUS == {"Respondent": 3011, "Nonrespondent": 1521, "Ineligible": 233, "Unknown": 235}
    rates = response_rates(counts())
    assert rates.e == pytest.approx(0.951102, abs=1e-6)
    assert rates.rr1 == pytest.approx(0.631634, abs=1e-6)
    assert rates.rr3 == pytest.approx(0.6331604, abs=1e-7)
    assert rates.rr5 == pytest.approx(0.664387, abs=1e-6)
    assert not rates.interim


def test_replies_by_contact_attempt():
    assert list(SOURCE["respondents_by_contact_attempt"].values()) == [1176, 926, 610, 141, 75, 83]


@pytest.mark.parametrize(("names", "indicator"), [(("race",), 0.712427), (("email",), 0.980330), (VARIABLES, 0.706244)])
def test_r_indicators(names, indicator):
    found = by(*names)
    assert found.r_indicator == pytest.approx(indicator, abs=1e-5)
    assert found.variables == names
    assert found.response_rate == pytest.approx(3011 / 4532, rel=1e-9)


def test_with_one_variable_the_chances_are_the_rates_themselves():
    cells = narrow(CELLS, [0])
    assert fit_propensities(cells) == pytest.approx([cell.answered / cell.cases for cell in cells], rel=1e-8)


def test_the_partial_indicator_of_a_single_variable_is_the_whole_spread():
    found = by("race")
    (race,) = found.partial
    spread = (1 - found.r_indicator) / 2
    assert race.unconditional == pytest.approx(spread, rel=1e-3)
    assert race.conditional == pytest.approx(spread, rel=1e-9)


def test_the_partial_indicators_say_that_ethnicity_matters_most_and_who_is_missing():
    found = by(*VARIABLES)
    assert max(found.partial, key=lambda variable: variable.unconditional).variable == "race"
    assert max(found.partial, key=lambda variable: variable.conditional).variable == "race"
    race = found.partial[0]
    under = [category.category for category in race.categories if category.partial < 0]
    rates = {cell.categories[0]: cell.answered / cell.cases for cell in narrow(CELLS, [0])}
    assert under == [name for name in sorted(rates) if rates[name] < 3011 / 4532]


def test_cells_are_grouped_from_people():
    rows = [(("a",), True), (("b",), False), (("a",), False), (("a",), True)]
    assert group_outcomes(rows) == (CellOutcome(("a",), 3, 2), CellOutcome(("b",), 1, 0))


def test_a_category_nobody_answered_from_settles_at_nought():
    chances = fit_propensities([CellOutcome(("a", "x"), 50, 25), CellOutcome(("b", "x"), 20, 0)])
    assert chances == pytest.approx((0.5, 0.0), abs=1e-6)


def test_variables_that_always_go_together_do_no_harm():
    cells = [CellOutcome(("a", "x"), 50, 25), CellOutcome(("b", "y"), 20, 5)]
    assert fit_propensities(cells) == pytest.approx((0.5, 0.25), rel=1e-9)


def test_when_everyone_or_nobody_answers_there_is_nothing_to_tell_apart():
    for answered in (0, 1):
        cells = [CellOutcome(("a",), 50, 50 * answered), CellOutcome(("b",), 20, 20 * answered)]
        assert fit_propensities(cells) == (float(answered),) * 2
        assert r_indicator(cells, ["m"]).r_indicator == 1.0


@pytest.mark.parametrize(
    "cells",
    [[], [CellOutcome(("a",), 1, 2)], [CellOutcome(("a",), 0, 0)], [CellOutcome(("a", "b"), 2, 1)]],
)
def test_cells_that_make_no_sense_are_refused(cells):
    with pytest.raises(ValueError):
        r_indicator(cells, ["m"])
