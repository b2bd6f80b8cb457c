"""The id under which a request is found again: in the answer, in what is said of an error, and in the log."""

import re
from random import getrandbits

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KEY = "imgcat.request_id"
_ID = re.compile(rb"[A-Za-z0-9._:/+=@-]{1,128}")
_TRACE = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""A `traceparent` (W3C Trace Context): version, trace, parent, flags."""


class RequestId:
    """Gives every request an id and every answer the header `X-Request-Id`.

    It is what the client sent in `X-Request-Id`, the trace of its `traceparent`, or a new one; what is not well-formed
    counts as not sent. A well-formed `traceparent` goes back as it came.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        trace = own = None
        for name, value in scope["headers"]:
            if name == b"traceparent" and trace is None:
                trace = _TRACE.fullmatch(value)
            elif name == b"x-request-id" and own is None:
                own = _ID.fullmatch(value)
        found = own[0] if own else trace[1] if trace else new_id()
        more = [(b"x-request-id", found)]
        if trace is not None:
            more.append((b"traceparent", trace[0]))

        async def send_identified(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        await self.app({**scope, _KEY: found.decode()}, receive, send_identified)


def new_id() -> bytes:
    """An id that no other request has; it need not be hard to guess."""
    return b"%032x" % getrandbits(128)


def request_id(scope: Scope) -> str:
    """The id of a request; empty where nothing gave it one."""
    return str(scope.get(_KEY, ""))
