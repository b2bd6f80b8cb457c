"""An item as a row of the table, as COPY takes it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

import shapely
from psycopg.types.array import ListDumper

from imgcat.store import lossless
from imgcat.store.intake import IndexedItem
from imgcat.store.postgres.key import escaped, jsonable, key
from imgcat.store.postgres.terms import member, term
from imgcat.store.properties import ARRAYS, PROMOTED, TEMPORAL
from imgcat.store.time_text import instant, instant_end

COLUMNS = (
    *("num", "collection", "id", "digest", "time", "start", "end", *PROMOTED),
    *("properties", "times", "footprint", "words", "lexemes", "members"),
)


def row(item: IndexedItem, digest: bytes, words: Sequence[str]) -> tuple[Any, ...]:
    """The row without its number; `digest` is that of the body, `words` are those of the item's free text."""
    properties = {
        escaped(name): jsonable(value)
        for name, value in item.properties.items()
        if value is not None
    }
    shape = item.footprint
    return (
        item.collection,
        item.id,
        digest,
        item.time,
        item.start,
        item.end,
        *(_column(item.properties, name) for name in PROMOTED),
        lossless.dumps(properties).decode(),
        lossless.dumps(dict(_times(item.properties))).decode(),
        None
        if shape is None
        else shapely.to_wkb(shapely.set_srid(shape, 4326), hex=True, include_srid=True),
        " ".join(words),
        _array({term(word) for word in words}),
        _array(set(_members(item.properties))),
    )


def _array(texts: Set[str]) -> str:
    """Texts in order, as an array is written: done here, where other processes can do it."""
    return bytes(ListDumper(list).dump(sorted(texts)) or b"").decode()


def _column(properties: Mapping[str, Any], name: str) -> int | bytes | None:
    value = properties.get(name)
    return instant(value) if name in TEMPORAL else key(value)


def _times(properties: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Strings that are times, by name, as their start and end; and arrays in which some are, by `[]` and name."""
    for name, value in properties.items():
        if isinstance(value, str) and (start := instant(value)) is not None:
            yield escaped(name), [start, instant_end(value)]
        elif isinstance(value, list):
            starts = [instant(part) for part in value]
            if any(start is not None for start in starts):
                yield (
                    "[]" + escaped(name),
                    [
                        jsonable(part) if start is None else {"time": start}
                        for part, start in zip(value, starts, strict=True)
                    ],
                )


def _members(properties: Mapping[str, Any]) -> Iterator[str]:
    for name in ARRAYS & properties.keys():
        values = properties[name]
        if isinstance(values, list):
            yield from (member(name, value) for value in values if isinstance(value, str))
