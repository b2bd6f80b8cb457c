"""Files beside pages: records in the formats of exports, what refers to a record, feeds, and GeoParquet mirrors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import nlargest
from itertools import islice
from typing import Any
from urllib.parse import unquote

from imgcat.catalog import layout
from imgcat.catalog.layout import encoded
from imgcat.errors import NotFound
from imgcat.export import BY_NAME, Format, Selection
from imgcat.export.chunks import joined
from imgcat.export.query import FEED_ENTRIES, NEWEST
from imgcat.export.selection import SCENES, Exported, kinds_of
from imgcat.model.identifiers import LOCATIONS, RECORD_COLLECTIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.store import lossless
from imgcat.store.address import file_address
from imgcat.store.protocol import Query, StoredItem
from imgcat.store.reading import every, where
from imgcat.web.formats import formats_beside
from imgcat.web.groups import GROUPINGS, Grouping, groups_of
from imgcat.web.kind import Kind, once
from imgcat.web.listing import all_items, files_of, held, records_of, scene_collections, scenes
from imgcat.web.reading import record_id
from imgcat.web.site import Site
from imgcat.web.stac import GEOJSON, MIRROR, PARQUET, collection_within, item_within

FEEDS = (BY_NAME["atom"], BY_NAME["jsonfeed"])


def exported(
    site: Site,
    form: Format,
    path: str,
    title: str,
    items: Iterable[StoredItem],
    collections: Iterable[str] | None,
) -> Iterator[bytes]:
    """Some items in a format, as the file at `path`."""
    selection = Selection(
        items=(item._replace(body=item_within(item, site.base)) for item in items),
        title=f"imgcat: {title}",
        address=f"{site.base}/{path}",
        base=site.base,
        revision=site.store.revision,
        collections=_Collections(site),
        kinds=kinds_of(collections),
        path_of=file_address,
    )
    yield from joined(form.write(selection))


class _Collections(Mapping[str, Json]):
    """Every Collection by id, read when a format asks for it."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __getitem__(self, collection: str) -> Json:
        try:
            return collection_within(self._site.store.collection(collection), self._site.base)
        except NotFound as error:
            raise KeyError(collection) from error

    def __iter__(self) -> Iterator[str]:
        return (line.id for line in self._site.contents.collections)

    def __len__(self) -> int:
        return len(self._site.contents.collections)


def _of_record(site: Site, form: Format, collection: str, item_id: str) -> Iterator[bytes]:
    item = site.store.item(collection, item_id)
    title = Exported(lossless.loads(item.body), "").title
    path = file_address(collection, item_id, form.suffix)[1:]
    return exported(site, form, path, title, [item], [collection])


def _beside(collection: str, form: Format) -> Kind:
    return Kind(
        f"{collection}/{{id}}.{form.suffix}",
        form.media_type,
        lambda site, values: _of_record(site, form, collection, record_id(values)),
        lambda site: files_of(site, collection),
    )


def _beside_scene(form: Format) -> Kind:
    return Kind(
        f"scenes/{{collection}}/{{id}}.{form.suffix}",
        form.media_type,
        lambda site, values: _of_record(
            site, form, unquote(values["collection"]), record_id(values)
        ),
        scenes,
    )


def naming(collection: str, item_id: str) -> Query:
    """The references that name a record, those that a report makes among them."""
    of = {
        LOCATIONS: [_equal("ref:location", item_id)],
        REPORTS: [_equal("ref:report", item_id), _equal("ref:target_report", item_id)],
    }.get(collection) or [
        {"op": "a_contains", "args": [{"property": "ref:scenes"}, [f"{collection}/{item_id}"]]}
    ]
    condition: Json = of[0] if len(of) == 1 else {"op": "or", "args": of}
    return Query(collections=(REFERENCES,), filter=condition)


def _equal(name: str, value: str) -> dict[str, Any]:
    return {"op": "=", "args": [{"property": name}, value]}


def _references(site: Site, collection: str, item_id: str) -> Iterator[bytes]:
    """The references that name a record, as a FeatureCollection of their Items."""
    site.store.item(collection, item_id)
    path = file_address(collection, item_id, "references.json")[1:]
    found = every(site.store, naming(collection, item_id))
    return exported(site, BY_NAME["geojson"], path, f"references to {item_id}", found, [REFERENCES])


def _references_of(collection: str) -> Kind:
    return Kind(
        f"{collection}/{{id}}.references.json",
        GEOJSON,
        lambda site, values: _references(site, collection, record_id(values)),
        lambda site: records_of(site, collection),
    )


def _mirror(site: Site, collection: str) -> Iterator[bytes]:
    site.store.collection(collection)
    path = layout.collection_path(collection).replace(layout.COLLECTION, MIRROR)
    found = all_items(site, collection)
    return exported(site, BY_NAME["geoparquet"], path, collection, found, [collection])


def _mirror_of(collection: str) -> Kind:
    return Kind(
        f"{collection}/{MIRROR}",
        PARQUET,
        lambda site, _: _mirror(site, collection),
        lambda site: held(site, collection),
    )


def _feed(site: Site, form: Format, path: str, title: str, query: Query) -> Iterator[bytes]:
    newest = every(site.store, replace(query, sortby=NEWEST))
    return exported(site, form, path, title, islice(newest, FEED_ENTRIES), query.collections)


def _location_feed(site: Site, form: Format, location_id: str) -> Iterator[bytes]:
    item = site.store.item(LOCATIONS, location_id)
    title = Exported(lossless.loads(item.body), "").title
    path = file_address(LOCATIONS, location_id, form.suffix)[1:]
    return _feed(site, form, path, title, naming(LOCATIONS, location_id))


def _group_feed(site: Site, form: Format, grouping: Grouping, word: str) -> Iterator[bytes]:
    group = groups_of(site, grouping).get(word)
    if group is None:
        raise NotFound(f"There is no feed of {word!r:.100}.")
    # By id, as the names of groups have no index: a scan for each of many groups would not be linear.
    found = where(site.store, REPORTS, "id", (line.id for line in group.lines))
    newest = nlargest(FEED_ENTRIES, found, key=_entered)
    path = f"{grouping.folder}/{word}.{form.suffix}"
    return exported(site, form, path, group.names[0], newest, [REPORTS])


def _entered(item: StoredItem) -> tuple[str, str]:
    read = Exported(lossless.loads(item.body), "")
    return read.text("created") or "", item.id


def _feeds(form: Format) -> Iterator[Kind]:
    newest = Query(collections=RECORD_COLLECTIONS)
    path = f"feed.{form.suffix.removeprefix('feed.')}"
    yield Kind(
        path,
        form.media_type,
        lambda site, _: _feed(site, form, path, "new records", newest),
        once,
    )
    yield Kind(
        f"locations/{{id}}.{form.suffix}",
        form.media_type,
        lambda site, values: _location_feed(site, form, record_id(values)),
        lambda site: records_of(site, LOCATIONS),
    )
    for grouping in GROUPINGS:
        if grouping.feeds:
            yield _feeds_of(grouping, form)


def _feeds_of(grouping: Grouping, form: Format) -> Kind:
    return Kind(
        f"{grouping.folder}/{{word}}.{form.suffix}",
        form.media_type,
        lambda site, values: _group_feed(site, form, grouping, values["word"]),
        lambda site: ({"word": word} for word in groups_of(site, grouping)),
    )


KINDS = (
    *(kind for form in FEEDS for kind in _feeds(form)),
    *map(_references_of, (LOCATIONS, REPORTS)),
    Kind(
        "scenes/{collection}/{id}.references.json",
        GEOJSON,
        lambda site, values: _references(site, unquote(values["collection"]), record_id(values)),
        scenes,
    ),
    *(_beside(each, form) for each in RECORD_COLLECTIONS for form in formats_beside(each)),
    *(_beside_scene(form) for form in formats_beside(SCENES)),
    *map(_mirror_of, RECORD_COLLECTIONS),
    Kind(
        f"scenes/{{collection}}/{MIRROR}",
        PARQUET,
        lambda site, values: _mirror(site, unquote(values["collection"])),
        lambda site: ({"collection": encoded(each)} for each in scene_collections(site)),
    ),
)
