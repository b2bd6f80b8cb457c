"""stac-geoparquet as a source: rows come back as the Items that were written."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pytest
import shapely
from pyarrow import parquet

from imgcat.catalog.sources import SourceRecord, read_source
from imgcat.catalog.sources.geoparquet import item_of
from imgcat.catalog.sources.record import Kind
from imgcat.errors import InvalidRecord
from imgcat.model.finding import Finding
from tests.catalog.stac_files import collection, down, item, write
from tests.shared_data import shared

POINT = shapely.Point(125.355288, 39.644929).wkb


def row(item_id: str, **columns: Any) -> dict[str, Any]:
    """A row of a stac-geoparquet table."""
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": item_id,
        "geometry": POINT,
        "bbox": {"xmin": 125.3, "ymin": 39.6, "xmax": 125.4, "ymax": 39.7},
        "collection": "s2",
        "datetime": datetime(2019, 2, 12, 19, 26, 51, 123456, UTC),
        "links": [{"rel": "via", "href": "https://example.com/a", "title": None}],
        "assets": {"B04": {"href": "https://example.com/b04.tif"}},
        **columns,
    }


def table(path: Path, rows: list[dict[str, Any]], metadata: dict[str, str] | None = None) -> Path:
    written = pyarrow.Table.from_pylist(rows).replace_schema_metadata(metadata or {})
    parquet.write_table(written, path)
    return path


def read(path: Path) -> tuple[list[SourceRecord], list[Finding]]:
    given = list(read_source(path))
    records = [each for each in given if isinstance(each, SourceRecord)]
    return records, [each for each in given if isinstance(each, Finding)]


def test_a_row_becomes_the_item_that_it_stands_for(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", [row("one", **{"eo:cloud_cover": 12.5})])
    (record,), findings = read(path)
    assert findings == []
    assert record.origin == f"{path}:1"
    assert record.body == {
        "type": "Feature",
        "stac_version": "1.1.0",
        "id": "one",
        "geometry": {"type": "Point", "coordinates": [125.355288, 39.644929]},
        "bbox": [125.3, 39.6, 125.4, 39.7],
        "links": [{"rel": "via", "href": "https://example.com/a"}],
        "assets": {"B04": {"href": "https://example.com/b04.tif"}},
        "collection": "s2",
        "properties": {"datetime": "2019-02-12T19:26:51.123456Z", "eo:cloud_cover": 12.5},
    }


def test_columns_that_only_other_rows_have_are_left_out(tmp_path: Path) -> None:
    rows = [
        row("one", platform="sentinel-2a"),
        row("two", assets={"B08": {"href": "https://example.com/b08.tif"}}),
    ]
    one, two = read(table(tmp_path / "a.parquet", rows))[0]
    assert list(one.body["assets"]) == ["B04"]
    assert list(two.body["assets"]) == ["B08"]
    assert "platform" not in two.body["properties"]


def test_null_geometry_and_null_datetime_stay() -> None:
    body = item_of(row("one", geometry=None, bbox=None, datetime=None))
    assert body["geometry"] is None
    assert "bbox" not in body
    assert body["properties"] == {"datetime": None}


def test_a_box_with_heights_keeps_the_order_of_stac() -> None:
    box = {"xmin": 1, "ymin": 2, "zmin": 3, "xmax": 4, "ymax": 5, "zmax": 6}
    assert item_of(row("one", bbox=box))["bbox"] == [1, 2, 3, 4, 5, 6]


def test_nanoseconds_are_cut_to_microseconds(tmp_path: Path) -> None:
    times = pyarrow.array([1_550_000_000_123_456_789], pyarrow.timestamp("ns", "UTC"))
    written = pyarrow.Table.from_pylist([row("one")])
    index = written.schema.get_field_index("datetime")
    parquet.write_table(written.set_column(index, "datetime", times), tmp_path / "a.parquet")
    (record,), _ = read(tmp_path / "a.parquet")
    assert record.body["properties"]["datetime"] == "2019-02-12T19:33:20.123456Z"


@pytest.mark.parametrize(("geometry", "photo"), [(b"\x01\x02", None), (POINT, b"\x00")])
def test_a_value_that_json_cannot_say_refuses_the_row(geometry: bytes, photo: bytes | None) -> None:
    with pytest.raises(InvalidRecord):
        item_of(row("one", geometry=geometry, photo=photo))


def test_a_bad_row_is_named_and_stops_nothing(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", [row("bad", geometry=b"\x01\x02"), row("good")])
    records, (finding,) = read(path)
    assert [each.body["id"] for each in records] == ["good"]
    assert (finding.path, finding.rule) == (f"{path}:1", "row")


@pytest.mark.parametrize("key", ["collection", "collections"])
def test_collections_in_the_file_s_metadata_are_given(tmp_path: Path, key: str) -> None:
    kept = collection("s2") if key == "collection" else {"s2": collection("s2")}
    metadata = {"stac-geoparquet": json.dumps({"version": "1.1.0", key: kept})}
    records, _ = read(table(tmp_path / "a.parquet", [row("one")], metadata))
    assert [(each.kind, each.body["id"]) for each in records] == [
        (Kind.COLLECTION, "s2"),
        (Kind.ITEM, "one"),
    ]


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1xxxxPAR1", b"", b"no parquet at all" * 9])
def test_a_file_that_is_no_parquet_gives_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(content)
    records, (finding,) = read(path)
    assert (records, finding.rule, finding.path) == ([], "unreadable", str(path))


def test_a_file_that_breaks_off_inside_gives_a_finding(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", [row(f"item-{index}") for index in range(5000)])
    data = bytearray(path.read_bytes())
    data[100:3000] = b"\xff" * 2900
    path.write_bytes(data)
    assert "unreadable" in [each.rule for each in read(path)[1]]


def test_a_collection_s_table_is_read_after_its_files_which_go_first(tmp_path: Path) -> None:
    asset = {"href": "./items.parquet", "type": "application/vnd.apache.parquet"}
    links = down("one.json", rel="item")
    write(
        tmp_path,
        {
            "collection.json": collection("s2", links=links, assets={"mirror": asset}),
            "one.json": item("one", collection="s2"),
        },
    )
    table(tmp_path / "items.parquet", [row("one"), row("two", collection=None)])
    records, _ = read(tmp_path)
    assert [
        (each.origin, each.body["id"], each.body.get("collection")) for each in records[1:]
    ] == [
        (str(tmp_path / "one.json"), "one", "s2"),
        (f"{tmp_path / 'items.parquet'}:2", "two", "s2"),
    ]


@pytest.mark.parametrize(
    ("name", "count", "first", "moment", "west"),
    [
        (
            "100-sentinel-2-items",
            100,
            "S2B_MSIL2A_20241203T174629_R098_T13TDE_20241203T211406",
            "2024-12-03T17:46:29.024000Z",
            -105.3654289,
        ),
        (
            "aster-l1t-subset",
            5,
            "AST_L1T_00301062001031139_20150414031232",
            "2001-01-06T03:11:39.833000Z",
            114.826820463697,
        ),
        (
            "extended-item",
            1,
            "20201211_223832_CS2",
            "2020-12-14T18:02:31.437000Z",
            172.91173669923782,
        ),
        (
            "sentinel-1-global-mosaics",
            4,
            "Sentinel-1_IW_mosaic_2026_M04_10TEQ_0_0",
            "2026-04-01T00:00:00Z",
            -123.0002544396381,
        ),
    ],
)
def test_real_files_load_as_they_say(
    name: str, count: int, first: str, moment: str, west: float
) -> None:
    records, findings = read(shared(f"stac/parquet/{name}.parquet"))
    assert (len(records), findings) == (count, [])
    body = records[0].body
    assert (body["id"], body["properties"]["datetime"]) == (first, moment)
    assert body["bbox"][0] == west
    # ASTER's box has more digits than its ring.
    ring = body["geometry"]["coordinates"][0]
    assert min(position[0] for position in ring) == pytest.approx(west, abs=1e-8)
