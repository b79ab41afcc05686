"""The worker as an attacker, a slow page or a bad day would meet it."""

import io
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from portal.shared.pdf import Document, FaultKind, Limits, PdfFault, PdfWorker
from portal.shared.pdf.document import Rules
from tests.shared.pdf.sample import SVG, document

HELLO = Document(html="<h1>Hello</h1><p>Hello to you.</p>", language="en", title="Hello")
ENDLESS = Document(
    html="<h1>A</h1>" + "<p>a b c</p>" * 60_000, language="en", title="Endless", rules=Rules(most_pages=100_000)
)


def fault_of(worker: PdfWorker, asked: Document) -> PdfFault:
    with pytest.raises(PdfFault) as caught:
        worker.render(asked)
    return caught.value


def with_picture(content: bytes) -> Document:
    return Document(
        html='<h1>A</h1><img src="picture:a" alt="A thing">', language="en", title="A", images={"a": content}
    )


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "//127.0.0.1/x", "x.png"])
def test_a_page_can_name_no_picture_outside_itself(worker: PdfWorker, address: str) -> None:
    asked = Document(html=f'<h1>A</h1><img src="{address}" alt="A">', language="en", title="A")
    assert fault_of(worker, asked).kind is FaultKind.WORDS


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "ftp://127.0.0.1/x"])
@pytest.mark.parametrize(
    "rule", ["p {{ background: url({}) }}", "@import url({});", "@font-face {{ font-family: x; src: url({}) }}"]
)
def test_a_stylesheet_can_fetch_nothing(worker: PdfWorker, address: str, rule: str) -> None:
    asked = Document(html=HELLO.html, language="en", title="A", stylesheets=[rule.format(address)])
    fault = fault_of(worker, asked)
    assert fault.kind is FaultKind.WARNING
    assert "disallowed protocol" in " ".join(fault.reasons) or "cannot be loaded" in " ".join(fault.reasons)


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<use href="http://127.0.0.1/a.svg#b"/>',
        '<rect width="9" height="9" fill="url(file:///etc/passwd)"/>',
        "<script>1</script>",
        "<style>@import 'http://127.0.0.1/a.css';</style>",
    ],
)
def test_a_drawing_can_reach_nothing_outside_itself(worker: PdfWorker, inside: str) -> None:
    assert fault_of(worker, with_picture(SVG.format(inside).encode())).kind is FaultKind.PICTURE


def test_a_drawing_that_multiplies_itself_is_refused(worker: PdfWorker) -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>").encode()
    assert fault_of(worker, with_picture(bomb)).kind is FaultKind.PICTURE


def test_a_picture_of_more_than_20_million_dots_is_refused_before_it_is_unpacked(worker: PdfWorker) -> None:
    out = io.BytesIO()
    Image.new("1", (5000, 4001)).save(out, "PNG")
    assert fault_of(worker, with_picture(out.getvalue())).reasons == ("the picture a has more than 20 million dots",)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7", b"<html></html>", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_refused(worker: PdfWorker, content: bytes) -> None:
    assert fault_of(worker, with_picture(content)).kind is FaultKind.PICTURE


def test_a_photo_loses_where_and_when_it_was_taken(worker: PdfWorker) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at the refuge"
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG", exif=exif)
    assert b"taken at the refuge" in out.getvalue()
    assert b"taken at the refuge" not in worker.render(with_picture(out.getvalue())).pdf


def test_an_endless_page_is_stopped_at_its_time_and_the_next_one_is_made() -> None:
    with PdfWorker(Limits(wall_seconds=4)) as worker:
        worker.render(HELLO)
        fault = fault_of(worker, ENDLESS)
        assert (fault.kind, fault.reasons) == (FaultKind.LIMIT, ("the document took longer than 4 seconds",))
        assert worker.render(HELLO).pages == 1


def test_a_page_that_burns_the_processor_is_stopped_by_the_operating_system() -> None:
    with PdfWorker(Limits(cpu_seconds=2)) as worker:
        worker.render(HELLO)
        fault = fault_of(worker, ENDLESS)
        assert (fault.kind, fault.reasons) == (FaultKind.LIMIT, ("the document took too much processor time",))
        assert worker.render(HELLO).pages == 1


def test_a_page_that_eats_memory_is_stopped() -> None:
    with PdfWorker(Limits(memory_bytes=420_000_000)) as worker:
        worker.render(HELLO)
        assert fault_of(worker, ENDLESS).kind in (FaultKind.LIMIT, FaultKind.CRASH)
        assert worker.render(HELLO).pages == 1


def test_a_pdf_larger_than_allowed_is_not_taken() -> None:
    with PdfWorker(Limits(output_bytes=4_000)) as worker:
        assert fault_of(worker, HELLO).reasons == ("the PDF is larger than we allow",)


def test_a_worker_that_dies_is_said_to_have_died_and_a_new_one_works() -> None:
    with PdfWorker() as worker:
        worker.render(HELLO)
        first = worker.pid
        assert first is not None
        threading.Timer(0.4, os.kill, (first, signal.SIGKILL)).start()
        fault = fault_of(worker, ENDLESS)
        assert (fault.kind, fault.reasons) == (
            FaultKind.CRASH,
            ("the PDF worker ended in the middle of the document (signal 9)",),
        )
        assert worker.render(HELLO).pages == 1
        assert worker.pid != first


def test_a_worker_is_replaced_after_its_share_of_documents() -> None:
    with PdfWorker(Limits(documents=2)) as worker:
        pids = []
        for _ in range(4):
            worker.render(HELLO)
            pids.append(worker.pid)
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_two_threads_share_one_worker_and_each_gets_its_own_pdf(worker: PdfWorker) -> None:
    made = {}

    def make(language: str) -> None:
        made[language] = worker.render(document(language))

    threads = [threading.Thread(target=make, args=(language,)) for language in ("cy", "bn")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = {language: worker.render(document(language)) for language in made}
    assert {language: made[language].pdf for language in made} == {language: alone[language].pdf for language in made}


def test_a_forked_process_neither_uses_nor_ends_the_worker_of_its_parent() -> None:
    with PdfWorker() as worker:
        worker.render(HELLO)
        mine = worker.pid
        forked = os.fork()
        if forked == 0:
            worker.close()
            os._exit(0 if worker.pid is None else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
        assert worker.render(HELLO).pages == 1
        assert worker.pid == mine


def test_the_child_leaves_nothing_behind() -> None:
    with PdfWorker() as worker:
        worker.render(HELLO)
        home = Path(os.readlink(f"/proc/{worker.pid}/cwd"))
        assert home.is_dir()
    assert not home.exists()


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "do-not-tell")
    with PdfWorker() as worker:
        worker.render(HELLO)
        told = Path(f"/proc/{worker.pid}/environ").read_bytes()
    assert b"do-not-tell" not in told
    assert {entry.split(b"=")[0] for entry in told.split(b"\0") if entry} <= {
        b"PATH",
        b"HOME",
        b"TMPDIR",
        b"LANG",
        b"PYTHONPATH",
        b"PYTHONHASHSEED",
        b"FONTCONFIG_FILE",
        b"FONTCONFIG_PATH",
    }


def test_the_child_can_neither_phone_out_nor_start_a_program() -> None:
    tried = (
        "import sys, socket, subprocess\n"
        "from portal.shared.pdf.child import refuse_reaching_out\n"
        "sys.addaudithook(refuse_reaching_out)\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['true'])):\n"
        "    try: act()\n"
        "    except PermissionError: print('refused')\n"
    )
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.split() == ["refused", "refused"]


def test_asking_for_the_worker_loads_nothing_heavy() -> None:
    root = str(Path(__file__).resolve().parents[3])
    asked = (
        "import sys, portal.shared.pdf; print({'weasyprint', 'pikepdf', 'page', 'PIL', 'fontTools'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "set()"
