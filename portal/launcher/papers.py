"""`python3 -m portal check-pdf FILE`: puts any PDF, ours or not, through the gates and says in words what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal.launcher import inside
from portal.launcher.run import parser, read_file
from portal.launcher.words import Trouble, say

MOST_BYTES = 200_000_000
SECONDS = 120


def check_pdf(arguments: list[str]) -> int:
    """Gives 0 for a PDF that passed, 1 for one that did not."""
    wishes = parser("check-pdf", "Says whether a PDF can be read by everyone (PDF/UA-1 and our own conditions).")
    wishes.add_argument("file", type=Path)
    wishes.add_argument("--html", type=Path, metavar="PAGE", help="the page it was made from, to compare word by word")
    wishes.add_argument("--language", help="the language it should be in, such as cy")
    wishes.add_argument("--title", help="the title it should have")
    wishes.add_argument("--least-text", type=float, default=16.0, metavar="POINTS", help="smallest text (default: 16)")
    wishes.add_argument("--most-pages", type=int, default=20, metavar="N", help="most pages (default: 20)")
    wish = wishes.parse_args(arguments)
    if wish.html is not None and not wish.language:
        raise Trouble("To compare with a page, say its language, too: --language cy")
    verdict = verdict_on(wish, content_of(wish.file))
    told = inside.part_of_portal("portal.shared.pdf.telling:told", "check a PDF")
    for line in told(verdict, name=wish.file.name):
        say(line)
    return 0 if verdict.passed else 1


def content_of(path: Path) -> bytes:
    if not path.is_file():
        raise Trouble(f"There is no file {path}.")
    if path.stat().st_size > MOST_BYTES:
        raise Trouble(f"{path} is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Trouble(f"{path} cannot be read: {problem}") from problem


def verdict_on(wish: Any, content: bytes) -> Any:
    """Checked in the limited process: nobody knows what a stranger's file does to its reader."""
    worker_of, limits, rules, fault = (
        inside.part_of_portal(f"portal.shared.pdf:{name}", "check a PDF")
        for name in ("PdfWorker", "Limits", "Rules", "PdfFault")
    )
    html = None if wish.html is None else read_file(wish.html)
    try:
        with worker_of(limits(wall_seconds=SECONDS, cpu_seconds=SECONDS)) as worker:
            return worker.check(
                content,
                rules=rules(least_text_pt=wish.least_text, most_pages=wish.most_pages),
                html=html,
                language=wish.language,
                title=wish.title,
            )
    except fault as stopped:
        raise Trouble(f"{wish.file} could not be checked: {'; '.join(stopped.reasons)}.") from stopped
