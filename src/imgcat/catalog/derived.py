"""What follows from other records: times, geometries, flat arrays and titles. `imgcat build` writes it, nobody else."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from imgcat.catalog.records import SceneId, Ties
from imgcat.model.caption import organisation
from imgcat.model.identifiers import PREFIX, SCHEMA_URI, VERSION_URI
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.vocabulary import Relation
from imgcat.model.when import FIRST_SATELLITE, When, Window, first_day, last_day, times

SCENE_PROPERTIES = ("ref:locations", "ref:reports")
"""The derived properties of a scene; all others are the provider's, or were made from its id."""

_PHRASE = {
    Relation.ABOUT: "is about",
    Relation.MENTIONS: "mentions",
    Relation.COMPARES: "compares with",
    Relation.REPORTS_ON: "reports on",
    Relation.REACTS_TO: "reacts to",
}


def location_item(location: Location, ties: Ties) -> Json:
    """The Item of a location, with what is known about it elsewhere."""
    references = ties.to_location.get(location.id, [])
    reports = [
        ties.records.reports[ref.report] for ref in references if ref.report in ties.records.reports
    ]
    dates = [report.published for report in reports]
    pictured = [ref.picture.taken for ref in references if ref.picture]
    derived: Json = {
        "ref:reports": _unique(ref.report for ref in references),
        "ref:scenes": _paths(ties.scenes_of_location.get(location.id, [])),
        "ref:publishers": _unique(report.publisher for report in reports),
        "ref:series_names": _unique(report.series for report in reports),
        "ref:languages": _unique(report.language for report in reports),
        "ref:reference_count": len(references),
        "ref:picture_count": sum(ref.picture is not None for ref in references),
        "ref:first_report": _first(dates),
        "ref:last_report": _last(dates),
        "ref:first_picture": _first(pictured),
        "ref:last_picture": _last(pictured),
    }
    span = _span(_window(ref, ties) for ref in references)
    item = _extended(location.to_item(), derived, span)
    return _versioned(item, location.id in ties.replaced_location)


def report_item(report: Report, ties: Ties) -> Json:
    """The Item of a report, with what it refers to. Its geometry is one point for each place it is about."""
    references = ties.of_report.get(report.id, [])
    locations = ties.records.locations
    places = _unique(ref.location for ref in references)
    subjects = _unique(ref.location for ref in references if ref.relation is not Relation.MENTIONS)
    points = [
        list(position.point())
        for place in subjects
        if place in locations and (position := locations[place].position)
    ]
    derived: Json = {
        "ref:locations": places,
        "ref:reports": _unique(ref.target_report for ref in references),
        "ref:scenes": _paths(scene for ref in references for scene in ties.scenes_of(ref)),
        "ref:countries": _unique(
            locations[place].country for place in places if place in locations
        ),
        "ref:reference_count": len(references),
        "ref:picture_count": sum(ref.picture is not None for ref in references),
        "ref:cited_by_count": len(ties.to_report.get(report.id, [])),
    }
    item = _extended(report.to_item(), derived, report_window(report, ties))
    if points:
        item["geometry"] = {"type": "MultiPoint", "coordinates": points}
    else:
        item["properties"]["ref:geometry_reason"] = (
            "None of the places that the report is about has a position."
        )
    return item


def reference_item(reference: Reference, ties: Ties) -> Json:
    """The Item of a reference: it stands where its place stands, and when its picture was taken or it was said."""
    records = ties.records
    report = records.reports.get(reference.report)
    place = records.locations.get(reference.location or "")
    scenes = ties.scenes_of(reference)
    derived: Json = {
        "title": reference_title(reference, ties),
        "ref:locations": _unique([reference.location]),
        "ref:reports": _unique([reference.report, reference.target_report]),
        "ref:scenes": _paths(scenes),
        "ref:country": place.country if place else None,
        "ref:publisher": report.publisher if report else None,
        "ref:series": report.series if report else None,
        "ref:picture_key": picture_key(reference),
    }
    if reference.picture is not None:
        derived["ref:resolution"] = reference.picture.resolution
    elif report is not None:
        derived["ref:date"] = report.published.value
        derived["ref:date_precision"] = report.published.precision
    item = _extended(reference.to_item(), derived, _window(reference, ties))
    if place and place.position:
        item["geometry"] = dict(place.position.geometry)
    elif place:
        item["properties"]["ref:geometry_reason"] = place.geometry_reason
    else:
        item["properties"]["ref:geometry_reason"] = "It points at a report, not at a place."
    return _versioned(item, reference.id in ties.replaced_reference)


def scene_item(scene_id: SceneId, scene: Mapping[str, Any], ties: Ties) -> Json:
    """A scene's Item: as it came, with the places it covers and the reports that cite its acquisition."""
    citing = ties.of_acquisition.get(scene["properties"].get("ref:acquisition"), [])
    derived = {
        "ref:locations": list(ties.locations_of_scene.get(scene_id, ())),
        "ref:reports": _unique(ref.report for ref in citing),
    }
    kept = {key: value for key, value in derived.items() if value}
    properties = {**scene["properties"], **kept}
    extensions = list(scene.get("stac_extensions") or [])
    if SCHEMA_URI not in extensions and any(name.startswith(PREFIX) for name in properties):
        extensions.append(SCHEMA_URI)
    return {**scene, "stac_extensions": extensions, "properties": properties}


def report_window(report: Report, ties: Ties) -> Window | None:
    """When a report was published. One without a date is no older than the pictures it cites."""
    published = report.published.window()
    if published is not None:
        return published
    cited = [_taken(ref) for ref in ties.of_report.get(report.id, [])]
    newest = max((window[0] for window in cited if window), default=FIRST_SATELLITE)
    return newest, max(newest, report.created)


def picture_key(reference: Reference) -> str | None:
    """Provider, date and place of a picture: what two reports share that cite the same commercial picture."""
    picture = reference.picture
    if picture is None or not (picture.provider and picture.taken.value and reference.location):
        return None
    return f"{_provider(picture.provider)}/{picture.taken.value}/{reference.location}"


def _provider(words: str) -> str:
    """One word for a provider under all its names (DigitalGlobe, Maxar, Vantor); of several, the first known."""
    known = (organisation(part) for part in (words, *words.split(" / ")))
    found = next(filter(None, known), None)
    if found is not None:
        return found.id
    return "-".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())


def reference_title(reference: Reference, ties: Ties) -> str:
    """A title for people: titles of the records, not their ids."""
    records = ties.records
    if reference.picture is not None:
        place = records.locations.get(reference.location or "")
        shown = place.title if place else reference.location
        credit = reference.picture.credit or reference.picture.provider or "no credit stated"
        return f"Picture of {shown}, {reference.picture.taken.text()} ({credit})"
    report = records.reports.get(reference.report)
    target: Location | Report | None = records.locations.get(reference.location or "")
    target = target or records.reports.get(reference.target_report or "")
    phrase = _PHRASE.get(reference.relation, reference.relation.replace("-", " "))
    said_by = report.title if report else reference.report
    return f"“{said_by}” {phrase} {_quoted(target)}"


def _first(dates: Iterable[When]) -> str | None:
    """The date by which the first of them certainly was: a day of a month comes before the month as a whole."""
    return min(
        (when.value for when in dates if when.value),
        key=lambda value: (last_day(value), value),
        default=None,
    )


def _last(dates: Iterable[When]) -> str | None:
    """The date at which the last of them had not yet ended: a day of a month comes after the month as a whole."""
    ends = (when.end or when.value for when in dates if when.value)
    return max(
        (end for end in ends if end), key=lambda value: (first_day(value), value), default=None
    )


def _quoted(target: Location | Report | None) -> str:
    if target is None:
        return "a record that is not in the catalog"
    return f"“{target.title}”" if isinstance(target, Report) else target.title


def _taken(reference: Reference) -> Window | None:
    return reference.picture.taken.window() if reference.picture else None


def _window(reference: Reference, ties: Ties) -> Window | None:
    """When the picture was taken, or else when the statement was made."""
    if reference.picture is not None:
        return _taken(reference)
    report = ties.records.reports.get(reference.report)
    return report.published.window() if report else None


def _span(windows: Iterable[Window | None]) -> Window | None:
    known = [window for window in windows if window]
    if not known:
        return None
    starts: list[datetime] = [start for start, _ in known]
    return min(starts), max(end for _, end in known)


def _extended(item: Json, derived: Mapping[str, Any], window: Window | None) -> Json:
    """The item with derived properties, and with its window where one is known."""
    kept = {key: value for key, value in derived.items() if value not in (None, [], "")}
    properties = {**item["properties"], **kept}
    if window is not None:
        for key in ("datetime", "start_datetime", "end_datetime"):
            properties.pop(key, None)
        properties |= times(window)
    return {**item, "properties": properties}


def _versioned(item: Json, successor: bool) -> Json:
    """The item, with the version extension where it takes the place of another one."""
    extensions = item["stac_extensions"]
    if not successor or VERSION_URI in extensions:
        return item
    return {**item, "stac_extensions": [*extensions, VERSION_URI]}


def _unique(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


def _paths(scenes: Iterable[SceneId]) -> list[str]:
    return sorted({f"{collection}/{scene_id}" for collection, scene_id in scenes})
