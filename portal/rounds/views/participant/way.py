"""The way of one visit through the questions: which come next, and what earlier answers put into them.

Only what was said in this very visit leads the way. Whoever holds the link next must not learn from the questions they
are asked what somebody answered before. When everything is sent, all that was said counts, in whichever visit.
"""

import uuid
from collections.abc import Mapping
from functools import cached_property

from portal.questions import queries
from portal.questions.enums import AnswerState
from portal.questions.queries import KeptAnswer
from portal.questions.rules import AskedQuestion, Given, Path, Said, with_answers
from portal.rounds.views.participant.visit import Visit
from portal.shared.database import db


class Way:
    """Asks the database as late and as little as it can: a set without branches needs one answer at most."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.asked = visit, visit.asked

    @cached_property
    def answers(self) -> dict[uuid.UUID, KeptAnswer]:
        """Everything kept, from whichever visit."""
        return queries.draft_answers(db.session, holder_id=self.visit.holder_id)

    def kept(self, question_id: uuid.UUID) -> KeptAnswer | None:
        if self.asked.depends:
            return self.answers.get(question_id)
        return queries.draft_answer(db.session, holder_id=self.visit.holder_id, question_id=question_id)

    def is_hidden(self, kept: KeptAnswer | None) -> bool:
        """An answer is shown only in the visit it was typed in: whoever holds the link next must not read it."""
        return kept is not None and kept.visit_id != self.visit.id

    @cached_property
    def _seen(self) -> dict[uuid.UUID, Said]:
        """What this visit said itself, as far as the way depends on it."""
        if not self.asked.depends:
            return {}
        return {key: answer for key, answer in self.answers.items() if not self.is_hidden(answer)}

    @cached_property
    def path(self) -> Path:
        return self._shortened(self.asked.path(self._seen))

    def path_when(self, question: AskedQuestion, given: Given | None) -> Path:
        """The way once this is said too."""
        return self.path if given is None else self._shortened(self.asked.path({**self._seen, question.id: given}))

    def _shortened(self, path: Path) -> Path:
        """The part of it this visit chose; whoever chose a few questions is not asked the others."""
        few = self.visit.few
        return Path(tuple(place for place in path.places if place in few)) if few else path

    def next_open(self) -> int | None:
        """The first place on the way nobody has dealt with yet; None when all are settled."""
        return next((place for place in self.path.places if self._question(place).id not in self.answers), None)

    def worded(self, question: AskedQuestion) -> AskedQuestion:
        """The question with the answers put in that it speaks of."""
        return with_answers(question, self._said) if question.pipes else question

    @cached_property
    def _said(self) -> Mapping[str, str]:
        found = {}
        for place in self.path.places:
            question, answer = self._question(place), self.answers.get(self._question(place).id)
            if answer is not None and not self.is_hidden(answer) and answer.state is AnswerState.ANSWERED:
                found[question.key] = question.in_words(answer.value, answer.words)
        return found

    def _question(self, place: int) -> AskedQuestion:
        return self.asked.questions[place - 1]
