"""A round as something a summary can be written from: its findings, quotes, released numbers and people."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose
from portal.people.models import Consent
from portal.rounds import queries
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations import findings
from portal.rounds.queries import findings as figures
from portal.rounds.queries import words
from portal.summaries.sources import Askable, ConsentedQuote, Figure, FigureKind, SourceFinding, offer_source

KIND = "round"
# Reached, as far as we know: a message went out and they have not said no.
REACHED = (InvitationState.SENT, InvitationState.OPENED)


class RoundSource:
    def __init__(self, session: Session, round_id: uuid.UUID) -> None:
        self._session, self._round = session, session.get_one(Round, round_id)

    def title(self) -> dict[str, str]:
        return dict(self._round.name)

    def findings(self) -> Sequence[SourceFinding]:
        return [
            SourceFinding(id=one.finding.id, words=one.words, count=one.count.value, base_n=one.base.value)
            for one in findings.findings_of(self._session, round_id=self._round.id)
        ]

    def quotes(self) -> Sequence[ConsentedQuote]:
        return [
            ConsentedQuote(
                answer_id=one.answer_id,
                alias=one.alias,
                words=one.words,
                language=one.language,
                theme=", ".join(one.themes),
            )
            for one in words.quotes_of(self._session, round_id=self._round.id)
        ]

    def numbers(self) -> Sequence[Figure]:
        return [
            Figure(
                ref=one.ref,
                label=dict(one.label),
                kind=FigureKind(one.kind),
                value=one.value,
                base_n=one.base_n,
                as_of=one.as_of,
            )
            for one in figures.figures_of(self._session, round_id=self._round.id)
        ]

    def people_to_ask(self) -> Sequence[Askable]:
        agreed = self._agreed()
        gone = (InvitationState.DECLINED, InvitationState.WITHDRAWN)
        mine = sa.select(Invitation).where(Invitation.round_id == self._round.id, Invitation.state.not_in(gone))
        return [
            Askable(
                person_id=one.person_id,
                subject_id=one.id,
                alias=one.alias,
                language=one.language,
                answered=one.state is InvitationState.ANSWERED,
                reached=one.state in REACHED,
                agreed=agreed.get(one.alias),
            )
            for one in self._session.scalars(mine.order_by(Invitation.id))
        ]

    def _agreed(self) -> dict[uuid.UUID, bool]:
        """The latest answer to "ask me if you understood us right", by alias."""
        rows = self._session.execute(
            sa.select(Consent.subject_id, Consent.given)
            .join(Invitation, Invitation.alias == Consent.subject_id)
            .where(Invitation.round_id == self._round.id, Consent.purpose == ConsentPurpose.CHECK_SUMMARY)
            .order_by(Consent.at, Consent.id)
        )
        return {alias: given for alias, given in rows}


def rounds_to_write_from(session: Session) -> list[tuple[uuid.UUID, dict[str, str]]]:
    """Rounds that have people to hear from, newest first."""
    heard = (RoundState.FIELDWORK, RoundState.CLOSED, RoundState.RELEASED)
    return [(one.id, dict(one.name)) for one in queries.all_rounds(session) if one.state in heard]


def offer_rounds() -> None:
    offer_source(KIND, RoundSource, choices=rounds_to_write_from)
