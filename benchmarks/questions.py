"""The kinds of questions, with parameters drawn at random, and the answer of brute force to each."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from benchmarks.ask import Ask, Count, Expected, Found, Groups, Item, Months, Own, Question, Search
from benchmarks.records import EVENTS, SUBJECTS, Records
from benchmarks.scenes import COLLECTION, RARE_BASELINES
from benchmarks.truth import Mask, Truth, box
from imgcat.model.vocabulary import Relation

LIMIT, LARGE, PAGES = 10, 100, 20
DAYS = dt.timedelta(days=10)
START, END = dt.datetime(2017, 1, 1, tzinfo=dt.UTC), dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
CONTINENTS = (
    (-12.0, 35.0, 42.0, 71.0),
    (-19.0, -36.0, 52.0, 38.0),
    (-83.0, -56.0, -34.0, 13.0),
    (-130.0, 24.0, -60.0, 62.0),
    (60.0, 5.0, 145.0, 55.0),
    (112.0, -45.0, 155.0, -9.0),
)
"""West, south, east, north: Europe, Africa, South and North America, Asia, Australia."""
NEWEST_FIRST = [{"field": "datetime", "direction": "desc"}]

Drawn = tuple[Ask, Expected]


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws questions about scenes and records."""

    truth: Truth
    records: Records
    random: random.Random

    def row(self) -> int:
        return self.random.randrange(len(self.truth))

    def spot(self) -> tuple[float, float]:
        """A point, lon/lat, near the middle of some scene."""
        x, y = self.truth.scenes.ring[self.row()].mean(axis=0).tolist()
        return round(x + self.random.uniform(-0.1, 0.1), 4), round(
            y + self.random.uniform(-0.1, 0.1), 4
        )

    def bounds(self, smallest: float, largest: float) -> list[float]:
        """A box around a spot, its sides in degrees; within the world."""
        x, y = self.spot()
        wide, high = (self.random.uniform(smallest, largest) / 2 for _ in range(2))
        west, east = max(x - wide, -180.0), min(x + wide, 180.0)
        return [
            round(value, 4) for value in (west, max(y - high, -90.0), east, min(y + high, 90.0))
        ]

    def time(self) -> dt.datetime:
        return START + (END - START) * self.random.random()

    def search(self, mask: Mask, limit: int = LIMIT, pages: int = 1, **body: Any) -> Drawn:
        """A search of the scenes, newest first, that has to find those that are meant."""
        asked = {"collections": [COLLECTION], **body, "limit": limit, "sortby": NEWEST_FIRST}
        found = self.truth.newest(mask, limit * pages)
        return Search(asked, pages), Found(int(mask.sum()), frozenset(found), found)


def item(draw: Draw) -> Drawn:
    row = draw.row()
    (scene_id,) = draw.truth.ids(np.array([row]))
    return Item(COLLECTION, scene_id), draw.truth.item(row)


def ten_ids(draw: Draw) -> Drawn:
    rows = np.array(draw.random.sample(range(len(draw.truth)), 10))
    mask = np.zeros(len(draw.truth), bool)
    mask[rows] = True
    return draw.search(mask, ids=draw.truth.ids(rows))


def small_bbox(draw: Draw) -> Drawn:
    bounds = draw.bounds(0.1, 0.5)
    return draw.search(draw.truth.intersecting(box(bounds)), bbox=bounds)


def bbox_and_month(draw: Draw) -> Drawn:
    bounds, (first, last) = draw.bounds(0.1, 0.5), _span(draw.time(), 30)
    mask = draw.truth.intersecting(box(bounds)) & draw.truth.between(first, last)
    return draw.search(mask, bbox=bounds, datetime=_interval(first, last))


def point(draw: Draw) -> Drawn:
    where = Point(draw.spot())
    return draw.search(draw.truth.intersecting(where), intersects=mapping(where))


def clear_in_polygon(draw: Draw) -> Drawn:
    (x, y), turns = draw.spot(), np.sort([draw.random.uniform(0, 2 * np.pi) for _ in range(8)])
    reach = np.array([draw.random.uniform(0.5, 1.5) for _ in turns])
    corners = np.stack([x + reach * np.cos(turns), y + reach * np.sin(turns)], axis=1).round(4)
    area: BaseGeometry = shapely.make_valid(Polygon(np.clip(corners, [-180, -90], [180, 90])))
    condition = {
        "op": "and",
        "args": [
            {"op": "<", "args": [{"property": "eo:cloud_cover"}, 10]},
            {"op": "s_intersects", "args": [{"property": "geometry"}, mapping(area)]},
        ],
    }
    mask = draw.truth.intersecting(area) & (draw.truth.scenes.cloud < 10)
    return draw.search(mask, filter=condition)


def newest(draw: Draw) -> Drawn:
    return draw.search(np.ones(len(draw.truth), bool), limit=LARGE)


def continent(draw: Draw) -> Drawn:
    bounds = [
        round(edge + draw.random.uniform(-2, 2), 4) for edge in draw.random.choice(CONTINENTS)
    ]
    return draw.search(draw.truth.intersecting(box(bounds)), bbox=bounds)


def rare_value(draw: Draw) -> Drawn:
    """A rare value of a property that no server was told of before."""
    value = draw.random.choice(RARE_BASELINES)
    mask = draw.truth.scenes.baseline == value
    return draw.search(mask, filter=_equals("s2:processing_baseline", value))


def rare_common_property(draw: Draw) -> Drawn:
    """A rare value of a property of STAC's own extensions, before some day."""
    last = draw.time().replace(microsecond=0)
    mask = draw.truth.scenes.ascending & draw.truth.between(
        dt.datetime(2000, 1, 1, tzinfo=dt.UTC), last
    )
    condition = _equals("sat:orbit_state", "ascending")
    return draw.search(mask, filter=condition, datetime=f"../{_text(last)}")


def exact_count(draw: Draw) -> Drawn:
    bounds, (first, last) = draw.bounds(5, 15), _span(draw.time(), 500)
    mask = draw.truth.intersecting(box(bounds)) & draw.truth.between(first, last)
    body = {"collections": [COLLECTION], "bbox": bounds, "datetime": _interval(first, last)}
    return Count(body), int(mask.sum())


def months(draw: Draw) -> Drawn:
    bounds = draw.bounds(5, 15)
    mask = draw.truth.intersecting(box(bounds))
    return Months({"collections": [COLLECTION], "bbox": bounds}), draw.truth.months(mask)


def months_of_all(draw: Draw) -> Drawn:
    most = draw.random.randint(5, 95)
    condition = {"op": "<", "args": [{"property": "eo:cloud_cover"}, most]}
    body = {"collections": [COLLECTION], "filter": condition}
    return Months(body), draw.truth.months(draw.truth.scenes.cloud < most)


def deep_pages(draw: Draw) -> Drawn:
    last = draw.time().replace(microsecond=0)
    mask = draw.truth.between(dt.datetime(2000, 1, 1, tzinfo=dt.UTC), last)
    return draw.search(mask, limit=LARGE, pages=PAGES, datetime=f"../{_text(last)}")


def near_pictures(draw: Draw) -> Drawn:
    """The scenes within ten days of each picture that a report cites."""
    shown = [one for one in draw.records.references if one.relation is Relation.CITES_IMAGE]
    report = draw.random.choice(shown).report
    places = {place.id: place for place in draw.records.places}
    groups = {}
    for reference in shown:
        if reference.report != report or reference.picture is None:
            continue
        window = reference.picture.taken.window()
        place = places[reference.location or ""].position
        if window is None or place is None:
            raise ValueError(f"{reference.id} has no date or no position.")
        mask = draw.truth.intersecting(Point(place.point()))
        mask &= draw.truth.between(window[0] - DAYS, window[1] + DAYS)
        found = set(draw.truth.ids(np.flatnonzero(mask)))
        cited = draw.records.scenes.get(reference.picture.acquisition or "")
        groups[reference.id] = frozenset(found | ({cited} if cited else set()))
    return Own(f"/reports/{report}/scenes?days=10"), Groups(groups)


def references_of_scene(draw: Draw) -> Drawn:
    cited = [
        one.picture.acquisition
        for one in draw.records.references
        if one.picture and one.picture.acquisition
    ]
    acquisition = draw.random.choice(cited)
    ids = frozenset(
        one.id
        for one in draw.records.references
        if one.picture and one.picture.acquisition == acquisition
    )
    scene_id = draw.records.scenes[acquisition]
    return Own(f"/collections/{COLLECTION}/items/{scene_id}/references"), Groups({"to": ids})


def place_name(draw: Draw) -> Drawn:
    """A place by its name; the place itself has to be among those that are found."""
    place = draw.random.choice(draw.records.places)
    name = place.names[0].text
    return Own(f"/locations/match?q={name.lower()}"), Groups({"best": frozenset({place.id})})


def free_text(draw: Draw) -> Drawn:
    subject, event = draw.random.choice(SUBJECTS), draw.random.choice(EVENTS)
    ids = frozenset(
        report.id
        for report in draw.records.reports
        if {subject, event} <= _words(f"{report.title} {report.summary}")
    )
    body = {"collections": ["reports"], "q": f"{subject} AND {event}", "limit": LIMIT}
    return Search(body), Found(len(ids), ids)


KINDS: Mapping[str, Callable[[Draw], Drawn]] = {
    "item by id": item,
    "ten ids": ten_ids,
    "small bbox": small_bbox,
    "small bbox and a month": bbox_and_month,
    "point intersects": point,
    "CQL2 cloud and polygon": clear_in_polygon,
    "newest 100 of all": newest,
    "continent, newest first": continent,
    "rare value": rare_value,
    "rare value, common property": rare_common_property,
    "exact count": exact_count,
    "months of a region": months,
    "months of all": months_of_all,
    "20 pages of 100": deep_pages,
    "scenes near a report's pictures": near_pictures,
    "references of a scene": references_of_scene,
    "place name": place_name,
    "free text": free_text,
}


def questions(truth: Truth, records: Records, kind: str, count: int, seed: int) -> list[Question]:
    """Questions of a kind with their answers; the same for the same seed."""
    draw = Draw(truth, records, random.Random(f"{seed} {kind}"))  # noqa: S311 - nothing secret
    return [Question(kind, *KINDS[kind](draw)) for _ in range(count)]


def _equals(name: str, value: str) -> dict[str, Any]:
    return {"op": "=", "args": [{"property": name}, value]}


def _span(first: dt.datetime, days: int) -> tuple[dt.datetime, dt.datetime]:
    first = first.replace(microsecond=0)
    return first, first + dt.timedelta(days=days)


def _interval(first: dt.datetime, last: dt.datetime) -> str:
    return f"{_text(first)}/{_text(last)}"


def _text(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _words(text: str) -> set[str]:
    return set(text.lower().replace(".", " ").split())
