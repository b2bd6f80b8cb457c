"""JSON files as sources: lines, documents, and what is lenient about them."""

import json
import os
from pathlib import Path

import pytest

from imgcat.catalog.sources import SourceRecord, document, read_source
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding, Severity
from tests.catalog.stac_files import catalog, collection, item
from tests.shared_data import shared


def read(path: Path) -> tuple[list[SourceRecord], list[Finding]]:
    given = list(read_source(path))
    records = [each for each in given if isinstance(each, SourceRecord)]
    return records, [each for each in given if isinstance(each, Finding)]


def test_lines_are_read_one_by_one_and_bad_ones_are_named_by_number(tmp_path: Path) -> None:
    path = tmp_path / "mixed.ndjson"
    lines = [
        json.dumps(collection("a")),
        "{not json",
        "",
        json.dumps(item("one", collection="a")),
        "[1, 2]",
        json.dumps(item("two")),
    ]
    path.write_text("\n".join(lines))
    records, findings = read(path)
    assert [(each.origin, each.body["id"]) for each in records] == [
        (f"{path}:1", "a"),
        (f"{path}:4", "one"),
        (f"{path}:6", "two"),
    ]
    assert [(each.path, each.rule) for each in findings] == [
        (f"{path}:2", "unreadable"),
        (f"{path}:5", "not-stac"),
        (f"{path}:6", "collection-stands-in"),
    ]
    assert records[2].body["collection"] == "mixed"


def test_lines_are_told_from_a_document_by_their_look(tmp_path: Path) -> None:
    lines = tmp_path / "items.json"
    lines.write_text(f"{json.dumps(item('a'))}\n{json.dumps(item('b'))}\n")
    document_ = tmp_path / "item"
    document_.write_text(json.dumps(item("c"), indent=2))
    assert [each.body["id"] for each in read(lines)[0]] == ["a", "b"]
    assert [each.body["id"] for each in read(document_)[0]] == ["c"]


def test_a_feature_collection_gives_its_features(tmp_path: Path) -> None:
    path = tmp_path / "found.geojson"
    features = [item("a", collection="c"), {"type": "Polygon"}, item("b", collection="c")]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    records, findings = read(path)
    assert [each.body["id"] for each in records] == ["a", "b"]
    assert [(each.pointer, each.rule) for each in findings] == [("/features/1", "not-stac")]


def test_a_catalog_alone_is_answered_with_what_to_name_instead(tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(catalog("root")))
    records, (finding,) = read(path)
    assert records == []
    assert "folder" in finding.message


def test_nan_is_read_as_null_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "nan.json"
    path.write_text(json.dumps(item("a", collection="c", assets={"d": {"nodata": float("nan")}})))
    (record,), (finding,) = read(path)
    assert record.body["assets"] == {"d": {"nodata": None}}
    assert (finding.rule, finding.severity) == ("lenient", Severity.WARNING)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "marked.json"
    path.write_text(json.dumps(item("신오리", collection="c"), ensure_ascii=False), encoding)
    (record,), findings = read(path)
    assert record.body["id"] == "신오리"
    assert findings == []


def test_integers_keep_all_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    number = 2**80 + 1
    path.write_text(json.dumps(item("a", collection="c", properties={"n": number})))
    (record,), _ = read(path)
    assert record.body["properties"]["n"] == number


def test_a_line_or_file_too_long_to_hold_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "LARGEST", 1000)
    lines = tmp_path / "long.ndjson"
    long = json.dumps(item("long", note="x" * 5000))
    lines.write_text(f"{long}\n{json.dumps(item('short', collection='c'))}\n")
    (record,), (finding,) = read(lines)
    assert (record.body["id"], record.origin) == ("short", f"{lines}:2")
    assert (finding.path, finding.rule) == (f"{lines}:1", "unreadable")
    whole = tmp_path / "long.json"
    whole.write_text(json.dumps(item("long", note="x" * 5000), indent=1))
    assert [each.rule for each in read(whole)[1]] == ["unreadable"]


def test_a_path_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="gone cannot be read: No such file"):
        read_source(tmp_path / "gone")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ImgcatError, match="neither a file nor a folder"):
        read_source(tmp_path / "pipe")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"null", b"[]", b"{}", b"12", b"\x89PNG\r\n"])
def test_a_file_of_something_else_gives_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thing.json"
    path.write_bytes(content)
    records, findings = read(path)
    assert records == []
    assert [each.severity for each in findings] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "count"), [("real-scenes", 1481), ("oddities", 122), ("real-collections", 471)]
)
def test_real_lines_all_load(name: str, count: int) -> None:
    records, findings = read(shared(f"stac/{name}.ndjson"))
    assert len(records) == count
    assert [each for each in findings if each.severity is Severity.ERROR] == []
    assert all(each.body["collection"] for each in records if each.kind == "item")
