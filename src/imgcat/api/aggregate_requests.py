"""What aggregations can be asked: the conditions of an item search, and what to count."""

from typing import Annotated, Any

import attr
from fastapi import Query
from pydantic import Field, Strict

from imgcat.api.aggregations import GRIDS, Options
from imgcat.api.requests import Conditions, ConditionsBody
from imgcat.store.aggregation import Step

_NAMES = "Names of aggregations, of what /aggregations lists; without them nothing is counted."
_STEP = (
    "The length of a bucket of `datetime_frequency`; without it one that suits the span of time."
)
_LENGTH = "The length of the geohashes of this grid: 1 to 12, and 1 without it."
_ZOOM = "The zoom of the tiles of this grid: 0 to 29, and 0 without it."


@attr.s
class AggregateParameters(Conditions):
    """The parameters of GET /aggregate."""

    aggregations: Annotated[
        str | None,
        Query(
            description=_NAMES,
            openapi_examples={
                "counts by relation": {"value": "total_count,relation_frequency"},
                "in time": {"value": "datetime_min,datetime_max,datetime_frequency"},
            },
        ),
    ] = attr.ib(default=None)
    datetime_frequency_interval: Annotated[Step | None, Query(description=_STEP)] = attr.ib(
        default=None
    )
    centroid_geohash_grid_frequency_precision: Annotated[int | None, Query(description=_LENGTH)] = (
        attr.ib(default=None)
    )
    geometry_geohash_grid_frequency_precision: Annotated[int | None, Query(description=_LENGTH)] = (
        attr.ib(default=None)
    )
    centroid_geotile_grid_frequency_precision: Annotated[int | None, Query(description=_ZOOM)] = (
        attr.ib(default=None)
    )
    geometry_geotile_grid_frequency_precision: Annotated[int | None, Query(description=_ZOOM)] = (
        attr.ib(default=None)
    )


class AggregateBody(ConditionsBody):
    """The body of POST /aggregate."""

    aggregations: list[str] | None = Field(
        None, description=_NAMES, examples=[["total_count", "relation_frequency"]]
    )
    datetime_frequency_interval: Step | None = Field(None, description=_STEP)
    centroid_geohash_grid_frequency_precision: Annotated[int, Strict()] | None = Field(
        None, description=_LENGTH
    )
    geometry_geohash_grid_frequency_precision: Annotated[int, Strict()] | None = Field(
        None, description=_LENGTH
    )
    centroid_geotile_grid_frequency_precision: Annotated[int, Strict()] | None = Field(
        None, description=_ZOOM
    )
    geometry_geotile_grid_frequency_precision: Annotated[int, Strict()] | None = Field(
        None, description=_ZOOM
    )


def options(asked: AggregateParameters | AggregateBody) -> Options:
    """What is asked beside the conditions and the names."""
    given: dict[str, Any] = {grid: getattr(asked, f"{grid}_precision") for grid in GRIDS}
    return Options(asked.datetime_frequency_interval, given)
