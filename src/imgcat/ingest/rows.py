"""One row of a table -> one record. Each kind of row has its columns, and a function that reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.ingest import crosswalk
from imgcat.model.acquisition import key as acquisition_key
from imgcat.model.acquisition import parse
from imgcat.model.location import Location, Name, TypeAssertion
from imgcat.model.names import script_of
from imgcat.model.position import Position, coarsen
from imgcat.model.reference import Picture, Reference
from imgcat.model.report import Report
from imgcat.model.scene import scene_from_id
from imgcat.model.sensitivity import at_least
from imgcat.model.source import Source
from imgcat.model.vocabulary import (
    TO_LOCATION,
    Access,
    Method,
    NameKind,
    PositionRole,
    Relation,
    Sensitivity,
    SourceKind,
)
from imgcat.model.when import When

Row = Mapping[str, Any]

COARSE_REASON = (
    "Coarsened to about 1 km: the place shelters or holds people whom an exact position could harm."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: its columns, those that tell it from other kinds, and what is made of one."""

    name: str
    columns: frozenset[str]
    telling: frozenset[str]
    read: Callable[[Row, datetime], Any]


def source(url: str | None, kind: SourceKind | None = None, **parts: str | None) -> Source:
    """A source from a cell: an address, or words where no address is known."""
    if not url:
        raise InvalidRecord("The row has no source_url: every record says where it was read.")
    place = {"url": url} if url.startswith(("http://", "https://")) else {"citation": url}
    return Source.from_json({"kind": kind, **place, **parts}, "source_url")


def location(row: Row, created: datetime) -> Location:
    """A row of `locations`: a place with its names, type and point."""
    own = source(row.get("source_url"))
    words = row.get("facility_type")
    types = [_type(words, own)] if words else []
    names = [
        Name(text=row["name"], script=script_of(row["name"]), kind=NameKind.PREFERRED, source=own)
    ]
    names += [
        Name(text=text, script=script_of(text), source=own)
        for text in row.get("alt_names") or []
        if text != row["name"]
    ]
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
            "geometry_reason": None
            if position
            else row.get("notes") or "No sourced coordinates have been found.",
            "country": row.get("country"),
            "admin": row.get("admin"),
            "types": types,
            "sensitivity": sensitivity,
            "note": row.get("notes"),
            "sources": [own],
        },
        f"Location {row['id']!r}",
    )


def report(row: Row, created: datetime) -> Report:
    """A row of `reports`: a published document."""
    described = row.get("source_kind")
    kind = crosswalk.source_kind(described)
    note = described if described and described != "primary page" else None
    return Report.from_json(
        {
            "id": row["id"],
            "created": created,
            "title": row["title"],
            "title_described": bool(row.get("title_descriptive")),
            "kind": row["kind"],
            "authors": row.get("authors") or [],
            "publisher": row.get("publisher"),
            "series": row.get("series"),
            "published": _when(
                row.get("published"), row.get("published_precision"), row.get("notes")
            ),
            "language": row.get("language"),
            "url": row.get("url"),
            "doi": row.get("doi"),
            "rights": row.get("licence"),
            "summary": row.get("summary"),
            "note": row.get("notes"),
            "sources": [source(row.get("source_url"), kind, note=note)],
        },
        f"Report {row['id']!r}",
    )


def reference(row: Row, created: datetime) -> Reference:
    """A row of `references`: what a report does with a place or with another report."""
    relation = crosswalk.RELATIONS.get(row["relation"])
    if relation is None:
        raise InvalidRecord(f"{row['relation']!r} is no relation; known are {', '.join(Relation)}.")
    target = "location" if relation in TO_LOCATION else "target_report"
    return Reference.from_json(
        {
            "id": row["id"],
            "created": created,
            "report": row["report"],
            "relation": relation,
            target: row["target"],
            "locator": row.get("where"),
            "quote": row.get("quote"),
            "method": Method.IMPORTED,
            "source": source(row.get("source_url")),
        },
        f"Reference {row['id']!r}",
    )


def image(row: Row, created: datetime) -> Reference:
    """A row of `images`: a picture that a report says it used."""
    sensor, credit = row.get("satellite"), row.get("credit_as_printed")
    missions = crosswalk.missions(sensor)
    provider, remark = _provider(row.get("provider"))
    product = parse(row["product_id"]) if row.get("product_id") else None
    if row.get("product_id") and product is None:
        raise InvalidRecord(f"{row['product_id']!r} fits no grammar of product ids.")
    taken = _when(
        row.get("acquired"),
        row.get("acquired_precision"),
        row.get("notes"),
        end=row.get("acquired_end"),
        time=row.get("acquired_time_utc"),
        basis=row.get("date_basis"),
    )
    picture = Picture.from_json(
        {
            "provider": provider,
            "credit": credit,
            "sensor": sensor,
            "missions": missions,
            "modality": crosswalk.modality(missions, f"{sensor} {credit}"),
            "access": _ACCESS[row.get("public_archive")],
            "taken": taken,
            "product_ids": [row["product_id"]] if product else [],
            "acquisition": acquisition_key(product) if product else None,
        },
        f"Image {row['id']!r}",
    )
    return Reference.from_json(
        {
            "id": row["id"],
            "created": created,
            "report": row["report"],
            "relation": Relation.CITES_IMAGE,
            "location": row["location"],
            "picture": picture,
            "locator": row.get("locator"),
            "quote": row.get("quote"),
            "method": Method.IMPORTED,
            "note": " ".join(text for text in (remark, row.get("notes")) if text) or None,
            "source": source(row.get("source_url")),
        },
        f"Image {row['id']!r}",
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
            "source": source(row.get("source_url")),
        },
        f"Name {row['id']!r}",
    )
    return NameOf(row["id"], row["location"], found)


def scene(row: Row, created: datetime) -> dict[str, Any]:  # noqa: ARG001 (every kind is read alike)
    """A row of `scenes`: a public scene of which only the product id is known."""
    item = scene_from_id(row["product_id"])
    if row.get("source_url"):
        origin = source(row["source_url"])
        item["properties"]["ref:source"] = origin.to_json()
        if origin.url:
            item["links"].append({"rel": "via", "href": origin.url})
    return item


def _kind(name: str, telling: str, others: str, read: Callable[[Row, datetime], Any]) -> Kind:
    return Kind(name, frozenset(f"{telling} {others}".split()), frozenset(telling.split()), read)


KINDS = (
    _kind(
        "locations",
        "id name facility_type source_url",
        "alt_names country admin lat lon precision_m coord_source coord_as_printed coord_source_url notes",
        location,
    ),
    _kind(
        "reports",
        "id title kind published source_url",
        "title_descriptive authors publisher series published_precision language url doi licence summary "
        "reports_on source_kind notes",
        report,
    ),
    _kind("names", "id location variant source_url", "canonical kind should_match notes", name),
    _kind(
        "references", "id report relation target source_url", "type where quote notes", reference
    ),
    _kind(
        "images",
        "id report location acquired source_url",
        "provider satellite credit_as_printed acquired_end acquired_precision acquired_time_utc product_id "
        "date_basis locator public_archive quote notes",
        image,
    ),
    _kind("scenes", "product_id source_url", "notes", scene),
)
"""The kinds of rows, in the order in which they must be entered."""

_ACCESS = {True: Access.PUBLIC, False: Access.COMMERCIAL, None: Access.UNKNOWN}


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


def _when(value: Any, precision: str | None, note: str | None, **parts: str | None) -> When:
    if value is None:
        return When(reason=note or "No date is stated where it was read.")
    zone = "UTC" if parts.get("time") else None
    when = When.from_json({"value": str(value), "zone": zone, **parts}, "The date")
    if precision and when.time is None and when.precision != precision:
        raise InvalidRecord(
            f"The date {when.text()} is not given to the {precision}, as its precision says."
        )
    return when


def _provider(words: str | None) -> tuple[str | None, str | None]:
    """Whom a picture is credited to, and a remark where the cell says more than a name."""
    bare, _, rest = (words or "").partition(" (")
    named = None if bare in ("", "not stated", "not stated in the excerpt", "commercial") else bare
    if not rest or rest == "as credited)":
        return named, None if named or not bare.startswith("commercial") else "Provider not named."
    return named, f"Provider: {words}."
