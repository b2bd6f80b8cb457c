"""An HTTP/1.1 client that costs little: one socket, requests that are ready bytes, and no more parsing than needed.

A request costs it some 20 microseconds, the same for every server, so that it is the server that is measured.
"""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from benchmarks.ask import Json

_READ = 1 << 20
_IDLE = 1.0
"""Seconds; uvicorn hangs up after five."""


def request(method: str, path: str, body: bytes | None = None) -> bytes:
    """The bytes of a request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/geo+json, application/json\r\n"
    if body is None:
        return f"{head}\r\n".encode()
    return (
        f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body."""

    status: int
    body: bytes


class Connection:
    """A connection that is kept open, for one request at a time. Raises ConnectionError when the server hangs up."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open()
        self._head: bytes | None = None
        self._parts: list[bytes] = []
        self._left = 0
        self._chunks: bytearray | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.socket.close()

    def ask(self, message: bytes) -> Answer:
        """Send a request and wait for the answer."""
        self.socket.sendall(message)
        while (answer := self.read()) is None:
            pass
        self._used = time.monotonic()
        return answer

    def refresh(self) -> None:
        """Connect anew where the server may have hung up because nothing was asked for long."""
        if time.monotonic() - self._used > _IDLE:
            self.socket.close()
            self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self._port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._used = time.monotonic()

    def read(self) -> Answer | None:
        """Read once from the socket; the answer when it is complete with that."""
        data = self.socket.recv(_READ)
        if not data:
            raise ConnectionError("The server closed the connection.")
        if self._head is None:
            data = b"".join([*self._parts, data])
            self._parts = []
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._parts = [data]
                return None
            self._head, data = data[:end].lower(), data[end + 4 :]
            if b"transfer-encoding: chunked" in self._head:
                self._chunks = bytearray()
            else:
                at = self._head.index(b"content-length:") + 15
                self._left = int(self._head[at:].split(b"\r\n", 1)[0])
        if self._chunks is not None:
            self._chunks += data
            if not self._chunks.endswith(b"0\r\n\r\n"):
                return None
            return self._finished(_unchunked(bytes(self._chunks)))
        self._parts.append(data)
        self._left -= len(data)
        return self._finished(b"".join(self._parts)) if self._left <= 0 else None

    def _finished(self, body: bytes) -> Answer:
        status = int((self._head or b"")[9:12])
        self._head, self._parts, self._chunks = None, [], None
        return Answer(status, body)


def _unchunked(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.index(b"\r\n", at)
        size = int(data[at:end].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + size])
        at = end + 4 + size


def link(answer: Json, relation: str) -> Mapping[str, object] | None:
    """A link of an answer."""
    return next((each for each in answer.get("links", ()) if each.get("rel") == relation), None)
