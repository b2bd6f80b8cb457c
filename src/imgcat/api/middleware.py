"""What every request and response goes through."""

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat import __version__
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
    """Says in each response which revision of the catalog it stands for, and answers 304 to who has it already.

    All that a GET answers follows from the revision, the software and the request, so its ETag is known before any
    work is done. It is weak, as the same answer may be compressed in several ways.
    """

    def __init__(self, app: ASGIApp, revision: Callable[[], str]) -> None:
        self.app = app
        self.revision = revision

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        revision = self.revision()
        tag = _entity_tag(scope, revision) if scope["method"] in ("GET", "HEAD") else None
        if tag is not None and tag in _held(scope):
            headers = {"ETag": tag, "imgcat-revision": revision, "Cache-Control": "no-cache"}
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return

        async def send_revision(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["imgcat-revision"] = revision
                if tag is not None and message["status"] == 200 and "etag" not in headers:
                    headers["ETag"] = tag
                    headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, send_revision)


_ASKED_IN = (b"host", b"accept", b"forwarded", b"x-forwarded-host", b"x-forwarded-proto")
"""Headers that an answer depends on: what is wanted, and the base URL of its links."""


def _entity_tag(scope: Scope, revision: str) -> str:
    asked = [scope["scheme"].encode(), scope.get("raw_path") or b"", scope["query_string"]]
    asked += [name + b":" + value for name, value in scope["headers"] if name in _ASKED_IN]
    digest = sha256(b"\n".join([__version__.encode(), revision.encode(), *asked])).hexdigest()
    return f'W/"{digest[:32]}"'


def _held(scope: Scope) -> set[str]:
    """The tags of what the client has. One that dropped the `W/` means the same to a weak comparison."""
    values = Headers(scope=scope).getlist("if-none-match")
    tags = {tag.strip() for value in values for tag in value.split(",")}
    return tags | {f"W/{tag}" for tag in tags if tag.startswith('"')}


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
