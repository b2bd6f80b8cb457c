"""An export from files: the search that its options say, and what it finds, written."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson

from imgcat.api import parameters
from imgcat.api.exports import PARAMETER, served_collections
from imgcat.api.links import Links
from imgcat.api.responses import item_bytes
from imgcat.catalog.sources import Source
from imgcat.catalog.writer import replace_by
from imgcat.cli.console import errors, progress
from imgcat.cli.indexing import indexed
from imgcat.errors import InvalidRequest
from imgcat.export import Format, Selection
from imgcat.export.chunks import joined
from imgcat.export.dossier import dossier
from imgcat.export.query import count, fitting
from imgcat.export.selection import kinds_of
from imgcat.model.identifiers import LOCATIONS, REPORTS
from imgcat.questions.records import contains, equals
from imgcat.store import Query, Store, StoredItem
from imgcat.store.cql2 import parse_filter
from imgcat.store.reading import every
from imgcat.store.sqlite import SqliteStore


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which records are meant, in the words of the command line: those that meet every condition given."""

    collections: tuple[str, ...] = ()
    bbox: str | None = None
    datetime: str | None = None
    filter: str | None = None
    location: str | None = None
    series: str | None = None
    q: str | None = None

    def query(self, form: Format) -> Query:
        """The search for them. Raises InvalidRequest for what is malformed."""
        return Query(
            collections=self.collections or None,
            bbox=parameters.bbox_of_text(self.bbox),
            datetime=parameters.interval(self.datetime),
            filter=_all_of(
                _one(form, self.location, self.series),
                parse_filter(self.filter, "cql2-text") if self.filter is not None else None,
            ),
            q=parameters.free_text(self.q),
        )

    def address(self, query: Query, form: Format) -> str:
        """Where the API answers the same."""
        given = {
            "collections": ",".join(self.collections),
            "bbox": self.bbox,
            "datetime": self.datetime,
            "q": self.q,
        }
        if query.filter is not None:
            given |= {"filter-lang": "cql2-json", "filter": orjson.dumps(query.filter).decode()}
        kept = {name: value for name, value in given.items() if value}
        return f"/search?{urlencode({**kept, PARAMETER: form.name})}"


def write(
    asked: Conditions,
    form: Format,
    sources: list[Source],
    cache: Path | None,
    *,
    base_url: str,
    out: str,
) -> None:
    """Write what catalogs hold of that to a file, or to standard output for `-`."""
    query = asked.query(form)
    address = asked.address(query, form)
    # Each record is read once, so nothing is gained by keeping in sight what was read.
    store = SqliteStore(indexed(sources, cache, quiet=True), mapped=False)
    try:
        _write(store, fitting(query, form), form, Links(base_url), address, out)
    finally:
        store.close()


def _write(store: Store, query: Query, form: Format, links: Links, address: str, out: str) -> None:
    most = count(store, query, form, None, None)
    found: Iterable[StoredItem] = islice(every(store, query), most)
    if form.dossier:
        found = dossier(store, found)
    with progress() as bar:
        task = bar.add_task("Exporting", total=None if form.dossier else most)

        def served() -> Iterator[StoredItem]:
            for item in found:
                yield item._replace(body=item_bytes(item, links))
                bar.advance(task)

        selection = Selection(
            items=served(),
            title="imgcat",
            address=links.base + address,
            base=links.base,
            revision=store.revision,
            collections=served_collections(store, links),
            kinds=kinds_of(None if form.dossier else query.collections),
        )
        chunks = joined(form.write(selection))
        if out == "-":
            sys.stdout.buffer.writelines(chunks)
            sys.stdout.buffer.flush()
        else:
            replace_by(Path(out), chunks)
    errors.print(f"{most:,} records found, written as {form.title}.", highlight=False)


def _one(form: Format, location: str | None, series: str | None) -> Any:
    """What restricts an export to one location or series; a dossier starts there and follows the ties itself."""
    if location is not None and series is not None:
        raise InvalidRequest("An export is of one location or of one series, not of both.")
    if location is not None:
        itself = _all_of(equals("collection", LOCATIONS), equals("id", location))
        if form.dossier:
            return itself
        return {"op": "or", "args": [itself, contains("ref:locations", location)]}
    if series is not None:
        of_reports = equals("ref:series", series)
        if form.dossier:
            return _all_of(equals("collection", REPORTS), of_reports)
        return {"op": "or", "args": [of_reports, contains("ref:series_names", series)]}
    return None


def _all_of(*conditions: Any) -> Any:
    """The CQL2 condition that all of those hold which are not None; None for none."""
    given = [each for each in conditions if each is not None]
    return {"op": "and", "args": given} if len(given) > 1 else next(iter(given), None)
