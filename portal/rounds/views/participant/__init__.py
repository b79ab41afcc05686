"""An invited person's way: the door, the questions one by one, and sending them. No account, no script."""

from portal.rounds.views.participant import asking, door, sending
from portal.rounds.views.participant.blueprint import blueprint

__all__ = ["asking", "blueprint", "door", "sending"]
