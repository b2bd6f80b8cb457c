"""What the server answers by itself, before there is a request that the application could answer."""

from uuid import uuid4

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from imgcat.api.problem import problem

LONGEST_HEAD = 1_048_576
"""Bytes of a request's first line and headers. Far more than the API allows, so that it is the API that refuses."""


class Protocol(H11Protocol):
    """HTTP/1.1 in which what cannot be read as a request is answered in the API's shape of errors."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - as uvicorn calls it
        """Say what is wrong and hang up. uvicorn's own answer would be plain text."""
        scope = {"imgcat.request_id": uuid4().hex}
        said, status = "What was sent is not an HTTP/1.1 request.", 400
        if len(self.conn.trailing_data[0]) > LONGEST_HEAD:
            said, status = f"The head of a request has at most {LONGEST_HEAD:,} bytes.", 431
        answer = problem(scope, status, said)
        head = h11.Response(
            status_code=status, headers=[*answer.raw_headers, (b"connection", b"close")]
        )
        for event in (head, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
