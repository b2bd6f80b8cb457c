"""A small catalog made in memory: one base, one report on it, one news item on the report, one scene."""

from datetime import UTC, datetime
from typing import Any

from imgcat.catalog.records import Records
from imgcat.model.location import Location, Name
from imgcat.model.position import Position
from imgcat.model.reference import Picture, Reference
from imgcat.model.report import Report
from imgcat.model.scene import scene_from_id
from imgcat.model.scene_collection import SCENE_COLLECTIONS
from imgcat.model.source import Source
from imgcat.model.vocabulary import Access, NameKind, Relation, ReportKind
from imgcat.model.when import When

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOURCE = Source(url="https://example.org/page")
SCENE = "S2A_MSIL2A_20190212T020801_N0212_R103_T51TYE_20190212T160857"


def location(record_id: str, lon: float, lat: float, **more: Any) -> Location:
    """A place with one name and one point, 500 m uncertain."""
    fields: dict[str, Any] = {
        "id": record_id,
        "created": NOW,
        "names": (Name(text=record_id.title(), kind=NameKind.PREFERRED, source=SOURCE),),
        "positions": (
            Position(
                geometry={"type": "Point", "coordinates": [lon, lat]},
                uncertainty_m=500,
                source=SOURCE,
            ),
        ),
        "country": "PRK",
        "sources": (SOURCE,),
    }
    return Location(**(fields | more))


def report(record_id: str, published: str | None, **more: Any) -> Report:
    """A report of a day, or without a date."""
    fields: dict[str, Any] = {
        "id": record_id,
        "created": NOW,
        "title": record_id.title(),
        "kind": ReportKind.ANALYSIS,
        "published": When(value=published) if published else When(reason="not printed"),
        "sources": (SOURCE,),
    }
    return Report(**(fields | more))


def reference(
    record_id: str, maker: str, relation: Relation, target: str, **more: Any
) -> Reference:
    """A reference to a place, or to a report."""
    end = (
        "location"
        if relation in (Relation.ABOUT, Relation.MENTIONS, Relation.CITES_IMAGE)
        else "target_report"
    )
    fields: dict[str, Any] = {
        "id": record_id,
        "created": NOW,
        "report": maker,
        "relation": relation,
        end: target,
        "source": SOURCE,
    }
    return Reference(**(fields | more))


def picture(taken: str | None, acquisition: str | None = None, **more: Any) -> Picture:
    """A picture of a day."""
    when = When(value=taken) if taken else When(reason="not printed")
    return Picture(taken=when, acquisition=acquisition, access=Access.PUBLIC, **more)


def small_catalog() -> Records:
    """The base `sino-ri` under a Sentinel-2 tile, `far-away` elsewhere, `nowhere` without a position."""
    scene = scene_from_id(SCENE)
    key = scene["properties"]["ref:acquisition"]
    records = Records()
    for place in (
        location("sino-ri", 125.355288, 39.644929),
        location("far-away", 20.0, 10.0, country=None),
        location("nowhere", 0, 0, positions=(), geometry_reason="None is published.", country=None),
    ):
        records.locations[place.id] = place
    for made in (
        report("analysis", "2019-01-21", publisher="Institute", series="Bases"),
        report(
            "news",
            "2019-02-20",
            kind=ReportKind.NEWS,
            publisher="Paper",
            url="https://example.org/news",
        ),
        report("undated", None),
    ):
        records.reports[made.id] = made
    for ref in (
        reference("about", "analysis", Relation.ABOUT, "sino-ri"),
        reference(
            "cited",
            "analysis",
            Relation.CITES_IMAGE,
            "sino-ri",
            picture=picture("2018-12-27", provider="ESA"),
        ),
        reference(
            "named", "news", Relation.CITES_IMAGE, "far-away", picture=picture("2019-02-12", key)
        ),
        reference("on", "news", Relation.REPORTS_ON, "analysis"),
        reference("old", "undated", Relation.CITES_IMAGE, "nowhere", picture=picture("2020-05")),
    ):
        records.references[ref.id] = ref
    records.scenes[scene["collection"], scene["id"]] = scene
    records.collections[scene["collection"]] = SCENE_COLLECTIONS[scene["collection"]].members()
    return records
