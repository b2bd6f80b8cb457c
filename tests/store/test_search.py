"""Item search: what each condition matches, and what is refused."""

import datetime as dt
from typing import Any

import pytest
import shapely

from imgcat.errors import InvalidRequest
from imgcat.store.protocol import Query, Sort
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.items import SQUARE, item, point

UTC = dt.UTC


def ids(store: Opened, **conditions: Any) -> list[str]:
    page = store.search(Query(**conditions, limit=1000))
    assert page.matched == len(page.items)
    return [found.id for found in page.items]


@pytest.fixture(scope="module")
def places(make_index: MakeIndex) -> Opened:
    crossing = {
        "type": "Polygon",
        "coordinates": [[[178, -5], [-178, -5.1], [-178, 5], [178, 5.1], [178, -5]]],
    }
    cap = {"type": "Polygon", "coordinates": [[[lon, 80] for lon in range(-175, 180, 30)]]}
    store, _ = make_index(
        [
            item("square", SQUARE),
            item("point", point(10, 10)),
            item("crossing", crossing),
            item("cap", cap),
            item("world", dict(shapely.box(-180, -90, 180, 90).__geo_interface__)),
            item("nowhere", None, title="kept without a place"),
        ]
    )
    return store


@pytest.mark.parametrize(
    ("bbox", "expected"),
    [
        ((125, 38, 126.5, 39.5), ["square"]),
        ((128, 38, 129, 39), []),
        ((10, 10, 10, 10), ["point"]),
        ((179, -1, 179.5, 1), ["crossing"]),
        ((-179.5, -1, -179, 1), ["crossing"]),
        ((179, -1, -179, 1), ["crossing"]),
        ((170, -1, 177, 1), []),
        ((-1, -1, 1, 1), []),
        ((-180, 85, 180, 90), ["cap"]),
        ((20, 89, 21, 90), ["cap"]),
        ((-180, -90, 180, 90), ["cap", "crossing", "point", "square"]),
    ],
)
def test_a_bbox_finds_what_it_meets_on_a_round_earth(
    places: Opened, bbox: Any, expected: list[str]
) -> None:
    assert ids(places, bbox=bbox) == sorted([*expected, "world"])
    area = shapely.union_all([shapely.box(*part) for part in parts(bbox)])
    if area.area:
        assert ids(places, intersects=area) == sorted([*expected, "world"])


def parts(bbox: Any) -> list[Any]:
    west, south, east, north = bbox
    return [bbox] if west <= east else [(west, south, 180, north), (-180, south, east, north)]


def test_null_geometry_is_found_by_all_but_place(places: Opened) -> None:
    assert "nowhere" not in ids(places, bbox=(-180, -90, 180, 90))
    assert ids(places, ids=("nowhere",)) == ["nowhere"]
    assert ids(places, q=("place",)) == ["nowhere"]
    assert ids(places, filter={"op": "isNull", "args": [{"property": "geometry"}]}) == ["nowhere"]
    disjoint = {"op": "s_disjoint", "args": [{"property": "geometry"}, {"bbox": [0, 0, 1, 1]}]}
    assert "nowhere" not in ids(places, filter=disjoint)


def test_an_edge_shared_to_the_last_digit_is_met(make_index: MakeIndex) -> None:
    """Footprints are kept as 64-bit numbers; only the boxes around them are coarser, and rounded outward."""
    lon, lat = 126.123456789012345, 39.987654321098765
    store, _ = make_index([item("a", point(lon, lat))])
    assert ids(store, bbox=(lon, lat, lon, lat)) == ["a"]
    assert ids(store, bbox=(lon, lat, lon + 1, lat + 1)) == ["a"]
    assert ids(store, bbox=(lon - 1, lat - 1, lon - 1e-13, lat)) == []


@pytest.fixture(scope="module")
def moments(make_index: MakeIndex) -> Opened:
    ranged: dict[str, Any] = {
        "datetime": None,
        "start_datetime": "2018-12-20T00:00:00Z",
        "end_datetime": "2018-12-31T00:00:00Z",
    }
    store, _ = make_index(
        [
            item("instant", datetime="2018-12-27T02:10:00Z"),
            item("range", **ranged),
            item("day", datetime="2018-12-27"),
            item("korea", datetime="2018-12-28T05:00:00+09:00"),
            item(
                "reversed",
                datetime=None,
                start_datetime="2019-06-02T00:00:00Z",
                end_datetime="2019-06-01T00:00:00Z",
            ),
            item("timeless", datetime=None),
            item("ancient", datetime="0001-01-01T00:00:00Z"),
            item("future", datetime="9999-12-31T23:59:59Z"),
        ]
    )
    return store


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2018-12-27T02:10:00Z", "2018-12-27T02:10:00Z", ["instant", "day", "range"]),
        ("2018-12-27T02:10:00.000001Z", "2018-12-27T19:00:00Z", ["day", "range"]),
        ("2018-12-27T20:00:00Z", "2018-12-27T20:00:00Z", ["korea", "day", "range"]),
        ("2018-12-28T00:00:00Z", "2018-12-28T00:00:00Z", ["range"]),
        ("2019-06-01T12:00:00Z", "2019-06-01T13:00:00Z", ["reversed"]),
        (None, "2018-12-20T00:00:00Z", ["range", "ancient"]),
        ("2019-06-02T00:00:00Z", None, ["future", "reversed"]),
    ],
)
def test_a_closed_interval_finds_instants_days_and_ranges(
    moments: Opened, start: str | None, end: str | None, expected: list[str]
) -> None:
    interval = tuple(bound and dt.datetime.fromisoformat(bound) for bound in (start, end))
    assert ids(moments, datetime=interval) == expected


def test_newest_first_and_timeless_last(moments: Opened) -> None:
    newest = ["future", "reversed", "korea", "instant", "day", "range", "ancient", "timeless"]
    assert ids(moments) == newest
    assert ids(moments, sortby=(Sort("datetime"),)) == [*newest[-2::-1], "timeless"]


def test_null_datetime_is_unknown_in_comparisons_but_has_a_range(moments: Opened) -> None:
    name = {"property": "datetime"}
    later = {"op": ">", "args": [name, {"timestamp": "2018-12-01T00:00:00Z"}]}
    assert "range" not in ids(moments, filter=later)
    assert "range" not in ids(moments, filter={"op": "not", "args": [later]})
    during = {"op": "t_intersects", "args": [name, {"interval": ["2018-12-30", "2018-12-30"]}]}
    assert ids(moments, filter=during) == ["range"]


def test_collections_and_ids_join_by_and(make_index: MakeIndex) -> None:
    store, _ = make_index([item("a"), item("b"), item("a", collection="other")])
    found = store.search(Query(collections=("other", "scenes"), ids=("a",)))
    assert [(one.collection, one.id) for one in found.items] == [("other", "a"), ("scenes", "a")]
    assert store.search(Query(collections=("other",), ids=("b",))).matched == 0
    assert store.search(Query(collections=("absent",))).matched == 0
    assert store.search(Query(ids=tuple(f"id {number}" for number in range(50_000)))).matched == 0


@pytest.fixture(scope="module")
def texts(make_index: MakeIndex) -> Opened:
    names: dict[str, Any] = {
        "ref:names": [{"text": "신오리 미사일 기지", "lang": "ko"}, {"text": "Sinori"}]
    }
    store, _ = make_index(
        [
            item(
                "report-1",
                title="The Sino-ri Missile Operating Base",
                **{"ref:publisher": "Beyond Parallel"},
            ),
            item("prk-sino-ri", **names),
            item("cafe", description="A Café in Überlingen", keywords=["coffee", "NEAR"]),
            item("other", gsd=10, **{"proj:wkt2": "missile"}),
        ]
    )
    return store


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        (("missile",), ["report-1"]),
        (("MISSILE", "coffee"), ["cafe", "report-1"]),
        (("operating base",), ["report-1"]),
        (("base operating",), []),
        (("beyond parallel",), ["report-1"]),
        (("신오리",), ["prk-sino-ri"]),
        (("\u1109\u1175\u11ab\u110b\u1169\u1105\u1175",), ["prk-sino-ri"]),
        (("cafe",), ["cafe"]),
        (("uberlingen",), ["cafe"]),
        (("prk",), ["prk-sino-ri"]),
        (("near",), ["cafe"]),
        (("missil*",), []),
        (('"',), []),
        (('missile" OR "coffee',), []),
        (("title:missile",), []),
        (("!!!",), []),
    ],
)
def test_free_text_finds_words_and_phrases_and_has_no_operators(
    texts: Opened, q: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(texts, q=q) == expected


def test_each_sort_puts_missing_last_and_breaks_ties(make_index: MakeIndex) -> None:
    covers: list[Any] = [5, None, 12.5, 5, 0, "12", True, [1]]
    store, _ = make_index(
        [item(f"{at}", **{"eo:cloud_cover": cover, "x": cover}) for at, cover in enumerate(covers)]
    )
    for field in ("eo:cloud_cover", "x", "properties.x"):
        assert ids(store, sortby=(Sort(field),)) == ["4", "0", "3", "2", "5", "6", "1", "7"]
        assert ids(store, sortby=(Sort(field, True),)) == ["6", "5", "2", "0", "3", "4", "1", "7"]
        assert ids(store, sortby=(Sort(field, True), Sort("id", True)))[3:5] == ["3", "0"]


BOX = shapely.box(0, 0, 1, 1)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query(bbox=(0, 0, 1, 1), intersects=BOX), "either a bbox or intersects"),
        (Query(bbox=(0, 5, 1, 1)), "north of its north"),
        (Query(bbox=(0, float("nan"), 1, 1)), "lies between"),
        (Query(bbox=(0, 0, float("inf"), 1)), "lies between"),
        (Query(bbox=(0, 0, 1)), "four or six numbers"),  # type: ignore[arg-type]  # what a caller may send
        (Query(intersects=shapely.Polygon()), "empty geometry"),
        (
            Query(
                datetime=(dt.datetime(2020, 1, 1, tzinfo=UTC), dt.datetime(2019, 1, 1, tzinfo=UTC))
            ),
            "not later than",
        ),
        (Query(datetime=(dt.datetime(2020, 1, 1), None)), "needs a time zone"),  # noqa: DTZ001
        (Query(q=("",)), "not empty"),
        (Query(q=("a\0b",)), "null character"),
        (Query(q=("word",) * 101), "at most 100 terms"),
        (Query(q=("word " * 250_000,)), "at most 100 words"),
        (Query(ids=("a\0b",)), "null character"),
        (Query(collections=("\ud800",)), "valid Unicode"),
        (Query(sortby=(Sort("nonsense"),)), "cannot be sorted by 'nonsense'"),
        (Query(sortby=(Sort("geometry"),)), "cannot be sorted by 'geometry'"),
        (Query(sortby=(Sort('id"; DROP TABLE item; --'),)), "cannot be sorted by"),
        (Query(filter={"op": "like", "args": []}), "'like' does not take 0 arguments"),
    ],
)
def test_a_malformed_query_is_refused_with_a_sentence(
    places: Opened, query: Query, reason: str
) -> None:
    with pytest.raises(InvalidRequest, match=reason):
        places.search(query)
