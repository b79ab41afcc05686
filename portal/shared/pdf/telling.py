"""A verdict in words, for whoever put a file through the gates by hand."""

from collections.abc import Iterator

from portal.shared.pdf.verdict import Verdict

MOST_FAULTS = 8
GATES = {
    "file": "The file can be opened",
    "pdf-ua": "A validator finds nothing against PDF/UA-1",
    "reading": "It reads as the page it was made from: words, order, roles, languages",
    "headings": "Headings begin on level 1 and skip none",
    "bookmarks": "Bookmarks are the headings and lead to them",
    "figures": "Every picture has words, and ink where it says it is",
    "text-size": "No text is too small",
    "in-sight": "All that is read out can be seen on its page",
    "fonts": "Every font is inside the file",
    "letters": "No letter is missing",
    "spoken-text": "Scripts that are shaped have their words beside them",
    "title": "There is a title, and it is shown",
    "language": "The file says its language",
    "links": "Links are described in words and printed",
    "tags": "Tags and pages lead to each other",
    "tables": "Tables have header cells",
    "pages": "Pages are not too many, and none is empty",
    "active": "Nothing in the file runs",
}


def told(verdict: Verdict, *, name: str) -> Iterator[str]:
    """Lines to print: each gate with what it found, what could not be judged, and the verdict last."""
    if verdict.pages:
        yield f"{name}: {verdict.pages} pages, language “{verdict.language}”, title “{verdict.title[:80]}”"
    for gate, words in GATES.items():
        found = [fault.words for fault in verdict.faults if fault.gate == gate]
        if found:
            yield f"  FAULT  {words}"
            yield from (f"           {said}" for said in found[:MOST_FAULTS])
            if len(found) > MOST_FAULTS:
                yield f"           and {len(found) - MOST_FAULTS} more"
        elif _was_judged(verdict, gate):
            yield f"  well   {words}{_extent(verdict, gate)}"
        elif verdict.looked_at and gate != "reading":
            yield f"  ?      {words}"
            yield "           Could not be judged: nothing in the file is tagged."
    if "file" not in verdict.names() and not verdict.compared:
        yield f"  ?      {GATES['reading']}"
        yield "           Not compared: give the page with --html and --language. Only then is it sure that the words"
        yield "           read out, their order and the descriptions of pictures are the right ones."
    yield from (f"  look   {warning}" for warning in verdict.warnings)
    yield f"{name}: {'passed' if verdict.passed else 'NOT passed'}."


def _was_judged(verdict: Verdict, gate: str) -> bool:
    if "file" in verdict.names():
        return False
    return gate in ("file", "pdf-ua") or gate in verdict.looked_at or (gate == "reading" and verdict.compared)


def _extent(verdict: Verdict, gate: str) -> str:
    said = {
        "pdf-ua": f" ({verdict.rules_passed} rules)",
        "reading": f" ({len(verdict.pieces)} pieces)",
        "figures": f" ({verdict.count('Figure')})",
        "text-size": f" (smallest: {verdict.smallest_text_pt:.1f} points)" if verdict.smallest_text_pt else "",
        "fonts": f" ({verdict.fonts})",
    }
    return said.get(gate, "")
