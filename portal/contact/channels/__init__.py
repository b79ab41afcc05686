"""What carries a message out of the house. Which carrier a channel has is decided once, at start-up (`choose.py`)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from portal.contact.enums import Channel

BY_HAND = frozenset({Channel.LETTER, Channel.PHONE, Channel.VIA_WORKER})


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message on its way: everything a carrier needs, and no open transaction."""

    message_id: uuid.UUID
    channel: Channel
    to: str
    headline: str
    words: str
    language: str


class Carrier(Protocol):
    def carry(self, parcel: Parcel) -> bool:
        """True when it was taken over by the next hand; False when this address will never do.

        Raises:
            OSError: it surely did not leave; try again later. errors.NotKnown: it may have left; never try again.
        """
        ...


class Outbox:
    """Carries nothing anywhere: the message stays on the outbox page. For the demonstration and for tests."""

    def carry(self, parcel: Parcel) -> bool:
        return True


_carriers: dict[Channel, Carrier] = {}


def use_carriers(carriers: Mapping[Channel, Carrier]) -> None:
    """Called once at start-up."""
    _carriers.clear()
    _carriers.update(carriers)


def can_carry(channel: Channel) -> bool:
    """Whether this installation has a way out for a channel. What people carry (letters, a worker) it always has."""
    return channel in BY_HAND or channel in _carriers


def carrier_for(channel: Channel) -> Carrier:
    """Raises OSError when there is none: the message waits until there is."""
    if channel not in _carriers:
        raise OSError(f"nothing carries {channel}")
    return _carriers[channel]
