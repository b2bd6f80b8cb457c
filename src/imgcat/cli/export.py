"""`imgcat export`."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
import typer

from imgcat.api import parameters
from imgcat.api.exports import PARAMETER, served_collections
from imgcat.api.links import Links
from imgcat.api.records import contains, equals
from imgcat.api.responses import item_bytes
from imgcat.catalog.writer import replace_by
from imgcat.cli.console import errors, progress
from imgcat.cli.indexing import Cache, Sources, checked, indexed
from imgcat.errors import ImgcatError, InvalidRequest
from imgcat.export import BY_NAME, FORMATS, Format, Selection
from imgcat.export.chunks import joined
from imgcat.export.dossier import dossier
from imgcat.export.query import count, fitting
from imgcat.export.selection import kinds_of
from imgcat.model.identifiers import LOCATIONS, PAGES, REPORTS
from imgcat.store import Query, Store, StoredItem
from imgcat.store.cql2 import parse_filter
from imgcat.store.reading import every
from imgcat.store.sqlite import SqliteStore


def export(
    to: Annotated[
        str, typer.Option("--to", help=f"The format: {', '.join(each.name for each in FORMATS)}.")
    ],
    out: Annotated[str, typer.Option("--out", help="The file to write; - for standard output.")],
    sources: Sources = None,
    collection: Annotated[
        list[str] | None, typer.Option(help="Only records of this collection; may be repeated.")
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(help="Only what lies in west,south,east,north (degrees).")
    ] = None,
    datetime: Annotated[
        str | None, typer.Option(help="Only what falls into this RFC 3339 date-time or interval.")
    ] = None,
    filter_: Annotated[
        str | None, typer.Option("--filter", help="Only what meets this condition of CQL2 text.")
    ] = None,
    location: Annotated[
        str | None, typer.Option(help="Only the location of this id and what is tied to it.")
    ] = None,
    series: Annotated[
        str | None, typer.Option(help="Only reports of this series and what is tied to them.")
    ] = None,
    q: Annotated[str | None, typer.Option(help="Only what holds one of these words.")] = None,
    base_url: Annotated[
        str,
        typer.Option(
            envvar="IMGCAT_BASE_URL", help="The address under which the catalog is served."
        ),
    ] = PAGES,
    cache: Cache = None,
) -> None:
    """Write records of catalogs to a file of another format: all of them, or those that meet every condition given.

    The file is replaced whole or not at all.
    """
    form = _format(to)
    asked = Query(
        collections=tuple(collection) if collection else None,
        bbox=parameters.bbox_of_text(bbox),
        datetime=parameters.interval(datetime),
        filter=_all_of(
            _one(form, location, series),
            parse_filter(filter_, "cql2-text") if filter_ is not None else None,
        ),
        q=parameters.words("q", q) or (),
    )
    given = {"collections": ",".join(collection or ()), "bbox": bbox, "datetime": datetime, "q": q}
    if asked.filter is not None:
        given |= {"filter-lang": "cql2-json", "filter": orjson.dumps(asked.filter).decode()}
    address = f"/search?{urlencode({**{k: v for k, v in given.items() if v}, PARAMETER: to})}"
    store = SqliteStore(indexed(checked(sources), cache, quiet=True))
    try:
        _write(store, fitting(asked, form), form, Links(base_url.rstrip("/")), address, out)
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
                yield replace(item, body=item_bytes(item, links))
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


def _format(name: str) -> Format:
    try:
        return BY_NAME[name]
    except KeyError:
        raise ImgcatError(f"The formats are {', '.join(BY_NAME)}; found {name!r:.40}.") from None


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
