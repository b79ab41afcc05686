"""Who can be chosen: people with the same profile are one kind, and have the same chance by construction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.sampling.errors import DuplicateId, FieldNotInFrame
from portal.sampling.panels.targets import Targets


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who would like to be on the panel. `home`: a fingerprint of the address, empty when it is not known."""

    person_id: str
    profile: Mapping[str, str]
    home: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Candidates nothing tells apart: the same answers to what is balanced, from homes that are alike.

    Attributes:
        profile: one value per category, in the order of the targets.
        people: their ids, sorted; who shares an address stands in `alike`.
        alike: which group of homes they live in (an index into `Pool.homes`), or -1 for those who live alone.
    """

    profile: tuple[str, ...]
    people: tuple[str, ...]
    alike: int = -1

    @property
    def size(self) -> int:
        return len(self.people)


@dataclass(frozen=True)
class Pool:
    """The candidates as kinds, and the homes they share: `homes[g]` are the homes of group g, each a tuple of ids."""

    kinds: tuple[Kind, ...]
    homes: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def size(self) -> int:
        return sum(kind.size for kind in self.kinds)

    def kind_of_person(self) -> dict[str, int]:
        return {person: place for place, kind in enumerate(self.kinds) for person in kind.people}


def pool_of(candidates: Iterable[Candidate], targets: Targets, *, one_per_home: bool = True) -> Pool:
    """Sorts the candidates into kinds. Neither the order of rows nor Python's hash seed shows in the result.

    Homes with the same mixture of profiles are alike, so that the people in them are interchangeable too.

    Raises:
        DuplicateId, FieldNotInFrame
    """
    rows = sorted(candidates, key=lambda one: one.person_id)
    profiles = _profiles(rows, targets)
    shared = _shared_homes(rows) if one_per_home else {}
    groups: dict[tuple[tuple[str, ...], ...], list[tuple[str, ...]]] = {}
    for home in sorted(shared.values()):
        groups.setdefault(tuple(sorted(profiles[one] for one in home)), []).append(home)
    mixtures = sorted(groups)
    alike = {one: place for place, mixture in enumerate(mixtures) for home in groups[mixture] for one in home}
    kinds: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for row in rows:
        kinds.setdefault((profiles[row.person_id], alike.get(row.person_id, -1)), []).append(row.person_id)
    return Pool(
        tuple(Kind(profile, tuple(kinds[profile, group]), group) for profile, group in sorted(kinds)),
        tuple(tuple(groups[mixture]) for mixture in mixtures),
    )


def _profiles(rows: Iterable[Candidate], targets: Targets) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.person_id in found:
            raise DuplicateId(row.person_id)
        for category in targets.categories:
            if category not in row.profile:
                raise FieldNotInFrame(category, row.person_id)
        found[row.person_id] = tuple(row.profile[category] for category in targets.categories)
    return found


def _shared_homes(rows: Iterable[Candidate]) -> dict[str, tuple[str, ...]]:
    rows = list(rows)
    often = Counter(row.home for row in rows if row.home)
    homes: dict[str, list[str]] = {}
    for row in rows:
        if often[row.home] > 1:
            homes.setdefault(row.home, []).append(row.person_id)
    return {home: tuple(people) for home, people in homes.items()}
