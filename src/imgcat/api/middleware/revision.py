"""Which revision of the catalog an answer stands for, and who has it already."""

import zlib
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat import __version__
from imgcat.api.headers import header
from imgcat.api.middleware.caching import NOT_KEPT, cache_control, vary
from imgcat.api.settings import Settings

_ASKED_IN = (
    b"accept",
    b"accept-encoding",
    b"accept-language",
    b"host",
    b"forwarded",
    b"x-forwarded-host",
    b"x-forwarded-proto",
)
"""Headers that an answer depends on: what is wanted, in which coding, and the base URL of its links."""

_MADE_BY = (
    __version__,
    *(version(package) for package in ("starlette-compress", "brotli", "zstandard")),
    zlib.ZLIB_RUNTIME_VERSION,
)
"""What the bytes of an answer depend on beside the catalog, the settings and the request."""


class Revision:
    """Says in each answer which revision it stands for, and answers 304 to who has it already.

    All that a GET answers, to the byte, follows from the revision, the software, its settings and the request. So a
    strong ETag is known before any work is done. It is another for every content coding.
    """

    def __init__(self, app: ASGIApp, revision: Callable[[], str], settings: Settings) -> None:
        self.app = app
        self.revision = revision
        self.settings = settings
        self._made_by = "\n".join((*_MADE_BY, settings.model_dump_json())).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        revision = self.revision()
        said_of = (b"imgcat-revision", revision.encode())
        if scope["method"] != "GET":

            async def send_noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message.setdefault("headers", []).append(said_of)
                await send(message)

            await self.app(scope, receive, send_noted)
            return
        root = scope.get("root_path", "")
        kept = cache_control(scope["path"].removeprefix(root), self.settings)
        raw = (scope.get("raw_path") or quote(scope["path"]).encode()).split(b"?")[0]
        varies = vary(raw.decode("ascii", "replace").removeprefix(root))
        tag = self._entity_tag(scope, revision) if kept != NOT_KEPT else None
        if tag is not None and tag in _held(scope):
            found = {
                "imgcat-revision": revision,
                "ETag": tag,
                "Cache-Control": kept,
                "Vary": varies,
            }
            await Response(status_code=304, headers=found)(scope, receive, send)
            return

        async def send_revision(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = message.setdefault("headers", [])
                said.append(said_of)
                if message["status"] in (200, 304):
                    headers = MutableHeaders(raw=said)
                    headers["Vary"] = varies
                    headers.setdefault("Cache-Control", kept)
                    if tag is not None:
                        headers.setdefault("ETag", tag)
            await send(message)

        await self.app(scope, receive, send_revision)

    def _entity_tag(self, scope: Scope, revision: str) -> str:
        asked = [scope["scheme"].encode(), scope.get("root_path", "").encode()]
        asked += [scope.get("raw_path") or b"", scope["query_string"]]
        asked += sorted(b"%b:%b" % header for header in scope["headers"] if header[0] in _ASKED_IN)
        basis = b"\n".join([self._made_by, revision.encode(), *asked])
        return f'"{sha256(basis).hexdigest()[:32]}"'


def _held(scope: Scope) -> set[str]:
    """The tags of what the client has, compared weakly: caches on the way may have marked them as weak."""
    held = header(scope, b"if-none-match")
    tags = held.split(",") if held else ()
    return {tag.strip().removeprefix("W/") for tag in tags}
