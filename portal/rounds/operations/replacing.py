"""Replacing someone who should never have been asked. Who does not answer, or says no, is never replaced."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.operations.delivery import hold_back_waiting
from portal.questions import operations as questions
from portal.rounds import queries
from portal.rounds.enums import DeclineReason, Ineligible, InvitationState, MemberState, RoundState
from portal.rounds.errors import CannotBeReplaced, NobodyOfThatReference, NotReady, RoundClosed
from portal.rounds.models import Invitation, Replacement, Round, SampleMember
from portal.rounds.operations.fieldwork import open_invitations
from portal.rounds.operations.noting import note
from portal.rounds.operations.reserves import release_next
from portal.rounds.queries.replacing import invitation_of, member_of_reference, replacement_of
from portal.shared import clock


def replace_ineligible(
    session: Session, *, round_: Round, reference: str, reason: Ineligible, by: uuid.UUID | None
) -> Replacement:
    """Lets the next reserve of the same stratum in, in the order of the draw, and notes why.

    Both count among those asked: the one who should not have been in the frame stays in the sample as not eligible, and
    the chance of everyone in the stratum becomes (asked / people there). So figures are about those who are eligible,
    a part of the frame whose size the sample itself tells. Without a reserve left nobody comes in.

    Raises:
        NotReady: nothing is drawn. RoundClosed. NobodyOfThatReference.
        CannotBeReplaced: they answered, said no, or were replaced already.
    """
    if queries.draw_of(session, round_id=round_.id) is None:
        raise NotReady
    if round_.state not in (RoundState.DRAWN, RoundState.FIELDWORK):
        raise RoundClosed
    member = member_of_reference(session, round_id=round_.id, reference=reference)
    if member is None or member.state is MemberState.RESERVE:
        raise NobodyOfThatReference
    if replacement_of(session, member_id=member.id) is not None:
        raise CannotBeReplaced
    _stop_asking(session, round_=round_, member=member)
    fresh = release_next(session, round_=round_, stratum=member.stratum, batch=1)
    made = Replacement(
        round_id=round_.id,
        member_id=member.id,
        replaced_by_id=fresh[0] if fresh else None,
        stratum=member.stratum,
        reason=reason,
        at=clock.now(),
        by=by,
    )
    session.add(made)
    session.flush()
    note(session, round_, "replace", by=by, reason=reason.value, stratum=member.stratum, people=len(fresh))
    return made


def _stop_asking(session: Session, *, round_: Round, member: SampleMember) -> None:
    """No further message, and "not a user" in the outcome table; refused once the person has had their say."""
    if invitation_of(session, member_id=member.id) is None:
        open_invitations(session, round_=round_)
    invitation = invitation_of(session, member_id=member.id)
    assert invitation is not None
    said_no = invitation.state is InvitationState.DECLINED and invitation.declined_because is not DeclineReason.NOT_ME
    if said_no or invitation.state in (InvitationState.ANSWERED, InvitationState.WITHDRAWN):
        raise CannotBeReplaced
    questions.discard_draft(session, holder_id=invitation.id)
    session.execute(
        sa.update(Invitation)
        .where(Invitation.id == invitation.id)
        .values(state=InvitationState.DECLINED, declined_because=DeclineReason.NOT_ME)
    )
    hold_back_waiting(session, subject_id=invitation.id, reason=Withheld.ALREADY_REPLIED)
