"""How often the readability coach is right: precision and recall, of all rules and of each."""

from tests.bench.figures import Figure
from tests.summaries.coach.benchmark import RULES, everything, rates


def measure() -> list[Figure]:
    texts = everything()
    whole = rates(texts, RULES)
    unit = f"of 1, on {len(texts)} texts marked by hand"
    figures = [Figure("coach_precision", whole.precision, unit), Figure("coach_recall", whole.recall, unit)]
    for rule in RULES:
        found = rates(texts, [rule])
        figures.append(
            Figure(f"coach_precision_{rule}", found.precision, f"of 1, fired {found.hits + found.vain} times")
        )
        figures.append(Figure(f"coach_recall_{rule}", found.recall, f"of 1, should fire {found.marked} times"))
    return figures
