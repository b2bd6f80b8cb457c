"""Each answer is made from one revision of the records, whatever is loaded meanwhile."""

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgcat.api.problem import unavailable
from imgcat.errors import StoreUnavailable
from imgcat.store import Store

_TIMES = 10
"""So many loads may end while one request is answered anew after each."""


class Pinned:
    """Holds all questions of a request to the revision that is current when it comes.

    Where other records have taken their place before the answer has begun, the request is answered anew from those.
    An answer that has begun breaks off. So what is said of an answer's revision holds for all of it.
    """

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = _Asked(receive)
        try:
            for _ in range(_TIMES):
                revision = await run_in_threadpool(lambda: self.store.revision)
                if await self._answered(revision, scope, asked, send):
                    return
            raise StoreUnavailable("The database is being loaded again and again.")
        except StoreUnavailable as error:
            await unavailable(scope, error)(scope, receive, send)

    async def _answered(self, revision: str, scope: Scope, asked: "_Asked", send: Send) -> bool:
        """Answer from a revision; false, and nothing is sent, where it is not the current one any more."""
        dropped = False
        with self.store.at(revision) as pin:

            async def send_pinned(message: Message) -> None:
                nonlocal dropped
                if message["type"] == "http.response.start":
                    dropped = pin.lost
                if not dropped:
                    await send(message)

            await self.app(dict(scope), asked.again(), send_pinned)
        return not dropped


class _Asked:
    """What the client sends, which can be heard again from the start."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._heard: list[Message] = []

    def again(self) -> Receive:
        """As `receive`, from the first message on."""
        ahead = iter(tuple(self._heard))

        async def receive() -> Message:
            for message in ahead:
                return message
            message = await self._receive()
            self._heard.append(message)
            return message

        return receive
