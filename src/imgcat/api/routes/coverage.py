"""`/locations/{id}/coverage` and `.../items/{id}/coverage`: the scenes over a place, the places under a scene."""

from dataclasses import replace
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.coverage import covering, places_under, rounded, scenes_over, seen_by
from imgcat.api.links import GEOJSON, Link, Links, links_for
from imgcat.api.middleware import identifier
from imgcat.api.pages import page_of
from imgcat.api.responses import feature_collection, geojson_response, item_object
from imgcat.api.routes.common import (
    CollectionId,
    Datetime,
    Limit,
    LocationId,
    Token,
    answers,
    own_router,
)
from imgcat.model.coverage import Area, Coverage, area
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.item import Json
from imgcat.questions.records import location
from imgcat.store import Query as Question
from imgcat.store import Sort, StoredItem, lossless
from imgcat.store.address import item_address

router = own_router()

_IN_TIME = (Sort("datetime"),)

_SCENES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "S2B_MSIL2A_20240827T081609_N0511_R121_T36RXV_20240827T113546",
            "coverage": {
                "how": "whole",
                "share": 1.0,
                "cloud_cover": 0.3,
                "mission": "sentinel-2",
                "satellite": "sentinel-2b",
            },
        }
    ],
}
_PLACES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": "pse-gaza-city", "coverage": {"how": "part", "share": 0.418}}
    ],
}


@router.get(
    "/locations/{location_id}/coverage",
    summary="Scenes that cover a location",
    responses=answers(GEOJSON, _SCENES),
    response_class=Response,
)
def location_coverage(
    request: Request,
    catalog: Served,
    location_id: LocationId,
    datetime: Datetime = None,
    cloud_cover: Annotated[
        float | None,
        Query(
            ge=0,
            le=100,
            description="The most cloud, in percent. A scene whose cloud cover is not known is kept.",
            openapi_examples={"mostly clear": {"value": 20}},
        ),
    ] = None,
    coverage: Annotated[
        Coverage,
        Query(
            description="How far a footprint must at least cover the place: `whole` (all of where it may lie), `point` "
            "(the point that stands for it), or `part` (anything of it)."
        ),
    ] = Coverage.PART,
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """The scenes whose footprint covers the place at least in part, oldest first.

    Where a place may lie is its outline, or the circle of its uncertainty around its point. The member `coverage` of a
    scene says `how` its footprint covers that, what `share` of its area it covers (0 to 1), and of the scene its
    `cloud_cover`, `mission` and `satellite`. A footprint is what the provider gives; it may hold stripes without data.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.default_limit, settings.max_limit)
    place = location(catalog.store, location_id)
    address = item_address(LOCATIONS, place.id)
    features: list[Json] = []
    following: str | None = None
    matched: int | None = 0
    reason = {}
    if place.position is None:
        reason = {"reason": f"The place has no coordinates: {place.geometry_reason}"}
    elif catalog.scene_collections:
        ground = area(place.position)
        within = parameters.interval(datetime)
        found = scenes_over(catalog, ground, coverage, within, cloud_cover)
        page = catalog.store.search(replace(found, sortby=_IN_TIME, limit=most, token=token))
        features = [_scene(item, links, ground) for item in page.items]
        following, matched = page.next, page.matched if page.exact else None
    name = address.rpartition("/")[2]
    around = [
        *links.around_page(f"/locations/{name}/coverage", request.query_params, GEOJSON, following),
        links.to("about", address, GEOJSON, title=place.title),
    ]
    return _answer(features, around, matched, **reason)


@router.get(
    "/collections/{collection_id}/items/{item_id}/coverage",
    summary="Locations under a scene",
    responses=answers(GEOJSON, _PLACES),
    response_class=Response,
)
def item_coverage(
    request: Request,
    catalog: Served,
    collection_id: CollectionId,
    item_id: Annotated[
        str,
        Path(description="The item's id.", examples=["prk-sino-ri"]),
        AfterValidator(identifier),
    ],
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """The locations that an item's footprint covers at least in part, those first of which it covers most.

    The member `coverage` of a location says `how` the footprint covers where it may lie, and what `share` of that.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.default_limit, settings.max_limit)
    item = catalog.store.item(collection_id, item_id)
    found = places_under(catalog, lossless.loads(item.body))
    page, following = page_of(found, lambda tie: tie.place, token, most)
    ids = tuple(tie.place for tie in page)
    query = Question(collections=(LOCATIONS,), ids=ids, limit=len(ids))
    places = {each.id: each for each in catalog.store.search(query).items} if ids else {}
    features = [
        {
            **item_object(places[tie.place], links),
            "coverage": {"how": tie.coverage, "share": rounded(tie.share)},
        }
        for tie in page
    ]
    address = item_address(collection_id, item_id)
    around = [
        *links.around_page(f"{address}/coverage", request.query_params, GEOJSON, following),
        links.to("about", address, GEOJSON),
    ]
    return _answer(features, around, len(found))


def _scene(item: StoredItem, links: Links, ground: Area) -> Json:
    """A scene as it is served, and how it covers a place."""
    feature = item_object(item, links)
    return {**feature, "coverage": {**covering(feature, ground), **seen_by(feature)}}


def _answer(
    features: list[Json], links: list[Link], matched: int | None, **reason: str
) -> Response:
    body = feature_collection(
        ((lossless.dumps(each),) for each in features), links, matched, **reason
    )
    return geojson_response(body, links)
