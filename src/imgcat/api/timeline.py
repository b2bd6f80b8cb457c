"""What happened at a place and when: its pictures, the reports on it, its scenes, each as an entry with a date."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from imgcat.api.catalog import Catalog
from imgcat.api.dates import by_date, dated
from imgcat.api.links import Links
from imgcat.api.parameters import Interval
from imgcat.api.responses import item_object
from imgcat.errors import InvalidRecord, InvalidRequest
from imgcat.model.identifiers import REPORTS
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.vocabulary import DatePrecision, Relation, ReportKind
from imgcat.model.when import timestamp
from imgcat.questions.records import equals, one_of, references
from imgcat.questions.scenes import Scene, scenes_of
from imgcat.store import Query
from imgcat.store.reading import every

PICTURE, SCENE = "picture", "scene"
KIND_OF_REPORT = {
    kind.value: {ReportKind.NEWS: "news", ReportKind.OFFICIAL_STATEMENT: "statement"}.get(
        kind, "report"
    )
    for kind in ReportKind
}
KINDS = (PICTURE, "report", "news", "statement", SCENE)
"""What an entry of a timeline is."""

SUBJECT = frozenset({Relation.ABOUT, Relation.CITES_IMAGE})
"""How a report refers to a place that it is about: what other reports say of it, they say of the place too."""

_NEARLY_A_DAY = timedelta(hours=23)
_CURSOR = re.compile(r"(~|\d{4}[0-9TZ:.-]*~?) \d \S+ .+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """An Item as it is served, with a member `timeline`."""

    feature: Json

    @property
    def cursor(self) -> str:
        """Where the entry stands: by date, by kind, then by collection and id; no two are equal."""
        about = self.feature["timeline"]
        rank = KINDS.index(about["kind"])
        collection, item_id = self.feature["collection"], self.feature["id"]
        return f"{by_date(about['date'])} {rank} {collection} {item_id}"

    def falls_into(self, interval: Interval) -> bool:
        """Whether the entry has a date and it may lie in the interval."""
        if self.feature["timeline"]["date"] is None:
            return False
        properties = self.feature["properties"]
        try:
            instant = properties.get("datetime")
            start = parse_time(instant or properties["start_datetime"]).start
            end = parse_time(instant or properties["end_datetime"]).end
        except (InvalidRecord, KeyError, TypeError, AttributeError):
            return False
        first, last = interval
        return (last is None or start <= last) and (first is None or first <= end)


def check_cursor(cursor: str | None) -> None:
    """Raise InvalidRequest for a token that is not an entry's cursor."""
    if cursor is not None and not _CURSOR.fullmatch(cursor):
        raise InvalidRequest("The token is not one that a link of a timeline holds.")


def entries(
    catalog: Catalog, place: Location, links: Links, kinds: frozenset[str]
) -> Iterator[Entry]:
    """The entries of some kinds of a place's timeline, in no order."""
    found = references(catalog.store, equals("ref:location", place.id))
    made = [item_object(item, links) for item in found]
    if PICTURE in kinds:
        pictures = (each for each in made if _relation(each) == Relation.CITES_IMAGE)
        yield from (_picture(each) for each in pictures)
    if kinds & set(KIND_OF_REPORT.values()):
        reports = _reports(catalog, made, links)
        yield from (each for each in reports if each.feature["timeline"]["kind"] in kinds)
    if SCENE in kinds:
        found_scenes = scenes_of(catalog.store, catalog.scene_collections, place)
        yield from (_scene(each, links) for each in found_scenes)


def _picture(reference: Json) -> Entry:
    about = {"relations": [Relation.CITES_IMAGE], "report": reference["properties"]["ref:report"]}
    return _entry(reference, PICTURE, **dated(reference), **about)


def _reports(catalog: Catalog, made: list[Json], links: Links) -> Iterator[Entry]:
    """The reports that make the references, and those that refer to one which is about the place."""
    relations: dict[str, set[str]] = defaultdict(set)
    for reference in made:
        relations[reference["properties"]["ref:report"]].add(_relation(reference))
    subjects = sorted(report for report, said in relations.items() if said & SUBJECT)
    refers: dict[str, list[Json]] = defaultdict(list)
    for item in (
        references(catalog.store, one_of("ref:target_report", subjects)) if subjects else ()
    ):
        properties = item_object(item, links)["properties"]
        refers[properties["ref:report"]].append(
            {"relation": properties["ref:relation"], "report": properties["ref:target_report"]}
        )
    ids = tuple(sorted({*relations, *refers}))
    for item in every(catalog.store, Query(collections=(REPORTS,), ids=ids)) if ids else ():
        report = item_object(item, links)
        about: Json = {"relations": sorted(relations.get(item.id, ()))}
        if item.id in refers:
            about["refers_to"] = refers[item.id]
        kind = KIND_OF_REPORT.get(report["properties"].get("ref:kind"), "report")
        yield _entry(report, kind, **dated(report), **about)


def _scene(scene: Scene, links: Links) -> Entry:
    about = {"coverage": scene.coverage, "cloud_cover": scene.cloud_cover}
    return _entry(item_object(scene.item, links), SCENE, **_taken(scene), **about)


def _taken(scene: Scene) -> Json:
    """When a scene was taken: a moment, a day where no more is known, or a range."""
    if scene.taken is None:
        reason = "The scene gives no time."
        return {
            "date": None,
            "precision": DatePrecision.UNKNOWN,
            "undated": True,
            "reason": reason,
        }
    start, end = scene.taken
    if start == end:
        return {"date": timestamp(start), "precision": DatePrecision.SECOND}
    if start.date() == end.date() and end - start > _NEARLY_A_DAY:
        return {"date": str(start.date()), "precision": DatePrecision.DAY}
    return {
        "date": timestamp(start),
        "end": timestamp(end),
        "precision": DatePrecision.SECOND,
    }


def _entry(feature: Json, kind: str, **about: Any) -> Entry:
    return Entry({**feature, "timeline": {"kind": kind, **about}})


def _relation(reference: Json) -> str:
    return str(reference["properties"].get("ref:relation"))
