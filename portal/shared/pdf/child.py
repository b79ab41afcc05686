"""The limited process that sets and checks PDFs: `python -m portal.shared.pdf.child`. Frames in, frames out.

It can read its own code and fonts, but opens no network connection, starts no program, and knows no secret: the parent
gives it an almost empty environment. Time per document, memory, and file size are limits of the operating system; what
more a kernel can take away is in `confinement.py`.
"""

import dataclasses
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from portal.shared.pdf.confinement import confine, leave_the_network, own_code_and_fonts
from portal.shared.pdf.document import Copy, Document, Rules
from portal.shared.pdf.faults import FaultKind, PdfFault
from portal.shared.pdf.frames import FrameBroken, pack, unpack

if TYPE_CHECKING:
    from portal.shared.pdf.press import Press

MOST_REQUEST = 300_000_000
MOST_OPEN_FILES = 256
REFUSED_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "pty.")


def main() -> None:
    leave_the_network()  # first of all: a process of many threads cannot any more
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print may not garble a frame
    questions = os.fdopen(os.dup(0), "rb")
    memory, cpu_seconds, file_bytes = (int(argument) for argument in sys.argv[1:4])
    if sys.platform == "linux":  # elsewhere the limit on addresses is refused or means something else
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))
    from portal.shared.pdf.press import Press

    press = Press()
    confine(Path.cwd(), own_code_and_fonts())
    sys.addaudithook(refuse_reaching_out)
    while serve_one(press, questions, answers, cpu_seconds):
        pass


def refuse_reaching_out(event: str, arguments: tuple[object, ...]) -> None:
    """The last line behind the `data:`-only fetcher: code that runs here cannot phone out or start programs."""
    if event.startswith(REFUSED_EVENTS):
        raise PermissionError("the PDF worker may not do that")


def serve_one(press: "Press", questions: BinaryIO, answers: BinaryIO, cpu_seconds: int) -> bool:
    try:
        message, blobs = unpack(lambda length: read_exactly(questions, length), most=MOST_REQUEST)
    except FrameBroken:
        return False
    allow_cpu(cpu_seconds)
    answers.write(answer(press, message, blobs))
    answers.flush()
    return True


def answer(press: "Press", message: dict[str, Any], blobs: list[bytes]) -> bytes:
    """Whatever goes wrong, the parent must hear it in words; the text of the document stays here."""
    try:
        if message.pop("only_check"):
            return _checked(message, blobs[0])
        return _printed(press, message, blobs)
    except PdfFault as fault:
        return _refused(fault.kind, fault.reasons, spent=False)
    except MemoryError:
        return _refused(FaultKind.LIMIT, ["the document needs too much memory"])
    except ArithmeticError:
        return _refused(FaultKind.WORDS, ["a size in the page makes no sense"])
    except RecursionError:
        return _refused(FaultKind.WORDS, ["too many things lie inside each other"])
    except Exception as fault:
        return _refused(FaultKind.CRASH, [f"the PDF worker failed with {type(fault).__name__}"])


def _printed(press: "Press", message: dict[str, Any], blobs: list[bytes]) -> bytes:
    names, rules = message.pop("images"), Rules(**message.pop("rules"))
    personal, back = message.pop("personal", None), message.pop("back", "")
    document = Document(**message, images=dict(zip(names, blobs, strict=True)), rules=rules)
    copies: list[Copy] = []
    if personal is None:
        pdf, verdict = press.print(document)
    else:
        pdf, verdict, copies = press.print_copies(document, personal, back)
    said = {
        "ok": True,
        "pages": verdict.pages,
        "warnings": verdict.warnings if personal is None else (),
        "proof": dataclasses.asdict(verdict.proof()),
        "copies": copies,
        "peak": peak_bytes(),
    }
    return pack(said, [pdf])


def _checked(message: dict[str, Any], pdf: bytes) -> bytes:
    from portal.shared.pdf.check import check_pdf

    verdict = check_pdf(pdf, **{**message, "rules": Rules(**message["rules"])})
    return pack({"ok": True, "verdict": verdict.as_message(), "peak": peak_bytes()})


def _refused(kind: FaultKind, reasons: Sequence[str], *, spent: bool = True) -> bytes:
    return pack({"ok": False, "kind": kind.value, "reasons": list(reasons), "spent": spent})


def _most_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


# Linux carries the parent's peak over to a program it starts: a large parent does not make the child a large one.
INHERITED = _most_bytes()


def peak_bytes() -> int:
    """The most memory this process ever used, as far as it is more than it began with."""
    peak = _most_bytes()
    return peak if peak > INHERITED else 0


def allow_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, resource.RLIM_INFINITY))


def read_exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise FrameBroken
    return content


if __name__ == "__main__":
    main()
