"""`/references`: references by facets of their own, of their report and of their place, with the counts of each."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api import parameters
from imgcat.api.catalog import Served
from imgcat.api.facets import FACETS, Row, counts, matching, rows
from imgcat.api.links import GEOJSON, links_for
from imgcat.api.pages import page_of
from imgcat.api.responses import feature_collection_object, item_object, json_response
from imgcat.api.routes.common import answers, own_router
from imgcat.errors import InvalidRequest
from imgcat.model.identifiers import REFERENCES

router = own_router()

_EXAMPLE = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "id": "img-bp-sino-ri-2019-01", "collection": "references"}],
    "facets": {
        "publisher": {
            "values": [{"value": "CSIS Beyond Parallel", "count": 109}],
            "distinct": 1,
            "without": 0,
        }
    },
    "numberMatched": 109,
    "numberReturned": 1,
}

Values = list[str] | None


class Facets(BaseModel):
    """What can be asked of references; several values of one facet are joined by OR, facets by AND."""

    from_: Annotated[Values, Field(alias="from", description="Ids of reports that make them.")] = (
        None
    )
    to: Annotated[
        Values, Field(description="Ids of the locations or reports that they point at.")
    ] = None
    relation: Annotated[
        Values, Field(description="Relations: `cites-image`, `about`, `reports-on`.")
    ] = None
    access: Annotated[
        Values, Field(description="Access to the picture: `public`, `commercial`, `unknown`.")
    ] = None
    provider: Annotated[Values, Field(description="Whom the picture's credit names.")] = None
    mission: Annotated[Values, Field(description="The picture's satellite: `sentinel-2`.")] = None
    modality: Annotated[Values, Field(description="The kind of picture: `optical`, `sar`.")] = None
    resolution: Annotated[
        Values,
        Field(description="Whether the pass that it shows is known: `stated`, `unresolved`."),
    ] = None
    publisher: Annotated[Values, Field(description="Publishers of the report.")] = None
    series: Annotated[Values, Field(description="Series of the report.")] = None
    kind: Annotated[Values, Field(description="Kinds of the report: `analysis`, `news`.")] = None
    language: Annotated[Values, Field(description="Languages of the report (BCP 47).")] = None
    author: Annotated[Values, Field(description="Authors of the report.")] = None
    country: Annotated[
        Values, Field(description="Countries of the place (ISO 3166-1 alpha-3).")
    ] = None
    type: Annotated[Values, Field(description="Types of the place: `missile-operating-base`.")] = (
        None
    )
    year: Annotated[Values, Field(description="Years in which the report was published.")] = None
    picture_year: Annotated[Values, Field(description="Years in which the picture was taken.")] = (
        None
    )
    facets: Annotated[
        str | None,
        Field(description="Which facets to count, with commas between; all if not said."),
    ] = None
    values: Annotated[
        int, Field(ge=0, le=1000, description="How many values of a facet to list at most.")
    ] = 20
    limit: Annotated[
        int | None,
        Field(
            description="How many to return at most. More than the server allows is lowered to that."
        ),
    ] = None
    token: Annotated[
        str | None, Field(description="Where the page starts: the token of a `next` link.")
    ] = None


@router.get(
    "/references",
    summary="References by facets",
    responses=answers(GEOJSON, _EXAMPLE),
    response_class=Response,
)
def references(request: Request, catalog: Served, asked: Annotated[Facets, Query()]) -> Response:
    """References, oldest first, with how many of them have which value of each facet.

    Facets are of the reference itself, of the report that makes it (`publisher`, `kind`, `language`, `author`, `year`)
    and of the place that it points at (`country`, `type`), which an item search cannot join. A parameter that is
    repeated keeps references with any of its values. The counts are of all references that match, on all pages.
    """
    settings, links = catalog.settings, links_for(request)
    most = parameters.limit(asked.limit, settings.default_limit, settings.max_limit)
    wanted = asked.model_dump(by_alias=True, include={*Facets.model_fields} - _OTHERS)
    chosen = {name: values for name, values in wanted.items() if values}
    found = matching(catalog.once(rows), chosen)
    page, following = page_of(found, _id, asked.token, most)
    items = (catalog.store.item(REFERENCES, row.id) for row in page)
    around = links.around_page("/references", request.query_params, GEOJSON, following)
    answer = feature_collection_object(
        [item_object(each, links) for each in items], around, len(found)
    )
    answer["facets"] = counts(found, _named(asked.facets), asked.values)
    return json_response({**answer, "revision": catalog.store.revision}, GEOJSON)


_OTHERS = {"facets", "values", "limit", "token"}


def _id(row: Row) -> str:
    return row.id


def _named(text: str | None) -> tuple[str, ...]:
    names = parameters.words("facets", text) or FACETS
    if unknown := sorted(set(names) - set(FACETS)):
        raise InvalidRequest(f"The facets are {', '.join(FACETS)}; found {unknown[0]!r:.40}.")
    return tuple(names)
