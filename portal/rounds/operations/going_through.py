"""One walk over everyone asked and everything they answered, a few thousand people at a time, into sums that stay
small however many they are."""

import json
import secrets
import uuid
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from portal.contact.enums import Result, Withheld
from portal.questions.enums import AnswerState
from portal.questions.rules import AskedSet
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.queries import counts, facts
from portal.rounds.rules.cuts import Cut, Cuts
from portal.rounds.rules.filtering import FilterCounts, Profile
from portal.rounds.rules.grouping import Groups, QuestionGroups
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
_ANSWERED = AnswerState.ANSWERED.value
_NO_TRIES: Sequence[facts.TryRow] = ()
_NO_ANSWERS: Sequence[facts.AnswerRow] = ()
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


@dataclass(slots=True)
class _Given:
    """One way to answer one question: how many people of each kind gave it, and where else they are counted (`cut`: of
    what was asked and answered; `groups`: of closed questions)."""

    question: str
    state: str
    value: str | None
    own: str | None
    cut: Cut | None
    groups: QuestionGroups | None
    kinds: dict[int, int] = field(default_factory=dict)


def _traits(text: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(text)
    return found


def go_through(
    session: Session, *, round_id: uuid.UUID, asked: AskedSet | None, plan: WeightingPlan, before: FiltersBefore | None
) -> Gathered:
    """Everyone asked with what became of them, and every answer, counted into groups alike. `before`: the traits by
    which people may be looked at together, and what was let out of that."""
    walk = _Walk(session, round_id, asked, plan, before)
    for members in facts.members_asked(session, round_id=round_id):
        walk.members(members)
    for responses in facts.responses_from_elsewhere(session, round_id=round_id):
        walk.elsewhere(responses)
    walk.sum_up()
    return walk.found


class _Walk:
    def __init__(
        self,
        session: Session,
        round_id: uuid.UUID,
        asked: AskedSet | None,
        plan: WeightingPlan,
        before: FiltersBefore | None,
    ) -> None:
        self.session, self.round_id, self.plan = session, round_id, plan
        questions = [question for question in asked.questions if question.kind.is_asked] if asked else []
        self.number = len(questions)
        self.keys = {question.id.hex: question.key for question in questions}
        self.open_ids = [one.id for one in questions if one.kind.is_open or one.kind.takes_file]
        self.closed = self.keys.keys() - {one.hex for one in self.open_ids}
        self.gone = counts.a_wave_has_gone(session, round_id=round_id)
        self.found = Gathered()
        if before:
            self.found.filters = before.counts(self.found.groups)
        self.everyone = self.found.cuts.cut(EVERYONE)
        self.profiles: dict[tuple[str | None, str, str], Profile] = {}
        self.given: dict[tuple[Any, ...], _Given] = {}
        # People alike in whose words they sent, weight class and try, by number.
        self.kinds: dict[tuple[str, int, int], int] = {}
        self.traits: dict[str, Mapping[str, str]] = {}
        self.ends: dict[tuple[Any, ...], tuple[Disposition, bool, bool]] = {}
        self.weight_classes: dict[tuple[str, float, float, str], int] = {}

    def members(self, members: Sequence[facts.AskedRow]) -> None:
        invitations = [member.invitation for member in members if member.invitation is not None]
        tries = facts.tries_on(self.session, round_id=self.round_id, invitations=invitations)
        held = facts.messages_held(self.session, round_id=self.round_id, invitations=invitations)
        answers = self._answers([member.response for member in members if member.response is not None])
        for member in members:
            tried = tries.get(member.invitation, _NO_TRIES)
            given = answers.get(member.response, _NO_ANSWERS)
            self.found.attempts += len(tried)
            weight_class = self._case(member, given, tried, held)
            if member.response is not None:
                self.found.doors[member.channel or ""] += weight_class != NO_CLASS
                moments = [one[2] for one in tried]
                attempt = min(MOST_TRIES, max(1, bisect_right(moments, member.submitted_at)))
                self._count(member, given, weight_class, attempt, member.traits)

    def elsewhere(self, responses: Sequence[facts.ResponseRow]) -> None:
        answers = self._answers([response.response for response in responses])
        for response in responses:
            self._count(response, answers.get(response.response, _NO_ANSWERS), NO_CLASS, 0, None)

    def _answers(self, responses: Sequence[facts.RawId]) -> Mapping[facts.RawId, Sequence[facts.AnswerRow]]:
        return facts.answers_in(self.session, responses=responses, open_ids=self.open_ids)

    def _case(
        self,
        member: facts.AskedRow,
        given: Sequence[facts.AnswerRow],
        tried: Sequence[facts.TryRow],
        held: tuple[Mapping[facts.RawId, Collection[str]], Collection[facts.RawId]],
    ) -> int:
        """Counts the person; the number of their weight class."""
        withheld, in_line = held
        known = (
            *(member.state, member.declined_because, bool(member.do_not_contact), _sent(given)),
            tuple([one[1] for one in tried]),
            frozenset(withheld.get(member.invitation, ())),
            member.invitation in in_line,
        )
        end = self.ends.get(known)
        if end is None:
            end = self.ends[known] = self._end(*known)
        disposition, reached, answered = end
        factor = two_phase_factor(phone_chosen=member.phone_chosen, phone_chance=member.phone_chance)
        route = tried[0][3] if tried else ""
        self.found.cases[member.chance, factor, member.traits, route, disposition, reached] += 1
        self.found.population[member.stratum] += 1 / member.chance  # type: ignore[assignment]
        if not factor or not answered:
            return NO_CLASS
        number = self._weight_class(member.stratum, factor, member.chance, member.traits)
        self.found.class_sizes[number] += 1
        return number

    def _end(
        self,
        state: str | None,
        because: str | None,
        do_not_contact: bool,
        sent: Sent | None,
        results: Sequence[str],
        withheld: Collection[str],
        in_line: bool,
    ) -> tuple[Disposition, bool, bool]:
        """What became of people of whom all this is known: disposition, whether reached, whether they answered."""
        story = Story(
            invitation=None if state is None else InvitationState(state),
            declined_because=None if because is None else DeclineReason(because),
            sent=sent,
            results={Result(one) for one in results},
            withheld={Withheld(one) for one in withheld},
            in_line=in_line,
            a_wave_has_gone=self.gone,
            do_not_contact=do_not_contact,
        )
        disposition = disposition_of(story, questions=self.number)
        return disposition, is_reached(story), Case(1.0, {}, disposition, True).answered

    def _weight_class(self, stratum: str, factor: float, chance: float, traits: str) -> int:
        key = (stratum, factor, chance, traits)
        number = self.weight_classes.get(key)
        if number is None:
            own = self._traits_of(traits)
            one = WeightClass(
                stratum, factor / chance, tuple(own.get(name) or "not_known" for name in self.plan.margins)
            )
            number = self.weight_classes[key] = self.found.classes.setdefault(one, len(self.found.classes))
        return number

    def _traits_of(self, text: str) -> Mapping[str, str]:
        traits = self.traits.get(text)
        if traits is None:
            traits = self.traits[text] = _traits(text)
        return traits

    def _new(self, answer: tuple[Any, ...]) -> _Given:
        raw, state, value, own = answer
        name = facts.hex_of(raw)
        is_counted = state == _ANSWERED and name in self.keys
        cut = self.found.cuts.cut(self.keys[name]) if is_counted else None
        groups = self.found.groups.question(name) if is_counted and name in self.closed else None
        one = self.given[answer] = _Given(name, state, value, own, cut, groups)
        return one

    def sum_up(self) -> None:
        """Puts the answers into groups alike, when all have gone by."""
        kinds = list(self.kinds)
        for one in self.given.values():
            answers = self.found.answers.setdefault(one.question, Counter())
            for kind, n in one.kinds.items():
                whose, weight_class, attempt = kinds[kind]
                answers[one.state, one.value, one.own or whose, weight_class, attempt] += n

    def _count(
        self,
        response: facts.AskedRow | facts.ResponseRow,
        given: Sequence[facts.AnswerRow],
        weight_class: int,
        attempt: int,
        traits: str | None,
    ) -> None:
        """`traits`: as JSON text; None for who is not of the sample."""
        found, whose, channel = self.found, response.whose, response.channel or ""
        found.facts[traits is not None, whose, response.language or ""] += 1
        name = facts.hex_of(response.response)
        place = found.cuts.person(bytes.fromhex(name))
        alike = (traits, channel, whose)
        profile = self.profiles.get(alike)
        if profile is None:
            own = self._traits_of(traits) if traits else {}
            profile = self.profiles[alike] = found.groups.profile(own, channel=channel, whose=whose)
        self.everyone.add(place)
        moment = facts.seconds_of(response.submitted_at) if found.filters else 0.0
        kind = self.kinds.setdefault((whose, weight_class, attempt), len(self.kinds))
        ways = self.given
        for answer in given:
            one = ways.get(answer[1:]) or self._new(answer[1:])
            one.kinds[kind] = one.kinds.get(kind, 0) + 1
            if one.cut is not None:
                one.cut.add(place)
                if one.groups is not None:
                    one.groups.add(one.value, weight_class, profile)
                    if found.filters:
                        found.filters.note(one.question, response=name, moment=moment, value=one.value, profile=profile)


def _sent(given: Sequence[facts.AnswerRow]) -> Sent | None:
    """None for someone who sent nothing."""
    if not given:
        return None
    states = [answer[2] for answer in given]
    return Sent(states.count(_ANSWERED), sum(map(_DEALT_WITH.__contains__, states)))
