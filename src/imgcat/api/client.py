"""The STAC API itself: what stac-fastapi asks of its clients, answered from the store.

The clients are not derived from stac-fastapi's own, whose methods return dictionaries: these return ready responses.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ParamSpec, TypeVar

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import collection_search, conformance, exports, reading, search
from imgcat.api.catalog import Catalog
from imgcat.api.headers import header
from imgcat.api.known import refuse_unknown, refuse_unknown_parameters
from imgcat.api.links import (
    FUNCTIONS,
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    QUERYABLES,
    SCHEMA_JSON,
    SORTABLES,
    Links,
    link_header,
    links_below,
    links_for,
)
from imgcat.api.middleware import identifier
from imgcat.api.middleware.shortcut import Answer
from imgcat.api.property_schema import queryables_response, sortables_response
from imgcat.api.requests import (
    CollectionsParameters,
    ItemParameters,
    ItemsParameters,
    SearchBody,
    SearchParameters,
)
from imgcat.api.responses import (
    collection_bytes,
    dataset_response,
    item_response,
    json_response,
)
from imgcat.export.formats import OF_COLLECTION, OF_ITEM, OF_SEARCH
from imgcat.model.identifiers import SCHEMA_PATH, STAC_VERSION
from imgcat.store.address import collection_address
from imgcat.store.body import with_links

_ITEM = reading.Url(ItemParameters)
_ITEMS = reading.Url(ItemsParameters)
_SEARCH = reading.Url(SearchParameters)

_ITEMS_PATH = re.compile(r"/collections/([^/]+)/items(?:/([^/]+))?")

Given = ParamSpec("Given")
Made = TypeVar("Made")

READ_AT_ONCE = 4_096
"""Bytes of a question that is read in the event loop; a longer one may take a while."""


class StacClient:
    """Core, Collections, Features and Item Search.

    Items and searches are asked for most. They read their requests themselves, and `ahead` leads to them past all
    that stac-fastapi and FastAPI would do before.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._search: Mapping[str, Answer] = {
            "GET": self.get_search,
            "POST": partial(self.post_search, None),
        }

    def conformance_classes(self) -> list[str]:
        return sorted(conformance.ALL)

    def landing_page(self, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        links, settings = links_for(request), self.catalog.settings
        collections = [orjson.loads(body) for body in self.catalog.store.collections()]
        page = {
            "type": "Catalog",
            "stac_version": STAC_VERSION,
            "id": "imgcat",
            "title": settings.title,
            "description": settings.description,
            "conformsTo": self.conformance_classes(),
            "links": [
                links.to("self", "/"),
                links.root(),
                links.to("data", "/collections", title="Collections"),
                links.to("conformance", "/conformance", title="Conformance classes"),
                links.to("search", "/search", GEOJSON, title="Item search", method="GET"),
                links.to("search", "/search", GEOJSON, title="Item search", method="POST"),
                links.to(QUERYABLES, "/queryables", SCHEMA_JSON, title="Queryables"),
                links.to(SORTABLES, "/sortables", SCHEMA_JSON, title="Sortables"),
                links.to(FUNCTIONS, "/functions", title="Functions of filters"),
                links.to("children", "/children", title="Collections, as children"),
                *links.to_aggregations(""),
                links.to("service-desc", "/api", OPENAPI, title="OpenAPI description"),
                links.to("service-doc", "/api.html", HTML, title="What can be asked"),
                links.to("describedby", f"/{SCHEMA_PATH}", SCHEMA_JSON, title="The ref: extension"),
                *(
                    links.to(
                        "child",
                        collection_address(collection["id"]),
                        title=collection.get("title") or collection["id"],
                    )
                    for collection in collections
                ),
            ],
        }
        return json_response(page)

    def conformance(self, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        return json_response({"conformsTo": self.conformance_classes()})

    def all_collections(self, request: Request, **given: Any) -> Response:
        refuse_unknown_parameters(request)
        asked = CollectionsParameters(**given)
        came = search.Asked("/collections", dict(request.query_params), media_type=JSON)
        return collection_search.answer(asked, came, links_for(request), self.catalog)

    def get_collection(
        self, collection_id: str, request: Request, f: str | None = None, **_: Any
    ) -> Response:
        refuse_unknown_parameters(request)
        links, found = links_for(request), identifier(collection_id)
        body = collection_bytes(self.catalog.store.collection(found), links)
        if exports.wanted(request, f, OF_COLLECTION) is not None:
            return dataset_response(body)
        items = f"{collection_address(found)}/items"
        whole = with_links(body, exports.alternates(links, items, {}, OF_SEARCH, [found]))
        return Response(whole, headers=link_header(links.of_collection(found)), media_type=JSON)

    def ahead(self, method: str, path: str) -> tuple[Answer, dict[str, str]] | None:
        """Who answers for items and searches. stac-fastapi's own routes, to the same, are what OpenAPI describes."""
        if path == "/search":
            answer = self._search.get(method)
            return None if answer is None else (answer, {})
        found = _ITEMS_PATH.fullmatch(path) if method == "GET" else None
        if found is None:
            return None
        collection_id, item_id = found.groups()
        if item_id is None:
            return self.item_collection, {"collection_id": collection_id}
        return self.get_item, {"collection_id": collection_id, "item_id": item_id}

    async def get_item(self, request: Request, **_: Any) -> Response:
        asked = _ITEM.read(request)
        links = self._links(request)
        item = await self._looked_up(
            self.catalog.store.item, identifier(asked.collection_id), identifier(asked.item_id)
        )
        if (chosen := exports.wanted(request, asked.f, OF_ITEM)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            return await run_in_threadpool(export.of_item, item)
        prepared = exports.of_single_items(links.base, item.collection)
        return item_response(item, links, prepared)

    async def item_collection(self, request: Request, **_: Any) -> Response:
        asked = _ITEMS.read(request)
        collection_id = identifier(asked.collection_id)
        # An unknown collection is not found here, while a search simply matches nothing in it.
        await self._looked_up(self.catalog.store.collection, collection_id)
        found = (await self._of_parameters(request, asked)).within(collection_id)
        if (chosen := exports.wanted(request, asked.f, OF_SEARCH)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            return await run_in_threadpool(
                export.of_query, found.query, collection_id, collection_id, limit=asked.limit
            )
        path = f"{collection_address(collection_id)}/items"
        came = search.Asked(path, dict(request.query_params))
        return await search.answer(found, came, self._links(request), self.catalog)

    async def get_search(self, request: Request, **_: Any) -> Response:
        asked = _SEARCH.read(request)
        found = await self._of_parameters(request, asked)
        if (chosen := exports.wanted(request, asked.f, OF_SEARCH)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            title = search.title(request.query_params)
            return await run_in_threadpool(
                export.of_query, found.query, "search", title, limit=asked.limit
            )
        came = search.Asked("/search", dict(request.query_params))
        return await search.answer(found, came, self._links(request), self.catalog)

    def _links(self, request: Request) -> Links:
        return links_below(self.catalog.settings.base_url, request.scope)

    async def _looked_up(
        self, look_up: Callable[Given, Made], *args: Given.args, **named: Given.kwargs
    ) -> Made:
        """What the store finds by an id: here, as a thread would take longer than that, or where it is waited for."""
        if self.catalog.store.remote:
            return await run_in_threadpool(look_up, *args, **named)
        return look_up(*args, **named)

    async def _of_parameters(self, request: Request, asked: SearchParameters) -> search.Search:
        size = len(request.scope["query_string"])
        return await _in_proportion(size, search.of_parameters, asked, self.catalog)

    async def post_search(self, _: SearchBody | None, request: Request) -> Response:
        raw = await request.body()

        def read() -> tuple[Any, search.Search]:
            value = reading.json_of(raw, header(request.scope, b"content-type") or "")
            asked = reading.of_json(value, SearchBody)
            if request.scope["query_string"]:
                refuse_unknown(request.query_params, ())
            return value, search.of_body(asked, self.catalog)

        value, found = await _in_proportion(len(raw), read)
        came = search.Asked("/search", value, post=True)
        return await search.answer(found, came, self._links(request), self.catalog)


async def _in_proportion(
    size: int, read: Callable[Given, Made], *args: Given.args, **named: Given.kwargs
) -> Made:
    """What is read from so many bytes: here, or in a thread where that may take a while."""
    if size <= READ_AT_ONCE:
        return read(*args, **named)
    return await run_in_threadpool(read, *args, **named)


class QueryablesClient:
    """What items can be filtered by."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def get_queryables(
        self, request: Request, collection_id: str | None = None, **_: Any
    ) -> Response:
        refuse_unknown_parameters(request)
        path, found = _of_collection(self.catalog, collection_id, "queryables")
        return queryables_response(request, path, self.catalog.store.queryables(found))


class SortablesClient:
    """What items can be sorted by."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def get_sortables(self, request: Request, **_: Any) -> Response:
        return self._sortables(request, None)

    def get_collection_sortables(self, collection_id: str, request: Request, **_: Any) -> Response:
        return self._sortables(request, collection_id)

    def _sortables(self, request: Request, collection_id: str | None) -> Response:
        refuse_unknown_parameters(request)
        path, found = _of_collection(self.catalog, collection_id, "sortables")
        return sortables_response(request, path, self.catalog.store.sortables(found))


def _of_collection(catalog: Catalog, segment: str | None, what: str) -> tuple[str, str | None]:
    """The path of the queryables or sortables of a collection or of all, and the collection's id. Raises NotFound."""
    if segment is None:
        return f"/{what}", None
    collection_id = identifier(segment)
    catalog.store.collection(collection_id)
    return f"{collection_address(collection_id)}/{what}", collection_id
