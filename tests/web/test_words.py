"""Dates, distances and languages in words."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from imgcat.model.names import MatchKind
from imgcat.model.vocabulary import (
    Access,
    Modality,
    PositionMethod,
    Precision,
    Relation,
    ReportKind,
    SourceKind,
)
from imgcat.model.when import When
from imgcat.web import dates, language, phrases


@pytest.mark.parametrize(
    ("civil", "words"),
    [("2018-12-27", "27 December 2018"), ("2018-02", "February 2018"), ("1998", "1998")],
)
def test_civil_dates(civil: str, words: str) -> None:
    assert dates.in_words(civil) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (
            {"value": "2018-12-27", "zone": "UTC"},
            ("2018-12-27 00:00", "2018-12-28 00:00"),
        ),
        ({"value": "2018-12-27"}, ("2018-12-26 10:00", "2018-12-28 12:00")),
        (
            {"value": "2018-12-27", "zone": "Asia/Pyongyang"},
            ("2018-12-26 15:00", "2018-12-27 15:00"),
        ),
        ({"value": "2020-07-29", "time": "01:37:54", "zone": "UTC"}, ("2020-07-29 01:37:54",) * 2),
    ],
)
def test_windows_of_time(when: dict[str, str], words: tuple[str, str]) -> None:
    window = When.model_validate(when).window()
    assert window is not None
    assert dates.bounds(window) == words


def test_solar_time_is_told_by_the_longitude_and_not_by_a_zone() -> None:
    noon = datetime(2020, 1, 1, 12, tzinfo=UTC)
    assert dates.solar(noon, 0) == "12:00"
    assert dates.solar(noon, 125.355) == "20:21"
    assert dates.solar(noon, -180) == "00:00"
    assert dates.solar(noon.astimezone(timezone(timedelta(hours=9))), 0) == "12:00"


@pytest.mark.parametrize("value", [None, 7, "", "yesterday", "2020-13-01T00:00:00Z"])
def test_a_time_that_is_none_is_not_read(value: object) -> None:
    assert dates.read(value) is None


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "0 m"),
        (500, "500 m"),
        (1000, "1 km"),
        (1570, "1.6 km"),
        (9999, "10 km"),
        (120_000, "120 km"),
    ],
)
def test_distances(metres: float, words: str) -> None:
    assert phrases.distance(metres) == words


@pytest.mark.parametrize(
    ("lang", "script", "tag", "direction"),
    [
        ("ko", "Hang", "ko-Hang", "ltr"),
        ("zh-Hant", "Hani", "zh-Hant", "ltr"),
        ("fa", "Arab", "fa-Arab", "rtl"),
        ("fa", None, "fa", "rtl"),
        ("fa", "Latn", "fa-Latn", "ltr"),
        ("pt-BR", "Latn", "pt-Latn-BR", "ltr"),
        (None, "Hang", "und-Hang", "ltr"),
        (None, "Latn", None, "ltr"),
        (None, None, None, "auto"),
    ],
)
def test_languages(lang: str | None, script: str | None, tag: str | None, direction: str) -> None:
    assert language.tag(lang, script) == tag
    assert language.direction(lang, script) == direction


def test_every_word_of_the_vocabularies_has_words() -> None:
    for words, vocabulary in (
        (phrases.RELATION, Relation),
        (phrases.REPORT_KINDS, ReportKind),
        (phrases.PRECISION, Precision),
        (phrases.METHOD, PositionMethod),
        (phrases.ACCESS, Access),
        (phrases.MODALITY, Modality),
        (phrases.SOURCE_KIND, SourceKind),
        (phrases.MATCH, MatchKind),
    ):
        assert set(words) == set(vocabulary)
