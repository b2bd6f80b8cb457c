"""Seeded random items and queries, rich in what breaks stores: ties, gaps, mixed types, seams, poles, null geometry."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint
from imgcat.store.protocol import Query, Sort

COLLECTIONS = ("locations", "scenes", "scenes-b", "위성")
WORDS = (
    "base",
    "Café",
    "cafe",
    "missile",
    "신오리",
    "overview",
    "Überblick",
    "STRASSE",
    "straße",
    "a_b",
    "50%",
    "[x]",
)
TIMES = (
    "2018-12-27T02:10:00Z",
    "2018-12-27T02:10:00.123456Z",
    "2018-12-27",
    "2019-01-21T00:00:00+09:00",
    "2019-01-21 00:00:00",
    "2019-01-20T15:00:00Z",
    "2024-07-01T12:00:00.1234567Z",
    "1958-03-01T00:00:00Z",
    "soon",
)
COMPARED = ("=", "<>", "<", "<=", ">", ">=")


class Synthetic:
    """A source of random items and queries."""

    names: tuple[str, ...] = (
        "eo:cloud_cover",
        "platform",
        "gsd",
        "size",
        "name",
        "flag",
        "made",
        "absent",
        "bands",
        "id",
        "collection",
    )
    fields: tuple[str, ...] = (
        "datetime",
        "id",
        "collection",
        "eo:cloud_cover",
        "size",
        "platform",
        "flag",
        "created",
        "made",
        "gsd",
    )

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def items(self, count: int) -> list[dict[str, Any]]:
        """Items with unique (collection, id); ids repeat across collections."""
        made = [self.item(number) for number in range(count)]
        return list({(item["collection"], item["id"]): item for item in made}.values())

    def item(self, number: int) -> dict[str, Any]:
        pick = self.random.choice
        return {
            "type": "Feature",
            "stac_version": "1.1.0",
            "id": pick((f"item-{number}", f"s/{number // 3}", f"é {number // 2}")),
            "geometry": self.geometry(),
            "properties": self.properties(),
            "links": [],
            "assets": {},
            "collection": pick(COLLECTIONS),
        }

    def properties(self) -> dict[str, Any]:
        pick, number = self.random.choice, self.random.randrange
        made: dict[str, Any] = dict(
            pick(
                (
                    {"datetime": pick(TIMES)},
                    {
                        "datetime": None,
                        "start_datetime": "2018-12-01T00:00:00Z",
                        "end_datetime": pick(TIMES[:6]),
                    },
                    {
                        "datetime": "2018-12-27T02:10:00Z",
                        "start_datetime": pick(TIMES),
                        "end_datetime": pick(TIMES),
                    },
                    {"datetime": None},
                    {},
                )
            )
        )
        choices: Mapping[str, Sequence[Any]] = {
            "eo:cloud_cover": (0, 5, 5.0, 12.5, 100, "12", None, True),
            "platform": ("sentinel-2a", "Sentinel-2A", "landsat-8", 8, None),
            "gsd": (10, 10.0, 0.5, 2**60, 2**70, [1]),
            "size": (0, 5, 5.5, -3, "5", None, {"a": 1}, False, 2**70),
            "name": WORDS,
            "flag": (True, False, "true", 1),
            "created": TIMES,
            "made": TIMES,
            "title": [" ".join(self.random.choices(WORDS, k=3)) for _ in range(2)],
            "keywords": ([], ["base", "신오리"], ["Café"], "base", [1, "base"]),
            "ref:locations": (["prk-sino-ri"], ["prk-sino-ri", "chn-x"], [], "prk-sino-ri", None),
            "bands": ([1, 2], [2, 1, 1], ["1"], [True], [], None, [[1]]),
        }
        for name, values in choices.items():
            if number(3):
                made[name] = pick(values)
        return made

    def lon_lat(self) -> tuple[float, float]:
        if self.random.random() < 0.5:
            return float(self.random.randrange(-180, 181, 10)), float(
                self.random.randrange(-90, 91, 10)
            )
        return self.random.uniform(-180, 180), self.random.uniform(-90, 90)

    def geometry(self) -> dict[str, Any] | None:
        lon, lat = self.lon_lat()
        width, height = self.random.choice((0.1, 1, 10, 30)), self.random.choice((0.1, 1, 10))
        top = min(90.0, lat + height)
        east = lon + width - 360 if lon + width > 180 else lon + width
        slanted = [[lon, lat], [east, lat], [east, top], [lon, min(90.0, top + 0.01)], [lon, lat]]
        kinds = (
            lambda: {"type": "Polygon", "coordinates": [slanted]},
            lambda: {"type": "Polygon", "coordinates": [slanted[::-1]]},
            lambda: dict(shapely.box(-180, lat, 180, top).__geo_interface__) if top > lat else None,
            lambda: {
                "type": "Polygon",
                "coordinates": [[[turn - 175, 80] for turn in range(0, 360, 30)]],
            },
            lambda: {"type": "Point", "coordinates": [lon, lat]},
            lambda: {"type": "MultiPoint", "coordinates": [[lon, lat], [-lon, -lat]]},
            lambda: {"type": "LineString", "coordinates": [[lon, lat], [east, top + 0.0]]},
            lambda: {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": [lon, lat]},
                    {"type": "Polygon", "coordinates": [slanted]},
                ],
            },
            lambda: None,
        )
        weights = (6, 3, 1, 1, 2, 1, 1, 1, 2)
        return self.random.choices(kinds, weights)[0]()

    def bbox(self) -> tuple[float, float, float, float]:
        west, south = self.lon_lat()
        east, north = self.lon_lat()
        return west, min(south, north), east, max(south, north)

    def query(self) -> Query:
        """A query with a few conditions, sort keys and any page size."""
        chance = self.random.random
        conditions: dict[str, Any] = {}
        if chance() < 0.3:
            conditions["bbox"] = self.bbox()
        elif chance() < 0.2:
            conditions["intersects"] = self.area()
        if chance() < 0.3:
            conditions["collections"] = tuple(
                self.random.sample(COLLECTIONS, self.random.randrange(1, 3))
            )
        if chance() < 0.25:
            conditions["datetime"] = self.interval()
        if chance() < 0.15:
            conditions["q"] = tuple(self.random.sample(WORDS[:9], self.random.randrange(1, 3)))
        if chance() < 0.6:
            conditions["filter"] = self.filter(self.random.randrange(4))
        return Query(**conditions, sortby=self.sortby(), limit=self.random.choice((1, 3, 10, 1000)))

    def sortby(self) -> tuple[Sort, ...]:
        picked = self.random.sample(self.fields, self.random.choice((0, 0, 1, 1, 2, 3)))
        return tuple(Sort(field, self.random.random() < 0.5) for field in picked)

    def area(self) -> Any:
        found = None
        while found is None:
            with suppress(InvalidRecord):
                found = footprint(self.geometry())
        return found

    def interval(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        days = sorted(self.random.choices(range(-20, 60), k=2))
        start, end = (
            dt.datetime(2018, 12, 7, tzinfo=dt.UTC) + dt.timedelta(days=day) for day in days
        )
        return self.random.choice(
            ((start, end), (start, None), (None, end), (None, None), (start, start))
        )

    def filter(self, depth: int) -> Any:
        """A CQL2 JSON tree."""
        if depth:
            op = self.random.choice(("and", "or", "not"))
            count = 1 if op == "not" else self.random.randrange(1, 4)
            return {
                "op": op,
                "args": [self.filter(self.random.randrange(depth)) for _ in range(count)],
            }
        makers = (
            self.comparison,
            self.comparison,
            self.comparison,
            self.text_test,
            self.null_test,
            self.space_test,
            self.time_test,
            self.array_test,
        )
        return self.random.choice(makers)()

    def property(self) -> dict[str, str]:
        name = self.random.choice(self.names)
        prefixed = name not in ("id", "collection") and self.random.random() < 0.1
        return {"property": f"properties.{name}" if prefixed else name}

    def literal(self) -> Any:
        return self.random.choice(
            (0, 5, 12.5, -3, 10, "5", "12", "sentinel-2a", "landsat-8", "Café", "base", True, False)
        )

    def comparison(self) -> Any:
        pick = self.random.choice
        style = self.random.randrange(7)
        if style == 0:
            return {"op": "between", "args": [self.property(), self.literal(), self.literal()]}
        if style == 1:
            return {
                "op": "in",
                "args": [
                    self.property(),
                    [self.literal() for _ in range(self.random.randrange(1, 5))],
                ],
            }
        if style == 2:
            return {"op": pick(COMPARED), "args": [self.property(), self.property()]}
        if style == 3:
            sides = [
                {"property": pick(("datetime", "created", "made", "end_datetime"))},
                self.time_literal(),
            ]
            return {"op": pick(COMPARED), "args": self.random.sample(sides, 2)}
        if style == 4:
            left = {
                "op": pick(("+", "-", "*", "/", "%", "div", "^")),
                "args": [self.property(), pick((0, 2, 3.5, -1))],
            }
            return {"op": pick(COMPARED), "args": [left, pick((0, 1, 2.5, 10, "5"))]}
        return {
            "op": pick(COMPARED),
            "args": self.random.sample([self.property(), self.literal()], 2),
        }

    def time_literal(self) -> Any:
        pick = self.random.choice
        return pick(
            (
                {"timestamp": pick(TIMES[:2])},
                {"date": "2018-12-27"},
                pick(TIMES),
                {"property": "created"},
                5,
            )
        )

    def text_test(self) -> Any:
        pick = self.random.choice
        name: Any = {"property": pick(("name", "platform", "id", "created", "size"))}
        pattern: Any = pick(
            ("%", "S%", "s%2_", "caf_", "%é%", "item-_", "a\\_b", "50\\%", "[x]", "%2018%", "")
        )
        if self.random.random() < 0.4:
            op = pick(("casei", "accenti"))
            name, pattern = {"op": op, "args": [name]}, {"op": op, "args": [pattern]}
            if self.random.random() < 0.5:
                return {"op": "=", "args": [name, {"op": op, "args": [pick(WORDS)]}]}
        return {"op": "like", "args": [name, pattern]}

    def null_test(self) -> Any:
        names = (
            "geometry",
            "datetime",
            "created",
            "size",
            "bands",
            "absent",
            "id",
            "eo:cloud_cover",
            "ref:locations",
        )
        return {"op": "isNull", "args": [{"property": self.random.choice(names)}]}

    def space_test(self) -> Any:
        op = self.random.choice(
            ("intersects", "intersects", "disjoint", "within", "contains", "touches", "equals")
        )
        shape: Any = {"bbox": list(self.bbox())}
        if self.random.random() < 0.5:
            shape = dict(self.area().__geo_interface__)
        if shapely.get_type_id(self.shape_of(shape)) == 7:
            op = "intersects"
        return {"op": f"s_{op}", "args": self.random.sample([{"property": "geometry"}, shape], 2)}

    @staticmethod
    def shape_of(tree: Mapping[str, Any]) -> Any:
        return footprint(tree) if "type" in tree else shapely.Point(0, 0)

    def time_test(self) -> Any:
        pick = self.random.choice
        op = pick(
            (
                "after",
                "before",
                "intersects",
                "during",
                "disjoint",
                "equals",
                "meets",
                "startedBy",
                "contains",
            )
        )
        start, end = sorted(
            self.random.sample(
                ("2018-12-01", "2018-12-27", "2018-12-28T00:00:00Z", "2019-06-01"), 2
            )
        )
        left = pick(
            (
                {"property": pick(("datetime", "created", "made"))},
                {"interval": [{"property": "start_datetime"}, {"property": "end_datetime"}]},
            )
        )
        right = pick(
            (
                {"interval": [{"date": start[:10]}, ".."]},
                {"interval": [start, end]},
                {"interval": ["..", end]},
                {"timestamp": "2018-12-27T02:10:00Z"},
                {"date": "2018-12-27"},
            )
        )
        return {"op": f"t_{op}", "args": self.random.sample([left, right], 2)}

    def array_test(self) -> Any:
        pick = self.random.choice
        op = pick(("contains", "overlaps", "equals", "containedBy"))
        name = {"property": pick(("ref:locations", "keywords", "bands", "absent", "name"))}
        array = pick(
            (
                ["prk-sino-ri"],
                ["prk-sino-ri", "chn-x"],
                [],
                [1, 2],
                ["base"],
                [1],
                ["1"],
                [True],
                [1, "base"],
            )
        )
        return {
            "op": f"a_{op}",
            "args": self.random.sample([name, array], 2)
            if self.random.random() < 0.2
            else [name, array],
        }
