"""The Aggregation extension (0.3.0): which aggregations there are, by name, and how their results are told.

The specification leaves names and forms open; these are stac-server's, which is the implementation of its author.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from imgcat.errors import InvalidRequest
from imgcat.model.when import timestamp
from imgcat.store.aggregation import (
    Aggregation,
    Bucket,
    Cells,
    Count,
    Dates,
    Distribution,
    Earliest,
    Grid,
    Latest,
    Ranges,
    Result,
    Step,
    Terms,
)

DISTRIBUTION = "frequency_distribution"
WIDTH = 5
"""Of the ranges of numbers, which are all percent or degrees."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a request may say beside the names: the step of dates, and the precision of each grid by its name."""

    step: Step | None = None
    precision: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """An aggregation that can be asked for. `property` is what an item must have for it to say anything."""

    make: Callable[[Options], Aggregation]
    of: str
    """The type of the value, or of the keys of the buckets."""
    property: str | None = None
    distribution: bool = True


def _terms(name: str) -> Named:
    return Named(lambda _: Terms(name), "string", name)


def _ranges(name: str) -> Named:
    return Named(lambda _: Ranges(name, WIDTH), "numeric", name)


def _cells(name: str, grid: Grid, least: int, *, whole: bool) -> Named:
    def make(options: Options) -> Aggregation:
        precision = options.precision.get(name)
        return Cells(grid, least if precision is None else precision, whole)

    return Named(make, "string")


GRIDS: Mapping[str, Named] = {
    f"{what}_{grid}_grid_frequency": _cells(
        f"{what}_{grid}_grid_frequency", grid, least, whole=what == "geometry"
    )
    for what in ("centroid", "geometry")
    for grid, least in ((Grid.GEOHASH, 1), (Grid.GEOTILE, 0))
}

AGGREGATIONS: Mapping[str, Named] = {
    "total_count": Named(lambda _: Count(), "integer", distribution=False),
    "datetime_min": Named(lambda _: Earliest(), "datetime", distribution=False),
    "datetime_max": Named(lambda _: Latest(), "datetime", distribution=False),
    "datetime_frequency": Named(lambda options: Dates(options.step), "datetime"),
    "collection_frequency": _terms("collection"),
    "cloud_cover_frequency": _ranges("eo:cloud_cover"),
    "sun_elevation_frequency": _ranges("view:sun_elevation"),
    "sun_azimuth_frequency": _ranges("view:sun_azimuth"),
    "off_nadir_frequency": _ranges("view:off_nadir"),
    "platform_frequency": _terms("platform"),
    "constellation_frequency": _terms("constellation"),
    "instrument_frequency": _terms("instruments"),
    "grid_code_frequency": _terms("grid:code"),
    **GRIDS,
    "access_frequency": _terms("ref:access"),
    "country_frequency": _terms("ref:country"),
    "kind_frequency": _terms("ref:kind"),
    "location_frequency": _terms("ref:location"),
    "mission_frequency": _terms("ref:missions"),
    "modality_frequency": _terms("ref:modality"),
    "precision_frequency": _terms("ref:precision"),
    "provider_frequency": _terms("ref:provider"),
    "publisher_frequency": _terms("ref:publisher"),
    "relation_frequency": _terms("ref:relation"),
    "report_frequency": _terms("ref:report"),
    "series_frequency": _terms("ref:series"),
    "target_report_frequency": _terms("ref:target_report"),
    "type_frequency": _terms("ref:type"),
}
"""Every aggregation by its name: those that are recommended, those of scenes, and those of imgcat's records."""


def available(queryables: Iterable[str]) -> dict[str, Named]:
    """The aggregations that say something about items with these properties."""
    properties = {None, *queryables}
    return {name: each for name, each in AGGREGATIONS.items() if each.property in properties}


def described(named: Mapping[str, Named]) -> list[dict[str, Any]]:
    """The aggregations as /aggregations lists them."""
    return [
        {"name": name, "data_type": DISTRIBUTION, "frequency_distribution_data_type": each.of}
        if each.distribution
        else {"name": name, "data_type": each.of}
        for name, each in named.items()
    ]


def asked_for(names: Iterable[str], among: Mapping[str, Named]) -> dict[str, Named]:
    """The aggregations of these names, each once. Raises InvalidRequest for one that is not among them."""
    for name in names:
        if name not in among:
            raise InvalidRequest(
                f"There is no aggregation {name!r:.60} here; there are {', '.join(among)}."
            )
    return {name: among[name] for name in names}


def told(name: str, named: Named, result: Result) -> dict[str, Any]:
    """A result as an AggregationCollection holds it."""
    if isinstance(result, Distribution):
        step = {"interval": str(result.step)} if result.step else {}
        buckets = [_bucket(named, bucket) for bucket in result.buckets]
        return {
            "name": name,
            "data_type": DISTRIBUTION,
            "buckets": buckets,
            "overflow": result.overflow,
            **step,
        }
    value = timestamp(result) if isinstance(result, dt.datetime) else result
    return {"name": name, "data_type": named.of, "value": value}


def _bucket(named: Named, bucket: Bucket) -> dict[str, Any]:
    key = bucket.key
    if named.of == "numeric" and not isinstance(key, str):
        end = key + WIDTH
        counted = {"data_type": "numeric", "frequency": bucket.count}
        return {"key": f"{key}-{end}", **counted, "from": key, "to": end}
    kind = {bool: "boolean", str: named.of}.get(type(key), "numeric")
    text = key if isinstance(key, str) else str(key).lower().removesuffix(".0")
    return {"key": text, "data_type": kind, "frequency": bucket.count}
