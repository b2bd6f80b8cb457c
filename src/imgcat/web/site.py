"""What pages and files are made from: a store, what it holds a line a record, and where the site stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from imgcat.store.protocol import Store
from imgcat.web.contents import Contents, contents_of

Kept = TypeVar("Kept")


class Holdings:
    """What is worked out of a store, once for each of its revisions. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[Callable[[Store], Any], tuple[str, Any]] = {}

    def once(self, store: Store, work_out: Callable[[Store], Kept]) -> Kept:
        """What a function makes of the store, made once and then kept."""
        revision = store.revision
        with self._lock:
            held = self._kept.get(work_out)
            if held is None or held[0] != revision:
                held = self._kept[work_out] = (revision, work_out(store))
            kept: Kept = held[1]
            return kept


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a store, on a running server or as files.

    `base` is the URL below which they stand, without a slash at its end: for what must name itself in full, such as a
    feed. Links between pages are relative and do without it. `live` says that a server with the API stands there.
    """

    store: Store
    base: str
    live: bool
    holdings: Holdings = field(default_factory=Holdings)

    @property
    def contents(self) -> Contents:
        """Every location and report, a line each."""
        return self.once(contents_of)

    def once(self, work_out: Callable[[Store], Kept]) -> Kept:
        """What a function makes of the store, made once for each of its revisions."""
        return self.holdings.once(self.store, work_out)
