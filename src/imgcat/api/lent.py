"""An application over a store that may be put aside while it still answers."""

from threading import Lock

from starlette.types import ASGIApp

from imgcat.store import Store


class Lent:
    """Lends an application for as long as a request takes; its store is closed once it was dropped and all came back.

    Whoever takes it sees to it that it is not dropped at the same time.
    """

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app = app
        self._store = store
        self._lock = Lock()
        self._busy = 0
        self._dropped = False

    def take(self) -> None:
        """A request begins."""
        with self._lock:
            self._busy += 1

    def give_back(self) -> None:
        """A request has ended."""
        with self._lock:
            self._busy -= 1
            last = self._dropped and not self._busy
        if last:
            self._store.close()

    def drop(self) -> None:
        """No request more will take it."""
        with self._lock:
            self._dropped = True
            idle = not self._busy
        if idle:
            self._store.close()
