"""What is asked most, answered ahead of the framework's routing, which would take longer than most answers do."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Answer = Callable[[Request], Awaitable[Response]]


class Answers(Protocol):
    """Those who answer ahead."""

    def ahead(self, method: str, path: str) -> tuple[Answer, Mapping[str, str]] | None:
        """Who answers a method at a path of the API, and the parameters in the path; None where others answer."""
        ...


class Shortcut:
    """Takes requests straight to who answers ahead, past routers, dependencies and their stacks.

    What is raised there is answered by the handlers that the application has for it.
    """

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self.app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = None
        if scope["type"] == "http":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            found = self._answers.ahead(scope["method"], path)
        if found is None:
            await self.app(scope, receive, send)
            return
        answer, scope["path_params"] = found
        request = Request(scope, receive)
        try:
            response = await answer(request)
        except Exception as error:
            response = _refusal(request, error)
        await response(scope, receive, send)


def _refusal(request: Request, error: Exception) -> Response:
    handlers = request.app.exception_handlers
    for kind in type(error).__mro__:
        if kind in handlers:
            refusal: Response = handlers[kind](request, error)
            return refusal
    raise error
