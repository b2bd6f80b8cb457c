"""The API without a server: requests are handed to the application in this process."""

import asyncio
from collections.abc import Mapping
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from starlette.types import ASGIApp, Message

from imgcat.store import Store

BASE_URL = "http://imgcat.invalid"
"""Where the application seems to be: by RFC 6761 no name below `.invalid` is ever found in a network."""


class InProcess(BaseAdapter):
    """A transport of `requests` that asks an ASGI application, on an event loop in a thread of its own."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        super().__init__()
        self._app = app
        self._store = store
        self._loop = asyncio.new_event_loop()
        # A loop of its own, as a notebook runs one already; a daemon, as who forgets to close must still be let go.
        self._thread = Thread(target=self._loop.run_forever, name="imgcat", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the thread and close the store. Closing twice does nothing."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._store.close()

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002 - what `requests` passes
        timeout: Any = None,  # noqa: ARG002
        verify: Any = True,  # noqa: ARG002
        cert: Any = None,  # noqa: ARG002
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002
    ) -> Response:
        """Answer a request."""
        if not self._thread.is_alive():
            raise ConnectionError("The catalog has been closed.")
        asked = asyncio.run_coroutine_threadsafe(self._ask(request), self._loop)
        status, headers, body = asked.result()
        response = Response()
        response.status_code = status
        response.headers = CaseInsensitiveDict(headers)
        response._content = body
        response.encoding = "utf-8"
        response.url = request.url or BASE_URL
        response.request = request
        return response

    async def _ask(self, request: PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(request.url or BASE_URL)
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else body
        # Nothing is compressed on its way through memory.
        sent = {**request.headers, "Host": parts.netloc, "Accept-Encoding": "identity"}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": parts.scheme,
            "server": (parts.hostname, parts.port or 80),
            "path": unquote(parts.path) or "/",
            "raw_path": parts.path.encode() or b"/",
            "query_string": parts.query.encode(),
            "headers": [
                (name.lower().encode(), str(value).encode("latin-1"))
                for name, value in sent.items()
            ],
        }
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, send)
        start = next(each for each in messages if each["type"] == "http.response.start")
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]
        }
        answered = b"".join(each.get("body", b"") for each in messages)
        return int(start["status"]), headers, answered
