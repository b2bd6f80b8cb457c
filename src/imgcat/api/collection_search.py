"""Collection search: from a request to the store's Query, and from its Page to the response."""

from dataclasses import replace

import orjson
from starlette.responses import Response

from imgcat.api import parameters, requests
from imgcat.api.catalog import Catalog
from imgcat.api.fields import Fields
from imgcat.api.links import JSON, QUERYABLES, SCHEMA_JSON, SORTABLES, Links, link_header
from imgcat.api.responses import collection_bytes
from imgcat.api.search import Asked, filter_tree
from imgcat.errors import InvalidRequest
from imgcat.store import Query, Sort, StoredItem, lossless

_NAMED_OTHERWISE = {"extent.temporal": "datetime"}
"""Fields that the specification names by their place in a collection."""


def answer(
    asked: requests.CollectionsParameters, came: Asked, links: Links, catalog: Catalog
) -> Response:
    """The page of collections that a search finds: all of them where nothing is asked, in order of id."""
    page = catalog.store.search_collections(_query(asked, catalog))
    fields = Fields.of_collections(asked.fields)
    around = [
        came.itself(links),
        links.root(),
        links.to(QUERYABLES, "/collection-queryables", SCHEMA_JSON),
        links.to(SORTABLES, "/collection-sortables", SCHEMA_JSON),
        *came.page("next", page.next, links),
        *came.page("prev", page.prev, links),
    ]
    tail = {
        "links": around,
        "numberMatched": page.matched,
        "numberReturned": len(page.items),
    }
    bodies = b",".join(_body(found, fields, links) for found in page.items)
    whole = b'{"collections":[' + bodies + b"]," + orjson.dumps(tail)[1:]
    return Response(whole, headers=link_header(around), media_type=JSON)


def _query(asked: requests.CollectionsParameters, catalog: Catalog) -> Query:
    parameters.crs84(asked.filter_crs)
    most = catalog.settings.max_limit
    return Query(
        bbox=parameters.bbox_of_text(asked.bbox),
        datetime=parameters.interval(asked.datetime),
        filter=filter_tree(asked.filter_expr, asked.filter_lang, catalog.settings),
        q=parameters.free_text(asked.q),
        sortby=_sort(asked.sortby, catalog) or (Sort("id"),),
        limit=parameters.limit(asked.limit, most, most),
        token=asked.token,
    )


def _sort(text: str | None, catalog: Catalog) -> tuple[Sort, ...]:
    keys = parameters.sort_of_text(text)
    sortables = catalog.store.collection_sortables()
    named = tuple(replace(key, field=_NAMED_OTHERWISE.get(key.field, key.field)) for key in keys)
    for key in named:
        if key.field not in sortables:
            raise InvalidRequest(
                f"Collections cannot be sorted by {key.field!r:.60}; see /collection-sortables."
            )
    return named


def _body(found: StoredItem, fields: Fields | None, links: Links) -> bytes:
    body = collection_bytes(found.body, links)
    return body if fields is None else lossless.dumps(fields.select(lossless.loads(body)))
