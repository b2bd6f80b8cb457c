"""Seeded random items, rich in what breaks stores: ties, gaps, mixed types, seams, poles, null geometry."""

import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import shapely

from imgcat.errors import InvalidRecord
from imgcat.model.footprint import footprint

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


class SyntheticItems:
    """A source of random items and places."""

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

    def area(self) -> Any:
        found = None
        while found is None:
            with suppress(InvalidRecord):
                found = footprint(self.geometry())
        return found
