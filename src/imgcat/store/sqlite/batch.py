"""Items made ready for the index, many at a time: all the work on them that needs nothing but themselves."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np

from imgcat.model.bbox import Bbox, rfc7946_bbox
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry, Part
from imgcat.store.intake import IndexedItem, free_text, read_item
from imgcat.store.properties import PROMOTED, TEMPORAL
from imgcat.store.searchable import searchable
from imgcat.store.sqlite.outline import pack
from imgcat.store.sqlite.spatial import box_of
from imgcat.store.sqlite.terms import (
    ALL,
    collection_term,
    footprint_terms,
    is_long,
    posting_key,
    property_terms,
    second_of,
)
from imgcat.store.sqlite.values import Value, encode
from imgcat.store.tally import Tally
from imgcat.store.time_text import instant

MODULUS = 2**256
"""A revision is made from the sum of the digests of all bodies, modulo this."""


@dataclass(slots=True)
class Batch:
    """Rows for the tables of an index. `weight` is the sum of the digests of the bodies; `origins` are by number."""

    collections: list[Entry] = field(default_factory=list)

    items: list[tuple[Value, ...]] = field(default_factory=list)
    bodies: list[tuple[int, bytes]] = field(default_factory=list)
    footprints: list[tuple[int, bytes]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    retired: list[tuple[int, str, str, str | None, bytes]] = field(default_factory=list)
    origins: dict[int, str] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    postings: Any = None
    weight: int = 0
    long: int = 0
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Loading:
    """How items are read: where those without a collection go, and which properties are searched as free text."""

    default_collection: str
    text_properties: Sequence[str]


def weight(body: bytes) -> int:
    """What a body adds to the sum that the revision is made from."""
    return int.from_bytes(blake2b(body, digest_size=32).digest())


def prepare(part: Part, loading: Loading, codec: Codec) -> Batch:
    """The rows of the items in a part, numbered from 0 on, and its collections as they are."""
    made, postings = Batch(), array("q")
    for num, entry in enumerate(part.read()):
        if isinstance(entry, Finding):
            made.findings.append(entry)
            continue
        if entry.is_collection:
            made.collections.append(entry)
            continue
        item, findings = read_item(entry, loading.default_collection)
        made.findings += findings
        if item is None:
            continue
        try:
            body = lossless.dumps(item.record)
        except (ValueError, TypeError, RecursionError) as error:
            message = f"The item cannot be stored: {error}."
            made.findings.append(Finding(entry.origin, "", Severity.ERROR, "item", message))
            continue
        made.weight += weight(body)
        made.origins[num] = entry.origin
        tally = made.tallies.setdefault(item.collection, Tally())
        stored = codec.compress(body)
        if item.retired:
            made.retired.append((num, item.id, item.collection, item.moved_to, stored))
            continue
        made.bodies.append((num, stored))
        made.texts.append((num, searchable(free_text(item, loading.text_properties))))
        bbox = None if item.footprint is None else rfc7946_bbox(item.footprint)
        if item.footprint is not None:
            made.footprints.append((num, pack(item.footprint)))
        made.items.append(_row(num, item, bbox))
        tally.add(item, bbox)
        _list(postings, made, num, item, bbox)
    made.postings = np.array(postings, dtype=np.int64).reshape(-1, 3)
    return made


def _row(num: int, item: IndexedItem, bbox: Bbox | None) -> tuple[Value, ...]:
    box = (None,) * 4 if bbox is None else box_of(bbox)
    known = (num, item.collection, item.id, item.time, item.start, item.end, *box)
    return known + tuple(column(item.properties, name) for name in PROMOTED)


def column(properties: Mapping[str, Any], name: str) -> Value:
    """What stands in the column of a promoted property: a time in microseconds, otherwise the value."""
    value = properties.get(name)
    return instant(value) if name in TEMPORAL else encode(value)


def _list(
    postings: "array[int]", made: Batch, num: int, item: IndexedItem, bbox: Bbox | None
) -> None:
    """Put an item on the lists of its terms."""
    long = is_long(item.time, item.start, item.end)
    if long and item.time is not None and item.start is not None and item.end is not None:
        made.long += 1
        made.before = max(made.before, item.time - item.start)
        made.after = max(made.after, item.end - item.time)
    second = second_of(item.time)
    terms = {ALL, collection_term(item.collection), *property_terms(item.properties)}
    if bbox is not None:
        terms.update(footprint_terms(bbox))
    for term in terms:
        postings.extend((posting_key(term, long), second, num))
