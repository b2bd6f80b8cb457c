"""Rows of `locations` and `names` -> places and their names."""

from dataclasses import dataclass
from datetime import datetime

from imgcat.errors import InvalidRecord
from imgcat.ingest import crosswalk
from imgcat.ingest.cells import source
from imgcat.ingest.columns import Row
from imgcat.model.location import Location, Name, TypeAssertion
from imgcat.model.names import script_of
from imgcat.model.position import Position, coarsen
from imgcat.model.sensitivity import COARSE_REASON, at_least
from imgcat.model.source import Source
from imgcat.model.vocabulary import NameKind, PositionRole, Sensitivity

LOOSELY = "Seen on this page, on another page about the place, or in GeoNames; the form is not tied to one of them."
"""The note of the source of a name that is only listed with a place."""


NO_POINT = "No sourced coordinates have been found."


def is_listed(name: Name) -> bool:
    """Whether a name is only listed with its place: no source attests it by itself."""
    return name.source.note == LOOSELY


def location(row: Row, created: datetime) -> Location:
    """A row of `locations`: a place with its names, type and point."""
    own, listed = source(row["source_url"]), source(row["source_url"], note=LOOSELY)
    words = row["facility_type"]
    types = [_type(words, own)] if words else []
    others = [text for text in row.get("alt_names") or [] if text != row["name"]]
    names = [_name(row["name"], NameKind.PREFERRED, own)]
    names += [_name(text, NameKind.VARIANT, listed) for text in dict.fromkeys(others)]
    sensitivity = at_least(each.value for each in types)
    position = _position(row)
    if position and sensitivity is Sensitivity.VULNERABLE:
        position = coarsen(position, 2, COARSE_REASON)
    return Location.from_json(
        {
            "id": row["id"],
            "created": created,
            "names": names,
            "positions": [position] if position else [],
            "geometry_reason": None if position else row.get("notes") or NO_POINT,
            "country": row.get("country"),
            "admin": row.get("admin"),
            "types": types,
            "sensitivity": sensitivity,
            "note": row.get("notes"),
            "sources": [own],
        },
        f"Location {row['id']!r}",
    )


@dataclass(frozen=True, slots=True)
class NameOf:
    """A name for a location that is there already; `name` is None where the row is no name to record."""

    id: str
    location: str
    name: Name | None
    why_not: str = ""


def name(row: Row, created: datetime) -> NameOf:  # noqa: ARG001 (every kind is read alike)
    """A row of `name_variants`: one spelling of a place's name, or one that must not be taken for it."""
    words = row.get("kind") or ""
    if row.get("should_match") is False:
        return NameOf(row["id"], row["location"], None, "it is marked as no name of the place")
    if crosswalk.FOLDED.search(words):
        return NameOf(
            row["id"], row["location"], None, "it only folds a name, which matching does by itself"
        )
    kind, system = crosswalk.NAME_KINDS.get(words, (NameKind.VARIANT, None))
    found = Name.from_json(
        {
            "text": row["variant"],
            "lang": crosswalk.name_language(words),
            "script": script_of(row["variant"]),
            "system": system,
            "kind": kind,
            "note": words or None,
            "source": source(row["source_url"]),
        },
        f"Name {row['id']!r}",
    )
    return NameOf(row["id"], row["location"], found)


def _name(text: str, kind: NameKind, origin: Source) -> Name:
    return Name.from_json(
        {"text": text, "script": script_of(text), "kind": kind, "source": origin},
        f"The name {text!r}",
    )


def _type(words: str, own: Source) -> TypeAssertion:
    value = crosswalk.FACILITY_TYPES.get(words, words)
    return TypeAssertion.from_json(
        {
            "value": value,
            "suspected": bool(crosswalk.SUSPECTED.search(words)),
            "verbatim": words,
            "source": own,
        },
        f"facility_type {words!r}",
    )


def _position(row: Row) -> Position | None:
    lon, lat, words = row.get("lon"), row.get("lat"), row.get("coord_source")
    if lon is None and lat is None:
        if words:
            raise InvalidRecord(
                f"coord_source says {words!r} of a point, but lat and lon are empty."
            )
        return None
    if lon is None or lat is None or not words:
        raise InvalidRecord("A point needs lat, lon and coord_source together.")
    method, kind = next(
        (m, k) for start, m, k in crosswalk.POSITION_SOURCES if words.startswith(start)
    )
    return Position.from_json(
        {
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "role": PositionRole.STAND_IN if "coarse" in words else PositionRole.REPRESENTATIVE,
            "uncertainty_m": row.get("precision_m"),
            "method": method,
            "as_printed": row.get("coord_as_printed"),
            "source": source(row.get("coord_source_url") or words, kind, note=words),
        },
        "The point",
    )
