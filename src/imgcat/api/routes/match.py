"""`/locations/match`: from a name, in any script and spelling, to the places it may mean."""

from typing import Annotated, Any

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Catalog, Served
from imgcat.api.links import GEOJSON, JSON, Links, links_for
from imgcat.api.responses import json_response
from imgcat.api.routes.common import Country, Limit, answers, country_code, own_router
from imgcat.errors import InvalidRequest
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.names import Match
from imgcat.questions.records import properties
from imgcat.store.address import item_address

router = own_router()

_EXAMPLE = {
    "q": "신오리",
    "matches": [
        {
            "location": "prk-sino-ri",
            "title": "Sino-ri Missile Operating Base",
            "score": 100,
            "kind": "exact",
            "name": {"text": "신오리", "lang": "ko", "script": "Hang", "kind": "variant"},
        }
    ],
    "numberMatched": 1,
    "numberReturned": 1,
}


@router.get(
    "/locations/match",
    summary="Locations by name",
    responses=answers(JSON, _EXAMPLE),
    response_class=Response,
)
def match_locations(
    request: Request,
    catalog: Served,
    q: Annotated[
        str,
        Query(
            description="The name of a place, in any script and spelling.",
            openapi_examples={
                "Hangul": {"value": "신오리"},
                "Latin": {"value": "Sinori"},
                "with its province": {"value": "Sino-ri, North Pyongan"},
            },
        ),
    ],
    country: Country = None,
    limit: Limit = None,
) -> Response:
    """The places that a name may mean, best first: the score from 0 to 100, the name that matched and its source.

    `kind` says how it matched: `exact`, `folded` (but for case and marks), `korean` (another romanisation),
    `transliterated` (another script), `stem` (but for words of kind), `partial` (some of the words), `near` (a slip).
    """
    if len(q) > parameters.LONGEST_NAME:
        raise InvalidRequest(f"The q of a name has at most {parameters.LONGEST_NAME} characters.")
    if not q.strip():
        raise InvalidRequest("The q names nothing: give the name of a place.")
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(limit, settings.default_limit, settings.max_limit)
    found = catalog.gazetteer.match(q, country=country_code(country))
    return json_response(
        {
            "q": q,
            "matches": [_match(each, catalog, links) for each in found[:most]],
            "numberMatched": len(found),
            "numberReturned": min(most, len(found)),
            "links": [links.to("root", "/")],
        }
    )


def _match(match: Match, catalog: Catalog, links: Links) -> dict[str, Any]:
    about = properties(catalog.store.item(LOCATIONS, match.location))
    # The gazetteer keeps the text of a name; its source and all else stand in the record.
    names = [name for name in about["ref:names"] if name["text"] == match.entry.text]
    return {
        "location": match.location,
        "title": about.get("title"),
        "country": about.get("ref:country"),
        "score": match.score,
        "kind": match.kind,
        "name": names[0],
        "links": [
            links.to("item", item_address(LOCATIONS, match.location), GEOJSON),
            *links.to_references(LOCATIONS, match.location),
        ],
    }
