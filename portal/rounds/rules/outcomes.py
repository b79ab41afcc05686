"""What became of one person who was asked, from everything on record about them. Derived each time, never typed in."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.contact.enums import Result, Withheld
from portal.rounds.enums import DeclineReason, InvitationState
from portal.sampling.dispositions import Disposition, final_disposition

RESULTS: dict[Result, Disposition] = {
    Result.SENT: Disposition.NOTHING_HEARD,
    Result.FAILED: Disposition.UNDELIVERABLE,
    Result.RETURNED: Disposition.UNDELIVERABLE,
    Result.NO_ANSWER: Disposition.NOTHING_HEARD,
    Result.VOICEMAIL: Disposition.NOTHING_HEARD,
    Result.CALL_BACK: Disposition.REACHED_NO_ANSWER,
    Result.SPOKE_WILL_ANSWER: Disposition.REACHED_NO_ANSWER,
    # Complete only once the answers are in; until then we know no more than that we spoke.
    Result.ANSWERED_BY_PHONE: Disposition.REACHED_NO_ANSWER,
    Result.DECLINED: Disposition.DECLINED,
    Result.STOP: Disposition.OBJECTED,
    Result.WRONG_PERSON: Disposition.DEAD_NUMBER,
    Result.DEAD_NUMBER: Disposition.DEAD_NUMBER,
    Result.MOVED: Disposition.OUT_OF_AREA,
    Result.DIED: Disposition.DECEASED,
    Result.TOO_ILL: Disposition.TOO_ILL,
    Result.NOT_A_USER: Disposition.NOT_A_USER,
    Result.LANGUAGE_NOT_MET: Disposition.LANGUAGE_NOT_MET,
    Result.UNSAFE: Disposition.WITHHELD_FOR_SAFETY,
    # Grief is no illness, but as with an illness: they could not take part while we asked.
    Result.BEREAVED: Disposition.AWAY,
    Result.AWAY: Disposition.AWAY,
    Result.NO_CAPACITY: Disposition.NO_CAPACITY,
    Result.UNDER_AGE: Disposition.UNDER_AGE,
    Result.DUPLICATE: Disposition.DUPLICATE,
    Result.COMPLAINT: Disposition.OBJECTED,
}
DECLINES: dict[DeclineReason | None, Disposition] = {
    DeclineReason.NO_THANKS: Disposition.DECLINED,
    DeclineReason.NOT_NOW: Disposition.DECLINED,
    DeclineReason.NOT_ME: Disposition.NOT_A_USER,
    None: Disposition.DECLINED,
}
WITHHOLDING: dict[Withheld, Disposition] = {
    Withheld.DO_NOT_CONTACT: Disposition.OBJECTED,
    Withheld.SUPPRESSED: Disposition.OBJECTED,
    Withheld.NO_SAFE_ROUTE: Disposition.WITHHELD_FOR_SAFETY,
    Withheld.SAFETY_NOT_CONFIRMED: Disposition.WITHHELD_FOR_SAFETY,
    # Left alone by our own rules, for their peace or that of their home: on the same line of the outcome table.
    Withheld.SAME_HOUSEHOLD: Disposition.WITHHELD_FOR_SAFETY,
    Withheld.ASKED_RECENTLY: Disposition.WITHHELD_FOR_SAFETY,
}
SPOKE = frozenset(
    {Result.CALL_BACK, Result.SPOKE_WILL_ANSWER, Result.ANSWERED_BY_PHONE, Result.DECLINED, Result.STOP, Result.TOO_ILL}
    | {Result.NOT_A_USER, Result.LANGUAGE_NOT_MET, Result.UNSAFE, Result.BEREAVED, Result.COMPLAINT}
)
CAME_BACK = frozenset({Result.FAILED, Result.RETURNED, Result.DEAD_NUMBER, Result.WRONG_PERSON})
THEY_ACTED = frozenset({InvitationState.OPENED, InvitationState.ANSWERED, InvitationState.DECLINED})


@dataclass(frozen=True)
class Sent:
    """How much of the question set one response holds: `answered`, and `dealt_with` (skipped on purpose too)."""

    answered: int
    dealt_with: int


@dataclass(frozen=True)
class Story:
    """Everything on record about one person asked. `invitation` is None before there is one; `a_wave_has_gone` when
    a wave has ended: who is still waiting for a first message after it was held back at the gate."""

    invitation: InvitationState | None
    declined_because: DeclineReason | None = None
    sent: Sent | None = None
    results: Collection[Result] = ()
    withheld: Collection[Withheld] = ()
    in_line: bool = False
    a_wave_has_gone: bool = False
    do_not_contact: bool = False


def disposition_of(story: Story, *, questions: int) -> Disposition:
    """The final status by the fixed precedence of `portal.sampling.dispositions`.

    A response is complete when at least half of the `questions` were dealt with (answered, or skipped, "cannot say",
    "rather not say" on purpose) and partial when fewer were; one without a single answer is a break-off.
    """
    history = [RESULTS[result] for result in story.results]
    history += [WITHHOLDING[reason] for reason in story.withheld if reason in WITHHOLDING]
    if story.sent is not None:
        history.append(_of_response(story.sent, questions))
    if story.invitation is InvitationState.DECLINED:
        history.append(DECLINES[story.declined_because])
    if story.invitation is InvitationState.WITHDRAWN:
        history.append(Disposition.OBJECTED)
    if story.invitation is InvitationState.OPENED:
        history.append(Disposition.REACHED_NO_ANSWER)
    if not history and story.invitation is InvitationState.WAITING and story.a_wave_has_gone and not story.in_line:
        history.append(Disposition.OBJECTED if story.do_not_contact else Disposition.WITHHELD_FOR_SAFETY)
    return final_disposition(history)


def _of_response(sent: Sent, questions: int) -> Disposition:
    if not sent.answered:
        return Disposition.BROKE_OFF
    return Disposition.COMPLETE if 2 * sent.dealt_with >= questions else Disposition.PARTIAL


def is_reached(story: Story) -> bool:
    """Whether the person heard from us as far as we know: they acted, we spoke, or something was sent and not one
    thing came back."""
    results = set(story.results)
    if story.sent is not None or story.invitation in THEY_ACTED or results & SPOKE:
        return True
    return Result.SENT in results and not results & CAME_BACK
