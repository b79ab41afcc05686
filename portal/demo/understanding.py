"""Coding under way: themes in groups, a sample coded apart and one to code, a worry, a file for research."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.demo.words import COMMENTS, THEMES
from portal.people.models import Account
from portal.questions.enums import QuestionKind
from portal.questions.models import Answer, Question
from portal.rounds.coding_enums import WorryUrgency
from portal.rounds.models import Round, Theme
from portal.rounds.operations import coding, double_coding, research, worries
from portal.rounds.queries import double_coding as queries

SAMPLE = 4
FIVE_SAFES = {
    "projects": "Which carers do not come back, and why: for the county’s carers’ strategy. Carers asked for it.",
    "people": "Two researchers of the university, trained in handling such files, under contract.",
    "settings": "The university’s locked-down server. It is deleted on 31 March.",
    "data": "No words, no dates. Area only where ten people or more share it.",
    "outputs": "The analyst checks every table before it leaves; nothing about fewer than ten people.",
}


def code_together(session: Session, *, round_: Round, staff: dict[str, Account]) -> None:
    """Two people code: one sample is done and they differ here and there, another is waiting for both."""
    themes = _themes(session, round_, staff)
    long_text = Question.kind == QuestionKind.LONG_TEXT
    question = session.scalars(sa.select(Question).where(Question.set_id == round_.question_set_id, long_text)).first()
    if question is None:
        return
    coders = [staff["organiser"].id, staff["analyst"].id]
    for is_done in (True, False):
        if not queries.free_answers(session, round_id=round_.id, question_id=question.id):
            return
        made = double_coding.draw_for_double_coding(
            session, round_id=round_.id, question_id=question.id, size=SAMPLE, coders=coders, by=coders[0]
        )
        for place, item in enumerate(queries.items_of(session, double_coding_id=made.id) if is_done else []):
            for coder in coders:
                differs = place % SAMPLE == 0 and coder == coders[1]
                chosen = _of(item.answer, themes)
                if differs:  # whatever the answer, there is something to settle
                    chosen = next(theme for theme in themes.values() if theme is not chosen)
                double_coding.judge(session, double_coding=made, item=item.row, themes=[chosen.id], by=coder)
    _worry(session, round_, staff)


def ask_for_research(session: Session, *, round_: Round, staff: dict[str, Account]) -> None:
    """Asked for by the analyst; the approver can let it out."""
    research.ask_for_file(session, round_=round_, five_safes=FIVE_SAFES, with_words=False, by=staff["analyst"].id)


def _themes(session: Session, round_: Round, staff: dict[str, Account]) -> dict[str, Theme]:
    by = staff["organiser"].id
    access = coding.create_theme(session, round_id=round_.id, name="Getting help", by=by)
    return {
        short: coding.create_theme(
            session,
            round_id=round_.id,
            name=name,
            description=f"Anything about: {name.lower()}",
            excludes="What is only said in passing",
            parent_id=access.id if short in ("Waiting", "Travel", "Letters") else None,
            by=by,
        )
        for short, name in THEMES.items()
    }


def _of(answer: Answer, themes: dict[str, Theme]) -> Theme:
    known = {words: theme for theme, _language, words in COMMENTS}
    return themes[known.get(answer.words or "", "Breaks")]


def _worry(session: Session, round_: Round, staff: dict[str, Account]) -> None:
    lead, coder = staff["safeguarding"].id, staff["analyst"].id
    worries.set_up(session, round_id=round_.id, lead_id=lead, words=["gave up"], by=staff["organiser"].id)
    worded = sa.select(Answer).where(Answer.asked_in == round_.id, Answer.words_sealed.is_not(None))
    answers = session.scalars(worded.order_by(Answer.id).limit(2)).all()
    for answer, urgency in zip(answers, (WorryUrgency.TODAY, WorryUrgency.SOON), strict=False):
        note = "Sounds worn out, and alone with it."
        worry = worries.raise_worry(session, answer=answer, urgency=urgency, note=note, by=coder)
        if urgency is WorryUrgency.SOON:
            worries.acknowledge(session, worry=worry, by=lead)
