"""What the server answers by itself, before there is a request that the application could answer."""

from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from imgcat.api.problem import problem
from imgcat.api.request_id import new_id

LONGEST_HEAD = 1_048_576
"""Bytes of a request's first line and headers."""
LONGEST_URL = 65_535
"""Bytes of a URL; the parser cannot take longer ones apart."""


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 in which what cannot be read as a request is answered in the API's shape of errors.

    uvicorn's parser in C would take heads of any length, and requests that name no host.
    """

    url: bytes = b""
    _head: int | None = None
    """Bytes of the head that is being read; None between heads."""

    def data_received(self, data: bytes) -> None:
        """Read on, as long as the head is not too long."""
        super().data_received(data)
        if self._head is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                said = f"The head of a request has at most {LONGEST_HEAD:,} bytes."
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, said)

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        """Start the request. Raises ValueError where it names not one host (RFC 9112, 3.2), and for too long a URL."""
        self._head = None
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (hosts == 0 and self.parser.get_http_version() == "1.1"):
            raise ValueError
        if len(self.url) > LONGEST_URL:
            raise ValueError
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - as uvicorn calls it
        """Say what is wrong and hang up. uvicorn's own answer would be plain text."""
        if len(self.url) > LONGEST_URL:
            said = f"A URL has at most {LONGEST_URL:,} bytes; send a POST to /search instead."
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, said)
        else:
            self._refuse(HTTPStatus.BAD_REQUEST, "What was sent is not an HTTP/1.1 request.")

    def _refuse(self, status: HTTPStatus, said: str) -> None:
        self._head = None
        answer = problem({"imgcat.request_id": new_id().decode()}, status, said)
        head = [f"HTTP/1.1 {status.value} {status.phrase}".encode()]
        head += [name + b": " + value for name, value in answer.raw_headers]
        head += [b"connection: close", b"", bytes(answer.body)]
        self.transport.write(b"\r\n".join(head))
        self.transport.close()
