"""What is asked for: windows around the pictures of each place."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.catalog.records import Records
from imgcat.errors import ImgcatError
from imgcat.ingest.harvest.window import around_pictures, chosen, over
from imgcat.model.vocabulary import Relation
from tests.catalog.records import location, picture, reference, small_catalog
from tests.ingest.harvest.offers import place_catalog, windows


def cited(*days: str | None) -> Records:
    records = Records(locations={"a": location("a", 1, 2)})
    for number, day in enumerate(days):
        made = reference(f"r{number}", "analysis", Relation.CITES_IMAGE, "a", picture=picture(day))
        records.references[made.id] = made
    return records


def test_a_window_reaches_so_many_days_before_and_after_the_time_in_which_a_picture_was_taken() -> (
    None
):
    (window,) = windows(place_catalog(), days=10)
    # A day of no known zone begins at UTC+14 and ends at UTC-12.
    assert window.datetime == "2018-12-16T10:00:00Z/2019-01-07T11:59:59Z"
    assert [picture.reference for picture in window.pictures] == ["cited"]


def test_windows_of_one_place_that_overlap_are_one() -> None:
    one, other = windows(cited("2019-03-01", "2018-12-27", "2019-01-10", None), days=10)
    assert [picture.reference for picture in one.pictures] == ["r1", "r2"]
    assert [picture.reference for picture in other.pictures] == ["r0"]


@given(st.lists(st.dates(min_value=datetime(1960, 1, 1).date()), max_size=8), st.integers(0, 60))  # noqa: DTZ001
def test_every_picture_is_in_one_window_and_no_two_windows_meet(
    days: list[object], margin: int
) -> None:
    found = windows(cited(*map(str, days)), days=margin)
    names = [picture.reference for window in found for picture in window.pictures]
    assert sorted(names) == [f"r{number}" for number in range(len(days))]
    for before, after in pairwise(found):
        assert before.end < after.start
    for window in found:
        for each in window.pictures:
            assert window.start <= each.since <= each.taken[0]
            assert each.taken[1] <= each.until <= window.end


def test_the_ends_of_the_calendar_end_a_window() -> None:
    (window,) = windows(cited("9999-12-31"), days=60)
    assert window.end.year == 9999


def test_places_without_a_position_and_pictures_without_a_date_make_no_window() -> None:
    assert {window.location for window in windows(small_catalog())} == {"sino-ri", "far-away"}
    assert windows(cited(None)) == []


def test_a_span_of_time_is_one_window_a_place_with_the_pictures_that_can_be_of_it() -> None:
    records = cited("2018-12-27", "2019-06-01")
    start, end = datetime(2019, 1, 1, tzinfo=UTC), datetime(2019, 12, 31, tzinfo=UTC)
    (window,) = over(records, chosen(records), start, end)
    assert (window.start, window.end) == (start, end)
    assert [picture.reference for picture in window.pictures] == ["r1"]


def test_a_location_that_cannot_be_asked_for_is_refused_with_the_reason() -> None:
    records = small_catalog()
    with pytest.raises(ImgcatError, match="no location 'atlantis'"):
        chosen(records, ["atlantis"])
    with pytest.raises(ImgcatError, match="'nowhere' has no position"):
        chosen(records, ["nowhere"])


def test_a_window_is_another_one_when_the_place_moves() -> None:
    records = place_catalog()
    (one,), (again,) = windows(records), windows(place_catalog())
    (moved,) = windows(place_catalog(positions=location("x", 1, 1).positions))
    assert one.key == again.key != moved.key


def test_nearest_is_nearest_to_any_picture() -> None:
    (window,) = around_pictures(cited("2019-01-01", "2019-01-20"), chosen(cited()), 30)
    noon = datetime(2019, 1, 19, 0, tzinfo=UTC)
    assert window.distance((noon, noon)) == timedelta(hours=10)
    assert window.distance((noon, noon + timedelta(days=3))) == timedelta(0)
