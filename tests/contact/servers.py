"""A mail server and a Notify of our own: small, real, on this machine, with answers decided beforehand."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Mailbox:
    """What a mail server took, and how it answers: `says` maps a command to its answer; "hang up" ends the line."""

    says: dict[str, str] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


USUAL = {
    "EHLO": "250 hello",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
    "QUIT": "221 bye",
}


@contextmanager
def mail_server(**says: str) -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        box = Mailbox(says=says, port=listener.getsockname()[1])
        thread = threading.Thread(target=_answer_callers, args=(listener, box), daemon=True)
        thread.start()
        yield box
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _answer_callers(listener: socket.socket, box: Mailbox) -> None:
    while True:
        try:
            caller, _address = listener.accept()
        except OSError:
            return
        with suppress(OSError), caller, caller.makefile("rwb") as line:  # whoever calls may be killed meanwhile
            _talk(line, box)


def _talk(line, box: Mailbox) -> None:
    _say(line, "220 here")
    while text := line.readline():
        box.heard.append(text.decode().strip())
        verb = text[:4].decode().upper()
        if not _say(line, box.says.get(verb, USUAL.get(verb, "502 what"))) or verb == "QUIT":
            return
        if verb == "DATA" and box.says.get("DATA", "354").startswith("354"):
            mail = b""
            while (part := line.readline()) not in (b".\r\n", b""):
                mail += part[1:] if part.startswith(b"..") else part
            box.mails.append(mail)
            if not _say(line, box.says.get("END", USUAL["."])):
                return


def _say(line, answer: str) -> bool:
    if answer == "hang up":
        return False
    line.write(answer.encode() + b"\r\n")
    line.flush()
    return True


@dataclass
class Desk:
    """A Notify that answers every request the same way and keeps what it was asked."""

    status: int = 201
    answer: dict = field(default_factory=dict)
    asked: list[tuple[str, dict]] = field(default_factory=list)
    url: str = ""


@contextmanager
def notify_server(status: int = 201, answer: dict | None = None) -> Iterator[Desk]:
    desk = Desk(status=status, answer=answer or {"id": "x"})

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            desk.asked.append((self.path, json.loads(body)))
            if desk.status == 0:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            content = json.dumps(desk.answer).encode()
            self.send_response(desk.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing into the test's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        desk.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield desk
        server.shutdown()
        thread.join(5)
