"""SELECTs of the rounds, by noun."""

from portal.rounds.queries.asking import (
    all_rounds,
    draw_of,
    invitations_to_send,
    member_counts,
    plan_of,
    record_followed,
    round_counts,
    sampled_person_ids,
    waves_of,
)

__all__ = [
    "all_rounds",
    "draw_of",
    "invitations_to_send",
    "member_counts",
    "plan_of",
    "record_followed",
    "round_counts",
    "sampled_person_ids",
    "waves_of",
]
