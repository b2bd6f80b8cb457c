"""Records on their way into the database: read, checked, told apart, and counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless, said
from imgcat.store.body import digest
from imgcat.store.collection import read_collection
from imgcat.store.entry import Entry, Part
from imgcat.store.intake import IndexedItem, read_item
from imgcat.store.tally import Tally


@dataclass(frozen=True, slots=True)
class Read:
    """An item, its JSON, and a digest of that, of which the revision is a sum."""

    item: IndexedItem
    body: bytes
    digest: bytes


class Reading:
    """Reads parts of sources; `findings`, `collections` and `tallies` are complete when all items have been taken."""

    def __init__(self, parts: Iterable[Part], default_collection: str) -> None:
        self._parts = parts
        self._default_collection = default_collection
        self._known: dict[bytes, bytes] = {}
        self.findings: list[Finding] = []
        self.collections: dict[str, Mapping[str, Any]] = {}
        self.tallies: dict[str, Tally] = {}

    def items(self) -> Iterator[Read]:
        """The items, each of another id."""
        for entry in (entry for part in self._parts for entry in part.read()):
            if isinstance(entry, Finding):
                self.findings.append(entry)
            elif entry.is_collection:
                self._collection(entry)
            elif (read := self._item(entry)) is not None:
                tally = self.tallies.setdefault(read.item.collection, Tally())
                if not read.item.retired:
                    types = {name: type(value) for name, value in read.item.properties.items()}
                    tally.add([read.item], [types])
                yield read

    def _item(self, entry: Entry) -> Read | None:
        item, findings = read_item(entry, self._default_collection)
        self.findings.extend(findings)
        if item is None:
            return None
        try:
            body = lossless.dumps(item.record)
        except (ValueError, TypeError, RecursionError) as error:
            self._note(entry.origin, Severity.ERROR, "item", f"The item cannot be stored: {error}.")
            return None
        key = (item.collection, item.id, "retired") if item.retired else (item.collection, item.id)
        what = f"'{item.id}' of '{item.collection}'"
        return Read(item, body, digest(body)) if self._is_new(entry, key, body, what) else None

    def _collection(self, entry: Entry) -> None:
        try:
            stored, changed = read_collection(entry)
            collection_id = stored["id"]
            body = lossless.dumps(stored)
        except (InvalidRecord, ValueError, TypeError) as error:
            self._note(entry.origin, Severity.ERROR, "collection", str(error))
            return
        self.tallies.setdefault(collection_id, Tally())
        if changed:
            self.findings.append(said.put_right(entry.origin, changed))
        if self._is_new(entry, (collection_id,), body, f"the collection '{collection_id}'"):
            self.collections[collection_id] = stored

    def made_up(self, name: str, tally: Tally) -> Mapping[str, Any]:
        """A collection that items name and nobody gave."""
        self.findings.append(said.made_up(name))
        return tally.made_up(name)

    def _is_new(self, entry: Entry, key: Sequence[str], body: bytes, what: str) -> bool:
        """Whether no record had the key before; otherwise it is told of. Kept are digests: about 150 bytes a record."""
        content = blake2b(lossless.canonical(lossless.loads(body)), digest_size=16).digest()
        place = blake2b("\0".join(key).encode(errors="surrogatepass"), digest_size=16).digest()
        before = self._known.setdefault(place, content)
        if before is content:
            return True
        told = said.repeated if before == content else said.taken
        self.findings.append(told(entry.origin, what))
        return False

    def _note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))
