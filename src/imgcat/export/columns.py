"""The columns of a flat table: those that every record has, and those of each kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from imgcat.export.licence import credit, licence
from imgcat.export.selection import SCENES, Exported
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS

BETWEEN = " | "
"""What stands between the values of a list."""

Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column that shows one property; of objects it shows the member `of`."""

    name: str
    shows: str
    of: str = ""

    def cell(self, item: Exported) -> Cell:
        value = item.properties.get(self.shows)
        if self.of:
            return BETWEEN.join(
                each[self.of]
                for each in item.parts(self.shows)
                if isinstance(each.get(self.of), str)
            )
        if isinstance(value, list):
            return BETWEEN.join(str(each) for each in value if isinstance(each, str | int | float))
        return value if isinstance(value, str | int | float) else None


SHARED = (
    *("collection", "id", "title", "date", "start", "end"),
    *("longitude", "latitude", "west", "south", "east", "north"),
    *("url", "page", "licence", "credit"),
)
"""The columns that come first, whatever the record."""

_SOURCES = Column("sources", "ref:sources", "url")

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    LOCATIONS: (
        Column("names", "ref:names", "text"),
        Column("country", "ref:country"),
        Column("admin", "ref:admin"),
        Column("types", "ref:type"),
        Column("precision", "ref:precision"),
        Column("uncertainty_m", "ref:uncertainty_m"),
        Column("coarsened", "ref:coarsened"),
        Column("stand_in", "ref:stand_in"),
        Column("geometry_reason", "ref:geometry_reason"),
        Column("sensitivity", "ref:sensitivity"),
        Column("disputed", "ref:disputed"),
        Column("first_report", "ref:first_report"),
        Column("last_report", "ref:last_report"),
        Column("first_picture", "ref:first_picture"),
        Column("last_picture", "ref:last_picture"),
        Column("reference_count", "ref:reference_count"),
        Column("picture_count", "ref:picture_count"),
        Column("reports", "ref:reports"),
        Column("scenes", "ref:scenes"),
        _SOURCES,
    ),
    REPORTS: (
        Column("kind", "ref:kind"),
        Column("date_precision", "ref:date_precision"),
        Column("publisher", "ref:publisher"),
        Column("series", "ref:series"),
        Column("part", "ref:part"),
        Column("authors", "ref:authors"),
        Column("language", "ref:language"),
        Column("report_url", "ref:url"),
        Column("doi", "sci:doi"),
        Column("summary", "description"),
        Column("title_described", "ref:title_described"),
        Column("rights", "ref:rights"),
        Column("locations", "ref:locations"),
        Column("countries", "ref:countries"),
        Column("reference_count", "ref:reference_count"),
        Column("picture_count", "ref:picture_count"),
        Column("cited_by_count", "ref:cited_by_count"),
        _SOURCES,
    ),
    REFERENCES: (
        Column("relation", "ref:relation"),
        Column("relation_uri", "ref:relation_uri"),
        Column("report", "ref:report"),
        Column("publisher", "ref:publisher"),
        Column("series", "ref:series"),
        Column("location", "ref:location"),
        Column("country", "ref:country"),
        Column("target_report", "ref:target_report"),
        Column("date_precision", "ref:date_precision"),
        Column("provider", "ref:provider"),
        Column("picture_credit", "ref:credit"),
        Column("sensor", "ref:sensor"),
        Column("missions", "ref:missions"),
        Column("modality", "ref:modality"),
        Column("access", "ref:access"),
        Column("product_ids", "ref:product_ids"),
        Column("acquisition", "ref:acquisition"),
        Column("scenes", "ref:scenes"),
        Column("resolution", "ref:resolution"),
        Column("locator", "ref:locator"),
        Column("quote", "ref:quote"),
        Column("certainty", "ref:certainty"),
        Column("sources", "ref:source", "url"),
    ),
    SCENES: (
        Column("platform", "platform"),
        Column("instruments", "instruments"),
        Column("gsd", "gsd"),
        Column("cloud_cover", "eo:cloud_cover"),
        Column("grid_code", "grid:code"),
        Column("relative_orbit", "sat:relative_orbit"),
        Column("orbit_state", "sat:orbit_state"),
        Column("processing_level", "processing:level"),
        Column("product_type", "sar:product_type"),
        Column("acquisition", "ref:acquisition"),
        Column("footprint", "ref:footprint"),
        Column("locations", "ref:locations"),
        Column("reports", "ref:reports"),
    ),
}
"""The columns of each kind. Where several kinds are exported together, a name that they share is one column."""


def header(kinds: Iterable[str]) -> list[str]:
    """The names of the columns of some kinds."""
    return list(dict.fromkeys((*SHARED, *(each.name for kind in kinds for each in COLUMNS[kind]))))


def cells(item: Exported, collection: Mapping[str, Any]) -> dict[str, Cell]:
    """What stands in the columns of an item's kind."""
    start, end = item.span
    lon, lat = item.point or (None, None)
    west, south, east, north = item.bbox or (None, None, None, None)
    shared: dict[str, Cell] = {
        "collection": item.collection,
        "id": item.id,
        "title": item.title,
        "date": item.date,
        "start": start if item.dated else None,
        "end": end if item.dated else None,
        "longitude": lon,
        "latitude": lat,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "url": item.address,
        "page": item.page,
        "licence": licence(item, collection),
        "credit": credit(item, collection),
    }
    return shared | {column.name: column.cell(item) for column in COLUMNS[item.kind]}
