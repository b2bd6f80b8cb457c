"""Answers in the formats of exports: which one a request wants, and all that was found in it, not only a page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from imgcat.api.catalog import Catalog
from imgcat.api.headers import header
from imgcat.api.links import ANY_ID, Link, Links, Prepared, links_for
from imgcat.api.responses import collection_bytes, item_bytes
from imgcat.errors import InvalidRequest
from imgcat.export import Format, Selection
from imgcat.export.accept import quality, ranges
from imgcat.export.chunks import joined
from imgcat.export.dossier import dossier
from imgcat.export.formats import OF_ITEM, OF_LIST
from imgcat.export.query import FEED_ENTRIES, count, fitting
from imgcat.export.selection import Exported, kinds_of
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.item import Json
from imgcat.store import Query, Store, StoredItem, lossless
from imgcat.store.address import item_address
from imgcat.store.reading import every

PARAMETER = "f"
JSON_NAME = "json"
"""The name of the ordinary answer, which comes in pages."""

_JSON = ("application/geo+json", "application/json")
_ORDINARY = {*_JSON, "application/*", "*/*"}
"""What asks for no format by name."""
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def wanted(request: Request, name: str | None, offered: Sequence[Format]) -> Format | None:
    """The format that a request asks for, by name or else by its Accept header; None for the ordinary answer.

    Raises InvalidRequest for a name that is not offered here. An Accept header that names nothing offered is not taken
    amiss: the ordinary answer is better than none.
    """
    if name is not None:
        for each in offered:
            if each.name == name:
                return each
        if name == JSON_NAME:
            return None
        names = ", ".join((JSON_NAME, *(each.name for each in offered)))
        raise InvalidRequest(f"The formats here are {names}; found {name!r:.40}.")
    accepted = ranges(header(request.scope, b"accept") or "")
    if accepted.keys() <= _ORDINARY:
        return None
    ordinary = max(quality(each, accepted) for each in _JSON)
    named = [each for each in offered if each.base_type not in _JSON and each.base_type in accepted]
    best = max(named, key=lambda each: accepted[each.base_type], default=None)
    return best if best is not None and accepted[best.base_type] > ordinary else None


def alternates(
    links: Links,
    path: str,
    parameters: Mapping[str, Any],
    offered: Iterable[Format],
    collections: Iterable[str] | None,
) -> list[Link]:
    """Links to the same in each format that can say it, for records of some collections or of all."""
    same = {
        key: value for key, value in parameters.items() if key not in (PARAMETER, "token", "fields")
    }
    here = f"{links.url(path)}?{urlencode({**same, PARAMETER: ''})}"
    return [
        {
            "rel": "alternate",
            "href": here + each.name,
            "type": each.media_type,
            "title": each.title,
        }
        for each in offered
        if each.only is None or collections is None or each.only in collections
    ]


@dataclass(frozen=True, slots=True)
class Export:
    """An export in one format, for one request."""

    format: Format
    request: Request
    catalog: Catalog

    def of_query(self, query: Query, name: str, title: str, *, limit: int | None) -> Response:
        """All items that a query finds, or the first `limit`. Raises InvalidRequest when they are too many."""
        for other in ("token", "fields"):
            if other in self.request.query_params:
                raise InvalidRequest(
                    f"{other!r} is for pages of JSON, not for {self.format.title}: leave it or 'f' out."
                )
        store, settings = self.catalog.store, self.catalog.settings
        query = fitting(query, self.format)
        most = settings.max_limit if self.format.feed else self.catalog.settings.export_limit
        found = islice(every(store, query), count(store, query, self.format, limit, most))
        return self.of_items(found, name, title, collections=query.collections)

    def of_items(
        self,
        items: Iterable[StoredItem],
        name: str,
        title: str,
        *,
        collections: Iterable[str] | None,
    ) -> Response:
        """Some items as they are stored, of some collections or of any."""
        links, store = links_for(self.request), self.catalog.store
        if self.format.dossier:
            items, collections = dossier(store, items), None
        return self.of_served(
            (item._replace(body=item_bytes(item, links)) for item in items),
            name,
            title,
            collections,
        )

    def of_item(self, item: StoredItem) -> Response:
        """One item, or in a dossier all that belongs to it. Raises InvalidRequest where the format is for others."""
        if self.format.only not in (None, item.collection):
            raise InvalidRequest(
                f"{self.format.title} is a format for {self.format.only}; this is an item of {item.collection!r:.60}."
            )
        return self.of_items([item], item.id, _title(item), collections=[item.collection])

    def of_timeline(
        self, features: Sequence[Json], location_id: str, title: str, limit: int | None
    ) -> Response:
        """The entries of a location's timeline, oldest first; in a feed the latest ones, newest first."""
        if self.format.feed:
            dated = [each for each in features if each["timeline"]["date"] is not None]
            features = [*dated[::-1], *features[len(dated) :]]
            limit = min(limit or FEED_ENTRIES, self.catalog.settings.max_limit)
        items = [
            StoredItem(each["collection"], each["id"], lossless.dumps(each))
            for each in features[:limit]
        ]
        return self.of_served(items, f"{location_id}-timeline", f"timeline of {title}", None)

    def of_served(
        self,
        items: Iterable[StoredItem],
        name: str,
        title: str,
        collections: Iterable[str] | None,
    ) -> Response:
        """Some items whose links lead into the API already."""
        links = links_for(self.request)
        query = f"?{self.request.url.query}" if self.request.url.query else ""
        selection = Selection(
            items=items,
            title=f"{self.catalog.settings.title}: {title}",
            address=links.url(
                self.request.url.path.removeprefix(self.request.scope.get("root_path", ""))
            )
            + query,
            base=links.base,
            revision=self.catalog.store.revision,
            collections=served_collections(self.catalog.store, links),
            kinds=kinds_of(collections),
        )
        return self._streamed(selection, name)

    def _streamed(self, selection: Selection, name: str) -> Response:
        chunks = joined(self.format.write(selection))
        # What fails at once is answered as an error; after the first chunk it can only break off.
        first = next(chunks, b"")
        return attachment(self.format, name, chain((first,), chunks))


def attachment(form: Format, name: str, chunks: Iterable[bytes]) -> Response:
    """A file of a format, to be saved under a name like this; a feed is to be read."""
    file = f"{_NOT_IN_NAME.sub('_', name)}.{form.suffix}"
    kept = {} if form.feed else {"Content-Disposition": f'attachment; filename="{file}"'}
    return StreamingResponse(chunks, media_type=form.media_type, headers=kept)


@lru_cache(maxsize=1024)
def of_single_items(base: str, collection: str) -> Prepared:
    """The links of items that are answered alone: where each stands, what is known of it, and its other formats."""
    links = Links(base)
    here, known = links.of_item(collection, ANY_ID), links.to_references(collection, ANY_ID)
    return Prepared([*here, *known, *_in_other_formats(links, collection, ANY_ID)])


def _in_other_formats(links: Links, collection: str, item_id: str) -> list[Link]:
    """Links to one item in other formats; a location has a feed of what is said of it, too."""
    others = alternates(links, item_address(collection, item_id), {}, OF_ITEM, [collection])
    if collection == LOCATIONS:
        name = quote(item_id, safe="")
        feeds = [each for each in OF_LIST if each.feed]
        others += alternates(links, f"/locations/{name}/timeline", {}, feeds, None)
    return others


def _title(item: StoredItem) -> str:
    return Exported(lossless.loads(item.body), "").title


def served_collections(store: Store, links: Links) -> dict[str, dict[str, Any]]:
    """Every Collection by id, as it is served."""
    served = (lossless.loads(collection_bytes(body, links)) for body in store.collections())
    return {each["id"]: each for each in served}
