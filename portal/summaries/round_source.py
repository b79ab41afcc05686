"""A feedback round as the source of a summary: the one place where this room looks into rounds."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Result
from portal.contact.models import ContactAttempt
from portal.contact.queries.peace import left_in_peace
from portal.people.enums import ConsentPurpose
from portal.people.models import Consent
from portal.rounds.disclosure import shown_part
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.models import Invitation, Round, SampleMember, SamplePlan
from portal.rounds.operations.findings import findings_of
from portal.rounds.queries.asking import all_rounds
from portal.rounds.queries.findings import figures_of
from portal.rounds.queries.words import count_worded, quotes_of, themes_with_counts
from portal.rounds.wording import group_name, value_name
from portal.summaries.sources import (
    Askable,
    ConsentedQuote,
    Figure,
    FigureKind,
    SourceFinding,
    SourceTheme,
    offer_source,
)

KIND = "round"
SAID_NO = (InvitationState.DECLINED, InvitationState.WITHDRAWN)
# A message that left, or a call that reached someone: they know of us.
REACHED = (Result.SENT, Result.VOICEMAIL, Result.CALL_BACK, Result.SPOKE_WILL_ANSWER, Result.ANSWERED_BY_PHONE)


@dataclass(frozen=True)
class RoundSource:
    session: Session
    round_id: uuid.UUID

    def title(self) -> dict[str, str]:
        return dict(self.session.get_one(Round, self.round_id).name)

    def findings(self) -> Sequence[SourceFinding]:
        return [
            SourceFinding(
                id=one.finding.id,
                words=one.words,
                count=one.count.value,
                base_n=one.base.value,
                themes=tuple(one.finding.theme_ids),
                figure=one.finding.figure_key,
            )
            for one in findings_of(self.session, round_id=self.round_id)
        ]

    def themes(self) -> Sequence[SourceTheme]:
        """Each through the disclosure gate: how many of those who wrote something spoke of it, or nothing."""
        whole = count_worded(self.session, round_id=self.round_id)
        counted = [
            (one.theme, *shown_part(min(one.answers, whole), whole))
            for one in themes_with_counts(self.session, round_id=self.round_id)
        ]
        return [
            SourceTheme(id=theme.id, name=theme.name, count=count.value, base_n=base.value)
            for theme, count, base in counted
        ]

    def quotes(self) -> Sequence[ConsentedQuote]:
        days = self._quoting_agreed_on()
        return [
            ConsentedQuote(
                answer_id=one.answer_id,
                alias=one.alias,
                words=one.words,
                language=one.language,
                theme=", ".join(one.themes),
                themes=one.themes,
                agreed_to=ConsentPurpose.QUOTE.label,
                agreed_on=days.get(one.alias),
                is_whole=one.is_whole,
            )
            for one in quotes_of(self.session, round_id=self.round_id)
        ]

    def numbers(self) -> Sequence[Figure]:
        """Those of the newest release: nothing is quoted before it is released."""
        return [
            Figure(
                ref=one.ref,
                label=dict(one.label),
                kind=FigureKind(one.kind),
                value=one.value,
                base_n=one.base_n,
                as_of=one.as_of,
            )
            for one in figures_of(self.session, round_id=self.round_id)
        ]

    def people_to_ask(self) -> Sequence[Askable]:
        rows = self.session.scalars(
            sa.select(Invitation)
            .where(Invitation.round_id == self.round_id, Invitation.state.not_in(SAID_NO))
            .order_by(Invitation.id)
        ).all()
        # Something worrying was said: nothing more about the round goes out to them, a check or its result neither.
        ids = [row.person_id for row in rows]
        in_peace = left_in_peace(self.session, person_ids=ids, asked_in=self.round_id)
        agreed, wants = self._said(ConsentPurpose.CHECK_SUMMARY), self._said(ConsentPurpose.TELL_RESULT)
        reached, strata = self._reached(), self._strata()
        return [
            Askable(
                person_id=row.person_id,
                subject_id=row.id,
                alias=row.alias if row.answered_at else None,
                language=row.language,
                answered=row.answered_at is not None,
                reached=row.opened_at is not None or row.id in reached,
                agreed=agreed.get(row.alias),
                wants_result=wants.get(row.alias),
                stratum=strata.get(row.member_id, ""),
            )
            for row in rows
            if row.person_id not in in_peace
        ]

    def _quoting_agreed_on(self) -> dict[uuid.UUID, dt.date]:
        rows = self.session.execute(
            sa.select(Consent.subject_id, sa.func.max(Consent.at))
            .join(Invitation, Invitation.alias == Consent.subject_id)
            .where(
                Invitation.round_id == self.round_id,
                Consent.purpose == ConsentPurpose.QUOTE,
                Consent.given.is_(True),
            )
            .group_by(Consent.subject_id)
        )
        return {alias: at.date() for alias, at in rows}

    def group_name(self, stratum: str) -> str:
        status, _bar, value = stratum.partition("|")
        return f"{group_name(status)} · {value_name(value)}" if value else group_name(status)

    def _strata(self) -> dict[uuid.UUID, str]:
        """How each person stood to the service, and the trait the draw went by."""
        plan = self.session.scalar(sa.select(SamplePlan).where(SamplePlan.round_id == self.round_id))
        field = plan.strata_field if plan else ""
        rows = self.session.execute(
            sa.select(SampleMember.id, SampleMember.traits).where(SampleMember.round_id == self.round_id)
        )
        return {
            member_id: "|".join(str(traits[name]) for name in ("status", field) if traits.get(name))
            for member_id, traits in rows
        }

    def _said(self, purpose: ConsentPurpose) -> dict[uuid.UUID, bool]:
        """The newest answer of each alias to one wish; a no beats a yes of that moment."""
        rows = self.session.execute(
            sa.select(Consent.subject_id, Consent.given)
            .join(Invitation, Invitation.alias == Consent.subject_id)
            .where(Invitation.round_id == self.round_id, Consent.purpose == purpose)
            .order_by(Consent.at, Consent.given.desc())
        )
        return {alias: given for alias, given in rows}

    def _reached(self) -> set[uuid.UUID]:
        return set(
            self.session.scalars(
                sa.select(ContactAttempt.subject_id)
                .where(ContactAttempt.asked_in == self.round_id, ContactAttempt.result.in_(REACHED))
                .distinct()
            )
        )


def rounds_to_write_from(session: Session) -> list[tuple[uuid.UUID, dict[str, str]]]:
    """Rounds in which people have been asked; not those only planned or drawn."""
    begun = (RoundState.FIELDWORK, RoundState.CLOSED, RoundState.RELEASED)
    return [(one.id, dict(one.name)) for one in all_rounds(session) if one.state in begun]


def offer_rounds() -> None:
    """Called by the hall at start-up."""
    offer_source(KIND, RoundSource, choices=rounds_to_write_from)
