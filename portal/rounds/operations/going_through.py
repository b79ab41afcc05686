"""One walk over everyone asked and everything they answered, a few thousand people at a time, into sums that stay
small however many they are."""

import json
import secrets
import uuid
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from portal.questions.enums import AnswerState
from portal.questions.rules import AskedSet
from portal.rounds.queries import counts
from portal.rounds.rules.cuts import Cuts
from portal.rounds.rules.filtering import FilterCounts
from portal.rounds.rules.grouping import Groups
from portal.rounds.rules.holding import EVERYONE
from portal.rounds.rules.outcomes import Sent, Story, disposition_of, is_reached
from portal.rounds.rules.outreach import two_phase_factor
from portal.rounds.rules.tallying import ROUTE, AnswerGroup, Case
from portal.rounds.rules.weighting import NO_CLASS, WeightClass, WeightingPlan
from portal.sampling.dispositions import Disposition


class FiltersBefore(NamedTuple):
    """The traits chosen for a round, and what was let out of the filters when they were last counted."""

    traits: Sequence[str]
    state: Mapping[str, Any]

    def counts(self, groups: Groups) -> FilterCounts:
        """Begins to count them anew; by whom to draw lots, nobody can foresee."""
        return FilterCounts(self.traits, state=self.state, name_of=groups.name_of, chance=secrets.SystemRandom())


# Later tries are counted together.
MOST_TRIES = 6
_DEALT_WITH = frozenset(state.value for state in AnswerState) - {AnswerState.NOT_ASKED.value}
_CaseKey = tuple[float, float, str, str, Disposition, bool]
_AnswerKey = tuple[str, str | None, str, int, int]


@dataclass
class Gathered:
    """What the walk found. `answers`: by question id, groups alike."""

    cases: Counter[_CaseKey] = field(default_factory=Counter)
    classes: dict[WeightClass, int] = field(default_factory=dict)
    class_sizes: Counter[int] = field(default_factory=Counter)
    population: Counter[str] = field(default_factory=Counter)
    answers: dict[str, Counter[_AnswerKey]] = field(default_factory=dict)
    facts: Counter[tuple[bool, str, str]] = field(default_factory=Counter)
    doors: Counter[str] = field(default_factory=Counter)  # by which door those who count as answered did
    attempts: int = 0
    cuts: Cuts = field(default_factory=Cuts)
    groups: Groups = field(default_factory=Groups)
    filters: FilterCounts | None = None  # where traits were chosen

    def all_cases(self) -> list[Case]:
        return [
            Case(chance, {**_traits(traits), ROUTE: route}, disposition, reached, n, factor)
            for (chance, factor, traits, route, disposition, reached), n in self.cases.items()
        ]

    def sized_classes(self) -> dict[WeightClass, tuple[int, int]]:
        """Weight classes with their number and replies."""
        return {one: (number, self.class_sizes[number]) for one, number in self.classes.items()}

    def groups_of(self, question_id: uuid.UUID) -> list[AnswerGroup]:
        found = self.answers.get(question_id.hex, Counter())
        return [AnswerGroup(*key, count=n) for key, n in found.items()]


def _traits(text: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(text)
    return found


def go_through(
    session: Session, *, round_id: uuid.UUID, asked: AskedSet | None, plan: WeightingPlan, before: FiltersBefore | None
) -> Gathered:
    """Everyone asked with what became of them, and every answer, counted into groups alike. `before`: the traits by
    which people may be looked at together, and what was let out of that."""
    walk = _Walk(session, round_id, asked, plan)
    if before:
        walk.found.filters = before.counts(walk.found.groups)
    for members in counts.members_asked(session, round_id=round_id):
        walk.members(members)
    for responses in counts.responses_from_elsewhere(session, round_id=round_id):
        walk.elsewhere(responses)
    return walk.found


class _Walk:
    def __init__(self, session: Session, round_id: uuid.UUID, asked: AskedSet | None, plan: WeightingPlan) -> None:
        self.session, self.round_id, self.plan = session, round_id, plan
        questions = [question for question in asked.questions if question.kind.is_asked] if asked else []
        self.number = len(questions)
        self.keys = {question.id.hex: question.key for question in questions}
        self.open_ids = [one.id for one in questions if one.kind.is_open or one.kind.takes_file]
        self.closed = self.keys.keys() - {one.hex for one in self.open_ids}
        self.gone = counts.a_wave_has_gone(session, round_id=round_id)
        self.found = Gathered()
        self.traits: dict[str, Mapping[str, str]] = {}

    def members(self, members: Collection[counts.AskedMember]) -> None:
        aliases = [member.alias for member in members if member.alias]
        invitations = [member.invitation_id for member in members if member.invitation_id]
        tries = counts.tries_on(self.session, round_id=self.round_id, invitation_ids=invitations)
        withheld, in_line = counts.messages_held(self.session, round_id=self.round_id, invitation_ids=invitations)
        responses = counts.responses_under(self.session, round_id=self.round_id, aliases=aliases)
        answers = self._answers(responses.values())
        for member in members:
            tried = tries.get(member.invitation_id) if member.invitation_id else None
            tried = tried or counts.Tries()
            self.found.attempts += len(tried.moments)
            response = responses.get(member.alias) if member.alias else None
            given = answers.get(response.id.hex, []) if response else []
            story = Story(
                invitation=member.state,
                declined_because=member.declined_because,
                sent=_sent(given) if response and given else None,
                results=tried.results,
                withheld=withheld.get(member.invitation_id, ()) if member.invitation_id else (),
                in_line=member.invitation_id in in_line,
                a_wave_has_gone=self.gone,
                do_not_contact=member.do_not_contact,
            )
            weight_class = self._case(member, story, tried.first)
            if response:
                self.found.doors[response.channel] += weight_class != NO_CLASS
                attempt = min(MOST_TRIES, max(1, bisect_right(tried.moments, response.submitted_at)))
                traits = self._traits_of(member.traits)
                self._count(response, given, weight_class=weight_class, attempt=attempt, traits=traits)

    def elsewhere(self, responses: Collection[counts.SentResponse]) -> None:
        answers = self._answers(responses)
        for response in responses:
            self._count(response, answers.get(response.id.hex, []), weight_class=NO_CLASS, attempt=0, traits=None)

    def _answers(self, responses: Iterable[counts.SentResponse]) -> Mapping[str, list[counts.RawAnswer]]:
        ids = [response.id for response in responses]
        return counts.answers_in(self.session, response_ids=ids, open_ids=self.open_ids)

    def _case(self, member: counts.AskedMember, story: Story, route: str) -> int:
        """Counts the person; the number of their weight class."""
        disposition = disposition_of(story, questions=self.number)
        factor = two_phase_factor(phone_chosen=member.phone_chosen, phone_chance=member.phone_chance)
        self.found.cases[member.chance, factor, member.traits, route, disposition, is_reached(story)] += 1
        self.found.population[member.stratum] += 1 / member.chance  # type: ignore[assignment]
        if not factor or not Case(member.chance, {}, disposition, True).answered:
            return NO_CLASS
        traits = self._traits_of(member.traits)
        categories = tuple(traits.get(name) or "not_known" for name in self.plan.margins)
        one = WeightClass(member.stratum, factor / member.chance, categories)
        number = self.found.classes.setdefault(one, len(self.found.classes))
        self.found.class_sizes[number] += 1
        return number

    def _traits_of(self, text: str) -> Mapping[str, str]:
        traits = self.traits.get(text)
        if traits is None:
            traits = self.traits[text] = _traits(text)
        return traits

    def _count(
        self,
        response: counts.SentResponse,
        given: Iterable[counts.RawAnswer],
        *,
        weight_class: int,
        attempt: int,
        traits: Mapping[str, str] | None,
    ) -> None:
        """`traits`: None for who is not of the sample."""
        self.found.facts[traits is not None, response.whose, response.language] += 1
        place = self.found.cuts.person(response.id)
        profile = self.found.groups.profile(traits or {}, channel=response.channel, whose=response.whose)
        self.found.cuts.mark(EVERYONE, place)
        filters, one, moment = self.found.filters, response.id.hex, response.submitted_at.timestamp()
        for name, state, value, whose in given:
            groups = self.found.answers.get(name)
            if groups is None:
                groups = self.found.answers[name] = Counter()
            groups[state, value, whose or response.whose, weight_class, attempt] += 1
            if state == AnswerState.ANSWERED and name in self.keys:
                self.found.cuts.mark(self.keys[name], place)
                if name in self.closed:
                    self.found.groups.add(name, value, weight_class, profile)
                    if filters:
                        filters.note(name, response=one, moment=moment, value=value, profile=profile)


def _sent(given: Iterable[counts.RawAnswer]) -> Sent:
    states = [answer[1] for answer in given]
    return Sent(states.count(AnswerState.ANSWERED.value), sum(state in _DEALT_WITH for state in states))
