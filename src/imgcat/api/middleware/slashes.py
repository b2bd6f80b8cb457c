"""Ids may hold slashes: `%2F` in a URL does not end a segment of its path."""

from urllib.parse import quote, unquote

from starlette.types import ASGIApp, Receive, Scope, Send


class SlashesInIds:
    """Keeps the segments of a path encoded where `%2F` occurs.

    Servers hand on the decoded path, in which a slash of an id would end a segment. `identifier` decodes what the
    router took from the segments.
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
