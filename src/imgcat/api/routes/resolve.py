"""`/references/resolve`: from a caption, or a stored reference, to the public acquisitions it can be of."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from imgcat.api.catalog import Catalog, Served
from imgcat.api.links import GEOJSON, JSON, Links, links_for
from imgcat.api.middleware import identifier
from imgcat.api.responses import json_response
from imgcat.api.routes.common import answers, own_router
from imgcat.errors import InvalidRecord, InvalidRequest, NotFound
from imgcat.ingest.resolve import (
    Question,
    StoreSearch,
    at_point,
    of_picture,
    of_text,
    resolve,
)
from imgcat.ingest.resolve.search import Found
from imgcat.model.caption import LONGEST
from imgcat.model.identifiers import REFERENCES, REPORTS
from imgcat.model.reference import Picture, Reference
from imgcat.model.report import Report
from imgcat.model.when import CivilDate, first_day
from imgcat.questions.records import location
from imgcat.store import Store, lossless
from imgcat.store.address import item_address

router = own_router()

NAME = "this catalog"

_EXAMPLE = {
    "parsed": {
        "credits": [
            {
                "verbatim": "USGS",
                "organisation": "usgs",
                "name": "U.S. Geological Survey",
                "role": "operator",
            }
        ],
        "missions": ["landsat-8"],
        "dates": [{"value": "2021-09-13", "verbatim": "September 13, 2021", "basis": "stated"}],
        "modality": "optical",
        "access": "public",
    },
    "class": "unique",
    "candidates": [
        {
            "acquisition": "lc08-117033-20210913",
            "pass": "l08-117-20210913",
            "score": 95,
            "parts": {"sensor": 30, "date": 30, "coverage": 15, "usable": 5, "uniqueness": 15},
            "scenes": [
                {"collection": "landsat-c2-l1", "id": "LC08_L1TP_117033_20210913_20210924_02_T1"}
            ],
        }
    ],
}
_ANSWERS = answers(JSON, _EXAMPLE)


def _a_date(value: str) -> str:
    first_day(value)
    return value


class CaptionBody(BaseModel):
    """The body of POST /references/resolve: a caption, and where and by when the picture was taken."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "caption": "Landsat 8, September 13, 2021 (USGS)",
                "location": None,
                "point": [125.4, 38.73],
                "published": "2021-10-01",
            }
        },
    )

    caption: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)] = Field(
        description="The caption or credit line, as printed.",
        examples=["Landsat 8, September 13, 2021 (USGS)"],
    )
    location: str | None = Field(
        None, description="The id of the location that the picture shows. Not together with point."
    )
    point: tuple[Annotated[float, Strict()], Annotated[float, Strict()]] | None = Field(
        None, description="Longitude, latitude in degrees (WGS84). Not together with location."
    )
    published: Annotated[CivilDate, AfterValidator(_a_date)] | None = Field(
        None,
        description="When the report was published: a year, month or day. A year that the caption leaves out is "
        "inferred from it.",
    )


@router.post(
    "/references/resolve",
    summary="Acquisitions that a caption can be of",
    responses=_ANSWERS,
    response_class=Response,
)
def resolve_caption(request: Request, catalog: Served, body: CaptionBody) -> Response:
    """What a caption says, and the public acquisitions it can be of, best first, each with its score and its parts.

    `class` is `stated` (an id is printed), `unique`, `probable`, `several`, `none-public` (the picture is commercial;
    the candidates are the nearest public scenes, none of which is it) or `unknown`. It is a proposal: only people
    decide. A place where nothing is found is no proof that there is nothing.
    """
    if body.location is not None and body.point is not None:
        raise InvalidRequest("Give either a location or a point, not both.")
    position = None
    if body.location is not None:
        position = location(catalog.store, body.location).position
    elif body.point is not None:
        position = _position(*body.point)
    return _answered(of_text(body.caption, position, body.published), catalog, links_for(request))


@router.get(
    "/references/{reference_id}/candidates",
    summary="Acquisitions that a cited picture can be of",
    responses=_ANSWERS,
    response_class=Response,
)
def reference_candidates(
    request: Request,
    catalog: Served,
    reference_id: Annotated[
        str,
        Path(description="A reference's id.", examples=["img-bp-sino-ri-2019-01"]),
        AfterValidator(identifier),
    ],
) -> Response:
    """The same for a picture that a report of the catalog cites: its record is read as a caption."""
    store = catalog.store
    reference = Reference.from_item(lossless.loads(store.item(REFERENCES, reference_id).body))
    if reference.picture is None:
        raise NotFound(f"{reference_id!r} cites no picture, so there is nothing to resolve.")
    question = _question(store, reference, reference.picture)
    about = links_for(request).to("about", item_address(REFERENCES, reference_id), GEOJSON)
    return _answered(question, catalog, links_for(request), about)


def _question(store: Store, reference: Reference, picture: Picture) -> Question:
    try:
        place = location(store, reference.location or "")
    except NotFound:
        place = None
    try:
        item = store.item(REPORTS, reference.report)
        published = Report.from_item(lossless.loads(item.body)).published.value
    except (NotFound, InvalidRecord):
        published = None
    return of_picture(picture, place, published)


def _position(lon: float, lat: float) -> Any:
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InvalidRequest(
            f"The point is longitude, latitude in degrees, within 180 and 90; found {lon}, {lat}."
        )
    return at_point(lon, lat)


def _answered(
    question: Question, catalog: Catalog, links: Links, *more: dict[str, Any]
) -> Response:
    answer = resolve(question, [StoreSearch(catalog.store, NAME)])
    return json_response({**answer.to_json(_address(links)), "links": [*more, links.root()]})


def _address(links: Links) -> Callable[[Found], str | None]:
    def of(found: Found) -> str | None:
        if found.where != NAME:
            return None
        return links.url(item_address(found.item["collection"], found.item["id"]))

    return of
