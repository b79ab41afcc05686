"""Whom a check asks: who answered and agreed, a sample of those who stayed silent, and a panel."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.people import queries as people
from portal.shared import tokens
from portal.summaries import queries
from portal.summaries.enums import AskedBecause
from portal.summaries.models import CheckInvitation, CheckPlan, Summary, SummaryVersion
from portal.summaries.panels import OnPanel, members_of
from portal.summaries.rules import reminder_day, seeded_sample
from portal.summaries.sources import Askable, source_of


@dataclass(frozen=True, kw_only=True)
class Audience:
    """`silent` are all who were reached and said nothing, of whom `drawn` were picked by chance."""

    answered: Sequence[Askable]
    silent: Sequence[Askable]
    drawn: Sequence[Askable]
    panel: Sequence[OnPanel]
    # Under which alias someone answered: a "leave this out" of the person quoted must be known as theirs.
    aliases: Mapping[uuid.UUID, uuid.UUID]

    def __bool__(self) -> bool:
        return bool(self.answered or self.drawn or self.panel)

    @property
    def list_sha256(self) -> str:
        """The fingerprint of the list that was drawn from, in the order of its ids."""
        ids = sorted(str(one.subject_id) for one in self.silent)
        return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def whom_to_ask(
    session: Session, *, summary: Summary, sample_size: int, seed: str, panel_id: uuid.UUID | None = None
) -> Audience:
    """Consent decides for those who answered: only a yes of their own counts, silence is never a yes. Nobody who asked
    not to be contacted is drawn; the send gate asks again when the message leaves. Nobody is asked twice."""
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    everyone, on_panel = list(source.people_to_ask()), members_of(session, panel_id=panel_id)
    ids = [one.person_id for one in everyone] + [one.person_id for one in on_panel]
    persons = people.people_by_id(session, ids=ids)
    open_to = {person_id for person_id in ids if (row := persons.get(person_id)) and not row.do_not_contact}
    answered = [one for one in everyone if one.answered and one.agreed is True and one.person_id in open_to]
    taken = {one.person_id for one in answered}
    panel = [one for one in on_panel if one.person_id in open_to and one.person_id not in taken]
    taken |= {one.person_id for one in panel}
    silent = {one.subject_id: one for one in everyone if _stayed_silent(one) and one.person_id in open_to - taken}
    drawn = seeded_sample(list(silent), size=sample_size, seed=seed)
    return Audience(
        answered=answered,
        silent=list(silent.values()),
        drawn=[silent[one] for one in drawn],
        panel=panel,
        aliases={one.person_id: one.alias for one in everyone if one.alias is not None},
    )


def _stayed_silent(one: Askable) -> bool:
    return not one.answered and one.reached and one.agreed is not False


def invite(session: Session, *, summary: Summary, version: SummaryVersion, audience: Audience) -> None:
    """An invitation for everyone in the audience; none is sent yet."""
    asked = [(one, AskedBecause.ANSWERED) for one in audience.answered]
    asked += [(one, AskedBecause.NOT_ANSWERED) for one in audience.drawn]
    session.add_all(_of_source(summary, version, asked))
    session.add_all(_of_panel(summary, version, audience))
    session.flush()


def note_plan(
    session: Session,
    *,
    version: SummaryVersion,
    audience: Audience,
    panel_id: uuid.UUID | None,
    two_typists: bool,
    today: dt.date,
) -> CheckPlan:
    """Writes down how the sample was drawn, and on which day the one reminder goes."""
    plan = CheckPlan(
        version_id=version.id,
        panel_id=panel_id,
        silent=len(audience.silent),
        drawn=len(audience.drawn),
        list_sha256=audience.list_sha256,
        remind_on=reminder_day(today, until=version.check_until) if version.check_until else None,
        two_typists=two_typists,
    )
    session.add(plan)
    session.flush()
    return plan


def _of_source(
    summary: Summary, version: SummaryVersion, asked: Iterable[tuple[Askable, AskedBecause]]
) -> Iterable[CheckInvitation]:
    for one, because in asked:
        row = _invitation(summary, version, person_id=one.person_id, language=one.language, because=because)
        row.subject_id, row.alias, row.stratum = one.subject_id, one.alias, one.stratum
        yield row


def _of_panel(summary: Summary, version: SummaryVersion, audience: Audience) -> Iterable[CheckInvitation]:
    for one in audience.panel:
        row = _invitation(summary, version, person_id=one.person_id, language=one.language, because=AskedBecause.PANEL)
        row.subject_id, row.alias, row.stratum = one.member_id, audience.aliases.get(one.person_id), ""
        yield row


def _invitation(
    summary: Summary, version: SummaryVersion, *, person_id: uuid.UUID, language: str, because: AskedBecause
) -> CheckInvitation:
    row_id, kind = uuid.uuid4(), queries.TOKEN_KIND
    return CheckInvitation(
        id=row_id,
        summary_id=summary.id,
        version_id=version.id,
        person_id=person_id,
        because=because,
        link_index=tokens.link_index(kind, tokens.link_token(kind, row_id)),
        code_index=tokens.code_index(kind, tokens.short_code(kind, row_id)),
        language=language,
    )
