"""Dates: what a source gives, and the window of UTC time that it stands for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRecord
from imgcat.model.vocabulary import DatePrecision
from imgcat.model.when import When, times
from tests.model.strategies import whens


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_a_day_of_unknown_zone_spans_all_zones() -> None:
    assert When(value="2018-12-27").window() == (
        utc(2018, 12, 26, 10),
        utc(2018, 12, 28, 11, 59, 59),
    )


def test_a_day_in_a_zone_spans_that_day_there() -> None:
    window = When(value="2018-12-27", zone="Asia/Seoul").window()
    assert window == (utc(2018, 12, 26, 15), utc(2018, 12, 27, 14, 59, 59))


def test_a_time_of_day_is_an_instant() -> None:
    when = When(value="2020-08-06", time="06:24:51", zone="UTC")
    assert when.window() == (utc(2020, 8, 6, 6, 24, 51),) * 2
    assert when.precision is DatePrecision.SECOND
    assert times((utc(2020, 8, 6, 6, 24, 51),) * 2) == {"datetime": "2020-08-06T06:24:51Z"}


def test_a_range_has_the_precision_of_its_coarser_end() -> None:
    when = When(value="2021-04", end="2021-09-09", zone="UTC")
    assert when.precision is DatePrecision.MONTH
    assert when.window() == (utc(2021, 4, 1), utc(2021, 9, 9, 23, 59, 59))


def test_an_unknown_date_has_a_reason_and_no_window() -> None:
    assert When(reason="not printed").window() is None
    with pytest.raises(InvalidRecord, match="needs a reason"):
        When.from_json({})


@pytest.mark.parametrize(
    "bad",
    [
        {"value": "2019-02-29"},
        {"value": "2019-13"},
        {"value": "0000-01-01"},
        {"value": "27 December 2018"},
        {"value": "2019-02", "end": "2019-01"},
        {"value": "2019-02", "time": "10:00", "zone": "UTC"},
        {"value": "2019-02-01", "time": "10:00"},
        {"value": "2019-02-01", "time": "25:00", "zone": "UTC"},
        {"value": "2019-02-01", "zone": "Mars/Olympus"},
        {"value": "2019-02-01", "zone": "../../etc/passwd"},
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(bad: dict[str, str]) -> None:
    with pytest.raises(InvalidRecord, match=r"When is not valid: .+\."):
        When.from_json(bad)


@given(whens())
def test_a_window_begins_before_it_ends(when: When) -> None:
    window = when.window()
    assert (window is None) == (when.value is None)
    if window:
        assert window[0] <= window[1]


@given(
    st.dates(date(1900, 1, 2), date(2100, 1, 1)),
    st.sampled_from(["Asia/Seoul", "UTC", "Pacific/Kiritimati"]),
)
def test_the_window_of_an_unknown_zone_holds_that_of_every_zone(day: date, zone: str) -> None:
    anywhere = When(value=day.isoformat()).window()
    there = When(value=day.isoformat(), zone=zone).window()
    assert anywhere is not None
    assert there is not None
    # Zones had odd offsets before 1995, when Kiritimati moved across the date line.
    slack = timedelta(hours=0) if day.year > 1995 else timedelta(hours=24)
    assert anywhere[0] - slack <= there[0]
    assert there[1] <= anywhere[1] + slack
