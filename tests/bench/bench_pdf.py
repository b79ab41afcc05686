"""What a PDF costs, finisher and gates included, in processor time; and how many broken ones the gates catch.

Beside it what the typesetter alone needs for the same page, and, where it is installed, another typesetter (Typst) for
a page of the same words and pictures.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from portal.shared.pdf import Document, check_pdf
from portal.shared.pdf.press import Press
from tests.bench.figures import Figure
from tests.shared.pdf.broken import BROKEN, broken
from tests.shared.pdf.sample import DRAWINGS, SVG, document
from tests.shared.pdf.sample_words import ENGLISH
from tests.shared.pdf.test_copies import BACK, REPLY
from tests.shared.pdf.test_yardsticks import six_pages

TURNS, COPIES = 5, 25
LANGUAGES = ("en", "cy", "ur", "bn")


def measure() -> list[Figure]:
    press = Press()
    whole = {code: seconds(lambda code=code: press.print(six_pages(code))) for code in LANGUAGES}  # type: ignore[misc]
    raw = {
        code: seconds(lambda code=code: press.set(six_pages(code), finished=False))  # type: ignore[misc]
        for code in LANGUAGES
    }
    sixty = sixty_pages()
    return [
        Figure("pdf_6_pages_warm_cpu_s", max(whole.values()), "s", 0.8),
        Figure("pdf_ratio_to_raw", max(whole[code] / raw[code] for code in LANGUAGES), "x", 1.4),
        ratio_to_typst(whole["en"]),
        Figure("pdf_60_pages_s", sixty["seconds"], "s", 4.0),
        Figure("pdf_60_pages_mb", sixty["megabytes"], "MB", 150.0),
        Figure("pdf_6_pages_kb", max(len(press.print(six_pages(code))[0]) for code in LANGUAGES) / 1000, "kB", 100.0),
        Figure("pdf_batch_per_s", batch_per_second(press), "copies of six pages a second", 2.0, at_least=True),
        faults_caught(press),
    ]


def seconds(act: Callable[[], Any]) -> float:
    """The least processor time of several warm runs: whatever else the machine does only adds to it."""
    act()
    took = []
    for _ in range(TURNS):
        began = time.process_time()
        act()
        took.append(time.process_time() - began)
    return min(took)


def sixty_pages() -> dict[str, float]:
    said = subprocess.run([sys.executable, "-m", "tests.bench.sixty_pages"], capture_output=True, check=True)
    found: dict[str, float] = json.loads(said.stdout)
    return found


def batch_per_second(press: Press) -> float:
    """Personal copies, each with its own code and square picture, in one file that passed the gates."""
    whole = six_pages("en")
    reply = REPLY.search(whole.html)
    assert reply is not None
    shared = replace(whole, html=REPLY.sub("", whole.html))
    personal = [reply[0].replace("7KQ2MP", f"7KQ{number:03}") for number in range(COPIES)]
    return COPIES / seconds(lambda: press.print_copies(shared, personal, BACK))


def faults_caught(press: Press) -> Figure:
    asked = {code: document(code) for code in LANGUAGES}
    good = {code: press.print(asked[code])[0] for code in LANGUAGES}
    caught = 0
    for one in BROKEN:
        page: Document = asked[one.language]
        content = broken(good[one.language], one.break_it)
        caught += one.gate in check_pdf(content, html=page.html, language=one.language, title=page.title).names()
    return Figure("pdf_faults_caught_of", caught, f"of {len(BROKEN)}", len(BROKEN), at_least=True)


def ratio_to_typst(ours: float) -> Figure:
    try:
        import typst
    except ImportError:
        return Figure("pdf_ratio_to_typst", None, "typst is not installed")
    with tempfile.TemporaryDirectory() as folder:
        page, turn = Path(folder) / "page.typ", itertools.count()

        def compile_another() -> None:
            """Other words each time: it remembers what it has laid out before."""
            page.write_text(typst_page(Path(folder), turn=next(turn)), encoding="utf-8")
            typst.compile(str(page), format="pdf", pdf_standards=["ua-1"])

        theirs = seconds(compile_another)
    return Figure("pdf_ratio_to_typst", ours / theirs, "x")


def typst_page(folder: Path, *, turn: int) -> str:
    """The same words and pictures as rows of number, picture and sentences, four on a page."""
    for name, inside in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(SVG.format(inside), encoding="utf-8")
    rows = [
        f'#grid(columns: (12mm, 55mm, 1fr), [{number}], image("{picture}.svg", width: 50mm, alt: "{alt}"), '
        f"[{first} {turn}\\ {second} {turn}])\n"
        for number, (picture, alt, first, second) in enumerate(ENGLISH.rows * 3, start=1)
    ]
    head = f'#set document(title: "{ENGLISH.title}")\n#set text(size: 16pt, lang: "en")\n#set page(paper: "a4")\n'
    return f"{head}= {ENGLISH.title}\n\n{''.join(rows[:22])}"
