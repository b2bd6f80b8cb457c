"""What an index holds of one item, in all its tables: what is written, and what has to be taken out again."""

from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from imgcat.errors import ImgcatError
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry, Given
from imgcat.store.intake import Loading
from imgcat.store.sqlite.batch import Batch, prepare
from imgcat.store.sqlite.values import Value


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds an item by: its row without the number, its outline, its words, and where it is listed."""

    row: tuple[Value, ...]
    outline: bytes | None
    words: str
    listed: frozenset[tuple[int, int]]
    """The keys of lists, each with the second at which the item stands in it."""


@dataclass(frozen=True, slots=True)
class Record:
    """An item and its compressed body. `found` is None for one that no search finds, which may have moved."""

    origin: str
    collection: str
    id: str
    body: bytes
    found: Found | None
    moved_to: str | None = None


def records(batch: Batch) -> list[Record]:
    """The items of a batch, in their order."""
    bodies, outlines, words = dict(batch.bodies), dict(batch.footprints), dict(batch.texts)
    listed = defaultdict(set)
    for key, second, num in batch.postings.tolist():
        listed[num].add((key, second))
    made: dict[int, Record] = {}
    for numbered in batch.items:
        num, row = cast(int, numbered[0]), numbered[1:]
        found = Found(row, outlines.get(num), words[num], frozenset(listed[num]))
        collection, item_id = map(str, row[:2])
        made[num] = Record(batch.origins[num], collection, item_id, bodies[num], found)
    for num, item_id, collection, moved_to, body in batch.retired:
        made[num] = Record(batch.origins[num], collection, item_id, body, None, moved_to)
    return [made[num] for num in sorted(made)]


def stored(body: bytes, loading: Loading, codec: Codec) -> Record:
    """The record that was made of a body when it was stored, made once more."""
    made = records(prepare(Given([Entry("", body)]), loading, codec))
    if len(made) != 1:
        raise ImgcatError("An item of the index cannot be read again: build the index anew.")
    return made[0]
