"""Lines as text come back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from imgcat.web.polyline import decoded, encoded

NUMBERS = st.integers(-(10**9), 10**9)


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_a_line_comes_back_as_it_was(points: list[tuple[int, int]]) -> None:
    assert decoded(encoded(points)) == points


def test_the_text_is_that_of_googles_polylines() -> None:
    # The example of its description, which has the axes the other way round.
    points = [(3850000, -12020000), (4070000, -12095000), (4325200, -12645300)]
    assert encoded(points) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
