"""Items as providers write them, and catalogs of places to harvest for."""

from pathlib import Path
from typing import Any

import orjson
from shapely.geometry import box, mapping

from imgcat.catalog.build import build
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records, SceneId
from imgcat.ingest.harvest import Harvest, Outcome, Terms
from imgcat.ingest.harvest.manners import Manners
from imgcat.ingest.harvest.upstream import named
from imgcat.ingest.harvest.window import SearchWindow, around_pictures, chosen
from imgcat.model.item import Json
from imgcat.model.vocabulary import Relation
from tests.catalog.records import location, picture, reference, report

PLACE = (125.355288, 39.644929)
TILE = "T51TYE"
QUICK = Manners(rate=10_000, timeout=5, longest=5, largest=2**20, tries=3, backoff=0, patience=1)


def product(day: str, tile: str = TILE, processed: str = "20190213T000000") -> str:
    """The id of a Sentinel-2 L2A product of a day, as ESA names it."""
    return f"S2A_MSIL2A_{day}T020801_N0211_R103_{tile}_{processed}"


def offer(item_id: str, taken: str, **more: Any) -> Json:
    """A provider's Item over the place, with all that must come through untouched."""
    around = more.pop("around", box(PLACE[0] - 0.5, PLACE[1] - 0.5, PLACE[0] + 0.5, PLACE[1] + 0.5))
    properties = {
        "datetime": taken,
        "eo:cloud_cover": 12.340000000000002,
        "platform": "sentinel-2a",
        "sat:relative_orbit": 103,
        "s2:nodata_pixel_percentage": 1e-06,
        "their:note": None,
        "their:nested": {"b": [1, 2.0, -0.0, {"ä": "é"}], "a": True},
    }
    item: Json = {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": ["https://stac-extensions.github.io/eo/v1.1.0/schema.json"],
        "id": item_id,
        "collection": "theirs",
        "geometry": None if around is None else orjson.loads(orjson.dumps(mapping(around))),
        "properties": properties | more.pop("properties", {}),
        "links": [
            {"rel": "license", "href": "https://example.org/terms", "title": "Terms"},
            {"rel": "self", "href": f"https://example.org/items/{item_id}"},
            {"rel": "root", "href": "https://example.org/"},
            {"rel": "derived_from", "href": "https://example.org/raw", "their:field": 0.1},
        ],
        "assets": {
            "B04": {
                "href": "https://example.org/b04.tif",
                "roles": ["data"],
                "raster:bands": [{"scale": 0.0001, "offset": -0.1}],
            }
        },
        **more,
    }
    if around is not None:
        item["bbox"] = list(around.bounds)
    return item


def place_catalog(**more: Any) -> Records:
    """One place, and one report that cites a picture of it of 27 December 2018."""
    records = Records()
    place = location("sino-ri", *PLACE, **more)
    said = report("analysis", "2019-01-21")
    cited = reference(
        "cited", "analysis", Relation.CITES_IMAGE, "sino-ri", picture=picture("2018-12-27")
    )
    records.locations[place.id], records.reports[said.id] = place, said
    records.references[cited.id] = cited
    return records


def ndjson(path: Path, *items: Json) -> Path:
    """The Items in a file, one a line."""
    path.write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in items))
    return path


def windows(records: Records, days: float = 30) -> list[SearchWindow]:
    """Around every picture of every place."""
    return around_pictures(records, chosen(records), days)


def harvested(
    upstream: str | Path,
    folder: Path,
    terms: Terms | None = None,
    days: float = 30,
    asked: list[SearchWindow] | None = None,
    manners: Manners = QUICK,
) -> Outcome:
    """A harvest into a catalog's folder as the command does it, and the build after it."""
    records, findings = read(folder)
    assert findings == []
    run = Harvest(
        named(str(upstream)), records, terms or Terms(), folder, folder.parent / "cache", manners
    )
    outcome = run.run(windows(records, days) if asked is None else asked)
    build(folder, records)
    return outcome


def scenes(folder: Path) -> dict[SceneId, Json]:
    """The scenes in a folder, as they are read back."""
    records, findings = read(folder)
    assert findings == []
    return records.scenes


def contents(folder: Path) -> dict[str, bytes]:
    """Every file, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
