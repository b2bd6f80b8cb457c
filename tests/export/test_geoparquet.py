"""stac-geoparquet: read back by imgcat, and opened by DuckDB, GeoPandas and shapely."""

import json
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import pyarrow
import pyarrow.parquet
import pytest
import shapely

from imgcat.catalog.sources import read_source
from imgcat.catalog.sources.record import Kind, SourceRecord
from imgcat.export import geoparquet
from imgcat.export.selection import Selection
from imgcat.model.interval import parse_time
from imgcat.model.item import Json
from imgcat.store.properties import TEMPORAL
from tests.export.selections import of, parsed, whole
from tests.store.items import item, point


@pytest.fixture(scope="module")
def file(everything: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet") / "all.parquet"
    path.write_bytes(whole(geoparquet.geoparquet(everything)))
    return path


def written(tmp_path: Path, *items: Json) -> Path:
    path = tmp_path / "some.parquet"
    path.write_bytes(whole(geoparquet.geoparquet(of(*items))))
    return path


def read(path: Path, kind: Kind) -> list[Json]:
    records = list(read_source(path))
    assert all(isinstance(each, SourceRecord) for each in records), records
    return [
        dict(each.body) for each in records if isinstance(each, SourceRecord) and each.kind is kind
    ]


def comparable(value: Any, name: str = "") -> Any:
    """A value without what a table cannot say: nulls, empty objects, how a time or a number is written."""
    if isinstance(value, dict):
        members = {key: comparable(each, key) for key, each in value.items()}
        return {key: each for key, each in members.items() if each is not None}
    if isinstance(value, list | tuple):
        return [comparable(each) for each in value]
    if name in TEMPORAL and isinstance(value, str):
        return parse_time(value).start
    if isinstance(value, int) and abs(value) > 2**53:
        return str(value)
    return value


def test_every_item_comes_back(everything: Selection, file: Path) -> None:
    back = {(each["collection"], each["id"]): each for each in read(file, Kind.ITEM)}
    given = parsed(everything)
    assert len(back) == len(given)
    for each in given:
        again = comparable(back[each["collection"], each["id"]])
        expected = comparable(each)
        expected["properties"].setdefault("big", None)
        assert {**again["properties"], "big": None} == {**expected["properties"], "big": None}
        for member in ("id", "collection", "links", "assets", "bbox"):
            assert again.get(member) == expected.get(member), (each["id"], member)
        assert shapely.equals(*(_shape(one.get("geometry")) for one in (again, expected)))


def _shape(geometry: Any) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(geometry)) if geometry else shapely.Point()


def test_the_collections_come_with_it(file: Path) -> None:
    collections = {each["id"]: each for each in read(file, Kind.COLLECTION)}
    assert {"locations", "reports", "references", "sentinel-2-l2a"} <= collections.keys()
    assert collections["locations"]["license"] == "CC0-1.0"


def test_the_metadata_are_those_of_geoparquet_and_stac_geoparquet(file: Path) -> None:
    metadata = pyarrow.parquet.read_metadata(file).metadata
    geo = json.loads(metadata[b"geo"])
    column = geo["columns"]["geometry"]
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["MultiPoint", "MultiPolygon", "Point", "Polygon"]
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert json.loads(metadata[b"stac-geoparquet"])["version"] == "1.0.0"
    assert json.loads(metadata[b"imgcat"])["license"] == "CC0-1.0"
    schema = pyarrow.parquet.read_schema(file)
    assert schema.field("datetime").type == pyarrow.timestamp("us", "UTC")
    assert schema.field("created").type == pyarrow.timestamp("us", "UTC")


def test_duckdb_opens_it_and_finds_what_is_in_an_area(everything: Selection, file: Path) -> None:
    with duckdb.connect() as database:
        query = (
            "SELECT collection, id FROM read_parquet(?) WHERE bbox.xmin <= 126 AND bbox.xmax >= 125"
        )
        rows = database.execute(query, [str(file)]).fetchall()
        kinds = database.execute("SELECT typeof(geometry) FROM read_parquet(?)", [str(file)])
        assert "GEOMETRY" in kinds.fetchall()[0][0]
    expected = {
        (each["collection"], each["id"])
        for each in parsed(everything)
        if "bbox" in each and each["bbox"][0] <= 126 and each["bbox"][2] >= 125
    }
    assert expected
    assert set(rows) == expected


def test_geopandas_opens_it_and_reads_an_area_alone(file: Path) -> None:
    frame = geopandas.read_parquet(file)
    assert frame.crs == "OGC:CRS84"
    assert frame.geometry.isna().any()
    some = geopandas.read_parquet(file, bbox=(125, 39, 126, 40))
    assert 0 < len(some) < len(frame)
    assert "prk-sino-ri" in set(some["id"])


def test_row_groups_lie_close_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geoparquet, "ROW_GROUP", 64)
    monkeypatch.setattr(geoparquet, "BATCH", 16)
    grid = [(lon, lat) for lon in range(-155, 160, 10) for lat in range(-75, 80, 5)]
    path = written(tmp_path, *(item(f"{lon},{lat}", point(lon, lat)) for lon, lat in grid))
    groups = pyarrow.parquet.read_metadata(path)
    boxes = [_box(groups.row_group(number)) for number in range(groups.num_row_groups)]
    assert len(boxes) == -(-len(grid) // 64)
    # Read as they came, 64 points would span 30 degrees of longitude and all of latitude; shuffled, all of both.
    assert sum((east - west) * (north - south) for west, south, east, north in boxes) < 360 * 180


def _box(group: Any) -> list[float]:
    columns = [group.column(number) for number in range(group.num_columns)]
    stats = {each.path_in_schema: each.statistics for each in columns}
    low = [stats[f"bbox.{side}"].min for side in ("xmin", "ymin")]
    return [*low, *(stats[f"bbox.{side}"].max for side in ("xmax", "ymax"))]


def test_properties_of_different_types_are_json_text(tmp_path: Path) -> None:
    path = written(tmp_path, item("a", odd=1), item("b", odd=["x"]), item("c"))
    odd = {each["id"]: each["properties"].get("odd") for each in read(path, Kind.ITEM)}
    assert odd == {"a": "1", "b": '["x"]', "c": None}


def test_times_that_keep_to_no_rule_stay_as_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, item("a", datetime="2020-01-01"), item("b"))
    assert [each["properties"]["datetime"] for each in read(path, Kind.ITEM)] == [
        "2020-01-01",
        "2018-12-27T02:10:00Z",
    ]


def test_heights_and_geometries_in_other_systems(tmp_path: Path) -> None:
    high = {"type": "Point", "coordinates": [1.0, 2.0, 30.0]}
    boxed = item("a", high) | {"bbox": [1, 2, 30, 1, 2, 30]}
    boxed["properties"]["proj:geometry"] = {"type": "Point", "coordinates": [500000.0, 4.0]}
    (back,) = read(written(tmp_path, boxed), Kind.ITEM)
    assert back["bbox"] == [1, 2, 30, 1, 2, 30]
    assert back["geometry"]["coordinates"] == [1, 2, 30]
    assert back["properties"]["proj:geometry"]["coordinates"] == [500000, 4]


def test_a_geometry_that_cannot_be_read_is_null(tmp_path: Path) -> None:
    broken = item("a", {"type": "Polygon", "coordinates": [[1, 2]]})
    (back,) = read(written(tmp_path, broken), Kind.ITEM)
    assert back["geometry"] is None


def test_a_file_without_items_is_valid(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert read(path, Kind.ITEM) == []
    assert len(geopandas.read_parquet(path)) == 0
