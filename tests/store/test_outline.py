"""Footprints come back from an index to the last bit."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from imgcat.store.sqlite.outline import footprints_of, pack, wkb_of

DEGREES = st.one_of(
    st.integers(-1_800_000_000, 1_800_000_000).map(lambda units: units / 10_000_000),
    st.floats(-180, 180),
)
POSITIONS = st.tuples(DEGREES, DEGREES)


@given(st.lists(POSITIONS, min_size=3, max_size=70))
def test_an_outline_comes_back_as_it_was(ring: list[tuple[float, float]]) -> None:
    outline = shapely.Polygon(ring)
    assert wkb_of(pack(outline)) == shapely.to_wkb(outline)


@given(st.lists(st.lists(POSITIONS, min_size=3, max_size=6), max_size=8))
def test_many_outlines_come_back_together(rings: list[list[tuple[float, float]]]) -> None:
    outlines = [*map(shapely.Polygon, rings), shapely.Point(1, 2)]
    found = footprints_of([pack(outline) for outline in outlines])
    assert shapely.to_wkb(found).tolist() == [shapely.to_wkb(outline) for outline in outlines]


def test_other_geometries_come_back_too() -> None:
    hole = shapely.Polygon(
        shapely.box(0, 0, 9, 9).exterior, [shapely.box(1, 1, 2, 2).exterior.coords]
    )
    for shape in (shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)]), hole):
        assert wkb_of(pack(shape)) == shapely.to_wkb(shape)


def test_an_outline_of_few_digits_takes_a_third() -> None:
    outline = shapely.Polygon([(126.1234567, 39), (127, 39), (127, 40)])
    assert len(pack(outline)) * 3 < len(shapely.to_wkb(outline))
