"""Groups, clashes and changes of a plan, in words."""

from collections.abc import Mapping, Sequence

from portal.rosters.enums import ServiceStatus
from portal.rounds.rules.visiting import SeenTogether
from portal.sampling.errors import ImpossiblePlan, PlanProblem, Relaxation, RelaxationKind
from portal.shared.i18n import _, format_list, format_number, ngettext


def what_clashes(problem: ImpossiblePlan, names: Mapping[str, str] | None = None) -> list[str]:
    """One sentence for each demand that cannot be met. `names`: words for strata by their code."""
    general = {
        PlanProblem.EMPTY_FRAME: _("There is nobody in this frame who may be asked."),
        PlanProblem.TOTAL_NOT_POSITIVE: _("Ask at least one person."),
        PlanProblem.TOTAL_EXCEEDS_FRAME: _("You want to ask more people than there are in the frame."),
        PlanProblem.MINIMUMS_EXCEED_TOTAL: _("The smallest numbers together are more than the people you want to ask."),
        PlanProblem.SPREAD_MISSING: _(
            "Say for each group how much answers differ, or choose another way to share out."
        ),
        PlanProblem.CUSTOM_MISSING: _("Say for each group how many people you want to ask."),
        PlanProblem.CUSTOM_EXCEEDS_STRATUM: _("You want more people from a group than there are."),
        PlanProblem.CUSTOM_TOTAL_DIFFERS: _("The numbers of the groups do not add up to the people you want to ask."),
        PlanProblem.CUSTOM_BELOW_MINIMUM: _("The numbers of the groups are below the smallest numbers you entered."),
    }
    first = general.get(problem.problem, _("This plan cannot be drawn."))
    if problem.problem is PlanProblem.MINIMUMS_EXCEED_TOTAL:
        return [first, *(_needed(one.subject, one.asked) for one in problem.clashes), _in_all(problem)]
    without_numbers = problem.problem in (PlanProblem.SPREAD_MISSING, PlanProblem.CUSTOM_MISSING)
    said = (
        []
        if without_numbers
        else [_clash(one.subject, one.asked, one.possible, names or {}) for one in problem.clashes]
    )
    return [first, *said]


def what_to_relax(problem: ImpossiblePlan, names: Mapping[str, str] | None = None) -> list[tuple[int, str]]:
    """Each sentence is one set of changes that is enough by itself, the smallest first, with its place in the list."""
    return [
        (place, _begun_large(format_list([_change(one, names or {}) for one in changes])))
        for place, changes in enumerate(problem.relaxations)
        if all(one.kind is not RelaxationKind.LOWER_STRATUM_FLOOR for one in changes)
    ]


def _begun_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def stratum_name(cells: Sequence[Sequence[str]]) -> str:
    """A stratum by the combinations of values it holds: the status once, then the values."""
    return f"{group_name(cells[0][0])} · {format_list([value_name(cell[-1]) for cell in cells])}"


def group_name(group: str) -> str:
    return str(ServiceStatus(group).label) if group in {status.value for status in ServiceStatus} else group


def cell_name(cell: Sequence[str]) -> str:
    """A combination of field values in words, the status first."""
    return " · ".join([group_name(cell[0]), *(value_name(value) for value in cell[1:])])


def value_name(value: str) -> str:
    known = {"not_known": _("Not known"), "prefer_not_to_say": _("Prefers not to say")}
    return known.get(value, value)


def _needed(group: str, people: float) -> str:
    return _("%(group)s: at least %(people)s.", group=group_name(group), people=format_number(round(people)))


def _in_all(problem: ImpossiblePlan) -> str:
    """What the groups need together, against what there is to share out."""
    needed = format_number(round(sum(one.asked for one in problem.clashes)))
    return _(
        "Together that is %(needed)s, and you want to ask %(total)s.",
        needed=needed,
        total=format_number(round(problem.clashes[0].possible)),
    )


def _clash(subject: str, asked: float, possible: float, names: Mapping[str, str]) -> str:
    numbers = {"asked": format_number(round(asked)), "possible": format_number(round(possible))}
    if subject:
        group = names.get(subject, group_name(subject))
        return _("%(group)s: you want %(asked)s, there can be %(possible)s.", group=group, **numbers)
    return _("In all: you want %(asked)s, there can be %(possible)s.", **numbers)


def _change(one: Relaxation, names: Mapping[str, str]) -> str:
    numbers = {"current": format_number(one.current), "to": format_number(one.to)}
    group = names.get(one.subject, group_name(one.subject))
    if one.kind is RelaxationKind.CHANGE_TOTAL:
        return _("ask %(to)s people instead of %(current)s", **numbers)
    if one.kind is RelaxationKind.DROP_TAKE_ALL:
        return _("“%(group)s”: do not ask everyone", group=group)
    return _("“%(group)s”: %(to)s instead of %(current)s", group=group, **numbers)


def merged_words(cells: Sequence[tuple[Sequence[str], int]]) -> str:
    """The cells that were put together because each held too few people."""
    return format_list([f"{value_name(cell[-1])} ({format_number(size)})" for cell, size in cells])


def seen_words(seen: SeenTogether) -> str:
    """What several visits saw of one thing, as a sentence with its base."""
    if not seen.visits:
        return _("No visit counts yet.")
    if not seen.base:
        return _("No visitor could tell.")
    values = {name: format_number(getattr(seen, name)) for name in ("yes", "partly", "no", "base")}
    if seen.yes == seen.base:
        return ngettext(
            "It was so in the %(num)s visit that could tell.", "It was so in all %(num)s visits.", seen.base
        )
    if seen.no == seen.base:
        return ngettext(
            "It was not so in the %(num)s visit that could tell.", "It was not so in any of %(num)s visits.", seen.base
        )
    return _("Of %(base)s visits, it was so in %(yes)s, partly so in %(partly)s, and not so in %(no)s.", **values)
