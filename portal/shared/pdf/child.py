"""The limited process that sets PDFs: `python -m portal.shared.pdf.child`. Reads frames on stdin, answers on stdout.

It can read its own code and fonts, but opens no network connection, starts no program, and knows no secret: the parent
gives it an almost empty environment. Time per document, memory, and file size are limits of the operating system.
"""

import dataclasses
import os
import resource
import sys
from typing import BinaryIO

from portal.shared.pdf.document import Document, Rules
from portal.shared.pdf.faults import FaultKind, PdfFault
from portal.shared.pdf.frames import FrameBroken, pack, unpack

MOST_REQUEST = 300_000_000
REFUSED_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "pty.")


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print may not garble a frame
    questions = os.fdopen(os.dup(0), "rb")
    memory, cpu_seconds, file_bytes = (int(argument) for argument in sys.argv[1:4])
    if sys.platform == "linux":  # elsewhere the limit on addresses is refused or means something else
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from portal.shared.pdf.press import Press

    press = Press()
    sys.addaudithook(refuse_reaching_out)
    while serve_one(press, questions, answers, cpu_seconds):
        pass


def refuse_reaching_out(event: str, arguments: tuple[object, ...]) -> None:
    """The last line behind the `data:`-only fetcher: code that runs here cannot phone out or start programs."""
    if event.startswith(REFUSED_EVENTS):
        raise PermissionError("the PDF worker may not do that")


def serve_one(press: "object", questions: BinaryIO, answers: BinaryIO, cpu_seconds: int) -> bool:
    from portal.shared.pdf.press import Press

    assert isinstance(press, Press)
    try:
        message, blobs = unpack(lambda length: read_exactly(questions, length), most=MOST_REQUEST)
    except FrameBroken:
        return False
    allow_cpu(cpu_seconds)
    names = message.pop("images")
    rules = Rules(**message.pop("rules"))
    document = Document(**message, images=dict(zip(names, blobs, strict=True)), rules=rules)
    answers.write(answer(press, document))
    answers.flush()
    return True


def answer(press: "object", document: Document) -> bytes:
    from portal.shared.pdf.press import Press

    assert isinstance(press, Press)
    try:
        pdf, verdict = press.print(document)
    except PdfFault as fault:
        return pack({"ok": False, "kind": fault.kind.value, "reasons": fault.reasons})
    except MemoryError:
        return pack(
            {
                "ok": False,
                "kind": FaultKind.LIMIT.value,
                "reasons": ["the document needs too much memory"],
                "spent": True,
            }
        )
    except Exception as fault:  # whatever it is, the parent must hear it in words; text of the document stays here
        return pack(
            {
                "ok": False,
                "kind": FaultKind.CRASH.value,
                "spent": True,
                "reasons": [f"the PDF worker failed with {type(fault).__name__}"],
            }
        )
    proof = dataclasses.asdict(verdict.proof())
    return pack({"ok": True, "pages": verdict.pages, "warnings": verdict.warnings, "proof": proof}, [pdf])


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
