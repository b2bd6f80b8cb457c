"""`/locations/{id}/neighbours`: the places that sources tie to a place, and those near it."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.links import GEOJSON, JSON, links_for
from imgcat.api.neighbours import neighbours
from imgcat.api.pages import page_of
from imgcat.api.responses import json_response
from imgcat.api.routes.common import Limit, LocationId, Token, answers, own_router
from imgcat.model.identifiers import LOCATIONS
from imgcat.questions.records import location
from imgcat.store.address import item_address

router = own_router()

_EXAMPLE = {
    "location": "prk-sino-ri",
    "neighbours": [
        {
            "location": "prk-myodu-san",
            "title": "Myodu-san Training Area",
            "country": "PRK",
            "types": ["training-area"],
            "distance_km": None,
            "uncertainty_m": None,
            "relations": [
                {
                    "relation": "supported-by",
                    "source": {"url": "https://dailytv.net/video/x714jkk"},
                }
            ],
        }
    ],
    "numberMatched": 2,
    "numberReturned": 1,
}


@router.get(
    "/locations/{location_id}/neighbours",
    summary="Places around a location",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def location_neighbours(
    request: Request,
    catalog: Served,
    location_id: LocationId,
    km: Annotated[
        float,
        Query(
            ge=0,
            le=1000,
            description="How far away a place may be, in kilometres on the sphere, from position to position; "
            "0 for those alone that sources tie to it.",
        ),
    ] = 10,
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """The places that sources tie to this one, and those within so many kilometres, nearest first.

    `relations` says what a source states: that the neighbour `supports` this place is `supported-by` here, and
    `part-of` is `has-part`; a tie has no distance limit. `distance_km` is between the positions as recorded, each of
    which may be off by its `uncertainty_m`; null where one of the places has no position.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.max_limit, settings.max_limit)
    place = location(catalog.store, location_id)
    found = neighbours(catalog, place, km * 1000)
    page, following = page_of(found, lambda each: str(each["location"]), token, most)
    address = item_address(LOCATIONS, location_id)
    here = f"/locations/{address.rpartition('/')[2]}/neighbours"
    return json_response(
        {
            "location": place.id,
            "neighbours": page,
            "numberMatched": len(found),
            "numberReturned": len(page),
            "revision": catalog.store.revision,
            "links": [
                *links.around_page(here, request.query_params, JSON, following),
                links.to("about", address, GEOJSON),
            ],
        }
    )
