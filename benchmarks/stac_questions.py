"""What any STAC API can be asked, with parameters drawn at random, and the answer of brute force."""

import datetime as dt
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from benchmarks.ask import Count, Found, Item, Months, Search
from benchmarks.drawn import LIMIT, Draw, Drawn
from benchmarks.records import EVENTS, SUBJECTS
from benchmarks.scenes import COLLECTION, RARE_BASELINES
from benchmarks.truth import box

LARGE, PAGES = 100, 20
CONTINENTS = (
    (-12.0, 35.0, 42.0, 71.0),
    (-19.0, -36.0, 52.0, 38.0),
    (-83.0, -56.0, -34.0, 13.0),
    (-130.0, 24.0, -60.0, 62.0),
    (60.0, 5.0, 145.0, 55.0),
    (112.0, -45.0, 155.0, -9.0),
)
"""West, south, east, north: Europe, Africa, South and North America, Asia, Australia."""


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
    mask = draw.truth.intersecting(area) & (draw.truth.cloud < 10)
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
    mask = draw.truth.of_baseline(value)
    return draw.search(mask, filter=_equals("s2:processing_baseline", value))


def rare_common_property(draw: Draw) -> Drawn:
    """A rare value of a property of STAC's own extensions, before some day."""
    last = draw.time().replace(microsecond=0)
    mask = draw.truth.ascending & draw.truth.between(dt.datetime(2000, 1, 1, tzinfo=dt.UTC), last)
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
    return Months(body), draw.truth.months(draw.truth.cloud < most)


def deep_pages(draw: Draw) -> Drawn:
    last = draw.time().replace(microsecond=0)
    mask = draw.truth.between(dt.datetime(2000, 1, 1, tzinfo=dt.UTC), last)
    return draw.search(mask, limit=LARGE, pages=PAGES, datetime=f"../{_text(last)}")


def free_text(draw: Draw) -> Drawn:
    subject, event = draw.random.choice(SUBJECTS), draw.random.choice(EVENTS)
    ids = frozenset(
        report.id
        for report in draw.records.reports
        if {subject, event} <= _words(f"{report.title} {report.summary}")
    )
    body = {"collections": ["reports"], "q": f"{subject} AND {event}", "limit": LIMIT}
    return Search(body), Found(len(ids), ids)


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
