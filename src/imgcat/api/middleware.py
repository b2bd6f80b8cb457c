"""What every request and response goes through."""

from collections.abc import Callable
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.api.errors import error_response

MAX_QUERY = 65_536
"""Bytes of a URL's query."""
MAX_BODY = 2_097_152
"""Bytes of a request's body."""


class HeadAsGet:
    """Answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


class Revision:
    """Says in each response which revision of the catalog it stands for."""

    def __init__(self, app: ASGIApp, revision: Callable[[], str]) -> None:
        self.app = app
        self.revision = revision

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_revision(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["imgcat-revision"] = self.revision()
            await send(message)

        await self.app(scope, receive, send_revision if scope["type"] == "http" else send)


class Limits:
    """Refuses what is too large to be meant, and null characters."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await error_response(*refusal)(scope, receive, send)
            return
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY:
                raise BodyTooLarge
            return message

        try:
            await self.app(scope, receive_limited, send)
        except BodyTooLarge:
            await error_response(413, _TOO_LARGE)(scope, receive, send)


class BodyTooLarge(BaseException):
    """More came than a body may have. Not an Exception, so that no layer takes it for an unreadable body."""


_TOO_LARGE = f"The body of a request has at most {MAX_BODY:,} bytes."


def _refusal(scope: Scope) -> tuple[int, str] | None:
    query = scope["query_string"]
    if len(query) > MAX_QUERY:
        return 414, f"The query of a URL has at most {MAX_QUERY:,} bytes; send a POST instead."
    if b"%00" in query or "\0" in scope["path"]:
        return 400, "The URL holds a null character."
    length = dict(scope["headers"]).get(b"content-length", b"")
    if length.isdigit() and int(length[:20]) > MAX_BODY:
        return 413, _TOO_LARGE
    return None


class SlashesInIds:
    """Lets ids hold slashes: `%2F` in a URL does not end a segment of its path.

    Servers hand on the decoded path, in which it would. Where it occurs the segments are kept encoded, and
    `identifier` decodes what the router took from them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw = scope.get("raw_path") or b""
        if scope["type"] == "http" and (b"%2f" in raw.lower() or b"%25" in raw):
            segments = raw.split(b"?")[0].decode("ascii", "replace").split("/")
            scope = {**scope, "path": "/".join(_opaque(segment) for segment in segments)}
        await self.app(scope, receive, send)


def identifier(segment: str) -> str:
    """The id that a segment of a path stands for."""
    return unquote(segment)


def _opaque(segment: str) -> str:
    """The segment decoded, but for slashes and for the percent signs that are meant."""
    return unquote(segment).replace("%", quote("%")).replace("/", quote("/", safe=""))
