"""Reading Items out of a store: all pages of a search, as JSON or as records of the model."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import unquote

import orjson

from imgcat.errors import InvalidRecord
from imgcat.model.item import Json
from imgcat.store.protocol import Query, Store, StoredItem
from imgcat.store.reading import every, where

Record = TypeVar("Record")

_TERMS = 500  # ids in one query


def items(store: Store, query: Query) -> Iterator[Json]:
    """Every Item that matches the query."""
    return map(parsed, every(store, query))


def items_by_id(store: Store, collection: str, ids: Iterable[str]) -> Iterator[Json]:
    """The Items of a collection with these ids; an id that is not there is passed over."""
    for some in _batches(sorted(set(ids))):
        yield from items(store, Query(collections=(collection,), ids=some))


def items_where(store: Store, collection: str, name: str, values: Iterable[str]) -> Iterator[Json]:
    """The Items of a collection whose property `name` is one of the values."""
    yield from map(parsed, where(store, collection, name, values))


def record_id(values: Mapping[str, str]) -> str:
    """The id of the record that the field `id` names."""
    return unquote(values["id"])


def parsed(stored: StoredItem) -> Json:
    """A stored Item's JSON."""
    found: Json = orjson.loads(stored.body)
    return found


def records(
    found: Iterable[Json], read: Callable[[Mapping[str, Any]], Record]
) -> tuple[list[tuple[Record, Json]], list[str]]:
    """The Items read as records of the model, each with its properties; and a sentence on each that cannot be."""
    good: list[tuple[Record, Json]] = []
    refused: list[str] = []
    for each in found:
        try:
            good.append((read(each), each["properties"]))
        except InvalidRecord as error:
            refused.append(str(error))
    return good, refused


def properties(item: Json) -> Json:
    """An Item's properties; none when it has no object of them."""
    found = item.get("properties")
    return found if isinstance(found, dict) else {}


def text(value: object) -> str | None:
    """A property that should be a string; None when it is anything else."""
    return value if isinstance(value, str) else None


def texts(value: object) -> tuple[str, ...]:
    """A property that should be an array of strings; what is not one is left out."""
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def number(value: object) -> int:
    """A property that should be a count; 0 when it is anything else."""
    return value if isinstance(value, int) else 0


def _batches(values: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(values)
    while some := tuple(islice(rest, _TERMS)):
        yield some
