"""Forms for looking at answers by several traits at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.rounds.export_forms import kind_of_file, what_it_is_for
from portal.rounds.rules.filtering import MOST_TRAITS
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.rules.wording import field_name, trait_texts
from portal.shared.forms import Checkboxes, Needed, PortalForm, SelectBox
from portal.shared.i18n import best_text, lazy


def trait_choices() -> list[Any]:
    return [SelectChoice(name, field_name(name)) for name in GROUP_FIELDS]


class TraitsForm(PortalForm):
    traits = Checkboxes(
        lazy("Which traits do you want to look at together?"),
        [Needed(lazy("Choose at least one"))],
        choices=trait_choices,
        hint=lazy("Choose up to 3. The fewer you choose, the more can be shown."),
    )

    def validate_traits(self, field: Field) -> None:
        if len(field.data) > MOST_TRAITS:
            raise ValidationError(str(lazy("Choose up to 3")))


class TakeFilteredForm(PortalForm):
    kind = kind_of_file()
    reason = what_it_is_for()


def people_form(categories: Mapping[str, Sequence[str]], given: Any) -> PortalForm:
    """A list of groups for each trait, sent by GET, so that what is looked at has an address."""

    class PeopleForm(PortalForm):
        class Meta(PortalForm.Meta):
            csrf = False

    for name, groups in categories.items():
        words = [SelectChoice(one, best_text(trait_texts(name, one))[0]) for one in groups]
        everyone = SelectChoice("", lazy("Everyone"))
        setattr(PeopleForm, name, SelectBox(field_name(name), choices=[everyone, *words], blank=False))
    return PeopleForm(formdata=given)


def chosen_in(form: PortalForm, categories: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The groups chosen, by trait; what is no group of this round is not looked for."""
    return {name: form[name].data for name, groups in categories.items() if form[name].data in groups}
