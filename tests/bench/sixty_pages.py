"""Sixty pages in a process of their own: `python -m tests.bench.sixty_pages` prints processor seconds and megabytes."""

import json
import resource
import sys
from dataclasses import replace

from portal.shared.pdf import Rules
from portal.shared.pdf.press import Press
from tests.shared.pdf.sample import document, row


def main() -> None:
    rows = "".join(row(number, ("bus", "A bus", "Buses are late.", "We know.")) for number in range(1, 5))
    part = f'<section class="part"><h2>Part</h2><ol class="rows">{rows}</ol></section>'
    asked = replace(document("en"), html=f"<h1>A</h1>{part * 59}", rules=Rules(most_pages=60))
    press = Press()
    began = resource.getrusage(resource.RUSAGE_SELF)
    _, verdict = press.print(asked)
    ended = resource.getrusage(resource.RUSAGE_SELF)
    seconds = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    megabytes = ended.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(json.dumps({"pages": verdict.pages, "seconds": seconds, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
