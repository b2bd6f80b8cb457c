"""Items made ready for the database, many at a time: all the work on them that needs nothing but themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Any, NamedTuple

from imgcat.model.bbox import Bbox
from imgcat.model.finding import Finding
from imgcat.store import lossless
from imgcat.store.body import digest
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry, Part
from imgcat.store.intake import IndexedItem, Loading, free_text, read_stored
from imgcat.store.postgres.row import row
from imgcat.store.queryables import ENUMERATED
from imgcat.store.tokens import Tokenizer


@dataclass(frozen=True, slots=True)
class Counted:
    """What a collection's tally takes of an item. `types` are those of all its properties."""

    properties: Mapping[str, Any]
    types: Mapping[str, type]
    start: int | None
    end: int | None
    bbox: Bbox | None


class Ready(NamedTuple):
    """An item: its place among all items and what it says, as digests, and its compressed body.

    `digest` is that of the body, of which the revision is a sum. `row` is None for one that no search finds.
    """

    origin: str
    collection: str
    id: str
    place: bytes
    content: bytes
    digest: bytes
    body: bytes
    row: tuple[Any, ...] | None
    moved_to: str | None
    counted: Counted


@dataclass(slots=True)
class Batch:
    """The items of a part, its collections as they are, and what is wrong with them."""

    collections: list[Entry] = field(default_factory=list)
    items: list[Ready] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def preparing(loading: Loading, dictionary: bytes) -> Callable[[Part], Batch]:
    """What makes parts ready, with a codec and a tokenizer of its own."""
    return partial(
        prepare, loading=loading, codec=Codec(dictionary, headed=True), tokenizer=Tokenizer()
    )


def prepare(part: Part, loading: Loading, codec: Codec, tokenizer: Tokenizer) -> Batch:
    """The items of a part, in their order."""
    made = Batch()
    read: list[tuple[str, IndexedItem, bytes]] = []
    for entry in part.read():
        if isinstance(entry, Finding):
            made.findings.append(entry)
        elif entry.is_collection:
            made.collections.append(entry)
        else:
            found, findings = read_stored(entry, loading.default_collection)
            made.findings += findings
            if found is not None:
                read.append((entry.origin, *found))
    words = tokenizer.words([free_text(item, loading.text_properties) for _, item, _ in read])
    makes: dict[tuple[object, ...], Mapping[str, type]] = {}
    for (origin, item, body), of_item in zip(read, words, strict=True):
        said = digest(body)
        made.items.append(
            Ready(
                origin,
                item.collection,
                item.id,
                place(item.collection, item.id, *(["retired"] if item.retired else [])),
                content(item.record),
                said,
                codec.compress(body),
                None if item.retired else row(item, said, of_item),
                item.moved_to,
                _counted(item, makes),
            )
        )
    return made


def place(*names: str) -> bytes:
    """What tells records apart: a digest of their names."""
    return blake2b("\0".join(names).encode(errors="surrogatepass"), digest_size=16).digest()


def content(record: Mapping[str, Any]) -> bytes:
    """The same for two records that say the same, whatever the order of their members."""
    return blake2b(lossless.canonical(record), digest_size=16).digest()


def _counted(item: IndexedItem, makes: dict[tuple[object, ...], Mapping[str, type]]) -> Counted:
    properties = item.properties
    make = (*properties, *map(type, properties.values()))
    if (types := makes.get(make)) is None:
        types = makes[make] = {name: type(value) for name, value in properties.items()}
    words = {name: properties[name] for name in ENUMERATED & properties.keys()}
    return Counted(words, types, item.start, item.end, item.bbox)
