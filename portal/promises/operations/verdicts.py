"""What people say of promises: kept from the first touch, counted only when sent, and sent once."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy.orm import Session

from portal.promises.enums import AnswerChannel, KeptVerdict
from portal.promises.errors import AskingOver
from portal.promises.models import PromiseAsking, PromiseInvitation, PromiseVerdict
from portal.promises.operations.alarms import look_at_promise_draft, look_at_promises
from portal.shared import audit, clock, tokens
from portal.summaries.enums import WhoHelped

LONGEST_COMMENT = 2000


@dataclass(kw_only=True)
class SaidSoFar:
    """By promise id: verdict (empty when skipped), remark, and in which visit: elsewhere no words are shown."""

    entries: dict[str, dict[str, str]] = field(default_factory=dict)

    def here(self, promise_id: str, *, visit: str) -> tuple[str, str]:
        entry = self.entries.get(promise_id)
        if entry is None or entry["visit"] != visit:
            return "", ""
        return entry["verdict"], entry["comment"]


def is_open(asking: PromiseAsking) -> bool:
    return clock.today() <= asking.until


def said_so_far(invitation: PromiseInvitation) -> SaidSoFar:
    return SaidSoFar(**json.loads(invitation.said)) if invitation.said else SaidSoFar()


def keep_saying(
    session: Session,
    *,
    invitation: PromiseInvitation,
    promise_id: str,
    verdict: KeptVerdict | None,
    comment: str,
    visit: str,
) -> None:
    """Keeps what someone says of one promise, until it is sent; None is a skip, and a skip is no verdict.

    Raises:
        AskingOver
    """
    session.refresh(invitation, with_for_update=True)  # of two pages sent at once the second adds to the first
    _refuse_if_over(session, invitation)
    said = said_so_far(invitation)
    said.entries[promise_id] = {
        "verdict": str(verdict or ""),
        "comment": comment[:LONGEST_COMMENT],
        "visit": visit,
    }
    invitation.said = json.dumps(asdict(said), ensure_ascii=False)
    session.flush()
    look_at_promise_draft(session, invitation=invitation, words=comment)


def send_said(session: Session, *, invitation: PromiseInvitation, helped: WhoHelped) -> str:
    """Sends what was kept, once. Sending again answers with the same receipt and changes nothing.

    Raises:
        AskingOver
    """
    session.refresh(invitation, with_for_update=True)
    if invitation.answered_at is not None:
        return invitation.receipt
    entries = said_so_far(invitation).entries
    given = {
        promise_id: (KeptVerdict(entry["verdict"]), entry["comment"])
        for promise_id, entry in entries.items()
        if entry["verdict"]
    }
    return _settle(session, invitation, given, helped=helped, channel=AnswerChannel.WEB, recorded_by=None)


def record_said(
    session: Session,
    *,
    invitation: PromiseInvitation,
    given: Mapping[str, tuple[KeptVerdict, str]],
    helped: WhoHelped,
    channel: AnswerChannel,
    by: uuid.UUID,
) -> str:
    """Notes down what someone said on the phone or wrote on paper; returns the receipt to read out.

    Raises:
        AskingOver: also when this person has said it already.
    """
    if invitation.answered_at is not None:
        raise AskingOver
    receipt = _settle(session, invitation, given, helped=helped, channel=channel, recorded_by=by)
    audit.record(
        session,
        action="promise_said_recorded",
        subject="promise_invitation",
        subject_id=invitation.id,
        actor_id=by,
        channel=str(channel),
    )
    return receipt


def _settle(
    session: Session,
    invitation: PromiseInvitation,
    given: Mapping[str, tuple[KeptVerdict, str]],
    *,
    helped: WhoHelped,
    channel: AnswerChannel,
    recorded_by: uuid.UUID | None,
) -> str:
    asking, now = _refuse_if_over(session, invitation), clock.now()
    for promise_id in asking.promise_ids:
        if promise_id not in given:
            continue
        verdict, comment = given[promise_id]
        session.add(
            PromiseVerdict(
                invitation_id=invitation.id,
                promise_id=uuid.UUID(promise_id),
                verdict=verdict,
                comment=comment[:LONGEST_COMMENT] or None,
                language=invitation.language,
                provenance=helped,
                channel=channel,
                recorded_by=recorded_by,
                at=now,
            )
        )
    # Whoever answers was asked, by whatever way it reached them.
    invitation.asked_at = invitation.asked_at or now
    invitation.answered_at, invitation.said = now, None
    invitation.receipt = tokens.short_code("promise-receipt", invitation.id)
    session.flush()
    look_at_promises(session, invitation=invitation)
    return invitation.receipt


def _refuse_if_over(session: Session, invitation: PromiseInvitation) -> PromiseAsking:
    asking = session.get_one(PromiseAsking, invitation.asking_id)
    if invitation.answered_at is not None or not is_open(asking):
        raise AskingOver
    return asking
