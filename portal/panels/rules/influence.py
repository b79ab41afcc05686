"""What a panel's advice came to: by stage of the commissioning cycle, by what it was about, and over time.

"How early" follows Loeffler and Bovaird (2019), after whom peers take part at every stage: analysing, planning, doing,
reviewing. Advice is counted, never a person.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.panels.enums import AdviceKind, DecisionAnswer, PanelView, Stage

EARLY = (Stage.ANALYSE, Stage.PLAN)


@dataclass(frozen=True, slots=True)
class Given:
    """One advice that was sent: `answer` is None while there is no reply; `views` what the panel said of claims."""

    stage: Stage
    kind: AdviceKind
    sent_on: dt.date
    answer: DecisionAnswer | None = None
    views: Sequence[PanelView] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How much advice there was, and how much of it was taken up. `waiting` has no decision yet."""

    given: int = 0
    whole: int = 0
    partly: int = 0
    refused: int = 0
    waiting: int = 0

    @property
    def decided(self) -> int:
        return self.whole + self.partly + self.refused

    @property
    def taken_up(self) -> int:
        """All or some of it."""
        return self.whole + self.partly

    @property
    def share(self) -> int | None:
        """Whole percent of what was decided that was taken up, all or some; None while nothing is decided."""
        return round(100 * self.taken_up / self.decided) if self.decided else None


@dataclass(frozen=True, slots=True)
class Influence:
    """`early`: of all advice, how much came while it was still being found out or planned; `by_year` in order.
    `views`: of the claims "we changed this" that the panel judged, how many it said yes, partly, no to."""

    all: Tally
    early: int
    by_stage: Mapping[Stage, Tally]
    by_kind: Mapping[AdviceKind, Tally]
    by_year: Mapping[int, Tally]
    views: Mapping[PanelView, int]

    @property
    def early_share(self) -> int | None:
        """Whole percent of the advice that came early; None without any."""
        return round(100 * self.early / self.all.given) if self.all.given else None


def influence_of(several: Iterable[Given]) -> Influence:
    """Adds up advice that was sent. Every stage is named, noughts too: where a panel was never asked is a finding."""
    given = list(several)
    years = sorted({one.sent_on.year for one in given})
    kinds = [kind for kind in AdviceKind if any(one.kind is kind for one in given)]
    views = Counter(view for one in given for view in one.views)
    return Influence(
        all=tally(given),
        early=sum(one.stage in EARLY for one in given),
        by_stage={stage: tally(one for one in given if one.stage is stage) for stage in Stage},
        by_kind={kind: tally(one for one in given if one.kind is kind) for kind in kinds},
        by_year={year: tally(one for one in given if one.sent_on.year == year) for year in years},
        views={view: views[view] for view in PanelView},
    )


def tally(several: Iterable[Given]) -> Tally:
    """The sums of some advice."""
    answers = Counter(one.answer for one in several)
    return Tally(
        given=answers.total(),
        whole=answers[DecisionAnswer.WHOLE],
        partly=answers[DecisionAnswer.PARTLY],
        refused=answers[DecisionAnswer.NO],
        waiting=answers[None] + answers[DecisionAnswer.NOT_YET],
    )
