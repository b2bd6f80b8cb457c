"""`/conflicts`: what sources give differently of the same place."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.links import JSON, links_for
from imgcat.api.responses import json_response
from imgcat.api.routes.common import Country, Limit, Token, answers, country_code, own_router
from imgcat.errors import InvalidRequest, NotFound
from imgcat.model.identifiers import LOCATIONS
from imgcat.questions.conflicts import Kind, conflicts
from imgcat.questions.evidence import evidence
from imgcat.questions.records import equals, readable_locations
from imgcat.store import Query as Search
from imgcat.store import Sort

router = own_router()

PLACES = 200
"""How many places a page looks at when a request does not say: comparing all their names takes milliseconds each."""

_EXAMPLE = {
    "conflicts": [
        {
            "location": "prk-yongnim",
            "title": "Yongnim Missile Operating Base",
            "kind": "spelling",
            "said": [
                {"value": "Yongnim", "source": {"url": "https://example.org/one"}},
                {"value": "Yongrim", "source": {"url": "https://example.org/another"}},
            ],
        }
    ],
    "numberExamined": 1,
    "numberReturned": 1,
}


@router.get(
    "/conflicts", summary="Conflicts", responses=answers(JSON, _EXAMPLE), response_class=Response
)
def list_conflicts(
    request: Request,
    catalog: Served,
    location: Annotated[
        str | None,
        Query(
            description="Only about this place: a location's id.",
            openapi_examples={"one place": {"value": "prk-hoejung-ni"}},
        ),
    ] = None,
    country: Country = None,
    kind: Annotated[
        str | None,
        Query(
            description=f"Only conflicts of these kinds, with commas between: {', '.join(Kind)}.",
            openapi_examples={"two kinds": {"value": "position,distance"}},
        ),
    ] = None,
    limit: Limit = None,
    token: Token = None,
) -> Response:
    """What sources give differently of one place: who says what, with source and locator. None of it is judged.

    `spelling`: names in one script that are one name by another romanisation or but for a few letters. `position`:
    farther apart than their uncertainties allow, coordinates that the record's note tells of among them. `distance`: a
    distance that a text gives, against the coordinates. `type`: what a place is. `picture-date`: a picture that a
    report has from another one, under a date that cannot be the same. A page looks at `limit` places, 200
    if not said (`numberExamined`), and gives the conflicts about them; follow `next` for the rest.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, min(PLACES, settings.max_limit), settings.max_limit)
    kinds = frozenset(map(Kind, parameters.some_of("kind", kind, tuple(Kind))))
    if location is not None:
        try:
            catalog.store.item(LOCATIONS, location)
        except NotFound as error:
            raise InvalidRequest(str(error)) from error
    code = country_code(country)
    page = catalog.store.search(
        Search(
            collections=(LOCATIONS,),
            ids=(location,) if location is not None else None,
            filter=equals("ref:country", code) if code is not None else None,
            sortby=(Sort("id"),),
            limit=most,
            token=token,
        )
    )
    found = [
        {"location": known.location.id, "title": known.location.title, **each.to_json()}
        for known in evidence(catalog.store, catalog.gazetteer, readable_locations(page.items))
        for each in conflicts(known, kinds)
    ]
    return json_response(
        {
            "conflicts": found,
            "numberExamined": len(page.items),
            "numberReturned": len(found),
            "revision": catalog.store.revision,
            "links": links.around_page("/conflicts", request.query_params, JSON, page.next),
        }
    )
