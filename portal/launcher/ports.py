"""Finding a port to listen on, and hearing whether someone answers there."""

from __future__ import annotations

import http.client
import socket

from portal.launcher.words import Trouble, say

DEFAULT_PORT = 5080
HOW_MANY_TO_TRY = 50
FIRST_FOR_EVERYONE, LAST = 1024, 65535  # those below are for root, those above do not exist


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def choose_port(wanted: int | None, *, first: int = DEFAULT_PORT) -> int:
    """The port asked for, or the first free one from the usual one upwards.

    Raises:
        Trouble: the port asked for is taken, or none is free.
    """
    if wanted is not None:
        if is_free(wanted):
            return wanted
        if not FIRST_FOR_EVERYONE <= wanted <= LAST:
            raise Trouble(f"The portal cannot listen on port {wanted}. Choose one from {FIRST_FOR_EVERYONE} to {LAST}.")
        raise Trouble(f"Port {wanted} is taken by another program. Choose another: --port {wanted + 1}")
    for port in range(first, first + HOW_MANY_TO_TRY):
        if is_free(port):
            if port != first:
                say(f"Port {first} is taken, so this uses {port}.")
            return port
    raise Trouble(f"No free port between {first} and {first + HOW_MANY_TO_TRY - 1}. Choose one: --port NUMBER")


def answers(port: int, path: str = "/healthz") -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
