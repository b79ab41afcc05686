"""Groups, clashes and changes of a plan, in words."""

from collections.abc import Sequence

from portal.rosters.enums import ServiceStatus
from portal.rounds.rules.visiting import SeenTogether
from portal.sampling.errors import ImpossiblePlan, PlanProblem, Relaxation, RelaxationKind
from portal.shared.i18n import _, format_list, format_number, ngettext


def what_clashes(problem: ImpossiblePlan) -> list[str]:
    """One sentence for each demand that cannot be met."""
    general = {
        PlanProblem.EMPTY_FRAME: _("There is nobody in this frame."),
        PlanProblem.TOTAL_NOT_POSITIVE: _("Ask at least one person."),
        PlanProblem.TOTAL_EXCEEDS_FRAME: _("You want to ask more people than there are in the frame."),
        PlanProblem.MINIMUMS_EXCEED_TOTAL: _("The smallest numbers together are more than the people you want to ask."),
    }
    first = general.get(problem.problem, _("This plan cannot be drawn."))
    return [first, *(_clash(clash.subject, clash.asked, clash.possible) for clash in problem.clashes)]


def what_to_relax(problem: ImpossiblePlan) -> list[str]:
    """Each sentence is one set of changes that is enough by itself, the smallest first."""
    return [format_list([_change(one) for one in changes]) for changes in problem.relaxations]


def group_name(group: str) -> str:
    return str(ServiceStatus(group).label) if group in {status.value for status in ServiceStatus} else group


def cell_name(cell: Sequence[str]) -> str:
    """A combination of field values in words, the status first."""
    return " · ".join([group_name(cell[0]), *(value_name(value) for value in cell[1:])])


def value_name(value: str) -> str:
    known = {"not_known": _("Not known"), "prefer_not_to_say": _("Prefers not to say")}
    return known.get(value, value)


def _clash(subject: str, asked: float, possible: float) -> str:
    numbers = {"asked": format_number(round(asked)), "possible": format_number(round(possible))}
    if subject:
        return _("%(group)s: you want %(asked)s, there can be %(possible)s.", group=group_name(subject), **numbers)
    return _("In all: you want %(asked)s, there can be %(possible)s.", **numbers)


def _change(one: Relaxation) -> str:
    numbers = {"current": format_number(one.current), "to": format_number(one.to)}
    if one.kind is RelaxationKind.CHANGE_TOTAL:
        return _("ask %(to)s people instead of %(current)s", **numbers)
    return _("“%(group)s”: %(to)s instead of %(current)s", group=group_name(one.subject), **numbers)


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
