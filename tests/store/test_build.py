"""Records become an index: what is stored, what is refused, and that each refusal says why."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from imgcat.errors import NotFound
from imgcat.model.finding import Finding
from imgcat.store.entry import Entry
from imgcat.store.protocol import Query
from imgcat.store.sqlite import IndexUnusableError, SqliteStore, build
from tests.shared_data import shared
from tests.store.conftest import MakeIndex
from tests.store.items import SQUARE, item, point


def said(findings: Iterable[Finding]) -> list[tuple[str, str, str, str]]:
    return [(found.path, found.pointer, found.severity.value, found.rule) for found in findings]


def without_notes(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity != "note"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[1]", "JSON object; found list"),
        (b"[" * 5_000, "not JSON"),
        (b'{"type": "Feature", "id": "\\ud800"}', "not JSON"),
        (b'{"type": "Feature", "id": NaN}', "not JSON"),
        (
            b'{"type": "FeatureCollection", "features": []}',
            "type 'Feature'; found 'FeatureCollection'",
        ),
        (b'{"id": "a"}', "type 'Feature'; found None"),
        ({**item("a"), "id": ""}, "not empty; found ''"),
        ({**item("a"), "id": None}, "not empty; found None"),
        ({**item("a"), "id": 7}, "not empty; found 7"),
        (item("a\0b"), "null character"),
        (item("a", title="\ud800"), "cannot be stored"),
    ],
)
def test_what_is_no_item_is_refused_with_a_reason(
    make_index: MakeIndex, record: Any, reason: str
) -> None:
    store, findings = make_index([item("before"), record, item("after")])
    (refusal,) = without_notes(findings)
    assert refusal.path == "items.ndjson:2"
    assert refusal.severity == "error"
    assert reason in refusal.message
    assert store.search(Query()).matched == 2


@pytest.mark.parametrize(
    ("record", "pointer"),
    [
        (item("a", {}), "/geometry"),
        (item("a", "nowhere"), "/geometry"),
        (item("a", point(4512000, 0)), "/geometry"),
        (item("a", datetime="soon"), "/properties/datetime"),
        (item("a", datetime=5), "/properties/datetime"),
        (item("a", datetime=None), "/properties/datetime"),
        (item("a", datetime=None, start_datetime="2018-12-27T00:00:00Z"), "/properties"),
        (
            item("a", start_datetime="2020-01-01", end_datetime="2019-01-01"),
            "/properties/start_datetime",
        ),
        ({**item("a"), "properties": None}, "/properties"),
        ({**item("a"), "collection": 7}, "/collection"),
        ({**item("a"), "collection": ""}, "/collection"),
        ({**item("a"), "links": {"self": {"href": "x"}}}, "/links"),
    ],
)
def test_what_is_not_usable_is_left_out_with_a_warning(
    make_index: MakeIndex, record: Any, pointer: str
) -> None:
    store, findings = make_index([record])
    assert {(found.pointer, found.severity.value) for found in without_notes(findings)} >= {
        (pointer, "warning")
    }
    (found,) = store.search(Query(ids=("a",))).items
    assert json.loads(found.body)["geometry"] == record["geometry"]


@pytest.mark.parametrize(
    "item_id",
    [
        "a/b c%2Fd?x=1#frag&y",
        "위성영상",
        "Cafe\u0301",
        "Caf\u00e9",
        "L" * 1200,
        "010100",
        " ",
        "'; --",
    ],
)
def test_any_other_id_is_kept_as_it_is(make_index: MakeIndex, item_id: str) -> None:
    store, findings = make_index([item(item_id), item("other")])
    assert without_notes(findings) == []
    assert store.item("scenes", item_id).id == item_id
    assert [found.id for found in store.search(Query(ids=(item_id,))).items] == [item_id]


def test_members_that_should_be_there_may_be_missing(make_index: MakeIndex) -> None:
    bare = {"type": "Feature", "id": "bare"}
    store, findings = make_index([bare])
    assert ("items.ndjson:1", "/properties", "warning", "properties") in said(findings)
    stored = json.loads(store.item("items", "bare").body)
    assert stored == {"type": "Feature", "id": "bare", "collection": "items", "links": []}


def test_one_id_in_two_collections_is_two_items(make_index: MakeIndex) -> None:
    store, findings = make_index(
        [item("a", title="one"), item("a", collection="other", title="two")]
    )
    assert without_notes(findings) == []
    assert json.loads(store.item("other", "a").body)["properties"]["title"] == "two"
    assert json.loads(store.item("scenes", "a").body)["properties"]["title"] == "one"
    with pytest.raises(NotFound, match="no item 'a' in the collection 'third'"):
        store.item("third", "a")


def test_a_second_record_of_an_id_is_refused_unless_it_says_the_same(make_index: MakeIndex) -> None:
    same = json.dumps(item("a", gsd=10), indent=2).encode()
    store, findings = make_index([item("a", gsd=10), same, item("a", gsd=11)])
    assert [finding for finding in said(findings) if finding[3] == "duplicate"] == [
        ("items.ndjson:2", "", "note", "duplicate"),
        ("items.ndjson:3", "", "error", "duplicate"),
    ]
    assert json.loads(store.item("scenes", "a").body)["properties"]["gsd"] == 10
    assert store.search(Query()).matched == 1


def test_a_missing_collection_is_made_up_and_said_so(make_index: MakeIndex) -> None:
    items = [
        item("a", SQUARE, datetime="2019-01-01T00:00:00Z"),
        item(
            "b",
            point(170, -5),
            datetime=None,
            start_datetime="2018-01-01",
            end_datetime="2018-02-01",
        ),
        item("c", None),
    ]
    store, findings = make_index(items)
    assert ("scenes", "", "note", "collection-made-up") in said(findings)
    made_up = json.loads(store.collection("scenes"))
    assert made_up["type"] == "Collection"
    assert made_up["license"] == "other"
    assert "Made up from its 3 items" in made_up["description"]
    assert made_up["extent"] == {
        "spatial": {"bbox": [[126.0, -5.0, 170.0, 40.0]]},
        "temporal": {"interval": [["2018-01-01T00:00:00Z", "2019-01-01T00:00:00Z"]]},
    }


def test_a_collection_of_withdrawn_records_alone_is_made_up(make_index: MakeIndex) -> None:
    store, _ = make_index([item("ref-1", collection="references", deprecated=True)])
    assert json.loads(store.collection("references"))["id"] == "references"
    assert store.item("references", "ref-1").id == "ref-1"


def test_the_extent_of_a_made_up_collection_may_cross_the_antimeridian(
    make_index: MakeIndex,
) -> None:
    crossing = {
        "type": "Polygon",
        "coordinates": [[[179, 0], [-179, 0], [-179, 1], [179, 1.5], [179, 0]]],
    }
    store, _ = make_index(
        [item("a", crossing), item("b", point(160, 0)), item("c", point(-150, 0))]
    )
    extent = json.loads(store.collection("scenes"))["extent"]["spatial"]["bbox"]
    assert extent == [[160.0, 0.0, -150.0, 1.5]]


def test_given_collections_are_kept_and_bad_ones_refused(make_index: MakeIndex) -> None:
    given = {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": "scenes",
        "description": "All of them.",
        "license": "MIT",
        "extent": {"spatial": {"bbox": [[0, 0, 1, 1]]}, "temporal": {"interval": [[None, None]]}},
        "summaries": {"b": 1, "a": 2},
        "links": [{"rel": "license", "href": "x"}],
    }
    others: list[Any] = [
        b"",
        {"type": "Catalog", "id": "root"},
        {"type": "Collection"},
        {**given, "title": "other"},
        given,
    ]
    store, findings = make_index([item("a")], [given, *others])
    assert [finding for finding in said(findings) if finding[0].startswith("coll")] == [
        ("collections.ndjson:2", "", "error", "collection"),
        ("collections.ndjson:3", "", "error", "collection"),
        ("collections.ndjson:4", "", "error", "collection"),
        ("collections.ndjson:5", "", "error", "duplicate"),
        ("collections.ndjson:6", "", "note", "duplicate"),
    ]
    assert list(store.collections()) == [store.collection("scenes")]
    assert list(json.loads(store.collection("scenes")).items()) == list(given.items())
    with pytest.raises(NotFound, match="no collection 'absent'"):
        store.collection("absent")


def test_the_revision_stands_for_the_content_and_not_for_its_order(make_index: MakeIndex) -> None:
    one, _ = make_index([item("a"), item("b"), item("b")])
    other, _ = make_index([item("b"), item("a")])
    changed, _ = make_index([item("b"), item("a", gsd=1)])
    assert one.revision == other.revision
    assert one.revision != changed.revision
    assert int(one.revision, 16)


def test_an_empty_index_answers(make_index: MakeIndex) -> None:
    store, findings = make_index([])
    assert list(findings) == []
    assert store.search(Query()).items == []
    assert store.search(Query()).matched == 0
    assert list(store.collections()) == []


def failing() -> Iterable[Entry]:
    yield Entry("a.ndjson:1", item("new"))
    raise OSError("the disk is gone")


def test_a_failed_build_leaves_the_old_index_in_place(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "index.sqlite"
    build(path, [], [Entry("a", item("old"))], default_collection="items")
    with pytest.raises(OSError, match="disk is gone"):
        build(path, [], failing(), default_collection="items")
    assert [file.name for file in path.parent.iterdir()] == ["index.sqlite"]
    store = SqliteStore(path)
    assert store.item("scenes", "old").id == "old"
    build(path, [], [Entry("a", item("new"))], default_collection="items")
    assert store.item("scenes", "old").id == "old"
    store.close()
    renewed = SqliteStore(path)
    assert renewed.item("scenes", "new").id == "new"
    renewed.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and then nothing", b"x" * 10_000])
def test_a_file_that_is_no_index_is_told_apart(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexUnusableError):
        SqliteStore(path)


def test_a_missing_file_an_old_version_and_a_torn_file_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with pytest.raises(IndexUnusableError, match="cannot be opened"):
        SqliteStore(path)
    build(
        path,
        [],
        [Entry("a", item(f"item {number}", SQUARE)) for number in range(500)],
        default_collection="items",
    )
    whole = path.read_bytes()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(IndexUnusableError, match="layout 999"):
        SqliteStore(path)
    path.write_bytes(whole[: len(whole) // 4])
    with pytest.raises(IndexUnusableError):
        SqliteStore(path).search(Query())


def test_every_oddity_is_found_again_or_refused_with_a_reason(make_index: MakeIndex) -> None:
    lines = shared("stac/oddities.ndjson").read_bytes().splitlines()
    store, findings = make_index(lines)
    refused = {finding.path for finding in findings if finding.severity == "error"}
    for number, line in enumerate(lines, 1):
        record = json.loads(line)
        collection = record.get("collection") or "items"
        if f"items.ndjson:{number}" in refused:
            continue
        (found,) = store.search(Query(ids=(record["id"],), collections=(collection,))).items
        stored = json.loads(found.body)
        assert stored["properties"] == record["properties"]
        assert stored.get("geometry") == record.get("geometry")
        assert stored.get("assets") == record.get("assets")
    assert len(refused) == 4
