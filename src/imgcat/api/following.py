"""Answers from whichever index is the current one: a new one takes over between two requests."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from imgcat.api.lent import Lent
from imgcat.errors import ImgcatError
from imgcat.store import Store

logger = logging.getLogger(__name__)

_SECONDS = 1.0
"""Between two looks at which index is current."""


class Following:
    """ASGI application over the index that `current` names; each request is answered whole by one of them.

    `opened` makes the store of an index, `app_of` the application over it. A new index is opened, and its application
    made ready, while the old one answers.
    """

    def __init__(
        self,
        current: Callable[[], Path | None],
        opened: Callable[[Path], Store],
        app_of: Callable[[Store], FastAPI],
    ) -> None:
        self._current = current
        self._opened = opened
        self._app_of = app_of
        self._lock = threading.Lock()
        path = current()
        if path is None:
            raise ImgcatError("There is no index to serve.")
        self._path, self._now = path, self._made(path)
        threading.Thread(target=self._watch, name="following", daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._lock:
            now = self._now
            now.take()
        try:
            await now.app(scope, receive, send)
        finally:
            now.give_back()

    def _made(self, path: Path) -> Lent:
        store = self._opened(path)
        app = self._app_of(store)
        # It takes a while, and the first request would wait for it.
        app.openapi()
        return Lent(app, store)

    def _replace(self, path: Path) -> None:
        made = self._made(path)
        with self._lock:
            before, self._now = self._now, made
            before.drop()
        self._path = path

    def _watch(self) -> None:
        waiting, told = threading.Event(), ""
        while not waiting.wait(_SECONDS):
            try:
                path = self._current()
                if path is not None and path != self._path:
                    self._replace(path)
            except (ImgcatError, OSError) as error:
                if str(error) != told:
                    told = str(error)
                    logger.error("The new index is not served: %s", told)
