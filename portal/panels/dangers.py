"""Words of members that may mean that someone is in danger. Which words, another room knows; the hall introduces it."""

from collections.abc import Callable, Sequence

Look = Callable[[str], Sequence[str]]
_looks: list[Look] = []


def offer_look(look: Look) -> None:
    """`look(text)` returns the words of a text that someone should read soon; none when there are none."""
    if look not in _looks:
        _looks.append(look)


def may_mean_danger(text: str) -> bool:
    """A hint for whoever reads, in no way a verdict."""
    return any(look(text) for look in _looks)
