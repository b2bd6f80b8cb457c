"""What pages and files are made from: a store, what it holds a line a record, and where the site stands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, TypeVar

from imgcat.store.protocol import Store
from imgcat.web.contents import Contents, contents_of
from imgcat.web.tile_layers import TileLayer

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a store, on a running server or as files. Safe to use from several threads.

    `base` is the URL below which they stand, without a slash at its end: for what must name itself in full, such as a
    feed. Links between pages are relative and do without it. `live` says that a server with the API stands there.
    `thumbnails_from` are the origins, such as `https://example.org`, whose previews of scenes pages may show.
    """

    store: Store
    base: str
    live: bool
    tile_layers: tuple[TileLayer, ...] = ()
    thumbnails_from: tuple[str, ...] = ()
    _kept: dict[Callable[["Site"], Any], tuple[str, Any]] = field(default_factory=dict)
    _lock: AbstractContextManager[bool] = field(default_factory=RLock)

    @property
    def image_origins(self) -> tuple[str, ...]:
        """The other hosts from which pages may fetch pictures."""
        return tuple(sorted({*(layer.origin for layer in self.tile_layers), *self.thumbnails_from}))

    @property
    def contents(self) -> Contents:
        """Every location, report and picture, a line each."""
        return self.once(_contents)

    def once(self, work_out: Callable[["Site"], Kept]) -> Kept:
        """What a function makes of the site, made once for each revision of the store and then kept."""
        revision = self.store.revision
        with self._lock:
            held = self._kept.get(work_out)
            if held is None or held[0] != revision:
                held = self._kept[work_out] = (revision, work_out(self))
            kept: Kept = held[1]
            return kept


def _contents(site: Site) -> Contents:
    return contents_of(site.store)
