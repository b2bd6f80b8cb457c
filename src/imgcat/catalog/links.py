"""The links of every record, both ways, all of them derived from the references."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imgcat.catalog import layout
from imgcat.catalog.derived import reference_title
from imgcat.catalog.records import SceneId, Ties
from imgcat.model.coverage import Coverage
from imgcat.model.identifiers import LOCATIONS, REFERENCES, REPORTS
from imgcat.model.item import Json
from imgcat.model.reference import Reference
from imgcat.model.source import Source
from imgcat.model.vocabulary import INVERSE

GEOJSON = "application/geo+json"
JSON = "application/json"
HTML = "text/html"


def location_links(location_id: str, ties: Ties) -> list[Json]:
    """A location's links: to the reports that refer to it, to its scenes, and to its sources."""
    here = layout.item_path(LOCATIONS, location_id)
    location = ties.records.locations[location_id]
    return [
        *_structure(LOCATIONS, here),
        *_sources(location.sources),
        *(_from(ref, here, ties) for ref in _ordered(ties.to_location.get(location_id, []))),
        *(_scene(scene, here, ties) for scene in ties.scenes_of_location.get(location_id, [])),
        *_predecessors(LOCATIONS, ties.replaced_location.get(location_id, []), here),
    ]


def tombstone_links(location_id: str, ties: Ties) -> list[Json]:
    """A tombstone's links: to the location that the place is recorded as, and to its sources."""
    here = layout.item_path(LOCATIONS, location_id)
    records = ties.records
    left = records.tombstones[location_id]
    latest = records.latest_location(location_id)
    return [
        *_structure(LOCATIONS, here),
        *_sources(left.sources),
        *_successors(LOCATIONS, left.replaced_by, latest, here),
        *_predecessors(LOCATIONS, ties.replaced_location.get(location_id, []), here),
    ]


def report_links(report_id: str, ties: Ties) -> list[Json]:
    """A report's links: the report itself, what it refers to, and which reports refer to it."""
    here = layout.item_path(REPORTS, report_id)
    report = ties.records.reports[report_id]
    itself: list[Json] = []
    if report.url:
        itself.append({"rel": "about", "href": report.url, "type": HTML, "title": report.title})
    if report.doi:
        itself.append({"rel": "cite-as", "href": f"https://doi.org/{report.doi}"})
    return [
        *_structure(REPORTS, here),
        *itself,
        *_sources(report.sources),
        *(_to(ref, here, ties) for ref in _ordered(ties.of_report.get(report_id, []))),
        *(_from(ref, here, ties) for ref in _ordered(ties.to_report.get(report_id, []))),
    ]


def reference_links(reference: Reference, ties: Ties) -> list[Json]:
    """A reference's links: the report that makes it, what it points at, the scenes it shows, and its source."""
    here = layout.item_path(REFERENCES, reference.id)
    report = ties.records.reports.get(reference.report)
    return [
        *_structure(REFERENCES, here),
        *_sources([reference.source]),
        {
            "rel": "related",
            "href": layout.href(layout.item_path(REPORTS, reference.report), here),
            "type": GEOJSON,
            "title": report.title if report else reference.report,
            "ref:relation": "stated-by",
        },
        _target(reference, here, ties),
        *(_scene(scene, here, ties) for scene in ties.scenes_of(reference)),
        *_successors(
            REFERENCES,
            reference.replaced_by,
            ties.records.latest_reference(reference.id),
            here,
        ),
        *_predecessors(REFERENCES, ties.replaced_reference.get(reference.id, []), here),
    ]


def scene_links(scene_id: SceneId, scene: Mapping[str, Any], ties: Ties) -> list[Json]:
    """A scene's own links, and those to the places it covers and the references that cite its acquisition."""
    collection, item_id = scene_id
    here = layout.item_path(collection, item_id)
    citing = ties.of_acquisition.get(scene["properties"].get("ref:acquisition"), [])
    return [
        *_structure(collection, here),
        *scene.get("links", []),
        *(
            _place(place, covered, here, ties)
            for place, covered in ties.locations_of_scene.get(scene_id, {}).items()
        ),
        *(
            _record(REFERENCES, ref.id, reference_title(ref, ties), here, "shown-by")
            for ref in _ordered(citing)
        ),
    ]


def _structure(collection: str, here: str) -> list[Json]:
    own = layout.href(layout.collection_path(collection), here)
    return [
        {"rel": "root", "href": layout.href(layout.ROOT, here), "type": JSON, "title": "imgcat"},
        {"rel": "parent", "href": own, "type": JSON},
        {"rel": "collection", "href": own, "type": JSON},
    ]


def _sources(sources: Iterable[Source]) -> list[Json]:
    urls = dict.fromkeys(source.url for source in sources if source.url)
    return [{"rel": "via", "href": url, "title": "Where the record was read"} for url in urls]


def _successors(collection: str, successor: str | None, latest: str, here: str) -> Iterator[Json]:
    """The links of the version extension from a record that another one has replaced."""
    if successor is not None:
        yield _version("successor-version", collection, successor, here)
        yield _version("latest-version", collection, latest, here)


def _predecessors(collection: str, replaced: Iterable[str], here: str) -> Iterator[Json]:
    """The links of the version extension to the records that a record has replaced."""
    for each in sorted(replaced):
        yield _version("predecessor-version", collection, each, here)


def _version(rel: str, collection: str, item_id: str, here: str) -> Json:
    href = layout.href(layout.item_path(collection, item_id), here)
    return {"rel": rel, "href": href, "type": GEOJSON}


def _target(reference: Reference, here: str, ties: Ties) -> Json:
    records = ties.records
    if reference.location is not None:
        place = records.locations.get(reference.location)
        title = place.title if place else reference.location
        return _record(LOCATIONS, reference.location, title, here, reference.relation)
    target = reference.target_report or ""
    report = records.reports.get(target)
    return _record(REPORTS, target, report.title if report else target, here, reference.relation)


def _to(reference: Reference, here: str, ties: Ties) -> Json:
    """From a report to what one of its references points at."""
    return {**_target(reference, here, ties), "ref:reference": reference.id}


def _from(reference: Reference, here: str, ties: Ties) -> Json:
    """From what a reference points at back to the report that makes it."""
    report = ties.records.reports.get(reference.report)
    title = report.title if report else reference.report
    link = _record(REPORTS, reference.report, title, here, INVERSE[reference.relation])
    return {**link, "ref:reference": reference.id}


def _scene(scene_id: SceneId, here: str, ties: Ties) -> Json:
    collection, item_id = scene_id
    scene = ties.records.scenes[scene_id]
    title = scene["properties"].get("title") or item_id
    return _record(collection, item_id, title, here, "scene")


def _place(place: str, covered: Coverage | None, here: str, ties: Ties) -> Json:
    location = ties.records.locations.get(place)
    title = location.title if location else place
    link = _record(LOCATIONS, place, title, here, "covers" if covered else "cited-for")
    return {**link, "ref:coverage": covered} if covered else link


def _record(collection: str, item_id: str, title: str, here: str, relation: str) -> Json:
    return {
        "rel": "related",
        "href": layout.href(layout.item_path(collection, item_id), here),
        "type": GEOJSON,
        "title": title,
        "ref:relation": str(relation),
    }


def _ordered(references: Iterable[Reference]) -> list[Reference]:
    return sorted(references, key=lambda ref: ref.id)
