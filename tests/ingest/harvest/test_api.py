"""STAC APIs as upstreams: one that is not ours, and our own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from shapely.geometry import box

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.catalog.build import build
from imgcat.catalog.check import check
from imgcat.catalog.reader import read
from imgcat.errors import InvalidRecord
from imgcat.ingest.harvest import Terms
from imgcat.ingest.harvest.window import chosen, over
from imgcat.model.coverage import Coverage, coverage
from imgcat.model.finding import Severity
from imgcat.model.footprint import footprint
from imgcat.model.item import Json
from imgcat.model.scene import scene_from_id
from tests.catalog.records import location
from tests.engines import CATALOG, Engine
from tests.ingest.harvest.offers import (
    contents,
    harvested,
    ndjson,
    offer,
    place_catalog,
    product,
    scenes,
)
from tests.ingest.harvest.servers import rustac
from tests.ingest.harvest.test_scene import assert_untouched
from tests.serving import serving
from tests.shared_data import shared

DAY = "2018-12-27T02:15:11Z"
FILTER = "https://api.stacspec.org/v1.0.0/item-search#filter"
START, END = datetime(2010, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def real_products() -> list[Json]:
    """Items as a provider could have made them of the product ids in the real catalog."""
    made = []
    for path in sorted(CATALOG.glob("scenes/*/*.json")):
        try:
            item = scene_from_id(orjson.loads(path.read_bytes())["id"])
        except InvalidRecord:
            continue
        properties = item["properties"]
        own = {key: value for key, value in properties.items() if not key.startswith("ref:")}
        own["datetime"] = own["datetime"] or own["start_datetime"]
        if item["geometry"] is not None:
            made.append({**item, "properties": own, "stac_extensions": [], "collection": "all"})
    return made


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`rustac serve` with the real products, and three Items at the antimeridian."""
    seam = box(179, -1, 180, 1).union(box(-180, -1, -179, 1))
    items = [
        *real_products(),
        offer("at-the-seam", DAY, around=seam),
        offer("without-footprint", DAY, around=None),
        offer("east-of-it", DAY, around=box(-179.9, -1, -179, 1)),
    ]
    path = tmp_path_factory.mktemp("foreign") / "items.json"
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": items}))
    with rustac(path) as url:
        yield url


@pytest.mark.parametrize("covers", list(Coverage))
def test_of_a_foreign_server_all_scenes_that_hold_a_place_come_and_no_others(
    foreign: str, tmp_path: Path, covers: Coverage
) -> None:
    records, _ = read(CATALOG)
    countries = {"PRK", "UKR", "PSE", "MMR", "IRN", "PER"}
    records.locations = {
        place.id: place for place in records.locations.values() if place.country in countries
    }
    for held in (records.scenes, records.reports, records.references, records.collections):
        held.clear()
    build(tmp_path / "catalog", records)
    asked = over(records, chosen(records), START, END)
    outcome = harvested(foreign, tmp_path / "catalog", Terms(covers=covers, most=100), asked=asked)
    expected = set()
    for item in real_products():
        outline = footprint(item["geometry"])
        assert outline is not None
        for window in asked:
            how = coverage(outline, window.position)
            if how is not None and how.is_at_least(covers):
                expected.add(item["id"])
    assert len(expected) > 10
    found = scenes(tmp_path / "catalog")
    aliases = {a for scene in found.values() for a in scene["properties"].get("ref:aliases", [])}
    assert {item_id for _, item_id in found} | aliases == expected
    assert outcome.is_whole
    assert [f for f in check(tmp_path / "catalog") if f.severity is Severity.ERROR] == []
    before = contents(tmp_path / "catalog")
    again = harvested(foreign, tmp_path / "catalog", Terms(covers=covers, most=100), asked=asked)
    assert contents(tmp_path / "catalog") == before
    assert not again.added | again.joined


def test_a_place_at_the_antimeridian_is_found_on_both_sides(foreign: str, tmp_path: Path) -> None:
    records = place_catalog(positions=location("x", 179.9999, 0).positions)
    build(tmp_path / "catalog", records)
    harvested(foreign, tmp_path / "catalog")
    assert [item_id for _, item_id in scenes(tmp_path / "catalog")] == ["at-the-seam"]
    harvested(foreign, tmp_path / "catalog", Terms(covers=Coverage.PART))
    assert {item_id for _, item_id in scenes(tmp_path / "catalog")} >= {"at-the-seam"}


def test_real_scenes_of_a_foreign_server_come_as_it_gives_them(tmp_path: Path) -> None:
    picked = []
    for line in shared("stac/real-scenes.ndjson").read_bytes().splitlines()[::40]:
        item = orjson.loads(line)
        if (
            item.get("stac_version") in ("1.0.0", "1.1.0")
            and item.get("geometry")
            and item.get("bbox")
        ):
            picked.append({**item, "collection": item.get("collection") or "none"})
    path = tmp_path / "items.json"
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": picked}))
    records = place_catalog()
    records.locations.clear()
    for number, item in enumerate(picked):
        outline = footprint(item["geometry"])
        if outline is not None and outline.area > 0:
            spot = outline.representative_point()
            place = location(f"p{number}", spot.x, spot.y, country=None)
            records.locations[place.id] = place
    records.references.clear()
    build(tmp_path / "catalog", records)
    asked = over(records, chosen(records), datetime(1970, 1, 1, tzinfo=UTC), END)
    with rustac(path) as url:
        outcome = harvested(url, tmp_path / "catalog", Terms(covers=Coverage.POINT), asked=asked)
    assert outcome.is_whole
    assert len(outcome.added) >= 20


@contextmanager
def own_server(engine: Engine[Any], folder: Path, *items: Json) -> Iterator[str]:
    """Our own API over Items."""
    store, _ = engine.of_sources(ndjson(folder / "served.ndjson", *items))
    with serving(create_app(store, Settings())) as url:
        yield url


def test_our_own_api_is_an_upstream_and_the_cloud_limit_lets_unknown_clouds_pass(
    engine: Engine[Any],
    folder: Path,
) -> None:
    taken = [
        offer("clear", DAY, properties={"eo:cloud_cover": 5}),
        offer("cloudy", DAY, properties={"eo:cloud_cover": 95}),
        offer("unknown", DAY, properties={"eo:cloud_cover": None}),
    ]
    with own_server(engine, folder.parent, *taken) as url:
        outcome = harvested(url, folder, Terms(max_cloud=20))
    # The server itself left the cloudy one out.
    assert (outcome.offered, outcome.left_out.total()) == (2, 0)
    kept = scenes(folder)
    assert {item_id for _, item_id in kept} == {"clear", "unknown"}
    for (_, item_id), scene in kept.items():
        assert_untouched(scene, next(item for item in taken if item["id"] == item_id))
        assert scene["links"][-1]["href"].endswith(f"/collections/theirs/items/{item_id}")


def test_a_scene_is_found_by_an_alias(engine: Engine[Any], folder: Path) -> None:
    """As CQL2 asks for it, in the index of the catalog that was harvested into."""
    other = "S2A_T51TYE_20181227T021042_L2A"
    harvested(
        ndjson(folder.parent / "up.ndjson", offer(product("20181227"), DAY), offer(other, DAY)),
        folder,
    )
    store, _ = engine.of_sources(folder)
    with serving(create_app(store, Settings())) as url:
        query = {"filter": f"a_contains(\"ref:aliases\", ('{other}'))"}
        answer = httpx.get(f"{url}/search", params=query).json()
    assert [feature["id"] for feature in answer["features"]] == [product("20181227")]


def test_many_pages_are_read_to_their_end(engine: Engine[Any], folder: Path) -> None:
    many = [offer(f"scene-{number:03}", DAY) for number in range(250)]
    with own_server(engine, folder.parent, *many) as url:
        outcome = harvested(url, folder, Terms(most=300))
    assert len(outcome.added) == 250


def test_only_the_pictures_nearest_in_time_are_taken(engine: Engine[Any], folder: Path) -> None:
    days = [f"2018-12-{day:02}T02:00:00Z" for day in range(10, 28)]
    with own_server(engine, folder.parent, *(offer(day[:10], day) for day in days)) as url:
        outcome = harvested(url, folder, Terms(most=3))
    # The 26th and the 27th can be the day itself, as its zone is not known.
    assert {item_id for _, item_id in outcome.added} == {"2018-12-25", "2018-12-26", "2018-12-27"}
    assert outcome.left_out.total() == 15
