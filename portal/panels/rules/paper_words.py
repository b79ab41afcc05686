"""Our own simple structure of a paper: "# " begins a heading, "- " an item of a list, "[picture: bus]" stands for a
picture of the house; an empty line ends a paragraph. Nothing else is special, so nobody has to learn more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WORDS_A_MINUTE = 80  # people who read easy words, or in a language that is not their first
_PICTURE = re.compile(r"\[\s*picture\s*:\s*([a-z_]+)\s*\]", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list or a picture. `lines` hold the items of a list, else one text; of a picture the
    name of its concept."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """A paper's text as blocks, in order."""
    return list(_blocks(line.strip() for line in text.splitlines()))


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    kind, held = "", list[str]()
    for line in [*lines, ""]:
        is_item, is_plain = line.startswith("- "), bool(line) and not line.startswith(("- ", "# "))
        picture = _PICTURE.fullmatch(line)
        goes_on = (kind == "list" and is_item) or (kind == "text" and is_plain and not picture)
        if held and not goes_on:
            yield Block(kind, tuple(held) if kind == "list" else (" ".join(held),))
            kind, held = "", []
        if picture:
            yield Block("picture", (picture[1].lower(),))
        elif line.startswith("# "):
            yield Block("heading", (line[2:].strip(),))
        elif line:
            kind = "list" if is_item else "text"
            held.append(line[2:].strip() if is_item else line)


def pictures_in(text: str) -> set[str]:
    return {block.lines[0] for block in blocks_of(text) if block.kind == "picture"}


def unknown_pictures(text: str, *, known: Iterable[str]) -> list[str]:
    """Names of pictures that there are none of, in the order of the text."""
    there = set(known)
    return [block.lines[0] for block in blocks_of(text) if block.kind == "picture" and block.lines[0] not in there]


def minutes_to_read(text: str) -> int:
    """At an unhurried pace; one at least."""
    return max(1, -(-len(plain(text).split()) // WORDS_A_MINUTE))


def plain(text: str) -> str:
    """The words alone, for whoever wants them read by a program of their own."""
    parts = []
    for block in blocks_of(text):
        if block.kind == "list":
            parts.append("\n".join(f"- {line}" for line in block.lines))
        elif block.kind != "picture":
            parts.append(block.lines[0])
    return "\n\n".join(parts)
