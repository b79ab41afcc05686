"""The parent's side: keeps one child alive, sends it documents, ends it when it is too slow or has done enough."""

import atexit
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from portal.shared.pdf.document import Copy, Document, Proof, RenderedPdf, Rules
from portal.shared.pdf.faults import FaultKind, PdfFault
from portal.shared.pdf.frames import FrameBroken, FrameTooLarge, pack, unpack
from portal.shared.pdf.verdict import Verdict, verdict_of

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Per document: seconds on the clock and of processor, bytes of answer. Per child: bytes of address space,
    documents, and the bytes it may ever have used before it is replaced: a large document leaves it large."""

    wall_seconds: float = 30.0
    cpu_seconds: int = 30
    memory_bytes: int = 1_500_000_000
    output_bytes: int = 25_000_000
    documents: int = 200
    kept_bytes: int = 300_000_000


class PdfWorker:
    """One child process and the lock around it. A context manager; `render` keeps one for the whole process."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._home: str | None = None
        self._owner = os.getpid()
        self._done = 0

    def __enter__(self) -> "PdfWorker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def render(self, document: Document) -> RenderedPdf:
        """Sets, finishes and checks one document.

        Raises:
            PdfFault: no PDF that passes both gates could be made within the limits.
        """
        return _rendered(*self._answer(_question(document)))

    def render_copies(self, document: Document, *, personal: Sequence[str], back: str) -> RenderedPdf:
        """Sets a pile: the document, once for each of `personal` with that part after it. Where a copy would end on the
        front of a sheet, `back` is its back. Each part is one `<section>`.

        Raises:
            PdfFault: as for `render`; no pile is made when a single copy is not right.
        """
        return _rendered(*self._answer(_question(document, personal=list(personal), back=back)))

    def check(
        self,
        pdf: bytes,
        *,
        rules: Rules | None = None,
        html: str | None = None,
        language: str | None = None,
        title: str | None = None,
    ) -> Verdict:
        """As `check_pdf`, but in the limited process: nobody knows what a PDF from elsewhere does to its reader.

        Raises:
            PdfFault: it could not be checked within the limits.
        """
        asked = {"rules": asdict(rules or Rules()), "html": html, "language": language, "title": title}
        message, _ = self._answer(pack({"only_check": True, **asked}, [pdf]))
        return verdict_of(message["verdict"])

    def _answer(self, question: bytes) -> tuple[dict[str, Any], list[bytes]]:
        with self._lock:
            child = self._ready_child()
            self._done += 1
            try:
                message, blobs = self._ask(child, question)
            except PdfFault:
                self._end_child()
                raise
            if message.get("spent") or message.get("peak", 0) > self.limits.kept_bytes:
                self._end_child()
        if not message["ok"]:
            raise PdfFault(FaultKind(message["kind"]), message["reasons"])
        return message, blobs

    def close(self) -> None:
        with self._lock:
            self._end_child()

    def _ready_child(self) -> "subprocess.Popen[bytes]":
        self._leave_to_owner()
        if self._child is not None and (self._done >= self.limits.documents or self._child.poll() is not None):
            self._end_child()
        if self._child is None:
            self._child = self._start_child()
        return self._child

    def _start_child(self) -> "subprocess.Popen[bytes]":
        self._home = tempfile.mkdtemp(prefix="heard-pdf-")
        self._done = 0
        limits = (self.limits.memory_bytes, self.limits.cpu_seconds, max(4 * self.limits.output_bytes, 50_000_000))
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-s", "-m", "portal.shared.pdf.child", *map(str, limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._home,
            bufsize=0,
            env=_bare_environment(self._home),
            close_fds=True,
            start_new_session=True,
        )

    def _leave_to_owner(self) -> None:
        """After a fork the child still belongs to our parent: we must neither speak to it nor end it."""
        if self._owner != os.getpid():
            self._child, self._home, self._owner, self._done = None, None, os.getpid(), 0

    def _end_child(self) -> None:
        self._leave_to_owner()
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
            self._child = None
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _ask(self, child: "subprocess.Popen[bytes]", question: bytes) -> tuple[dict[str, Any], list[bytes]]:
        assert child.stdin is not None
        assert child.stdout is not None
        line = Line(child.stdin.fileno(), child.stdout.fileno(), time.monotonic() + self.limits.wall_seconds)
        try:
            line.send(question)
            return unpack(line.read, most=self.limits.output_bytes)
        except TimeoutError as reason:
            said = f"the document took longer than {self.limits.wall_seconds:g} seconds"
            raise PdfFault(FaultKind.LIMIT, [said]) from reason
        except FrameTooLarge as reason:
            raise PdfFault(FaultKind.LIMIT, ["the PDF is larger than we allow"]) from reason
        except (FrameBroken, BrokenPipeError) as reason:
            raise _obituary(child) from reason


class Line:
    """Reading and writing the child's pipes with a deadline."""

    def __init__(self, to_child: int, from_child: int, deadline: float) -> None:
        self._to, self._from, self._deadline = to_child, from_child, deadline

    def send(self, content: bytes) -> None:
        os.set_blocking(self._to, False)
        left = memoryview(content)
        while left:
            self._wait(self._to, selectors.EVENT_WRITE)
            left = left[os.write(self._to, left[:65536]) :]

    def read(self, length: int) -> bytes:
        parts = []
        while length:
            self._wait(self._from, selectors.EVENT_READ)
            part = os.read(self._from, min(length, 1 << 20))
            if not part:
                raise FrameBroken
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def _wait(self, pipe: int, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, self._deadline - time.monotonic())):
                raise TimeoutError


def _bare_environment(home: str) -> dict[str, str]:
    """No settings, keys or addresses of the portal; only what Python and the font library need to find their files."""
    kept = {name: os.environ[name] for name in ("PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH") if name in os.environ}
    return kept | {"HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}


def _rendered(message: dict[str, Any], blobs: list[bytes]) -> RenderedPdf:
    return RenderedPdf(
        pdf=blobs[0],
        pages=message["pages"],
        warnings=tuple(message["warnings"]),
        proof=_proof(message["proof"]),
        copies=tuple(Copy(*one) for one in message["copies"]),
    )


def _question(document: Document, **more: Any) -> bytes:
    message = {
        **more,
        "only_check": False,
        "html": document.html,
        "language": document.language,
        "title": document.title,
        "base_font": document.base_font,
        "stylesheets": list(document.stylesheets),
        "monochrome": document.monochrome,
        "rules": asdict(document.rules),
        "images": list(document.images),
    }
    return pack(message, list(document.images.values()))


def _obituary(child: "subprocess.Popen[bytes]") -> PdfFault:
    code = child.wait(timeout=5)
    if -code == 24:  # SIGXCPU
        return PdfFault(FaultKind.LIMIT, ["the document took too much processor time"])
    how = f"signal {-code}" if code < 0 else f"code {code}"
    return PdfFault(FaultKind.CRASH, [f"the PDF worker ended in the middle of the document ({how})"])


def _proof(message: dict[str, Any]) -> Proof:
    return Proof(**{**message, "conditions": tuple(message["conditions"])})


_of_this_process = PdfWorker()
atexit.register(_of_this_process.close)


def render(document: Document) -> RenderedPdf:
    """Renders with the one worker of this process; see `PdfWorker.render`."""
    return _of_this_process.render(document)


def render_copies(document: Document, *, personal: Sequence[str], back: str) -> RenderedPdf:
    """A pile of personal copies by the one worker of this process; see `PdfWorker.render_copies`."""
    return _of_this_process.render_copies(document, personal=personal, back=back)
