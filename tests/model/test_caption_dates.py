"""The dates of captions: in all forms that reports use, and never the year of a copyright."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.model.caption import parse_caption
from imgcat.model.caption.table import table
from imgcat.model.vocabulary import DateBasis
from imgcat.model.when import When


def dates(text: str, published: str | None = None) -> list[str]:
    return [when.text() for when in parse_caption(text, published).dates]


@pytest.mark.parametrize(
    "text",
    [
        "December 27, 2018",
        "27 December 2018",
        "Dec. 27, 2018",
        "Dec 27 2018",
        "DECEMBER 27TH, 2018",
        "the 27th of December 2018",
        "27-Dec-2018",
        "27DEC2018",
        "27DEC18",
        "2018-12-27",
        "2018/12/27",
        "2018.12.27",
        "20181227",
        "27.12.2018",
        "27/12/2018",
        "12/27/2018",
        "27 de diciembre de 2018",
        "27 décembre 2018",
        "le 27 décembre 2018",
        "27. Dezember 2018",
        "27 de dezembro de 2018",
        "27 dicembre 2018",
        "27 december 2018",
        "27 grudnia 2018 roku",
        "27 декабря 2018 г.",
        "27 грудня 2018 року",
        "2018년 12월 27일",
        "2018년12월27일",
        "2018年12月27日",
        "2018 年 12 月 27 号",
        "２０１８年１２月２７日",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert dates(f"Satellite image, {text}, of the base") == ["2018-12-27"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 and 22 March 2022", ["2022-03-20", "2022-03-22"]),
        ("6, 8 and 11 August 2020", ["2020-08-06", "2020-08-08", "2020-08-11"]),
        ("March 20 and 22, 2022", ["2022-03-20", "2022-03-22"]),
        ("20 y 22 de marzo de 2022", ["2022-03-20", "2022-03-22"]),
        ("20. und 22. März 2022", ["2022-03-20", "2022-03-22"]),
        ("20 и 22 марта 2022", ["2022-03-20", "2022-03-22"]),
        ("2022년 3월 20일과 22일", ["2022-03-20", "2022-03-22"]),
        ("2022年3月20日、22日", ["2022-03-20", "2022-03-22"]),
        ("16 May and 9 August 2021", ["2021-05-16", "2021-08-09"]),
        ("December 27 and January 3, 2019", ["2018-12-27", "2019-01-03"]),
        ("December 27, 2018, and January 3", ["2018-12-27", "2019-01-03"]),
        ("2018-12-27 / 2019-01-03", ["2018-12-27", "2019-01-03"]),
        ("left: 3 May 2018; right: 9 June 2019", ["2018-05-03", "2019-06-09"]),
        ("between 16 May and 9 August 2021", ["2021-05-16 to 2021-08-09"]),
        ("from 16 May to 9 August 2021", ["2021-05-16 to 2021-08-09"]),
        ("March 20–22, 2022", ["2022-03-20 to 2022-03-22"]),
        ("20-22 March 2022", ["2022-03-20 to 2022-03-22"]),
        ("entre el 16 de mayo y el 9 de agosto de 2021", ["2021-05-16 to 2021-08-09"]),
        ("vom 16. Mai bis 9. August 2021", ["2021-05-16 to 2021-08-09"]),
        ("2021년 5월 16일부터 8월 9일까지", ["2021-05-16 to 2021-08-09"]),
        ("2021年5月16日至8月9日", ["2021-05-16 to 2021-08-09"]),
        ("between 2010 and 2014", ["2010 to 2014"]),
        ("2010-2014", ["2010 to 2014"]),
        ("December 2018", ["2018-12"]),
        ("diciembre de 2018", ["2018-12"]),
        ("2018년 12월", ["2018-12"]),
        ("2018年12月", ["2018-12"]),
        ("2018-12", ["2018-12"]),
        ("in 2018", ["2018"]),
        ("2018年", ["2018"]),
    ],
)
def test_several_dates_ranges_months_and_years(text: str, expected: list[str]) -> None:
    assert dates(f"Sentinel-2 imagery {text}") == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("©2022 Maxar", (2022,)),
        ("© 2018 DigitalGlobe, Inc.", (2018,)),
        ("(c) 2018 Planet", (2018,)),
        ("Copyright 2018 by somebody", (2018,)),
        ("2018 DigitalGlobe, Inc.", (2018,)),
        ("DigitalGlobe 2018", (2018,)),
        ("Copyright: Digital Globe (2008)", (2008,)),
        ("Pleiades NEO © Airbus DS 2022 / 2023", (2022, 2023)),
        ("Contains modified Copernicus Sentinel data (2020), processed by ESA", (2020,)),
        ("Contains modified Copernicus Sentinel data [2020]", (2020,)),
        ("Pleiades © CNES 2017. Distribution Airbus DS / Spot Image", (2017,)),
    ],
)
def test_a_year_of_copyright_is_no_capture_date(text: str, years: tuple[int, ...]) -> None:
    caption = parse_caption(text, "2024")
    assert caption.dates == ()
    assert caption.credit_years == years


def test_a_copyright_does_not_take_the_date_beside_it() -> None:
    assert dates("© Planet Labs, 4 May 2019") == ["2019-05-04"]
    assert dates("Image © 2019 Planet Labs, May 4, 2019") == ["2019-05-04"]


@pytest.mark.parametrize(
    "text",
    [
        "Published December 27, 2018",
        "Last updated: 27 December 2018",
        "accessed on 27 December 2018",
        "publicado el 27 de diciembre de 2018",
        "2018년 12월 27일 게시",
        "2018年12月27日发布",
        "ahead of the December 27, 2018 summit",
        "since 27 December 2018",
        "2018년 12월 27일 이후",
    ],
)
def test_a_date_of_something_else_is_no_capture_date(text: str) -> None:
    caption = parse_caption(f"Sentinel-2. {text}")
    assert caption.dates == ()
    assert [when.value for when in caption.other_dates] == ["2018-12-27"]


def test_before_and_after_as_labels_leave_a_date_the_pictures() -> None:
    assert dates("Before (March 2018) and after: 5 May 2018") == ["2018-03", "2018-05-05"]


def test_a_date_of_two_readings_stays_so() -> None:
    first, second = parse_caption("Planet image 04/05/2019").dates
    assert (first.value, second.value) == ("2019-05-04", "2019-04-05")
    assert first.verbatim == second.verbatim == "04/05/2019"
    assert first.basis is DateBasis.INFERRED
    assert first.note == "The caption can mean 2019-05-04 or 2019-04-05."


def test_another_date_or_the_report_can_settle_a_reading() -> None:
    assert dates("04/05/2019 and 27/05/2019") == ["2019-05-04", "2019-05-27"]
    assert dates("04/05/2019 and 05/27/2019") == ["2019-04-05", "2019-05-27"]
    assert dates("04/05/2019", "2019-04-20") == ["2019-04-05"]


def test_a_year_that_is_not_printed_is_inferred_from_the_report_or_left_open() -> None:
    (when,) = parse_caption("taken February 22", "2019-03-05").dates
    assert (when.value, when.basis) == ("2019-02-22", DateBasis.INFERRED)
    assert dates("taken November 22", "2019-03-05") == ["2018-11-22"]
    assert dates("taken February 29", "2019-03-05") == ["2016-02-29"]
    (unknown,) = parse_caption("taken February 22").dates
    assert (unknown.value, unknown.reason) == (None, "The year is not printed.")
    assert unknown.verbatim == "February 22"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Landsat 8, 12 May 2018", ["2018-05-12"]),
        ("Figure 3, 12 May 2018", ["2018-05-12"]),
        ("WorldView-3 12 May 2018", ["2018-05-12"]),
        ("report #188", []),
        ("https://example.org/2018/12/27/base", []),
        ("in march 7 units may 3", []),
        ("31 February 2018", ["date not known"]),
        ("38.318369 N, 126.432360 E", []),
        ("at 1:25,000", []),
    ],
)
def test_numbers_that_are_no_dates(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


def test_a_time_in_a_zone_belongs_to_the_only_day() -> None:
    (when,) = parse_caption("Sentinel-2, 27 December 2018, 02:15 UTC").dates
    assert when == When(
        value="2018-12-27",
        time="02:15",
        zone="UTC",
        verbatim="27 December 2018",
        basis=DateBasis.STATED,
    )
    assert dates("2018-12-27T02:15:31Z") == ["2018-12-27 02:15:31 UTC"]


@given(st.dates(date(1960, 1, 1), date(2039, 12, 31)), st.data())
def test_every_name_of_a_month_is_read_back(day: date, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(table("dates")["months"])))
    name = data.draw(st.sampled_from(table("dates")["months"][language][day.month - 1].split()))
    assert dates(f"Image of {day.day} {name} {day.year}") == [day.isoformat()]
    assert dates(f"Image: {name.title()} {day.day}, {day.year}.") == [day.isoformat()]
