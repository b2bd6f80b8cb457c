"""`/aggregations` and `/aggregate`: what can be counted over items, and the counts."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import aggregations, parameters, search
from imgcat.api.aggregate_requests import AggregateBody, AggregateParameters, options
from imgcat.api.catalog import Catalog, Served
from imgcat.api.links import JSON, links_for
from imgcat.api.responses import json_response
from imgcat.api.routes.common import CollectionId, answers, own_router
from imgcat.store import Query
from imgcat.store.address import collection_address

router = own_router("Aggregation")

Parameters = Annotated[AggregateParameters, Depends()]

_LISTED = answers(JSON, {"aggregations": [{"name": "total_count", "data_type": "integer"}]})
_COUNTED = answers(
    JSON,
    {
        "type": "AggregationCollection",
        "aggregations": [{"name": "total_count", "data_type": "integer", "value": 555}],
    },
)


@router.get("/aggregations", summary="Aggregations", responses=_LISTED, response_class=Response)
def all_aggregations(request: Request, catalog: Served) -> Response:
    """What can be counted over the items of all collections."""
    return _listed(request, catalog, None)


@router.get(
    "/collections/{collection_id}/aggregations",
    summary="Aggregations of a collection",
    responses=_LISTED,
    response_class=Response,
)
def collection_aggregations(
    request: Request, catalog: Served, collection_id: CollectionId
) -> Response:
    """What can be counted over the items of a collection."""
    return _listed(request, catalog, collection_id)


@router.get("/aggregate", summary="Aggregate", responses=_COUNTED, response_class=Response)
def aggregate(request: Request, catalog: Served, asked: Parameters) -> Response:
    """Counts over the items that an item search with the same parameters finds."""
    return _counted(request, catalog, asked, search.conditions_of_parameters(asked, catalog), None)


@router.post("/aggregate", summary="Aggregate", responses=_COUNTED, response_class=Response)
def post_aggregate(request: Request, catalog: Served, asked: AggregateBody) -> Response:
    """The same as with GET, the conditions in a JSON body."""
    return _counted(request, catalog, asked, search.conditions_of_body(asked, catalog), None)


@router.get(
    "/collections/{collection_id}/aggregate",
    summary="Aggregate a collection",
    responses=_COUNTED,
    response_class=Response,
)
def collection_aggregate(
    request: Request, catalog: Served, collection_id: CollectionId, asked: Parameters
) -> Response:
    """Counts over items of one collection."""
    query = search.conditions_of_parameters(asked, catalog)
    return _counted(request, catalog, asked, query, collection_id)


@router.post(
    "/collections/{collection_id}/aggregate",
    summary="Aggregate a collection",
    responses=_COUNTED,
    response_class=Response,
)
def post_collection_aggregate(
    request: Request, catalog: Served, collection_id: CollectionId, asked: AggregateBody
) -> Response:
    """The same as with GET, the conditions in a JSON body."""
    return _counted(
        request, catalog, asked, search.conditions_of_body(asked, catalog), collection_id
    )


def _above(collection_id: str | None) -> str:
    return "" if collection_id is None else collection_address(collection_id)


def _listed(request: Request, catalog: Catalog, collection_id: str | None) -> Response:
    links, above = links_for(request), _above(collection_id)
    named = aggregations.available(catalog.store.queryables(collection_id))
    around = [links.to("self", f"{above}/aggregations"), links.root(), links.to("up", above or "/")]
    return json_response({"aggregations": aggregations.described(named), "links": around})


def _counted(
    request: Request,
    catalog: Catalog,
    asked: AggregateParameters | AggregateBody,
    query: Query,
    collection_id: str | None,
) -> Response:
    links, above = links_for(request), _above(collection_id)
    # Over all collections any may be asked for, whether or not the items there are have what it counts.
    among = aggregations.AGGREGATIONS
    if collection_id is not None:
        among = aggregations.available(catalog.store.queryables(collection_id))
        query = search.Search(query, None).within(collection_id).query
    named = aggregations.asked_for(
        parameters.words("aggregations", asked.aggregations) or (), among
    )
    made = [each.make(options(asked)) for each in named.values()]
    results = catalog.store.aggregate(query, made)
    told = [
        aggregations.told(name, each, result)
        for (name, each), result in zip(named.items(), results, strict=True)
    ]
    came = search.Asked(
        f"{above}/aggregate", dict(request.query_params), request.method == "POST", JSON
    )
    return json_response(
        {
            "type": "AggregationCollection",
            "aggregations": told,
            "links": [came.itself(links), links.root()],
        }
    )
