"""An item search: from a request to the store's Query, and from its Page to the response."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from imgcat.api import exports, parameters, requests, stacql
from imgcat.api.catalog import Catalog
from imgcat.api.fields import Fields
from imgcat.api.links import GEOJSON, Link, Links
from imgcat.api.responses import feature_collection, geojson_response, item_object, item_parts
from imgcat.api.settings import Settings
from imgcat.errors import InvalidRequest
from imgcat.export.formats import OF_SEARCH
from imgcat.store import Page, Query, lossless
from imgcat.store.body import Parts
from imgcat.store.cql2 import check_size, parse_filter

TELLING = ("q", "collections", "ids", "filter", "query", "datetime", "bbox", "intersects")
"""The parameters that say what a search is for."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked: the store's Query and the fields to return."""

    query: Query
    fields: Fields | None

    def within(self, collection: str) -> "Search":
        """The same search within one collection. Raises InvalidRequest when it asks for others."""
        if set(self.query.collections or ()) - {collection}:
            raise InvalidRequest(
                f"The items of {collection!r:.60} are asked for, so that collections can name no other."
            )
        return Search(replace(self.query, collections=(collection,)), self.fields)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a search came in, and with what: the query parameters of a GET, or the body of a POST."""

    path: str
    parameters: Mapping[str, Any]
    post: bool = False
    media_type: str = GEOJSON

    def itself(self, links: Links) -> Link:
        """The link to this page. A POST has no URL of its own."""
        query = "" if self.post or not self.parameters else f"?{urlencode(self.parameters)}"
        return {"rel": "self", "href": links.url(self.path) + query, "type": self.media_type}

    def page(self, rel: str, token: str | None, links: Links) -> list[Link]:
        """The link to a page of the same search; none when there is no such page."""
        if token is None:
            return []
        again = {**self.parameters, "token": token}
        if self.post:
            whole = {"method": "POST", "merge": False, "body": again}
            return [links.to(rel, self.path, self.media_type, **whole)]
        href = f"{links.url(self.path)}?{urlencode(again)}"
        return [{"rel": rel, "href": href, "type": self.media_type, "method": "GET"}]

    def in_other_formats(self, collections: Iterable[str] | None, links: Links) -> list[Link]:
        """The links to all that is found in the formats of exports. A POST has no URL that could be linked to."""
        if self.post:
            return []
        return exports.alternates(links, self.path, self.parameters, OF_SEARCH, collections)


def of_parameters(asked: requests.SearchParameters, catalog: Catalog) -> Search:
    """What a GET asks for."""
    found = Query(
        **_given_in_parameters(asked, catalog),
        sortby=parameters.sort_of_text(asked.sortby),
        limit=_limit(asked.limit, catalog),
        token=asked.token,
    )
    return Search(found, Fields.of_text(asked.fields))


def conditions_of_parameters(asked: requests.Conditions, catalog: Catalog) -> Query:
    """Which items a GET asks for."""
    return Query(**_given_in_parameters(asked, catalog))


def _given_in_parameters(asked: requests.Conditions, catalog: Catalog) -> dict[str, Any]:
    parameters.crs84(asked.filter_crs)
    settings = catalog.settings
    found = {
        "collections": parameters.words("collections", asked.collections, settings.max_ids),
        "ids": parameters.words("ids", asked.ids, settings.max_ids),
        "bbox": parameters.bbox_of_text(asked.bbox),
        "intersects": parameters.geometry_of_text(asked.intersects, settings.max_vertices),
        "datetime": parameters.interval(asked.datetime),
        "filter": stacql.joined(
            filter_tree(asked.filter_expr, asked.filter_lang, settings), asked.query
        ),
        "q": parameters.free_text(asked.q),
    }
    return _one_area(found)


def of_body(asked: requests.SearchBody, catalog: Catalog) -> Search:
    """What a POST asks for."""
    sortby = [parameters.sort(key.field, key.direction == "desc") for key in asked.sortby or ()]
    found = Query(
        **_given_in_body(asked, catalog),
        sortby=tuple(sortby),
        limit=_limit(asked.limit, catalog),
        token=asked.token,
    )
    return Search(found, _fields(asked))


def conditions_of_body(asked: requests.ConditionsBody, catalog: Catalog) -> Query:
    """Which items a POST asks for."""
    return Query(**_given_in_body(asked, catalog))


def _given_in_body(asked: requests.ConditionsBody, catalog: Catalog) -> dict[str, Any]:
    parameters.crs84(asked.filter_crs)
    lang = asked.filter_lang or "cql2-json"
    settings = catalog.settings
    found = {
        "collections": parameters.words("collections", asked.collections, settings.max_ids),
        "ids": parameters.words("ids", asked.ids, settings.max_ids),
        "bbox": parameters.bbox(asked.bbox),
        "intersects": parameters.geometry(asked.intersects, settings.max_vertices),
        "datetime": parameters.interval(asked.datetime),
        "filter": stacql.joined(filter_tree(asked.filter_expr, lang, settings), asked.query),
        "q": parameters.free_text(asked.q),
    }
    return _one_area(found)


def _fields(asked: requests.SearchBody) -> Fields | None:
    """The fields of a POST, where a list that is missing is not the same as one that is null or empty."""
    if "fields" not in asked.model_fields_set:
        return None
    sets = asked.fields or requests.FieldSets()
    include = (sets.include or ()) if "include" in sets.model_fields_set else None
    return Fields.of(include, sets.exclude or ())


def title(asked: Mapping[str, str]) -> str:
    """What a search is called in an export: what was asked for, in the words of the request."""
    told = [f"{name} {asked[name]}" for name in TELLING if asked.get(name)]
    return ", ".join(told) or "all records"


async def answer(search: Search, asked: Asked, links: Links, catalog: Catalog) -> Response:
    """The page of items that a search finds, by the store or, where that may take a while, by a thread."""
    page = catalog.store.search_at_once(search.query)
    if page is not None:
        return _shown(page, search, asked, links)
    return await run_in_threadpool(
        lambda: _shown(catalog.store.search(search.query), search, asked, links)
    )


def _shown(page: Page, search: Search, asked: Asked, links: Links) -> Response:
    around = [
        asked.itself(links),
        links.root(),
        *asked.page("next", page.next, links),
        *asked.page("prev", page.prev, links),
    ]
    others = asked.in_other_formats(search.query.collections, links)
    matched = page.matched if page.exact else None
    found = feature_collection(_features(page, search.fields, links), [*around, *others], matched)
    return geojson_response(found, around)


def _features(page: Page, fields: Fields | None, links: Links) -> Iterable[Parts]:
    if fields is None:
        return [item_parts(item, links) for item in page.items]
    return [(lossless.dumps(fields.select(item_object(item, links))),) for item in page.items]


def filter_tree(text_or_json: Any, lang: str, settings: Settings) -> Any:
    """A filter as a CQL2 JSON tree; None where there is none. Raises InvalidRequest for one that is too large."""
    if text_or_json is None:
        return None
    tree = parse_filter(text_or_json, lang)
    check_size(tree, settings.max_filter_depth, settings.max_filter_parts)
    parameters.check_vertices(tree, settings.max_vertices)
    return tree


def _limit(asked: int | None, catalog: Catalog) -> int:
    return parameters.limit(asked, catalog.settings.default_limit, catalog.settings.max_limit)


def _one_area(conditions: dict[str, Any]) -> dict[str, Any]:
    if conditions["bbox"] is not None and conditions["intersects"] is not None:
        raise InvalidRequest("A search has either a bbox or an intersects geometry, not both.")
    return conditions
