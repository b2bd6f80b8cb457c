"""What nobody foresaw."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.api.problem import problem
from imgcat.api.request_id import request_id

logger = logging.getLogger(__name__)


class Faults:
    """Answers an exception that nothing else answers for, and logs it under the request's id.

    Starlette would answer outside of all other middleware: a page of another origin could not read even the id.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception:
            logger.exception("%s %s %s", request_id(scope), scope["method"], scope["path"])
            if started:
                raise
            detail = (
                "The server failed to answer; the fault stands in its log under the request's id."
            )
            await problem(scope, 500, detail)(scope, receive, send)
