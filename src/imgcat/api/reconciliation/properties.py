"""The properties of a place that can be asked for and fetched, by id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from imgcat.model.country import country_names
from imgcat.model.item import Json
from imgcat.store.places import name_entries


@dataclass(frozen=True, slots=True)
class Property:
    """What a property is called, and its values in an Item."""

    name: str
    values: Callable[[Json], list[Any]]


def _stored(name: str) -> Callable[[Json], list[Any]]:
    def values(item: Json) -> list[Any]:
        """What the record holds; an array has several values."""
        found = item["properties"].get(name)
        return found if isinstance(found, list) else [] if found is None else [found]

    return values


def _names(item: Json) -> list[Any]:
    return [entry.text for entry in name_entries(item)]


def _country(item: Json) -> list[Any]:
    name = country_names().get(item["properties"].get("ref:country") or "")
    return [name] if name else []


def _coordinate(axis: int) -> Callable[[Json], list[Any]]:
    def values(item: Json) -> list[Any]:
        try:
            spot = shape(item["geometry"]).representative_point()
        except (ShapelyError, AttributeError, KeyError, TypeError, ValueError):
            return []
        return [] if spot.is_empty else [round((spot.x, spot.y)[axis], 6)]

    return values


PROPERTIES: Mapping[str, Property] = {
    "name": Property("Names", _names),
    "country": Property("Country (ISO 3166-1 alpha-3)", _stored("ref:country")),
    "country_name": Property("Country", _country),
    "admin": Property("Administrative area", _stored("ref:admin")),
    "type": Property("Types of facility", _stored("ref:type")),
    "longitude": Property("Longitude (WGS84)", _coordinate(0)),
    "latitude": Property("Latitude (WGS84)", _coordinate(1)),
    "uncertainty_m": Property("Uncertainty of the position, metres", _stored("ref:uncertainty_m")),
    "first_report": Property("Date of the first report", _stored("ref:first_report")),
    "last_report": Property("Date of the last report", _stored("ref:last_report")),
    "reference_count": Property("Number of references", _stored("ref:reference_count")),
    "picture_count": Property("Number of pictures", _stored("ref:picture_count")),
    "publisher": Property("Publishers of reports on it", _stored("ref:publishers")),
    "series": Property("Series of reports on it", _stored("ref:series_names")),
}
