"""An index that is updated answers as one that is built from the same records."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from imgcat.errors import ImgcatError, Moved, NotFound
from imgcat.store.entry import Entry, in_parts
from imgcat.store.protocol import Query, Sort
from imgcat.store.sqlite import IndexUnusableError, SqliteStore, Updated, build, update
from imgcat.store.sqlite.fate import Fate
from tests.store.brute_force import BruteForce
from tests.store.conftest import entries
from tests.store.items import SQUARE, item, point
from tests.store.synthetic import Synthetic
from tests.store.test_search_agrees_with_brute_force import check

Item = Mapping[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def built(path: Path, items: Iterable[Item], collections: Iterable[Item] = ()) -> Path:
    build(
        path,
        entries(collections, "collections.ndjson"),
        entries(items, "items.ndjson"),
        default_collection="items",
    )
    return path


def updated(
    path: Path, items: Iterable[Item | bytes], size: int = 100, workers: int = 1
) -> Updated:
    given = in_parts(entries(items, "new.ndjson"), size)
    return update(path, given, default_collection="items", workers=workers)


def opened(path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(path)
    yield store
    store.close()


def latest(items: Iterable[Item]) -> list[Item]:
    """The last item of each id."""
    return list({(each["collection"], each["id"]): each for each in items}.values())


def lengths_of_lists(path: Path) -> Counter[int]:
    with closing(sqlite3.connect(path)) as connection:
        return Counter(key for (key,) in connection.execute("SELECT list FROM posting"))


@pytest.mark.parametrize(("size", "workers"), [(1000, 1), (7, 1), (9, 2)])
def test_it_answers_as_one_that_was_built_anew(path: Path, size: int, workers: int) -> None:
    first, second = Synthetic(1).items(300), Synthetic(2).items(200)
    now = latest([*first, *second])
    told = updated(built(path, first), second, size, workers)
    assert told.fates[Fate.NEW] == len(now) - len(first)
    assert told.fates.total() == len(second)  # type: ignore[attr-defined]
    anew = SqliteStore(built(path.with_name("anew.sqlite"), now))
    for store in opened(path):
        assert store.revision == anew.revision
        assert store.collections() == anew.collections()
        known, other = store.items.statistics, anew.items.statistics
        assert (known.items, known.collections) == (other.items, other.collections)
        assert known.long == other.long
        source, reference = Synthetic(3), BruteForce(now)
        sizes = [check(store, reference, source.query()) for _ in range(100)]
        assert sum(size > 0 for size in sizes) > 30
        for record in now:
            body = json.loads(store.item(record["collection"], record["id"]).body)
            assert body["properties"] == record["properties"]
    anew.close()


def clouded(seed: int, count: int) -> list[Item]:
    """Items of a few ids, whose clouds change."""
    chance = random.Random(seed)

    def one() -> Item:
        said: dict[str, Any] = {
            "eo:cloud_cover": chance.randrange(50),
            "gsd": chance.choice((10, 20, None)),
        }
        return item(f"item-{chance.randrange(2_000)}", point(chance.randrange(90), 0), **said)

    return [one() for _ in range(count)]


def test_rankings_are_right_after_many_updates(path: Path) -> None:
    """Each update writes a run of its own, and the later ones are joined."""
    now = latest(clouded(0, 1_500))
    built(path, now)
    for seed in range(1, 12):
        changed = clouded(seed, 40 * seed)
        updated(path, changed)
        now = latest([*now, *changed])
    with closing(sqlite3.connect(path)) as connection:
        ((runs,),) = connection.execute("SELECT count(DISTINCT run) FROM ranking")
    assert 1 < runs < 6
    for store in opened(path):
        assert {"eo:cloud_cover", "gsd"} <= set(store.items.statistics.ranked)
        reference = BruteForce(now)
        for name in ("eo:cloud_cover", "gsd"):
            for descending in (False, True):
                query = Query(sortby=(Sort(name, descending),), limit=60)
                assert check(store, reference, query) == len(now)
        for least in (0, 7, 48, 50):
            condition = {"op": ">", "args": [{"property": "eo:cloud_cover"}, least]}
            few = Query(filter=condition, sortby=(Sort("eo:cloud_cover"),), limit=50)
            assert (check(store, reference, few) > 0) == (least < 49)


def test_a_column_that_is_no_longer_of_numbers_is_not_ranked(path: Path) -> None:
    items = [item(f"item-{at}", gsd=at) for at in range(100)]
    updated(built(path, items), [item("item-3", gsd="ten metres"), item("new", gsd=5)])
    for store in opened(path):
        assert store.items.statistics.ranked == []
        found = store.search(Query(sortby=(Sort("gsd"),), limit=200)).items
        assert [each.id for each in found][:6] == [f"item-{at}" for at in (0, 1, 2, 4, 5)] + ["new"]
        assert len(found) == 101


def test_the_lengths_of_lists_stay_known(path: Path) -> None:
    updated(built(path, Synthetic(1).items(300)), Synthetic(2).items(300))
    lengths = lengths_of_lists(path)
    for store in opened(path):
        known = store.items.statistics
        assert {key: lengths[key] for key in known.lists} == known.lists
        unknown = lengths.keys() - known.lists.keys()
        assert all(key > 0 and lengths[key] <= known.short for key in unknown)
        assert not {key >> 1 for key in lengths} & known.common.keys()


def test_the_same_again_changes_nothing(path: Path) -> None:
    items = Synthetic(1).items(50)
    built(path, items)
    before = path.read_bytes()
    shuffled = [dict(reversed(each.items())) for each in items]
    told = updated(path, [*items, *shuffled])
    assert told.fates == {Fate.UNCHANGED: 2 * len(items)}
    assert not told.is_another
    assert path.read_bytes() == before


def test_what_was_said_of_an_item_before_finds_it_no_more(path: Path) -> None:
    old = item("a", SQUARE, title="harbour", datetime="2019-01-01T00:00:00Z", platform="one")
    new = item("a", point(-60, -30), title="airfield", datetime="2021-01-01T00:00:00Z")
    updated(built(path, [old, item("b", SQUARE)]), [new])
    for store in opened(path):
        assert [found.id for found in store.search(Query(bbox=(126, 39, 127, 40))).items] == ["b"]
        assert [found.id for found in store.search(Query(bbox=(-61, -31, -59, -29))).items] == ["a"]
        assert store.search(Query(ids=("a",))).matched == 1
        assert json.loads(store.item("scenes", "a").body)["properties"]["title"] == "airfield"
    with closing(sqlite3.connect(path)) as connection:
        for words, found in (("harbour", 0), ("airfield", 1)):
            counting = "SELECT count(*) FROM text WHERE text MATCH ?"
            assert connection.execute(counting, (words,)).fetchone() == (found,)


def test_a_record_that_was_updated_earlier_is_left_out_whatever_the_order(path: Path) -> None:
    older, newer = (
        item("a", title=year, updated=f"{year}-01-01T00:00:00Z") for year in ("2019", "2020")
    )
    undated = item("a", title="undated")
    built(path, [item("b")])
    for given, expected, fate in (
        ([newer, older], "2020", Fate.OLDER),
        ([older], "2020", Fate.OLDER),
        ([undated], "undated", Fate.CHANGED),
        ([older, newer], "2020", Fate.CHANGED),
    ):
        told = updated(path, given)
        assert told.fates[fate] > 0
        assert [found.rule for found in told.findings].count("older") == told.fates.get(
            Fate.OLDER, 0
        )
        for store in opened(path):
            assert json.loads(store.item("scenes", "a").body)["properties"]["title"] == expected


def test_bad_records_are_told_and_skipped(path: Path) -> None:
    built(path, [item("a")])
    told = updated(path, [b"{", item("b"), {"type": "Feature", "id": ""}, item("c", "nowhere")])
    assert told.fates == {Fate.NEW: 2}
    errors = [found.path for found in told.findings if found.severity == "error"]
    assert errors == ["new.ndjson:1", "new.ndjson:3"]


def test_collections_are_added_and_replaced_too(path: Path) -> None:
    def collection(name: str, title: str) -> Item:
        return {
            "type": "Collection",
            "stac_version": "1.1.0",
            "id": name,
            "title": title,
            "description": title,
            "license": "other",
            "extent": {
                "spatial": {"bbox": [[0, 0, 1, 1]]},
                "temporal": {"interval": [[None, None]]},
            },
            "links": [],
        }

    given = [collection("scenes", "First"), collection("bare", "Bare")]
    built(path, [item("a")], given)
    new = [collection("scenes", "Second"), collection("bare", "Bare"), collection("more", "Third")]
    parts = in_parts([*_collections(new), *entries([item("b", collection="made")], "items")])
    told = update(path, parts, default_collection="items")
    assert told.fates == {Fate.CHANGED: 1, Fate.UNCHANGED: 1, Fate.NEW: 2}
    assert [found.rule for found in told.findings] == ["collection-made-up"]
    anew = SqliteStore(
        built(path.with_name("anew.sqlite"), [item("a"), item("b", collection="made")], new)
    )
    for store in opened(path):
        assert store.revision == anew.revision
        assert store.search_collections(Query()).items == anew.search_collections(Query()).items
        assert store.queryables("made") == anew.queryables("made")
        assert store.search_collections(Query(ids=("more",))).matched == 1
    anew.close()


def _collections(records: Sequence[Item]) -> Iterator[Entry]:
    return (replace(each, is_collection=True) for each in entries(records, "collections"))


def test_a_location_may_be_withdrawn_and_come_back(path: Path) -> None:
    here = item("here", collection="locations", title="Here")
    there = item("there", collection="locations")
    moved = item("here", collection="locations", deprecated=True, **{"ref:replaced_by": "there"})
    gone = item("gone", collection="references", deprecated=True)
    built(path, [here, there, gone])
    revision = SqliteStore(path).revision
    updated(path, [moved])
    for store in opened(path):
        with pytest.raises(Moved):
            store.item("locations", "here")
        assert store.search(Query()).matched == 1
    assert updated(path, [moved, {**gone, "assets": {"a": {"href": "x"}}}]).fates == {
        Fate.UNCHANGED: 1,
        Fate.CHANGED: 1,
    }
    updated(path, [here, gone])
    for store in opened(path):
        assert store.revision == revision
        assert store.search(Query(ids=("here",))).matched == 1
        with pytest.raises(NotFound):
            store.item("locations", "gone")
        assert [each.id for each in store.retired()] == ["gone"]


def test_what_is_no_index_is_refused(path: Path) -> None:
    with pytest.raises(ImgcatError, match="cannot be updated"):
        updated(path, [item("a")])
    path.write_text("no index")
    with pytest.raises(IndexUnusableError):
        updated(path, [item("a")])
