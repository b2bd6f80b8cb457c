"""`/` for people and for programs: the home page to who prefers HTML, the STAC landing page to everybody else."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.web.accept import prefers_html
from imgcat.web.addresses import HOME


class HomeNegotiation:
    """ASGI middleware: GET and HEAD of `/` go to the home page where the Accept header ranks HTML above JSON."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an answer to `/` says that it depends on the Accept header."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not _is_root(scope):
            await self.app(scope, receive, send)
            return

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept")
            await send(message)

        if prefers_html(",".join(Headers(scope=scope).getlist("accept"))):
            path = f"{scope.get('root_path', '')}/{HOME}"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send_varying)


def _is_root(scope: Scope) -> bool:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) in {"", "/"}
