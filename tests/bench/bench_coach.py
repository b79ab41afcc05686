"""How often the readability coach is right: precision and recall, of all rules and of each."""

from tests.bench.figures import Figure
from tests.summaries.coach.benchmark import OTHERS, RULES, everything, judged_sentences, language_rules, rates


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
    for code, name in OTHERS.items():
        sentences = judged_sentences(code)
        found = rates(sentences, language_rules(code))
        unit = f"of 1, on {len(sentences)} sentences in {name}, of the rules it can judge there"
        figures.append(Figure(f"coach_precision_{code}", found.precision, unit))
        figures.append(Figure(f"coach_recall_{code}", found.recall, unit))
    return figures
