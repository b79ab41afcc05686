"""The rules a draw went by, in words for the page of its record."""

from portal.rosters.enums import ReportingField
from portal.rounds.plan_wording import spared_words
from portal.rounds.rules.designing import Design
from portal.sampling.coordination import kept
from portal.sampling.records import SYSTEMATIC, DrawRecord
from portal.shared.i18n import _, format_number, ngettext


def rules_of(record: DrawRecord, *, follows: DrawRecord | None) -> list[str]:
    """One sentence for each rule; none for a plain draw. `follows` is the record of the year before."""
    if record.is_plain:
        return []
    design = Design.from_json(record.design)
    rules = [_taken(record)]
    if record.one_per_household:
        homes = ngettext("%(num)s household", "%(num)s households", len(record.households))
        rules.append(
            _(
                "At most one person of a household: in %(homes)s of two or more, one was picked at random. Their "
                "chance is the chance of their group divided by the people in the household.",
                homes=homes,
            )
        )
    for reason, ids in record.left_out.items():
        rules.append(f"{spared_words(reason)}: {ngettext('%(num)s person', '%(num)s people', len(ids))}.")
    rules += [_("The reason of your own: %(why)s", why=rule.why) for rule in design.own_rules]
    if follows is not None:
        stay = kept(follows, record)
        rules.append(
            _(
                "A yearly sample: %(stay)s people of the year before stay, %(new)s are new.",
                stay=format_number(stay),
                new=format_number(record.sample_size - stay),
            )
        )
    return rules


def _taken(record: DrawRecord) -> str:
    if record.algorithm == SYSTEMATIC:
        field = ReportingField(record.sort_field).label
        return _("Every so-manyth person of a list sorted by “%(field)s”, from a random start.", field=field)
    return _("At random within each group: each person’s number is made from the seed and their id.")
