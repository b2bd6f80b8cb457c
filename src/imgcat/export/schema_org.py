"""schema.org as JSON-LD, for search engines of data and of the web. There is no ClaimReview: nothing is reviewed."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from imgcat.export.licence import DATA_LICENCE, DATA_LICENCE_URL, credit, licence
from imgcat.export.selection import SCENES, Exported, Selection
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.vocabulary import ReportKind

CONTEXT = "https://schema.org/"
_TYPES = {
    ReportKind.NEWS: "NewsArticle",
    ReportKind.DATASET: "Dataset",
    ReportKind.VIDEO: "VideoObject",
}
"""The type of each kind of report; `Report` for every other."""


def schema_org(selection: Selection) -> Iterator[bytes]:
    """One Dataset for the selection and a node for each item, in one graph."""
    whole = {
        "@type": "Dataset",
        "@id": selection.address,
        "name": selection.title,
        "description": f"{selection.title}: public satellite imagery as it is used.",
        "url": selection.address,
        "license": DATA_LICENCE_URL,
        "version": selection.revision,
        "isAccessibleForFree": True,
    }
    yield b'{"@context":"' + CONTEXT.encode() + b'","@graph":[\n' + orjson.dumps(whole)
    for item in selection:
        yield b",\n" + orjson.dumps(node(item, selection.collection(item)))
    yield b"\n]}\n"


def dataset(collection: Mapping[str, Any]) -> dict[str, Any]:
    """A Collection as a Dataset."""
    extent = collection.get("extent", {})
    bbox = extent.get("spatial", {}).get("bbox", [[]])[0]
    corners = [*bbox[:2], *bbox[len(bbox) // 2 :][:2]] if len(bbox) in (4, 6) else None
    start, end = extent.get("temporal", {}).get("interval", [[None, None]])[0]
    links = {link.get("rel"): link.get("href") for link in collection.get("links", ())}
    licence = collection.get("license")
    made = {
        "@type": "Dataset",
        "@id": links.get("self"),
        "name": collection.get("title") or collection["id"],
        "description": collection.get("description"),
        "keywords": collection.get("keywords"),
        "url": links.get("self"),
        "license": DATA_LICENCE_URL if licence == DATA_LICENCE else links.get("license", licence),
        "spatialCoverage": _box(corners),
        "temporalCoverage": f"{start or '..'}/{end or '..'}",
        "isAccessibleForFree": True,
    }
    return {key: value for key, value in made.items() if value not in (None, "", [])}


def node(item: Exported, collection: Mapping[str, Any]) -> dict[str, Any]:
    """An Item as a node of a graph."""
    made = {
        "@id": item.address,
        "name": item.title,
        "url": item.page,
        **_OF_KIND[item.kind](item, collection),
    }
    return {key: value for key, value in made.items() if value not in (None, "", [])}


def _place(item: Exported, _: Mapping[str, Any]) -> dict[str, Any]:
    names = [part.get("text") for part in item.parts("ref:names")]
    return {
        "@type": "Place",
        "alternateName": [name for name in dict.fromkeys(names) if name and name != item.title],
        "additionalType": item.texts("ref:type"),
        "geo": _coordinates(item),
        "containedInPlace": _country(item.text("ref:country")),
        "subjectOf": _nodes(item, REPORTS, item.texts("ref:reports")),
    }


def _report(item: Exported, _: Mapping[str, Any]) -> dict[str, Any]:
    kind = item.text("ref:kind")
    return {
        "@type": _TYPES.get(kind, "Report"),  # type: ignore[call-overload]
        "url": item.text("ref:url") or item.page,
        "mainEntityOfPage": item.page,
        "author": [{"@type": "Thing", "name": name} for name in item.texts("ref:authors")],
        "publisher": _named("Organization", item.text("ref:publisher")),
        "isPartOf": _named("CreativeWorkSeries", item.text("ref:series")),
        "datePublished": item.text("ref:date"),
        "inLanguage": item.text("ref:language"),
        "abstract": item.text("description"),
        "identifier": f"https://doi.org/{doi}" if (doi := item.text("sci:doi")) else None,
        "spatialCoverage": _nodes(item, LOCATIONS, item.texts("ref:locations")),
        "citation": _nodes(item, REPORTS, item.texts("ref:reports")),
    }


def _reference(item: Exported, _: Mapping[str, Any]) -> dict[str, Any]:
    """What a report says, as a part of it."""
    report, target = item.text("ref:report"), item.text("ref:target_report")
    return {
        "@type": "CreativeWork",
        "additionalType": item.text("ref:relation_uri"),
        "isPartOf": next(iter(_nodes(item, REPORTS, [report] if report else [])), None),
        "citation": _nodes(item, REPORTS, [target] if target else []),
        "about": _nodes(item, LOCATIONS, item.texts("ref:locations")),
        "temporalCoverage": item.text("ref:date"),
        "creditText": item.text("ref:credit"),
        "license": DATA_LICENCE_URL,
    }


def _scene(item: Exported, collection: Mapping[str, Any]) -> dict[str, Any]:
    start, end = item.span
    return {
        "@type": "Dataset",
        "description": item.text("description") or f"A satellite scene of {item.collection}.",
        "identifier": item.id,
        "spatialCoverage": _box(item.bbox),
        "temporalCoverage": start if start == end else f"{start or '..'}/{end or '..'}",
        "license": licence(item, collection),
        "creditText": credit(item, collection),
        "measurementTechnique": item.text("platform"),
    }


_OF_KIND = {LOCATIONS: _place, REPORTS: _report, REFERENCES: _reference, SCENES: _scene}


def _box(bbox: list[float] | None) -> dict[str, Any] | None:
    """West, south, east, north as a Place; schema.org has latitude first."""
    if bbox is None:
        return None
    west, south, east, north = bbox
    shape = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return {"@type": "Place", "geo": shape}


def _coordinates(item: Exported) -> dict[str, Any] | None:
    if item.point is None:
        return None
    lon, lat = item.point
    return {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}


def _country(code: str | None) -> dict[str, str] | None:
    return {"@type": "Country", "identifier": code} if code else None


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _nodes(item: Exported, collection: str, ids: list[str]) -> list[dict[str, str]]:
    return [{"@id": item.address_of(collection, each)} for each in ids]
