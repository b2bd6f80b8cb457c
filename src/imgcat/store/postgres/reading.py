"""Records on their way into the database: told apart, and counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity
from imgcat.store import lossless, said
from imgcat.store.collection import read_collection
from imgcat.store.entry import Entry
from imgcat.store.postgres.batch import Batch, Ready, content, place
from imgcat.store.tally import Tally


class Reading:
    """Takes batches; `findings`, `collections` and `tallies` are complete when all have been taken."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}
        self.findings: list[Finding] = []
        self.collections: dict[str, Mapping[str, Any]] = {}
        self.tallies: dict[str, Tally] = {}

    def take(self, batch: Batch) -> Sequence[Ready]:
        """The items of a batch whose ids no item had before."""
        self.findings += batch.findings
        for entry in batch.collections:
            self._collection(entry)
        items = [item for item in batch.items if self._is_new_item(item)]
        by_collection: dict[str, list[Ready]] = {}
        for item in items:
            by_collection.setdefault(item.collection, []).append(item)
        for name, those in by_collection.items():
            counted = [each.counted for each in those if each.row is not None]
            makes = {id(each.types): each.types for each in counted}
            self.tallies.setdefault(name, Tally()).add(counted, makes.values())
        return items

    def made_up(self, name: str, tally: Tally) -> Mapping[str, Any]:
        """A collection that items name and nobody gave."""
        self.findings.append(said.made_up(name))
        return tally.made_up(name)

    def _collection(self, entry: Entry) -> None:
        try:
            stored, changed = read_collection(entry)
            collection_id = stored["id"]
            lossless.dumps(stored)
        except (InvalidRecord, ValueError, TypeError) as error:
            self._note(entry.origin, Severity.ERROR, "collection", str(error))
            return
        self.tallies.setdefault(collection_id, Tally())
        if changed:
            self.findings.append(said.put_right(entry.origin, changed))
        about = place(collection_id), content(stored)
        if self._is_new(entry.origin, *about, f"the collection '{collection_id}'"):
            self.collections[collection_id] = stored

    def _is_new_item(self, item: Ready) -> bool:
        what = f"'{item.id}' of '{item.collection}'"
        return self._is_new(item.origin, item.place, item.content, what)

    def _is_new(self, origin: str, key: bytes, says: bytes, what: str) -> bool:
        """Whether no record had the key before; otherwise it is told of. Kept are digests: about 200 bytes a record."""
        before = self._known.setdefault(key, says)
        if before is says:
            return True
        told = said.repeated if before == says else said.taken
        self.findings.append(told(origin, what))
        return False

    def _note(self, origin: str, severity: Severity, rule: str, message: str) -> None:
        self.findings.append(Finding(origin, "", severity, rule, message))
