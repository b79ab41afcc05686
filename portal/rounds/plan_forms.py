"""The form of a plan: what kind of sample, from which frame, how many of whom, and whom to spare."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from flask import request
from wtforms.fields.choices import SelectChoice

from portal.rosters.enums import ReportingField, ServiceStatus
from portal.rounds.own_rules import OwnRules, inputs_of
from portal.rounds.rules.designing import Design, Wishes
from portal.sampling.allocation import AllocationMethod
from portal.sampling.draws import Selection
from portal.sampling.strata import Stratification
from portal.shared.forms import (
    Between,
    Checkboxes,
    DecimalNumber,
    HiddenValue,
    Needed,
    Radios,
    SelectBox,
    WholeNumber,
    YesNo,
)
from portal.shared.i18n import lazy

REPORTING = (ReportingField.ETHNICITY, ReportingField.AREA, ReportingField.SEX, ReportingField.DISABILITY)
SORTING = tuple(ReportingField)
MOST = 1_000_000


def _picked(value: str, words: Any, hint: Any = None) -> SelectChoice:
    return SelectChoice(value, words, render_kw={"hint": hint} if hint else {})


def _fields(some: Iterable[ReportingField]) -> list[SelectChoice]:
    return [SelectChoice(field.value, str(field.label)) for field in some]


def allocation_choices() -> list[SelectChoice]:
    return [
        _picked(
            "square_root",
            lazy("By the square root of their size"),
            lazy("Small groups get more than their share, so that you can hear them. A good start."),
        ),
        _picked("proportional", lazy("By their share"), lazy("Like the roster, only smaller.")),
        _picked("equal", lazy("The same for each group"), lazy("Best for comparing groups.")),
        _picked(
            "neyman",
            lazy("More where answers differ more"),
            lazy("The most exact figures for everyone together. It needs to know how much answers differ."),
        ),
        _picked("custom", lazy("I say how many for each group")),
    ]


class PlanForm(OwnRules):
    """How many people, from which groups. `frame_id`, `follows` and `spread_from` get their choices from the view."""

    kind = Radios(
        lazy("What kind of sample?"),
        [Needed(lazy("Choose one"))],
        choices=[
            _picked("once", lazy("A sample for this round")),
            _picked(
                "yearly",
                lazy("A yearly sample, part of it new each year"),
                lazy("Some people stay from year to year. The others make room for people who were not asked yet."),
            ),
        ],
    )
    follows = SelectBox(
        lazy("For a yearly sample: which round was the year before?"),
        choices=[],
        hint=lazy("Leave empty in the first year."),
    )
    keep_percent = WholeNumber(
        lazy("For a yearly sample: how many in a hundred stay?"),
        [Between(0, 100)],
        hint=lazy("For example, 50"),
    )
    frame_id = SelectBox(lazy("Draw from which frame?"), [Needed(lazy("Choose a frame"))], choices=[])
    size = WholeNumber(
        lazy("How many people do you want to ask?"),
        [Needed(lazy("Enter how many people")), Between(1, MOST)],
        hint=lazy("For example, 400. For a yearly sample, usually 100."),
    )
    size_means = Radios(
        lazy("What does this number count?"),
        [Needed(lazy("Choose one"))],
        choices=[
            _picked("people", lazy("People to ask")),
            _picked(
                "answers",
                lazy("Answers wanted"),
                lazy("More people are asked then, by the share of each group that usually answers."),
            ),
        ],
    )
    strata_field = Radios(
        lazy("Besides how they stand to the service, divide people by what?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: _fields(REPORTING),
    )
    allocation = Radios(
        lazy("How should the places be shared out?"), [Needed(lazy("Choose one"))], choices=allocation_choices
    )
    spread_from = SelectBox(
        lazy("How much did answers differ before?"),
        choices=[],
        hint=lazy("Choose a question of an earlier round, or leave empty and enter numbers for each group below."),
    )
    one_per_household = YesNo(
        lazy("Ask at most one person of a household?"),
        [Needed(lazy("Choose yes or no"))],
        hint=lazy("One of those who live together is picked at random. Their answer then counts for more."),
    )
    rest_months = WholeNumber(
        lazy("For how many months are people left in peace after another round?"),
        [Between(0, 60)],
        hint=lazy("Usually 6. Enter 0 if it does not matter this time."),
    )
    selection = Radios(
        lazy("How are people taken?"),
        [Needed(lazy("Choose one"))],
        choices=[
            _picked(Selection.SIMPLE, lazy("At random"), lazy("Like drawing lots. Nearly always right.")),
            _picked(
                Selection.SYSTEMATIC,
                lazy("Every so-manyth of a sorted list"),
                lazy("Spreads the sample evenly over what the list is sorted by, for example areas."),
            ),
        ],
    )
    sort_field = SelectBox(lazy("Sorted by what?"), choices=lambda: _fields(SORTING), blank=False)
    census_below = WholeNumber(
        lazy("Ask everyone in groups of at most how many people?"),
        [Between(0, MOST)],
        hint=lazy("Enter 0 for none."),
    )
    strata_of = HiddenValue()

    def is_agreed(self) -> bool:
        """Was it the button that agrees, and not the one that shows?"""
        return "agree" in request.form

    def taken(self) -> int | None:
        """Which of the changes suggested was taken with its button; None when it was another button."""
        given = request.form.get("take", "")
        return int(given) if given.isascii() and given.isdecimal() else None

    def of_status(self, status: str) -> tuple[Any, Any, Any]:
        """The three inputs of a status: at least so many, so many times their share, so many in a hundred answer."""
        return self[f"least_{status}"], self[f"times_{status}"], self[f"reply_{status}"]

    def of_stratum(self, code: str) -> dict[str, Any]:
        """The inputs of a stratum by what they are for; empty when the form was made without strata."""
        names = {kind: f"{kind}_{code}" for kind in ("times", "people", "spread")}
        return {kind: self[name] for kind, name in names.items() if name in self._fields}

    def wishes(self) -> Wishes:
        """The plan as it stands in the form."""
        given = {status.value: self[f"least_{status.value}"].data for status in ServiceStatus}
        return Wishes(
            size=self.size.data or 0,
            strata_field=self.strata_field.data,
            allocation=self.allocation.data,
            minimums={status: least for status, least in given.items() if least},
            design=self._design(),
        )

    def _design(self) -> Design:
        statuses = [status.value for status in ServiceStatus]
        is_yearly = self.kind.data == "yearly"
        is_sorted = self.selection.data == Selection.SYSTEMATIC and not is_yearly
        return Design(
            kind=self.kind.data,
            follows=(self.follows.data or "") if is_yearly else "",
            keep_percent=50 if self.keep_percent.data is None else self.keep_percent.data,
            selection=Selection.SYSTEMATIC.value if is_sorted else Selection.SIMPLE.value,
            sort_field=(self.sort_field.data or "") if is_sorted else "",
            one_per_household=bool(self.one_per_household.data),
            rest_months=self.rest_months.data or 0,
            **self.rules_of_design(),
            size_means=self.size_means.data,
            reply={one: self[f"reply_{one}"].data / 100 for one in statuses if self[f"reply_{one}"].data},
            factors={**self._numbers("times", statuses, usual=1.0), **self._numbers("times", self._codes(), usual=1.0)},
            take_all=tuple(self["take_all"].data or ()) if "take_all" in self._fields else (),
            census_below=self.census_below.data or 0,
            custom={code: int(people) for code, people in self._numbers("people", self._codes()).items()},
            spreads=self._numbers("spread", self._codes()),
            spread_from=self.spread_from.data or "",
        )

    def _codes(self) -> list[str]:
        return [name.removeprefix("people_") for name in self._fields if name.startswith("people_")]

    def _numbers(self, kind: str, names: Iterable[str], *, usual: float | None = None) -> dict[str, float]:
        given = {name: self[f"{kind}_{name}"].data for name in names}
        return {name: float(number) for name, number in given.items() if number is not None and number != usual}

    def show(self, wishes: Wishes) -> None:
        """Puts a plan into the form, as if it had been typed."""
        for name, value in as_typed(wishes).items():
            if name in self._fields:
                self[name].data = value
        for status in ServiceStatus:
            self[f"least_{status.value}"].data = wishes.minimums.get(status.value)


for _status in ServiceStatus:
    setattr(PlanForm, f"least_{_status.value}", WholeNumber(_status.label, [Between(0, MOST)]))
    setattr(PlanForm, f"times_{_status.value}", DecimalNumber(_status.label, [Between(Decimal("0.1"), Decimal(100))]))
    setattr(PlanForm, f"reply_{_status.value}", WholeNumber(_status.label, [Between(1, 100)]))


def form_of(strata: Stratification | None, named: Mapping[str, str]) -> type[PlanForm]:
    """The form with three inputs and a tick for each stratum. `named`: words for a stratum by its code."""
    if strata is None:
        return PlanForm
    fields: dict[str, Any] = {}
    for one in strata.strata:
        fields[f"times_{one.code}"] = DecimalNumber(named[one.code], [Between(Decimal("0.1"), Decimal(100))])
        fields[f"people_{one.code}"] = WholeNumber(named[one.code], [Between(0, MOST)])
        fields[f"spread_{one.code}"] = DecimalNumber(named[one.code], [Between(Decimal(0), Decimal(1_000_000))])
    fields["take_all"] = Checkboxes(
        lazy("In which of these groups do you want to ask everyone?"),
        choices=[SelectChoice(one.code, named[one.code]) for one in strata.strata],
    )
    return type("PlanFormOfFrame", (PlanForm,), fields)


def as_typed(wishes: Wishes) -> dict[str, Any]:
    """A plan as the values of the form's inputs."""
    design = wishes.design
    numbers = {f"times_{name}": Decimal(str(factor)) for name, factor in design.factors.items()}
    numbers |= {f"spread_{code}": Decimal(str(spread)) for code, spread in design.spreads.items()}
    return {
        "size": wishes.size,
        "strata_field": wishes.strata_field,
        "allocation": AllocationMethod(wishes.allocation).value,
        **{f"least_{status}": least for status, least in wishes.minimums.items()},
        **{f"reply_{status.value}": round(100 * design.reply_of(status.value)) for status in ServiceStatus},
        **{f"people_{code}": people for code, people in design.custom.items()},
        **numbers,
        "kind": design.kind,
        "follows": design.follows or None,
        "keep_percent": design.keep_percent,
        "size_means": design.size_means,
        "spread_from": design.spread_from or None,
        "one_per_household": design.one_per_household,
        "rest_months": design.rest_months,
        **dict(inputs_of(design)),
        "selection": design.selection,
        "sort_field": design.sort_field or ReportingField.AREA.value,
        "census_below": design.census_below,
        "take_all": list(design.take_all),
    }
