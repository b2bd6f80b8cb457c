"""GeoJSON holds the Items as they are served."""

from pathlib import Path

import orjson
import pyogrio

from imgcat.catalog.sources import read_source
from imgcat.catalog.sources.record import SourceRecord
from imgcat.export.geojson import feature_collection, lines, sequence
from imgcat.export.selection import Selection
from imgcat.model.identifiers import RECORD_COLLECTIONS
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import found, of, parsed, whole


def test_a_feature_collection_holds_every_item_unchanged(everything: Selection) -> None:
    made = orjson.loads(whole(feature_collection(everything)))
    served = [orjson.loads(item.body) for item in everything.items]
    assert made["features"] == served
    assert made["license"] == "CC0-1.0"
    assert made["revision"] == everything.revision
    assert "not" in made["rights"]


def test_it_is_valid_without_items() -> None:
    assert orjson.loads(whole(feature_collection(of())))["features"] == []


def test_a_text_sequence_has_a_separator_before_and_a_line_feed_after_each(
    everything: Selection,
) -> None:
    texts = whole(sequence(everything)).split(b"\x1e")
    assert texts[0] == b""
    assert all(text.endswith(b"\n") for text in texts[1:])
    assert [orjson.loads(text) for text in texts[1:]] == [
        orjson.loads(item.body) for item in everything.items
    ]


def test_lines_are_read_back_by_imgcat_and_by_gdal(store: Opened, tmp_path: Path) -> None:
    records = found(store, Query(collections=RECORD_COLLECTIONS))
    path = tmp_path / "records.ndjson"
    path.write_bytes(whole(lines(records)))
    read = [each.body for each in read_source(path) if isinstance(each, SourceRecord)]
    assert [each["id"] for each in read] == [each["id"] for each in parsed(records)]
    path = tmp_path / "records.geojsons"
    path.write_bytes(whole(sequence(records)))
    assert pyogrio.read_info(path)["features"] == len(read)
