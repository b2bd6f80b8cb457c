"""A static STAC catalog in a folder: walk its links, then read the files that nobody links to."""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from imgcat.catalog.sources.admission import Admission, links, self_address
from imgcat.catalog.sources.document import Document, read_document
from imgcat.catalog.sources.geoparquet import MEDIA_TYPES, read_geoparquet
from imgcat.catalog.sources.json_file import read_object
from imgcat.catalog.sources.link_target import Away, Tree
from imgcat.catalog.sources.record import Kind, SourceRecord, kind_of, says_it_is_stac
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding, Severity

_ROOTS = ("catalog.json", "collection.json")
_DOWN = frozenset({"child", "item", "items"})
_SUFFIXES = (".json", ".geojson")

Reading = Iterator[SourceRecord | Finding]


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands above an object: the nearest Collection and the nearest Catalog, by id."""

    catalog: str
    collection: str | None = None

    @property
    def nearest(self) -> str:
        return self.collection or self.catalog


class CatalogFolder:
    """One reading of a folder. Every file is read once, whatever links lead to it; cycles end there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tree = Tree(Path(os.path.realpath(folder)))
        self._admission = Admission()
        self._read: set[Path] = set()
        self._items: set[tuple[Any, Any]] = set()
        self._places: dict[Path, _Place] = {}
        self._tables: list[tuple[Path, str]] = []

    def read(self) -> Reading:
        """All records of the catalog, then findings on files beside it."""
        root = self._tree.root
        top = _Place(catalog=self._folder.resolve().name)
        starts = [root / name for name in _ROOTS if (root / name).is_file()]
        if not starts:
            message = (
                f"There is no {' or '.join(_ROOTS)} here; every file below is looked at instead."
            )
            yield Finding(str(self._folder), "", Severity.WARNING, "root-missing", message)
        for start in starts:
            yield from self._walk(start, top)
        yield from self._unlinked(top)
        for table, collection in self._tables:
            yield from self._table(table, collection)

    def _walk(self, start: Path, place: _Place, *, linked: bool = True) -> Reading:
        waiting = [(start, place)]
        while waiting:
            path, place = waiting.pop()
            if path in self._read:
                continue
            self._read.add(path)
            try:
                read = read_document(path)
            except InvalidRecord as error:
                yield self._finding(path, Severity.ERROR, "unreadable", str(error))
                if not linked and path == start:
                    yield self._unlinked_note(path)
                continue
            if path == start and not linked:
                remark = self._remark_on_unlinked(path, read)
                if remark is not None:
                    yield remark
                if kind_of(read.value) is None or not says_it_is_stac(read.value):
                    continue
            if read.remark:
                yield self._finding(path, Severity.WARNING, "lenient", read.remark)
            place = yield from self._object(path, read.value, place)
            below = yield from self._follow(path, read.value, place)
            waiting.extend((target, place) for target in reversed(below))

    def _object(
        self, path: Path, value: Any, place: _Place
    ) -> Generator[SourceRecord | Finding, None, _Place]:
        """Give what a file holds; the place of the files that it links to is returned."""
        kind = kind_of(value)
        if kind is Kind.CATALOG or kind is Kind.COLLECTION:
            own = value.get("id")
            name = own if isinstance(own, str) and own else path.parent.name
            member = "catalog" if kind is Kind.CATALOG else "collection"
            place = replace(place, **{member: name})
            self._places.setdefault(path.parent, place)
        if kind is not Kind.CATALOG:
            for each in read_object(value, self._origin(path), self._admission, place.nearest):
                if isinstance(each, SourceRecord) and each.kind is Kind.ITEM:
                    self._items.add((each.body["collection"], str(each.body.get("id"))))
                yield each
        return place

    def _follow(
        self, path: Path, value: Any, place: _Place
    ) -> Generator[Finding, None, list[Path]]:
        """Find the files below an object; links that lead nowhere become findings."""
        if not isinstance(value, dict):
            return []
        below, remote, address = [], [], self_address(value)
        for index, link in enumerate(links(value)):
            if link.get("rel") not in _DOWN:
                continue
            target = self._tree.target(link.get("href"), path, address)
            if isinstance(target, Path):
                below.append(target)
            elif target is Away.REMOTE:
                remote.append(link["href"])
            else:
                message = f"The link {str(link.get('href'))[:200]!r} {target.value}."
                rule = "dangling-link" if target is Away.DANGLING else "link-outside"
                yield self._finding(path, Severity.WARNING, rule, message, f"/links/{index}")
        if remote:
            message = (
                f"Links to the network are not followed: {len(remote)}, as {remote[0][:200]!r}."
            )
            yield self._finding(path, Severity.NOTE, "remote-link", message)
        self._find_tables(path, value, address, place)
        return below

    def _find_tables(
        self, path: Path, value: dict[str, Any], address: str | None, place: _Place
    ) -> None:
        """Keep a Collection's stac-geoparquet assets for the end: Items that are files too go before rows."""
        assets = value.get("assets")
        if kind_of(value) is not Kind.COLLECTION or not isinstance(assets, dict):
            return
        for asset in assets.values():
            if isinstance(asset, dict) and str(asset.get("type")).startswith(MEDIA_TYPES):
                target = self._tree.target(asset.get("href"), path, address)
                if isinstance(target, Path):
                    self._tables.append((target, place.nearest))

    def _table(self, path: Path, collection: str) -> Reading:
        origin = Path(self._origin(path))
        for each in read_geoparquet(path, self._admission, collection, origin):
            known = isinstance(each, SourceRecord) and (
                each.kind is Kind.COLLECTION
                or (each.body["collection"], str(each.body.get("id"))) in self._items
            )
            if not known:
                yield each

    def _unlinked(self, top: _Place) -> Reading:
        """Read what no walk came to: first files that no other such file links to, then what is left of cycles."""
        rest = []
        for path in self._files():
            if path.name.startswith("._"):
                message = "A macOS resource fork, not STAC; skipped."
                yield self._finding(path, Severity.NOTE, "junk", message)
            elif path not in self._read:
                rest.append(path)
        linked = {target for path in rest for target in self._targets(path)}
        for path in sorted(rest, key=lambda each: (each in linked, len(each.parts), each)):
            if path not in self._read:
                yield from self._walk(path, self._place_of(path, top), linked=False)

    def _files(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self._tree.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                wanted = name.endswith(_SUFFIXES) and not (name[0] == "." and name[1:2] != "_")
                real = Path(os.path.realpath(path))
                if wanted and real.is_relative_to(self._tree.root):
                    yield real

    def _targets(self, path: Path) -> Iterator[Path]:
        try:
            value = read_document(path).value
        except InvalidRecord:
            return  # The walk reads it again, and says so.
        if isinstance(value, dict):
            for link in links(value):
                if link.get("rel") in _DOWN:
                    target = self._tree.target(link.get("href"), path, self_address(value))
                    if isinstance(target, Path) and target != path:
                        yield target

    def _place_of(self, path: Path, top: _Place) -> _Place:
        return next((self._places[each] for each in path.parents if each in self._places), top)

    def _remark_on_unlinked(self, path: Path, read: Document) -> Finding | None:
        value = read.value
        if kind_of(value) is not None and says_it_is_stac(value):
            return self._finding(
                path, Severity.NOTE, "unlinked", "No file of the catalog links here."
            )
        if isinstance(value, dict) and ("$schema" in value or _is_feed(value)):
            return None  # A catalog may carry the schemas of its extensions, and a feed.
        message = "This JSON is neither linked nor a STAC object; skipped."
        return self._finding(path, Severity.NOTE, "not-stac", message)

    def _unlinked_note(self, path: Path) -> Finding:
        return self._finding(path, Severity.NOTE, "unlinked", "No file of the catalog links here.")

    def _finding(
        self, path: Path, severity: Severity, rule: str, message: str, pointer: str = ""
    ) -> Finding:
        return Finding(self._origin(path), pointer, severity, rule, message)

    def _origin(self, path: Path) -> str:
        return str(self._folder / path.relative_to(self._tree.root))


def _is_feed(value: dict[str, Any]) -> bool:
    """Whether it is a JSON Feed (https://jsonfeed.org)."""
    return str(value.get("version")).startswith("https://jsonfeed.org/version/")
