"""Which scenes of a store cover which of its locations: worked out from the footprints, and never kept."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np
import orjson

from imgcat.model.coverage import Area
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS
from imgcat.model.places import Places, Tie
from imgcat.store.protocol import Query, Store
from imgcat.store.row import Row

_TOGETHER = 10_000
"""Footprints that are looked at together."""


def scene_collections(store: Store) -> tuple[str, ...]:
    """Every collection that holds no records of imgcat's own."""
    return tuple(each for each in _collections(store) if each not in RECORD_COLLECTIONS)


def places(store: Store) -> Places:
    """Every location that has a position."""
    query = Query(collections=(LOCATIONS,))
    rows = store.rows(query, ("ref:uncertainty_m",)) if LOCATIONS in _collections(store) else ()
    return Places(
        {row.id: Area.of(row.footprint, row.number(0)) for row in rows if row.footprint is not None}
    )


def ties(
    store: Store, properties: Sequence[str], progress: Callable[[int], None] | None = None
) -> Iterator[tuple[Row, Tie]]:
    """Every scene with each location that it covers at least in part; `progress` is told how many scenes are done."""
    collections = scene_collections(store)
    if not collections:
        return
    known, done = places(store), 0
    rows = store.rows(Query(collections=collections), properties)
    while some := list(islice(rows, _TOGETHER)):
        for tie in known.ties(np.array([row.footprint for row in some], dtype=object)):
            yield some[tie.footprint], tie
        done += len(some)
        if progress:
            progress(done)


def _collections(store: Store) -> list[str]:
    return [orjson.loads(body)["id"] for body in store.collections()]
