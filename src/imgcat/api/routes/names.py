"""`/locations/{id}/names`: every name of a place, who writes it so, and since when."""

from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.catalog import Served
from imgcat.api.links import GEOJSON, JSON, links_for
from imgcat.api.names import names
from imgcat.api.responses import json_response
from imgcat.api.routes.common import LocationId, answers, own_router
from imgcat.model.identifiers import LOCATIONS
from imgcat.questions.records import equals, location, properties, references, reports_by_id
from imgcat.store.address import item_address

router = own_router()

_EXAMPLE = {
    "location": "prk-hoejung-ni",
    "title": "Hoejung-ni Missile Operating Base",
    "names": [
        {
            "text": "Hoejung-ri",
            "kind": "variant",
            "script": "Latn",
            "source": {"url": "https://news.kbs.co.kr/news/view.do?ncd=5389850"},
            "first_used": None,
            "used_by": [],
        }
    ],
    "numberMatched": 5,
    "numberReturned": 5,
}


@router.get(
    "/locations/{location_id}/names",
    summary="A location's names",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def location_names(request: Request, catalog: Served, location_id: LocationId) -> Response:
    """Every name and spelling of a place, with its script (ISO 15924), language, kind, and the source of it.

    `used_by` lists the reports on the place that are known to use the name, the earliest first: those whose page is
    its source, and those whose title holds it (`basis`). `first_used` is the earliest of them with a date, or null
    where the records do not say.
    """
    place, links = location(catalog.store, location_id), links_for(request)
    referring = references(catalog.store, equals("ref:location", location_id))
    reports = reports_by_id(catalog.store, {properties(item)["ref:report"] for item in referring})
    found = names(place, reports)
    address = item_address(LOCATIONS, location_id)
    here = f"/locations/{address.rpartition('/')[2]}/names"
    return json_response(
        {
            "location": place.id,
            "title": place.title,
            "names": found,
            "numberMatched": len(found),
            "numberReturned": len(found),
            "revision": catalog.store.revision,
            "links": [
                *links.around_page(here, request.query_params, JSON, None),
                links.to("about", address, GEOJSON),
            ],
        }
    )
