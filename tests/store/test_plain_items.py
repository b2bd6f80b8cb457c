"""Items that are read many at a time come out as when each is read by itself."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imgcat.catalog.sources import ItemText, read_source
from imgcat.catalog.sources.item_text import item_text
from imgcat.catalog.sources.parts import lines as lines_of
from imgcat.model.canonical_time import canonical_times
from imgcat.model.finding import Finding
from imgcat.model.footprint import footprint
from imgcat.model.interval import parse_time
from imgcat.model.overflow import may_overflow
from imgcat.model.plain_rings import plain_rings
from imgcat.store import lossless
from imgcat.store.body import links_last, stored_text
from imgcat.store.compression import Codec
from imgcat.store.entry import Entry, Given
from imgcat.store.intake import Loading
from imgcat.store.properties import TEXT
from imgcat.store.sqlite.batch import prepare
from imgcat.store.sqlite.box_terms import box_terms
from imgcat.store.sqlite.make import Makes
from imgcat.store.sqlite.terms import footprint_terms, hashed, value_term
from tests.store.synthetic_items import SyntheticItems

TIMES = st.one_of(
    st.from_regex(r"\A\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d{1,7})?[Zz]\Z"),
    st.from_regex(r"\A20\d\d-0[1-9]-[0-2]\dT1\d:[0-5]\d:[0-5]\d(\.\d{1,6})?Z\Z"),
    st.sampled_from(("2018-12-27T02:10:00Z\0", "2018-12-27", "", "é", "2016-12-31T23:59:60Z")),
    st.text(max_size=30),
)


@given(st.lists(TIMES, max_size=8))
def test_times_are_those_that_are_read_one_by_one(texts: list[str]) -> None:
    times, plain = canonical_times(texts)
    for text, time, is_plain in zip(texts, times.tolist(), plain.tolist(), strict=True):
        if is_plain:
            read = parse_time(text)
            assert (read.bounds, read.remark) == ((time, time), "")


LONGITUDES = st.one_of(st.integers(-190, 190), st.floats(-181, 181, allow_subnormal=False))
LATITUDES = st.one_of(st.integers(-91, 91), st.floats(-90, 90, allow_subnormal=False))
RINGS = st.one_of(
    st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=6).map(lambda r: [*r, r[0]]),
    st.lists(st.tuples(LONGITUDES, LATITUDES), max_size=6),
    st.tuples(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES).map(
        lambda b: [(b[0], b[1]), (b[0], b[3]), (b[2], b[3]), (b[2], b[1]), (b[0], b[1])]
    ),
)


@given(st.lists(RINGS, max_size=6))
def test_plain_rings_are_the_footprints_that_they_are_read_as(
    rings: list[list[tuple[float, float]]],
) -> None:
    seen = []
    for which, positions, plain in plain_rings(rings):
        seen += which
        for at, ring, is_plain in zip(which, positions, plain.tolist(), strict=True):
            if is_plain:
                read = footprint({"type": "Polygon", "coordinates": [rings[at]]})
                assert read is not None
                assert np.array_equal(shapely.get_coordinates(read), ring)
                assert read.geom_type == "Polygon"
    assert sorted(seen) == list(range(len(rings)))


BOXES = st.tuples(
    st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90)
).map(lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])))
SMALL = st.tuples(st.integers(-64, 60), st.integers(-32, 28), st.integers(0, 4)).map(
    lambda b: (b[0] * 2.8125, b[1] * 2.8125, (b[0] + b[2]) * 2.8125, (b[1] + b[2]) * 2.8125)
)


@given(st.lists(BOXES | SMALL, max_size=8))
def test_cells_of_many_boxes_are_those_of_each(
    boxes: list[tuple[float, float, float, float]],
) -> None:
    found: list[list[int]] = [[] for _ in boxes]
    for at, term in zip(*box_terms(np.array(boxes).reshape(-1, 4)), strict=True):
        found[at].append(int(term))
    assert [sorted(each) for each in found] == [sorted(footprint_terms(box)) for box in boxes]


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TIMES, st.just([1, "a"])
)


@given(st.dictionaries(st.sampled_from(("a", "b", "created", "gsd", "keywords")), VALUES))
def test_the_terms_of_a_make_are_those_of_its_values(properties: dict[str, Any]) -> None:
    assume("\ud800" not in str(properties))
    found = set(map(hashed, Makes().of(properties).checksums(properties)))
    listed = [
        value_term(name, each)
        for name, value in properties.items()
        for each in (["a"] if value == [1, "a"] and name == "keywords" else [value])
    ]
    assert found == {term for term in listed if term is not None}


@given(
    st.text("0123456789", min_size=1, max_size=400).map(lambda digits: "1" + digits),
    st.text("0123456789", max_size=40),
    st.sampled_from(("", "e3", "E30", "e+99", "e308", "e+309", "E0400", "e-400")),
    st.integers(0, 70_000),
)
def test_no_number_that_overflows_is_missed(
    digits: str, fraction: str, exponent: str, at: int
) -> None:
    number = f"{digits}{fraction and '.' + fraction}{exponent}"
    text = f'{{"a":"{" " * at}","b":{number}}}'.encode()
    assert may_overflow(text) or math.isfinite(float(number))


ITEM = {
    "type": "Feature",
    "id": "a",
    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1.5], [0, 0]]]},
    "collection": "scenes",
    "properties": {"datetime": "2018-12-27T02:10:00Z", "title": "신오리"},
    "assets": {"b": {"href": "https://example.org/b.tif", "n": [1, 2.5, -3e5, None, True]}},
    "links": [{"rel": "via", "href": "https://example.org/a"}],
}
LINE = orjson.dumps(ITEM)


def test_a_plain_line_is_stored_as_it_is_written() -> None:
    found = item_text(LINE, "here:1")
    assert found is not None
    assert stored_text(found) == LINE


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "Item"},
        {"id": ""},
        {"id": 5},
        {"collection": None},
        {"collection": 5},
        {"geometry": None},
        {"geometry": {"type": "Point", "coordinates": [0, 0]}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0, 5], [1, 0, 5], [1, 1, 5]]]}},
        {"properties": []},
        {"properties": {"n": 2**70}},
        {"links": None},
        {"links": [{"rel": "self", "href": "https://x.org/a"}, {"rel": "via", "href": "b"}]},
        {
            "links": [{"rel": "self", "href": "https://x.org/a"}],
            "assets": {"b": {"href": "./b.tif"}},
        },
    ],
)
def test_any_other_is_read_as_a_whole(changed: dict[str, Any]) -> None:
    assert item_text(json.dumps({**ITEM, **changed}, separators=(",", ":")).encode(), "") is None


def test_so_are_lines_with_white_space_or_escaped_letters() -> None:
    assert item_text(json.dumps(ITEM, ensure_ascii=False).encode(), "") is None
    assert item_text(json.dumps(ITEM, separators=(",", ":")).encode(), "") is None


FRAGMENTS = st.sampled_from(
    [
        *rb"""\x \u12 \ud800 \ " 01 1. 1e NaN 1e999 -Infinity , } ] { tru""".split(),
        *(b" ", b"\0", b"\t", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xa8"),
    ]
)


@given(FRAGMENTS, st.integers(0, len(LINE)), st.integers(0, 3))
def test_a_broken_line_is_never_taken_for_a_plain_one(fragment: bytes, at: int, gone: int) -> None:
    line = LINE[:at] + fragment + LINE[at + gone :]
    found = item_text(line, "")
    if found is not None and not may_overflow(line):
        assert orjson.loads(stored_text(found)) == links_last(orjson.loads(line))


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_lines_are_made_ready_as_parsed_items_are(tmp_path_factory: Any, seed: int) -> None:
    path: Path = tmp_path_factory.mktemp("lines") / "items.ndjson"
    made = SyntheticItems(seed).items(12)
    plain = [{**ITEM, "id": f"plain {number}", "bbox": [number, 0.5]} for number in range(4)]
    lines = [*map(lossless.dumps, [*made[:6], *plain, *made[6:]]), b"{", b'{"a":1e999}']
    path.write_bytes(b"\n".join(lines))
    codec, loading = Codec(b""), Loading("other", TEXT)
    quick = [found for part in lines_of(path) for found in part.read()]
    assert sum(isinstance(found, ItemText) for found in quick) >= len(plain)
    ready = [
        prepare(Given(list(map(_entry, found))), loading, codec)
        for found in (quick, read_source(path))
    ]
    one, other = (
        {
            "rows": each.items,
            "bodies": [(num, codec.decompress(body)) for num, body in each.bodies],
            "outlines": each.footprints,
            "texts": each.texts,
            "postings": sorted(each.postings.tolist()),
            "findings": each.findings,
            "long": (each.long, each.before, each.after),
            "tallies": {name: vars(tally) for name, tally in each.tallies.items()},
            "weight": each.weight,
        }
        for each in ready
    )
    assert one == other


def _entry(found: Any) -> Entry | Finding:
    if isinstance(found, Finding):
        return found
    return Entry(found.origin, found if isinstance(found, ItemText) else found.body)
