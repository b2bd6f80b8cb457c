"""Items made ready for the index, many at a time: all the work on them that needs nothing but themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from imgcat.model.canonical_time import Integers
from imgcat.model.finding import Finding
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry, Part
from imgcat.store.intake import Loading, text_of
from imgcat.store.searchable import searchable
from imgcat.store.sqlite.columns import Row, item_rows
from imgcat.store.sqlite.gathering import Gathering
from imgcat.store.sqlite.make import Makes
from imgcat.store.sqlite.membership import membership
from imgcat.store.tally import Tally


@dataclass(slots=True)
class Batch:
    """Rows for the tables of an index; `given` are the columns of the items that any of them has a value in.

    `weight` is the sum of the digests of the bodies; `origins` are by number.
    """

    collections: list[Entry] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    given: Sequence[int] = ()
    bodies: list[tuple[int, bytes]] = field(default_factory=list)
    footprints: list[tuple[int, bytes]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)
    retired: list[tuple[int, str, str, str | None, bytes]] = field(default_factory=list)
    origins: dict[int, str] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    postings: Integers = field(default_factory=lambda: np.empty((0, 3), dtype=np.int64))
    weight: int = 0
    long: int = 0
    before: int = 0
    after: int = 0


def preparing(loading: Loading, dictionary: bytes) -> Callable[[Part], Batch]:
    """What makes parts ready, with a codec of its own."""
    return partial(prepare, loading=loading, codec=Codec(dictionary))


def prepare(part: Part, loading: Loading, codec: Codec) -> Batch:
    """The rows of the items in a part, numbered from 0 on, and its collections as they are."""
    made, gathering = Batch(), Gathering(loading.default_collection, codec)
    for num, entry in enumerate(part.read()):
        if isinstance(entry, Finding):
            gathering.note(num, entry)
        elif entry.is_collection:
            made.collections.append(entry)
        else:
            made.origins[num] = entry.origin
            gathering.take(num, entry)
    made.findings = gathering.finish()
    made.retired, made.weight = gathering.retired, gathering.weight
    items, makes = gathering.items, Makes()
    kinds = [makes.of(item.properties) for item in items]
    made.items, made.given = item_rows(items, kinds)
    made.bodies = [(item.num, item.body) for item in items]
    made.footprints = [(item.num, item.outline) for item in items if item.outline is not None]
    made.texts = [
        (item.num, searchable(text_of(item.id, item.properties, loading.text_properties)))
        for item in items
    ]
    for collection in dict.fromkeys(item.collection for item in items):
        those = [at for at, item in enumerate(items) if item.collection == collection]
        types = {kinds[at]: kinds[at].types for at in those}
        made.tallies[collection] = Tally()
        made.tallies[collection].add([items[at] for at in those], types.values())
    for _, _, collection, _, _ in made.retired:
        # It is there, though no search finds anything in it.
        made.tallies.setdefault(collection, Tally())
    lists = membership(items, kinds)
    made.postings = lists.postings
    made.long, made.before, made.after = lists.long, lists.before, lists.after
    return made
