"""A plan worked out, as tables, bars and sentences for the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.rosters.enums import Exclusion, ServiceStatus
from portal.rosters.models import Frame
from portal.rosters.views.wording import marked
from portal.rounds.operations.previewing import PlanPreview
from portal.rounds.operations.sparing import OWN_RULES, Burden, Spared
from portal.rounds.rules.designing import Wishes
from portal.rounds.wording import group_name
from portal.sampling.sample_sizes import GroupPrecision
from portal.sampling.telling import Telling, comparisons, telling
from portal.shared.i18n import _, format_list, format_number, format_percent, ngettext

Table = tuple[list[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class ShownPlan:
    """Everything the page shows of a plan; tables as (columns, rows)."""

    preview: PlanPreview
    coverage: Table
    coverage_words: list[str]
    burden: Table
    burden_bars: list[tuple[str, int, str]]
    burden_words: str
    told: Table
    told_words: list[str]
    notes: list[str]
    strata: list[tuple[str, str, int, int, str]]
    frame_size: int


def show_plan(
    preview: PlanPreview, *, frame: Frame, wishes: Wishes, burden: Burden, names: Mapping[str, str]
) -> ShownPlan:
    """Puts a plan into words. `names`: words for strata by their code."""
    return ShownPlan(
        preview=preview,
        coverage=_coverage(preview, frame),
        coverage_words=_coverage_words(preview, frame, wishes),
        burden=_burden_table(burden),
        burden_bars=[(_times(n), people, marked(people)) for n, people in burden.in_12.items()],
        burden_words=_burden_words(burden),
        told=_told(preview),
        told_words=_told_words(preview),
        notes=_notes(preview, wishes, names),
        strata=[
            (
                part.stratum.code,
                names.get(part.stratum.code, part.stratum.code),
                part.stratum.size,
                part.sample,
                format_percent(part.inclusion_probability, 1),
            )
            for part in preview.allocation.strata
        ],
        frame_size=frame.row_count,
    )


def spared_words(reason: str) -> str:
    """Why someone of the frame is left out this time."""
    place = OWN_RULES.index(Spared(reason)) if reason in OWN_RULES else -1
    if place < 0:
        return _("Asked not long ago")
    own = _("Left out for a reason of your own")
    return own if place == 0 else f"{own} ({place + 1})"


def _coverage(preview: PlanPreview, frame: Frame) -> Table:
    """One row per status: on the roster, left out by each reason, and who can be drawn."""
    statuses = [status.value for status in ServiceStatus if status.value in preview.spared]
    reasons = [
        r for r in Exclusion if any(frame.coverage.get(s, {}).get("excluded", {}).get(r.value) for s in statuses)
    ]
    spared = [r for r in Spared if any(preview.spared[s].get(r.value) for s in statuses)]
    columns = [_("Status"), _("On the roster"), *(str(r.label) for r in reasons), *(spared_words(r) for r in spared)]
    rows = [_coverage_row(status, preview, frame, reasons, spared) for status in statuses]
    return [*columns, _("May be asked")], rows


def _coverage_row(
    status: str, preview: PlanPreview, frame: Frame, reasons: Sequence[Exclusion], spared: Sequence[Spared]
) -> tuple[Any, ...]:
    frozen = frame.coverage.get(status, {})
    out = [frozen.get("excluded", {}).get(reason.value, 0) for reason in reasons]
    on_roster = preview.people[status] + sum(out)
    out += [preview.spared[status].get(reason.value, 0) for reason in spared]
    return (group_name(status), marked(on_roster), *(marked(one) for one in out), marked(on_roster - sum(out)))


def _coverage_words(preview: PlanPreview, frame: Frame, wishes: Wishes) -> list[str]:
    recent = sum(counts.get(Spared.ASKED_RECENTLY, 0) for counts in preview.spared.values())
    words = []
    if wishes.design.rest_months:
        words.append(
            ngettext(
                "%(num)s person is left in peace, because they were asked not long ago.",
                "%(num)s people are left in peace, because they were asked not long ago.",
                recent,
            )
        )
    for reason, rule in zip(OWN_RULES, wishes.design.own_rules, strict=False):
        ruled = sum(counts.get(reason, 0) for counts in preview.spared.values())
        if ruled:
            words.append(
                ngettext(
                    "%(num)s person is left out for this reason: %(why)s",
                    "%(num)s people are left out for this reason: %(why)s",
                    ruled,
                    why=rule.why,
                )
            )
    if preview.crowded:
        words.append(
            ngettext(
                "About %(num)s person lives with someone who can be drawn in their place. Each has the same chance.",
                "About %(num)s people live with someone who can be drawn in their place. Each has the same chance.",
                preview.in_shared_homes,
            )
        )
    return words


def _times(times: int) -> str:
    return [_("Not asked"), _("Once"), _("Twice"), _("Three times or more")][times]


def _burden_table(burden: Burden) -> Table:
    columns = [_("How often"), _("In the last 12 months"), _("In the last 24 months")]
    return columns, [(_times(n), marked(burden.in_12[n]), marked(burden.in_24[n])) for n in range(4)]


def _burden_words(burden: Burden) -> str:
    if not burden.people:
        return ""
    return _(
        "%(never)s of the people in this frame were not asked in the last 24 months; %(often)s were asked twice or "
        "more in the last 12.",
        never=format_percent(burden.never_in_24 / burden.people, 0),
        often=format_percent(burden.often_in_12 / burden.people, 0),
    )


def _name(group: GroupPrecision) -> str:
    return group_name(group.group) if group.group else _("Everyone")


def _points(share: float) -> str:
    return format_number(round(100 * share, 1))


def _told(preview: PlanPreview) -> Table:
    columns = [_("Group"), _("To ask"), _("Answers to expect"), _("Could be off by"), _("Design effect")]
    return columns, [
        (
            _name(group),
            format_number(group.asked),
            format_number(round(group.expected_replies)),
            _("Cannot tell") if group.margin is None else _("± %(points)s points", points=_points(group.margin)),
            format_number(round(group.design_effect, 2)),
        )
        for group in preview.precision
    ]


def _told_words(preview: PlanPreview) -> list[str]:
    """One sentence for each group, then the finest and the coarsest comparison."""
    words = [_verdict(group) for group in preview.precision]
    pairs = comparisons(preview.precision)
    for pair in dict.fromkeys((*pairs[:1], *pairs[-1:])):
        words.append(
            _(
                "“%(first)s” and “%(second)s”: a difference of less than %(points)s points could be chance.",
                first=group_name(pair.first),
                second=group_name(pair.second),
                points=_points(pair.difference),
            )
        )
    return words


def _verdict(group: GroupPrecision) -> str:
    name, points = _name(group), _points(group.margin or 0.0)
    said = {
        Telling.CLOSE: _("%(group)s: close figures, off by %(points)s points at most.", group=name, points=points),
        Telling.FAIR: _("%(group)s: fair figures, off by up to %(points)s points.", group=name, points=points),
        Telling.ROUGH: _(
            "%(group)s: rough figures only, off by up to %(points)s points. Do not build on small differences.",
            group=name,
            points=points,
        ),
        Telling.WORDS_ONLY: _(
            "%(group)s: fewer than 30 answers. You can read what they say, not weigh it.", group=name
        ),
        Telling.HIDDEN: _("%(group)s: fewer than 10 answers. Nothing may be shown of this group alone.", group=name),
        Telling.NOTHING: _("%(group)s: no answers to expect. The sample can tell nothing about them.", group=name),
    }
    return said[telling(group)]


def _notes(preview: PlanPreview, wishes: Wishes, names: Mapping[str, str]) -> list[str]:
    notes = []
    for group, least, people in preview.allocation.short_groups:
        numbers = {"least": format_number(least), "people": format_number(people)}
        notes.append(
            _("%(group)s: you want %(least)s, there are %(people)s. All are asked.", group=group_name(group), **numbers)
        )
    for plan in preview.short_of_replies():
        notes.append(
            _(
                "%(group)s: %(wanted)s answers are wanted. Even if everyone is asked, about %(expected)s will come.",
                group=names.get(plan.code, plan.code),
                wanted=format_number(plan.wanted),
                expected=format_number(round(plan.expected)),
            )
        )
    full = [names.get(p.stratum.code, p.stratum.code) for p in preview.allocation.strata if p.take_all and p.sample]
    if full:
        notes.append(_("Everyone is asked in these groups: %(groups)s.", groups=format_list(full)))
    if wishes.design.follows:
        stay = format_number(round(wishes.size * wishes.design.keep_percent / 100))
        notes.append(_("About %(stay)s people of the year before stay; the others were not asked yet.", stay=stay))
    return notes
