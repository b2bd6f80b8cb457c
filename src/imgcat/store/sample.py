"""The first records of a load, from which a dictionary for compressing them is trained."""

from collections.abc import Iterator
from contextlib import suppress

from imgcat.catalog.sources import ItemText
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding
from imgcat.store import lossless
from imgcat.store.body import links_last, stored_text
from imgcat.store.entry import Entry, Part
from imgcat.store.intake import read_object

_SAMPLE_ITEMS = 1_000
_SAMPLE_BYTES = 16 * 2**20
"""The dictionary is trained on the first bodies, up to this many items and bytes."""


def sample(parts: Iterator[Part]) -> tuple[list[Part], list[bytes]]:
    """The first parts, and as much of the JSON of their items as is trained on."""
    taken: list[Part] = []
    bodies: list[bytes] = []
    size = 0
    for part in parts:
        taken.append(part)
        for entry in part.read():
            if isinstance(entry, Finding) or entry.is_collection:
                continue
            with suppress(InvalidRecord, ValueError, TypeError, RecursionError):
                bodies.append(_body(entry))
                size += len(bodies[-1])
            if size >= _SAMPLE_BYTES or len(bodies) >= _SAMPLE_ITEMS:
                return taken, bodies
    return taken, bodies


def _body(entry: Entry) -> bytes:
    if isinstance(entry.record, ItemText):
        return stored_text(entry.record)
    return lossless.dumps(links_last(read_object(entry)))
