"""Requests that are too large to be meant."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.api.problem import problem
from imgcat.api.settings import Settings


class Limits:
    """Refuses URLs and bodies beyond the sizes that the operator allows, and null characters."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await problem(scope, *refusal)(scope, receive, send)
            return
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.settings.max_body_bytes:
                raise BodyTooLarge
            return message

        try:
            await self.app(scope, receive_limited, send)
        except BodyTooLarge:
            await problem(scope, 413, self._too_large)(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        query, most = scope["query_string"], self.settings.max_query_bytes
        if len(query) > most:
            return 414, f"The query of a URL has at most {most:,} bytes; send a POST instead."
        if b"%00" in query or "\0" in scope["path"]:
            return 400, "The URL holds a null character."
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit():
                return (
                    (413, self._too_large)
                    if int(value[:20]) > self.settings.max_body_bytes
                    else None
                )
        return None

    @property
    def _too_large(self) -> str:
        return f"The body of a request has at most {self.settings.max_body_bytes:,} bytes."


class BodyTooLarge(BaseException):
    """More came than a body may have. Not an Exception, so that no layer takes it for an unreadable body."""
