"""Up to three reasons of one's own to leave people out of a draw, each with whom it is about and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.rosters.enums import ReportingField
from portal.rounds.rules.designing import Design
from portal.shared.forms import AtMost, PortalForm, SelectBox, SelectChoice, TextInput
from portal.shared.i18n import lazy

RULED = tuple(field for field in ReportingField if field is not ReportingField.LANGUAGE)
# The ends of the names of the inputs: of the first rule, the second, the third.
ENDS = ("", "_2", "_3")


def _by_what() -> SelectBox:
    return SelectBox(
        lazy("Leave out people for another reason?"),
        choices=lambda: [SelectChoice(field.value, str(field.label)) for field in RULED],
        hint=lazy("By what?"),
    )


def _whom() -> TextInput:
    hint = lazy("As it stands in the roster. Several with commas between.")
    return TextInput(lazy("Who is left out?"), [AtMost(500)], hint=hint)


def _why() -> TextInput:
    hint = lazy("This is kept with the record of the draw.")
    return TextInput(lazy("Why are they left out?"), [AtMost(200)], hint=hint)


@dataclass(frozen=True)
class RuleInputs:
    """The three inputs of one rule."""

    field: Any
    values: Any
    why: Any

    @property
    def is_used(self) -> bool:
        return bool(self.field.data or self.values.errors or self.why.errors)

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in (self.values.data or "").split(",") if part.strip())


class OwnRules(PortalForm):
    leave_out_field, leave_out_values, leave_out_why = _by_what(), _whom(), _why()
    leave_out_field_2, leave_out_values_2, leave_out_why_2 = _by_what(), _whom(), _why()
    leave_out_field_3, leave_out_values_3, leave_out_why_3 = _by_what(), _whom(), _why()

    @property
    def rule_inputs(self) -> list[RuleInputs]:
        names = ("leave_out_field", "leave_out_values", "leave_out_why")
        return [RuleInputs(*(self[f"{name}{end}"] for name in names)) for end in ENDS]

    def given_rules(self) -> list[RuleInputs]:
        """Those that say whom to leave out, in their order."""
        return [rule for rule in self.rule_inputs if rule.field.data and rule.typed]

    def rules_of_design(self) -> dict[str, Any]:
        """As a `Design` keeps them: the first in fields of its own, further ones in `more_rules`."""
        rules = [(str(one.field.data), one.typed, one.why.data or "") for one in self.given_rules()]
        if not rules:
            return {"leave_out_why": self["leave_out_why"].data or ""}
        field, values, why = rules[0]
        more = tuple({"field": f, "values": list(v), "why": w} for f, v, w in rules[1:])
        return {"leave_out_field": field, "leave_out_values": values, "leave_out_why": why, "more_rules": more}


def inputs_of(design: Design) -> Iterator[tuple[str, Any]]:
    """What to put into the inputs, by name."""
    for end, rule in zip(ENDS, design.own_rules, strict=False):
        yield f"leave_out_field{end}", rule.field
        yield f"leave_out_values{end}", ", ".join(rule.values)
        yield f"leave_out_why{end}", rule.why


def as_frame_writes(rule: RuleInputs, *, known: Mapping[str, str]) -> str | None:
    """Puts the values as the frame writes them; the first that nobody has comes back instead. `known` by casefold."""
    unknown = [value for value in rule.typed if value.casefold() not in known]
    if not unknown:
        rule.values.data = ", ".join(known[value.casefold()] for value in rule.typed)
    return unknown[0] if unknown else None
