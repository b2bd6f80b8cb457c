"""The STAC API itself: what stac-fastapi asks of its clients, answered from the store.

The clients are not derived from stac-fastapi's own, whose methods return dictionaries: these return ready responses.
"""

from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import collection_search, conformance, exports, search
from imgcat.api.catalog import Catalog
from imgcat.api.known import refuse_unknown_parameters
from imgcat.api.links import (
    FUNCTIONS,
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    QUERYABLES,
    SCHEMA_JSON,
    SORTABLES,
    link_header,
    links_for,
)
from imgcat.api.middleware import identifier
from imgcat.api.property_schema import queryables_response, sortables_response
from imgcat.api.requests import CollectionsParameters, ItemsParameters, SearchBody, SearchParameters
from imgcat.api.responses import (
    collection_bytes,
    dataset_response,
    geojson_response,
    item_bytes,
    json_response,
)
from imgcat.export.formats import OF_COLLECTION, OF_ITEM, OF_SEARCH
from imgcat.model.identifiers import SCHEMA_PATH, STAC_VERSION
from imgcat.store.address import collection_address
from imgcat.store.body import with_links


class StacClient:
    """Core, Collections, Features and Item Search."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

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

    async def get_item(
        self,
        item_id: str,
        collection_id: str,
        request: Request,
        f: str | None = None,
        **_: Any,
    ) -> Response:
        refuse_unknown_parameters(request)
        links, store = links_for(request), self.catalog.store
        wanted = identifier(collection_id), identifier(item_id)
        # In a thread only where it is waited for: going there and back takes longer than looking an item up by its id.
        item = await run_in_threadpool(store.item, *wanted) if store.remote else store.item(*wanted)
        if (chosen := exports.wanted(request, f, OF_ITEM)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            return await run_in_threadpool(export.of_item, item)
        more = [
            *links.to_references(item.collection, item.id),
            *exports.of_item(links, item.collection, item.id),
        ]
        return geojson_response(
            item_bytes(item, links, more), links.of_item(item.collection, item.id)
        )

    def item_collection(self, request: Request, **given: Any) -> Response:
        refuse_unknown_parameters(request)
        asked = ItemsParameters(**given)
        collection_id = identifier(asked.collection_id)
        # An unknown collection is not found here, while a search simply matches nothing in it.
        self.catalog.store.collection(collection_id)
        found = search.of_parameters(asked, self.catalog).within(collection_id)
        came = search.Asked(
            f"{collection_address(collection_id)}/items", dict(request.query_params)
        )
        if (chosen := exports.wanted(request, asked.f, OF_SEARCH)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            return export.of_query(found.query, collection_id, collection_id, limit=asked.limit)
        return search.answer(found, came, links_for(request), self.catalog)

    def get_search(self, request: Request, **given: Any) -> Response:
        refuse_unknown_parameters(request)
        asked = SearchParameters(**given)
        found = search.of_parameters(asked, self.catalog)
        if (chosen := exports.wanted(request, asked.f, OF_SEARCH)) is not None:
            export = exports.Export(chosen, request, self.catalog)
            title = search.title(request.query_params)
            return export.of_query(found.query, "search", title, limit=asked.limit)
        came = search.Asked("/search", dict(request.query_params))
        return search.answer(found, came, links_for(request), self.catalog)

    def post_search(self, search_request: SearchBody, request: Request, **_: Any) -> Response:
        refuse_unknown_parameters(request)
        found = search.of_body(search_request, self.catalog)
        # Only now: what nests too deeply to be written has been refused.
        body = search_request.model_dump(mode="json", by_alias=True, exclude_unset=True)
        came = search.Asked("/search", body, post=True)
        return search.answer(found, came, links_for(request), self.catalog)


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
