"""What carries a message out of the house. Which carrier a channel has is decided once, at start-up."""

from typing import Protocol

from portal.contact.enums import Channel


class Carrier(Protocol):
    def carry(self, *, to: str, headline: str, words: str) -> bool:
        """True when it was taken over by the next hand; False when it never will be. Raises OSError to try again."""
        ...


class Outbox:
    """Carries nothing anywhere: the message stays on the outbox page. For the demonstration and for tests."""

    def carry(self, *, to: str, headline: str, words: str) -> bool:
        return True


_carriers: dict[Channel, Carrier] = {}


def use_carrier(channel: Channel, carrier: Carrier) -> None:
    _carriers[channel] = carrier


def carrier_for(channel: Channel) -> Carrier:
    return _carriers.get(channel) or Outbox()
