"""`/locations/{id}/timeline`: pictures cited, reports and news published, public scenes, in order of time."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.exports import Export, alternates
from imgcat.api.links import GEOJSON, links_for
from imgcat.api.responses import feature_collection, geojson_response
from imgcat.api.routes.common import Chosen, Limit, LocationId, answers, own_router
from imgcat.api.timeline import KINDS, check_cursor, entries
from imgcat.export.formats import OF_LIST
from imgcat.model.identifiers import LOCATIONS
from imgcat.questions.records import location
from imgcat.store import lossless
from imgcat.store.address import item_address

router = own_router()

_EXAMPLE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "img-bp-sino-ri-2019-01",
            "collection": "references",
            "timeline": {
                "kind": "picture",
                "date": "2018-12-27",
                "precision": "day",
                "relations": ["cites-image"],
            },
        }
    ],
}


@router.get(
    "/locations/{location_id}/timeline",
    summary="A location's timeline",
    responses=answers(GEOJSON, _EXAMPLE),
    response_class=Response,
)
def timeline(
    request: Request,
    catalog: Served,
    location_id: LocationId,
    chosen: Chosen,
    datetime: Annotated[
        str | None,
        Query(
            description="Only what falls, at least in part, into this interval of RFC 3339 date-times; "
            "what has no date is left out then.",
            openapi_examples={
                "in 2018 and 2019": {"value": "2018-01-01T00:00:00Z/2019-12-31T23:59:59Z"}
            },
        ),
    ] = None,
    kind: Annotated[
        str | None,
        Query(
            description=f"Only entries of these kinds, with commas between: {', '.join(KINDS)}.",
            openapi_examples={"pictures and scenes": {"value": "picture,scene"}},
        ),
    ] = None,
    limit: Limit = None,
    token: Annotated[
        str | None, Query(description="Where the page starts: the token of a `next` link.")
    ] = None,
) -> Response:
    """All that is known of a place, oldest first; what has no date comes last.

    Each feature is the record itself, with a member `timeline`: its `kind`, its `date` as far as it is known with its
    `precision`, and its `relations` to the place. A report that refers to a report about the place belongs to it too;
    `refers_to` then says how, and to which.
    """
    store, settings, links = catalog.store, catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.max_limit, settings.max_limit)
    within, kinds = parameters.interval(datetime), parameters.some_of("kind", kind, KINDS)
    check_cursor(token)
    place = location(store, location_id)
    found = sorted(
        (
            entry
            for entry in entries(catalog, place, links, kinds)
            if within is None or entry.falls_into(within)
        ),
        key=lambda entry: entry.cursor,
    )
    if chosen is not None:
        export = Export(chosen, request, catalog)
        return export.of_timeline([entry.feature for entry in found], place.id, place.title, limit)
    rest = [entry for entry in found if token is None or entry.cursor > token]
    page = rest[:most]
    here = f"/locations/{item_address(LOCATIONS, place.id).rpartition('/')[2]}/timeline"
    asked = dict(request.query_params)
    around = [
        {"rel": "self", "href": links.url(here, **asked), "type": GEOJSON},
        links.to("about", item_address(LOCATIONS, place.id), GEOJSON, title=place.title),
        links.root(),
    ]
    if len(rest) > most:
        following = links.url(here, **{**asked, "token": page[-1].cursor})
        around.append({"rel": "next", "href": following, "type": GEOJSON})
    features = [(lossless.dumps(entry.feature),) for entry in page]
    others = alternates(links, here, asked, OF_LIST, None)
    return geojson_response(feature_collection(features, [*around, *others], len(found)), around)
