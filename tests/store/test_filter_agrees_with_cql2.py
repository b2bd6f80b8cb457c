"""Filters, answered by the index and by the matcher of `cql2`, an evaluator that is not ours.

Its items lack nothing, are of one type a property, and lie away from the antimeridian: there it does not follow the
standard (an unknown part makes it give up, a box across the antimeridian is the other way round, a bare date is an
instant), and `test_search_agrees_with_brute_force` and the standard's own rows decide.
"""

import json
from itertools import product
from typing import Any

import cql2
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from imgcat.store.cql2 import parse_filter, read_predicate
from imgcat.store.cql2.expression import Junction, Not, Predicate
from imgcat.store.protocol import Query
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.items import item

WORDS = ("", "a", "B", "sentinel-2a", "Sentinel", "it's", "50%", "신오리", "Café")
DAYS = tuple(f"2019-0{month}-01T00:00:00Z" for month in (1, 2, 3, 4))
SHAPES = (
    shapely.Point(0, 0),
    shapely.Point(1, 1),
    shapely.MultiPoint([(0, 0), (2, 2)]),
    shapely.LineString([(0, 0), (2, 2)]),
    shapely.LineString([(0, 2), (2, 0), (3, 3)]),
    shapely.box(0, 0, 1, 1),
    shapely.box(1, 0, 2, 1),
    shapely.box(0.5, 0.5, 1.5, 1.5),
    shapely.box(-1, -1, 3, 3),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
)


def items() -> list[dict[str, Any]]:
    made = []
    for at, shape in enumerate(SHAPES * 4):
        properties = {
            "datetime": "2019-01-01T00:00:00Z",
            "start": DAYS[at % 3],
            "end": DAYS[at % 3 + 1],
            "size": at % 7 - 3,
            "share": at % 5 / 4,
            "name": WORDS[at % len(WORDS)],
            "flag": at % 2 == 0,
            "tags": [WORDS[at % 3], WORDS[at % 4]],
        }
        one = item(f"i{at:02}", json.loads(shapely.to_geojson(shape)))
        made.append({**one, "properties": properties})
    return made


ITEMS = items()


@pytest.fixture(scope="module")
def store(make_index: MakeIndex) -> Opened:
    return make_index(ITEMS)[0]


def property_of(*names: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(names).map(lambda name: {"property": name})


def operation(ops: Any, *args: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = ops if isinstance(ops, st.SearchStrategy) else st.sampled_from(ops)
    return st.builds(lambda op, given: {"op": op, "args": list(given)}, names, st.tuples(*args))


numbers = st.integers(-4, 4) | st.sampled_from((0.25, 0.5, 2.5))
numeric = st.recursive(
    numbers | property_of("size", "share"),
    lambda inner: operation(("+", "-", "*"), inner, inner),
    max_leaves=3,
)
words = st.sampled_from(WORDS)
text = words | property_of("name")
COMPARED = ("=", "<>", "<", "<=", ">", ">=")
patterns = st.sampled_from(("%", "S%", "%2a", "_", "%e%l%", "Sentine_"))
geometry = property_of("geometry")
shapes = st.sampled_from([json.loads(shapely.to_geojson(shape)) for shape in SHAPES])
boxes = st.sampled_from([{"bbox": [0, 0, 1, 1]}, {"bbox": [-1, -1, 0.5, 0.5]}])
SPATIAL = (
    "contains",
    "crosses",
    "disjoint",
    "equals",
    "intersects",
    "overlaps",
    "touches",
    "within",
)
stamps = st.sampled_from(DAYS).map(lambda day: {"timestamp": day})
spans = st.sampled_from(
    [{"interval": [first, last]} for first, last in product(DAYS, DAYS) if first < last]
)
own_span = st.just({"interval": [{"property": "start"}, {"property": "end"}]})
TEMPORAL = (
    *("after", "before", "contains", "disjoint", "during", "equals", "finishedBy", "finishes"),
    *("intersects", "meets", "metBy", "overlappedBy", "overlaps", "startedBy", "starts"),
)
spatial_ops = st.sampled_from([f"s_{name}" for name in SPATIAL])
temporal_ops = st.sampled_from([f"t_{name}" for name in TEMPORAL])

predicates = st.one_of(
    operation(COMPARED, numeric, numeric),
    operation(COMPARED, property_of("name"), words),
    operation(("between",), property_of("size", "share"), numbers, numbers),
    operation(("in",), property_of("size"), st.lists(numbers, min_size=1, max_size=3)),
    operation(("in",), property_of("name"), st.lists(words, min_size=1, max_size=3)),
    operation(("like",), property_of("name"), patterns),
    operation(("isNull",), property_of("name", "absent")),
    operation(("=", "<>"), property_of("flag"), st.booleans()),
    operation(spatial_ops, geometry, shapes | boxes),
    operation(spatial_ops, shapes | boxes, geometry),
    operation(temporal_ops, own_span, spans),
    operation(temporal_ops, spans, own_span),
    operation(("t_after", "t_before", "t_intersects"), property_of("start"), stamps),
    operation(
        ("a_contains", "a_overlaps", "a_containedBy", "a_equals"),
        property_of("tags"),
        st.lists(words, min_size=1, max_size=3),
    ),
)
filters = st.recursive(
    predicates,
    lambda inner: operation(("and", "or"), inner, inner) | operation(("not",), inner),
    max_leaves=4,
)


@given(filters)
def test_the_index_and_cql2_find_the_same(store: Opened, tree: Any) -> None:
    expression = cql2.parse_json(json.dumps(tree))
    page = store.search(Query(filter=tree, limit=100))
    assert {one.id for one in page.items} == {one["id"] for one in ITEMS if expression.matches(one)}


def meaning(tree: Any) -> Predicate:
    """What a tree says. An `and` in an `and` is one `and`: text need not tell them apart."""
    return flat(read_predicate(tree))


def flat(predicate: Predicate) -> Predicate:
    match predicate:
        case Not(arg):
            return Not(flat(arg))
        case Junction(op, args):
            parts: list[Predicate] = []
            for part in map(flat, args):
                same = isinstance(part, Junction) and part.op == op
                parts += part.args if isinstance(part, Junction) and same else [part]
            return Junction(op, tuple(parts))
    return predicate


@given(filters)
def test_text_and_json_say_the_same(tree: Any) -> None:
    text = cql2.parse_json(json.dumps(tree)).to_text()
    assert meaning(parse_filter(text, "cql2-text")) == meaning(tree)
    again = cql2.parse_text(text).to_json()
    assert meaning(parse_filter(again, "cql2-json")) == meaning(tree)
