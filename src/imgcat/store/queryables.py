"""Queryables as JSON Schemas: what is known of a property by its name, and what is seen of it in the data."""

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import Any

from imgcat.model.vocabulary import (
    Access,
    DatePrecision,
    FacilityType,
    Method,
    Modality,
    Precision,
    Relation,
    ReportKind,
    Sensitivity,
)
from imgcat.store.properties import ALWAYS, TEMPORAL

Schema = Mapping[str, Any]


def _text(title: str, **more: Any) -> Schema:
    return {"title": title, "type": "string", **more}


def _words(title: str, words: type[StrEnum]) -> Schema:
    return _text(title, enum=[str(word) for word in words])


def _number(title: str, least: float | None = None, most: float | None = None) -> Schema:
    bounds = {"minimum": least, "maximum": most}
    known = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"title": title, "type": "number", **known}


def _list(title: str, **items: Any) -> Schema:
    return {"title": title, "type": "array", "items": {"type": "string", **items}}


DESCRIBED: Mapping[str, Schema] = {
    **ALWAYS,
    "eo:cloud_cover": _number("Cloud cover in percent", 0, 100),
    "gsd": _number("Ground sample distance in metres", 0),
    "instruments": _list("Instruments"),
    "keywords": _list("Keywords"),
    "grid:code": _text("Tile of a grid"),
    "landsat:wrs_path": _text("WRS path"),
    "landsat:wrs_row": _text("WRS row"),
    "sat:orbit_state": _text(
        "Direction of the orbit", enum=["ascending", "descending", "geostationary"]
    ),
    "sat:relative_orbit": {"title": "Relative orbit", "type": "integer", "minimum": 1},
    "sar:instrument_mode": _text("Mode of the radar"),
    "sar:product_type": _text("Product type of the radar"),
    "view:off_nadir": _number("Angle off nadir in degrees", 0, 90),
    "view:sun_azimuth": _number("Azimuth of the sun in degrees", 0, 360),
    "view:sun_elevation": _number("Elevation of the sun in degrees", -90, 90),
    "sci:doi": _text("DOI"),
    "ref:access": _words("Who can get at the picture", Access),
    "ref:acquisition": _text("Key of the acquisition"),
    "ref:authors": _list("Authors"),
    "ref:countries": _list("Countries, ISO 3166-1 alpha-3", pattern="^[A-Z]{3}$"),
    "ref:country": _text("Country, ISO 3166-1 alpha-3", pattern="^[A-Z]{3}$"),
    "ref:credit": _text("Credit as printed"),
    "ref:date": _text("Date as far as it is known: a year, a month or a day"),
    "ref:date_precision": _words("How closely the date is known", DatePrecision),
    "ref:kind": _words("What sort of publication the report is", ReportKind),
    "ref:location": _text("Id of the location that the reference points at"),
    "ref:locations": _list("Ids of locations that the record is tied to"),
    "ref:method": _words("How the record was entered", Method),
    "ref:missions": _list("Missions of the picture"),
    "ref:modality": _words("What kind of picture it is", Modality),
    "ref:picture_count": {"title": "Pictures cited", "type": "integer", "minimum": 0},
    "ref:precision": _words("How closely the place is known", Precision),
    "ref:provider": _text("Provider of the picture"),
    "ref:publisher": _text("Publisher of the report"),
    "ref:reference_count": {"title": "References", "type": "integer", "minimum": 0},
    "ref:relation": _words("What the report does with what it points at", Relation),
    "ref:report": _text("Id of the report that makes the reference"),
    "ref:reports": _list("Ids of reports that the record is tied to"),
    "ref:resolution": _text("Whether the picture's scene is known"),
    "ref:scenes": _list("Scenes that the record is tied to, as collection/id"),
    "ref:sensitivity": _words("What harm the record could do", Sensitivity),
    "ref:series": _text("Series of the report"),
    "ref:target_report": _text("Id of the report that the reference points at"),
    "ref:type": _list("What the place is said to be", enum=[str(word) for word in FacilityType]),
    "ref:uncertainty_m": _number("Uncertainty of the position in metres", 0),
}
"""What is known of properties by their names, whether or not a collection has them."""

ENUMERATED = frozenset(
    name
    for name, schema in DESCRIBED.items()
    if "enum" in schema or "enum" in schema.get("items", {})
)
"""Properties of which the words are listed, as long as the data keeps to them."""


def queryable(name: str, kinds: Set[str], words: Set[str] = frozenset()) -> Schema | None:
    """The schema of a property whose values have these JSON types, and of one in ENUMERATED, which words it has.

    None where nothing could be compared. Of what is known by name only that is said which the data keeps to.
    """
    if kinds == {"object"}:
        return None
    known = DESCRIBED.get(name, {})
    title = {"title": known.get("title", name)}
    if name in TEMPORAL:
        return {**title, "type": "string", "format": "date-time"}
    seen = kinds - {"integer"} if "number" in kinds else kinds
    accepted = {known.get("type")} | ({"integer"} if known.get("type") == "number" else set())
    if known and seen <= accepted:
        listed = known.get("enum") or known.get("items", {}).get("enum")
        if listed is None or words <= set(listed):
            return known
    if not seen:
        return title
    types = sorted(seen)
    return {**title, "type": types[0] if len(types) == 1 else types}
