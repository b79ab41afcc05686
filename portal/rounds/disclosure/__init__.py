"""The one disclosure gate (choke point 2): from the true counts of a tally to what may be shown.

Every count, percentage, mean and rate of a round's results that a page shows, a file holds or a release freezes is made
here, from `portal.sampling.disclosure`: under 10 hidden, counts to 5, complementary suppression, percentages and
means from published counts only, weighted figures no finer than the counts beside them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.questions.rules import AskedSet
from portal.rounds.disclosure.answers import doors_of, provenance_of, questions_of, yes_share
from portal.rounds.disclosure.comparing import changes_between
from portal.rounds.disclosure.filters import every_filter, filtered_results, protected_filters
from portal.rounds.disclosure.frozen import freeze, thaw
from portal.rounds.disclosure.groups import broken_down
from portal.rounds.disclosure.likeness import field_of, indicator, likeness_of, missing, weighting_of
from portal.rounds.disclosure.numbers import ratio, shown_count, shown_part, timeline_of
from portal.rounds.disclosure.rates import case_counts, coverage_of, outcomes, rates_of, total_rates
from portal.rounds.rules import wording
from portal.rounds.rules.tallying import R_VARIABLES
from portal.rounds.shown import ShownResults, ShownShare

__all__ = [
    "changes_between",
    "every_filter",
    "filtered_results",
    "freeze",
    "protected_filters",
    "shown_count",
    "shown_part",
    "shown_results",
    "thaw",
    "timeline_of",
]


def shown_results(
    content: Mapping[str, Any], *, asked: AskedSet | None, themes: Mapping[str, str], by: Sequence[str] = ()
) -> ShownResults:
    """Everything a results page says about a round. `content`: a tally's; `themes`: names by id; `by`: the fields by
    whose groups the answers are broken down, too."""
    counted = {
        name: {category: case_counts(found) for category, found in by_category.items()}
        for name, by_category in content["by_field"].items()
    }
    everyone = case_counts(*content["by_field"]["status"].values())
    rates = {name: rates_of(name, cases, everyone) for name, cases in counted.items()}
    total = total_rates(counted["status"], everyone)
    comments = sum(numbers[0] for numbers in content["comments"].values())
    sampled = sum(row[-1] for row in content["responses"] if row[0])
    responses = sum(row[-1] for row in content["responses"])
    return ShownResults(
        everyone=total,
        statuses=rates["status"],
        outcomes=outcomes(everyone),
        coverage=coverage_of(content["coverage"]),
        fields=tuple(field_of(name, content, found) for name, found in rates.items() if found),
        missing=missing(content),
        r_indicator=indicator(content["likeness"], sampled),
        r_variables=tuple(wording.field_texts(name) for name in R_VARIABLES),
        likeness=likeness_of(content["likeness"], sampled, rates),
        weighting=weighting_of(content["weighting"]),
        contacts_per_answer=ratio(shown_count(content["attempts"]), total.answered),
        responses=shown_count(responses),
        elsewhere=shown_count(responses - sampled),
        provenance=provenance_of(content["responses"]),
        doors=doors_of(content.get("doors", {})),  # an older tally has none
        questions=tuple(broken_down(questions_of(asked, content["questions"]), asked, content["questions"], by))
        if asked
        else (),
        comments=shown_count(comments),
        themes=_themes(content["themes"], names=themes, comments=comments),
    )


def _themes(counts: Mapping[str, int], *, names: Mapping[str, str], comments: int) -> tuple[ShownShare, ...]:
    """In the order of what is shown, not of what is true."""
    shown = [
        yes_share(one, wording.same(names[one]), part=min(count, comments), whole=comments)
        for one, count in counts.items()
        if one in names
    ]
    return tuple(sorted(shown, key=lambda theme: (-(theme.count.value or 0), theme.texts["en"])))
