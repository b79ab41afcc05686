"""The one disclosure gate (choke point 2): from the true counts of a tally to what may be shown.

Every count, percentage, mean and rate of a round's results that a page shows, a file holds or a release freezes is made
here, from `portal.sampling.disclosure`: under 10 hidden, counts to 5, complementary suppression, percentages and
means from published counts only, weighted figures no finer than the counts beside them.
"""

from collections.abc import Mapping
from typing import Any

from portal.questions.rules import AskedSet
from portal.rounds.disclosure.answers import provenance_of, questions_of, yes_share
from portal.rounds.disclosure.likeness import field_of, indicator, missing, weighting_of
from portal.rounds.disclosure.numbers import ratio, shown_count, shown_part
from portal.rounds.disclosure.rates import case_counts, coverage_of, dispositions, outcomes, status_rates
from portal.rounds.rules import wording
from portal.rounds.rules.tallying import R_VARIABLES
from portal.rounds.shown import ShownResults
from portal.sampling.response_rates import CaseCounts

__all__ = ["shown_count", "shown_part", "shown_results"]


def shown_results(content: Mapping[str, Any], *, asked: AskedSet | None, themes: Mapping[str, str]) -> ShownResults:
    """Everything a results page says about a round. `content`: a tally's; `themes`: names by id."""
    cases = {status: case_counts(found) for status, found in content["cases"].items()}
    everyone = CaseCounts.of(dispositions(content["cases"].values()))
    statuses, total = status_rates(cases, everyone)
    comments = sum(numbers[0] for numbers in content["comments"].values())
    sampled = sum(count for of_sample, _whose, _language, count in content["responses"] if of_sample)
    responses = sum(count for *_facts, count in content["responses"])
    return ShownResults(
        everyone=total,
        statuses=statuses,
        outcomes=outcomes(everyone),
        coverage=coverage_of(content["coverage"]),
        fields=tuple(field_of(name, content) for name, rows in content["steps"].items() if rows),
        missing=missing(content),
        r_indicator=indicator(content["cells"], sampled),
        r_variables=tuple(wording.field_texts(name) for name in R_VARIABLES),
        weighting=weighting_of(content["weighting"]),
        contacts_per_answer=ratio(shown_count(content["attempts"]), total.answered),
        responses=shown_count(responses),
        elsewhere=shown_count(responses - sampled),
        provenance=provenance_of(content["responses"]),
        questions=tuple(questions_of(asked, content["questions"])) if asked else (),
        comments=shown_count(comments),
        themes=tuple(
            sorted(
                (
                    yes_share(one, wording.same(themes[one]), part=min(count, comments), whole=comments)
                    for one, count in content["themes"].items()
                    if one in themes
                ),
                # By what is shown, not by what is true.
                key=lambda theme: (-(theme.count.value or 0), theme.texts["en"]),
            )
        ),
    )
