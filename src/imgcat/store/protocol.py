"""The Store protocol. Everything above it speaks these types and does not know which engine answers."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from shapely.geometry.base import BaseGeometry

from imgcat.store.aggregation import Aggregation, Result
from imgcat.store.pin import Pin
from imgcat.store.row import Row


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key: a queryable's name, and the direction. Items that lack the property come last either way."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One item search. Conditions are joined by AND; what is None or empty does not restrict.

    - `bbox`: west, south, east, north in degrees (WGS84); west > east crosses the antimeridian. Matches items whose
      geometry intersects it.
    - `intersects`: a shapely geometry, lon/lat in degrees, split at the antimeridian where it crosses.
    - `datetime`: a closed interval in UTC; None on a side leaves that side open. Matches items whose instant or range
      intersects it.
    - `filter`: a CQL2 JSON tree.
    - `q`: free text: phrases, one of which is enough, or as a string an expression (see `store.freetext`).
    - `token`: an opaque page token from an earlier Page of the same query.
    - `counted`: whether to count all matches, for `Page.matched`.
    """

    collections: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    bbox: tuple[float, float, float, float] | None = None
    intersects: BaseGeometry | None = None
    datetime: tuple[dt.datetime | None, dt.datetime | None] | None = None
    filter: Mapping[str, Any] | None = None
    q: tuple[str, ...] | str = ()
    sortby: tuple[Sort, ...] = ()
    limit: int = 10
    token: str | None = None
    counted: bool = True


class StoredItem(NamedTuple):
    """An item as stored.

    `body` is the Item's JSON. Its last member is always `links`, which holds the links that are about the item itself
    (`via`, `derived_from`, `license`, ...); the links that place it in a catalog (`self`, `root`, `parent`,
    `collection`) are left to whoever serves it: `imgcat.store.body.with_links` appends them without parsing.
    """

    collection: str
    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an item search: the items, how many match in all, and the tokens of the pages beside it.

    `exact` is false where the store did not count, because it was not asked to or too many would have to be looked at;
    `matched` is then how many are on the page. Whatever it costs they are counted where all of them are on the first
    page, and where whole collections are asked for. Else each engine judges by what it costs itself, from statistics
    that may change while the records do not: two may disagree about `exact`, never about a number.
    """

    items: Sequence[StoredItem]
    matched: int
    next: str | None = None
    prev: str | None = None
    exact: bool = True


class Store(Protocol):
    """An index over a catalog's records: read only, safe to use from several threads."""

    @property
    def remote(self) -> bool:
        """Whether its answers, even to what it looks up, are waited for as those of another machine."""
        ...

    @property
    def revision(self) -> str:
        """The revision of the files that this index stands for: a hex digest, the same for the same content."""
        ...

    def at(self, revision: str) -> AbstractContextManager[Pin]:
        """Within it all questions of this context and of the threads that are given it are answered from one revision.

        Where other records have taken its place they raise RecordsReplaced, and the pin is lost.
        """
        ...

    def search(self, query: Query) -> Page:
        """Answer an item search. Raises InvalidRequest for a malformed one, QueryTimeout when it takes too long."""
        ...

    def search_at_once(self, query: Query) -> Page | None:
        """The same in a few milliseconds; None for a search that is thought to take longer, or that did."""
        ...

    def aggregate(self, query: Query, aggregations: Sequence[Aggregation]) -> Sequence[Result]:
        """What each aggregation says of the items that a query finds, whatever its order, limit and token.

        Exact. Raises InvalidRequest for a malformed query, and for more buckets than an answer may have; QueryTimeout.
        """
        ...

    def rows(self, query: Query, properties: Sequence[str] = ()) -> Iterator[Row]:
        """All items that a query finds, with some of their properties: whatever its order, limit and token, in none.

        Raises InvalidRequest for a malformed query, QueryTimeout.
        """
        ...

    def item(self, collection: str, item_id: str) -> StoredItem:
        """One item by its collection and id, also one that was withdrawn and that no search finds.

        Raises NotFound, and Moved, which is a NotFound, when the record has another id now.
        """
        ...

    def retired(self) -> Sequence[StoredItem]:
        """The items that no search finds, in order of collection and id: withdrawn references, locations that moved."""
        ...

    def collections(self) -> Sequence[bytes]:
        """Every collection's JSON, in order of id; `links` is the last member, as in StoredItem.body."""
        ...

    def collection(self, collection_id: str) -> bytes:
        """One collection's JSON. Raises NotFound."""
        ...

    def search_collections(self, query: Query) -> Page:
        """Answer a collection search; each item of the page is a collection, with its JSON as `collection` gives it.

        To a query a collection is as `store.collection_item` has it. Raises InvalidRequest and QueryTimeout.
        """
        ...

    def collection_queryables(self) -> Mapping[str, Mapping[str, Any]]:
        """The properties that collections can be filtered by: name -> JSON Schema."""
        ...

    def collection_sortables(self) -> Mapping[str, Mapping[str, Any]]:
        """The properties that collections can be sorted by: name -> JSON Schema."""
        ...

    def queryables(self, collection: str | None = None) -> Mapping[str, Mapping[str, Any]]:
        """The properties that items can be filtered by: name -> JSON Schema, for one collection or for all."""
        ...

    def sortables(self, collection: str | None = None) -> Mapping[str, Mapping[str, Any]]:
        """The properties that items can be sorted by: name -> JSON Schema, for one collection or for all."""
        ...

    def close(self) -> None:
        """Give back files and memory; the store is of no use after it."""
        ...
