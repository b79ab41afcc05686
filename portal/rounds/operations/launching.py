"""The checklist before the first message of a round."""

from sqlalchemy.orm import Session

from portal.contact.operations.words import wording_in_use
from portal.questions.enums import SetState
from portal.questions.models import QuestionSet
from portal.rosters.models import Frame
from portal.rounds import queries
from portal.rounds.errors import NotReady
from portal.rounds.models import Round
from portal.rounds.queries import preparing
from portal.rounds.rules.launching import Checked, LaunchFacts, checks_of, complete_in
from portal.shared import clock
from portal.shared.i18n import LANGUAGES

FIRST_WORDS = "invitation"


def launch_checks(session: Session, *, round_: Round) -> list[Checked]:
    """Everything that is looked at before launch, with what is missing."""
    return checks_of(_facts(session, round_))


def refuse_unready(session: Session, *, round_: Round) -> None:
    """Stands before the first wave. Only what is truly needed stops it; the rest is shown and is staff's to decide.

    Raises:
        NotReady
    """
    if not queries.waves_of(session, round_id=round_.id) and any(
        one.blocks for one in launch_checks(session, round_=round_)
    ):
        raise NotReady


def _facts(session: Session, round_: Round) -> LaunchFacts:
    asked = session.get(QuestionSet, round_.question_set_id) if round_.question_set_id else None
    ready = preparing.preparation_of(session, round_id=round_.id)
    return LaunchFacts(
        today=clock.today(),
        has_frame=round_.frame_id is not None and session.get(Frame, round_.frame_id) is not None,
        has_plan=queries.plan_of(session, round_id=round_.id) is not None,
        has_draw=queries.draw_of(session, round_id=round_.id) is not None,
        questions_published=asked is not None and asked.state is SetState.PUBLISHED,
        is_archived=ready is not None and ready.archived_at is not None,
        closes_on=round_.closes_on,
        languages=preparing.sample_languages(session, round_id=round_.id),
        questions_in=complete_in(_texts_of(asked)) if asked else (),
        purpose_in=[code for code, text in round_.purpose.items() if text],
        wording_in=_checked_languages(session),
        tested=preparing.has_test(session, round_id=round_.id),
        privacy_read=ready is not None and ready.privacy_read_at is not None,
        helpline_named=ready is not None and bool(ready.helpline_name and ready.helpline_phone),
        worry_lead_named=preparing.worry_lead_of(session, round_id=round_.id) is not None,
        dates_promised=ready is not None and ready.release_on is not None and ready.check_back_on is not None,
    )


def _texts_of(asked: QuestionSet) -> list[dict[str, str]]:
    """Every text someone must read to answer: questions and their options."""
    options = [option["texts"] for question in asked.questions for option in question.options]
    return [*(question.texts for question in asked.questions), *options]


def _checked_languages(session: Session) -> list[str]:
    """Languages in which a speaker has found the messages right: staff's own words, or else the portal's."""
    row = wording_in_use(session, template=FIRST_WORDS)
    own = set(row.checked) if row else set()
    return [code for code, language in LANGUAGES.items() if code in own or not language.is_machine_draft]
