"""Times as they are found in published records."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRecord
from imgcat.model.interval import microseconds, moment, parse_time

UTC = dt.UTC


@pytest.mark.parametrize(
    ("text", "instant", "remark"),
    [
        ("2018-12-27T02:10:00Z", dt.datetime(2018, 12, 27, 2, 10, tzinfo=UTC), ""),
        ("2018-12-27t02:10:00z", dt.datetime(2018, 12, 27, 2, 10, tzinfo=UTC), ""),
        (
            "2018-12-27T02:10:00.5+09:00",
            dt.datetime(2018, 12, 26, 17, 10, 0, 500_000, tzinfo=UTC),
            "",
        ),
        ("2018-12-27T02:10:00-0030", dt.datetime(2018, 12, 27, 2, 40, tzinfo=UTC), ""),
        ("2018-12-27T02:10:00", dt.datetime(2018, 12, 27, 2, 10, tzinfo=UTC), "no time zone"),
        ("2018-12-27 02:10:00Z", dt.datetime(2018, 12, 27, 2, 10, tzinfo=UTC), "a space"),
        ("2018-12-27T02:10Z", dt.datetime(2018, 12, 27, 2, 10, tzinfo=UTC), "no seconds"),
        (
            "2018-12-27T02:10:00.1234567Z",
            dt.datetime(2018, 12, 27, 2, 10, 0, 123_456, tzinfo=UTC),
            "finer",
        ),
        (
            "2016-12-31T23:59:60Z",
            dt.datetime(2016, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
            "leap second",
        ),
        ("0001-01-01T00:00:00Z", dt.datetime(1, 1, 1, tzinfo=UTC), ""),
        ("9999-12-31T23:59:59Z", dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), ""),
    ],
)
def test_instants(text: str, instant: dt.datetime, remark: str) -> None:
    found = parse_time(text)
    assert found.start == found.end == instant
    assert remark in found.remark
    assert bool(found.remark) == bool(remark)


def test_a_bare_date_is_the_whole_day() -> None:
    found = parse_time("2018-12-27")
    assert found.start == dt.datetime(2018, 12, 27, tzinfo=UTC)
    assert found.end == dt.datetime(2018, 12, 27, 23, 59, 59, 999_999, tzinfo=UTC)
    assert found.remark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2018",
        "2018-12-27T",
        "2018-13-01T00:00:00Z",
        "2018-02-30",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+09:00",
        "2018-12-27T25:00:00Z",
        "2018-12-27T02:10:00-05:00Z",
        "2018-12-27T02:10:00+99:00",
        "２０１８-12-27",
        "2018-12-27T02:10:00Z\0",
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidRecord, match=r"is not a .*date-time.*\.$"):
        parse_time(text)


@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"))
def test_any_text_is_a_time_or_has_a_reason(text: str) -> None:
    try:
        found = parse_time(text)
    except InvalidRecord:
        return
    assert found.start <= found.end


@given(st.datetimes(timezones=st.just(UTC)))
def test_microseconds_and_back(time: dt.datetime) -> None:
    assert moment(microseconds(time)) == time
    assert parse_time(time.isoformat()).start == time
