"""`/locations/{id}/names`."""

import httpx
import pytest

from imgcat.api.names import names
from tests.web.records import SOURCE, location, report


def test_every_spelling_with_script_and_source_and_the_first_report_that_uses_it(
    api: httpx.Client,
) -> None:
    answer = api.get("/locations/prk-hoejung-ni/names").json()
    by_text = {name["text"]: name for name in answer["names"]}
    assert by_text["회정리"]["script"] == "Hang"
    assert by_text["Hoejung-ri"]["source"]["url"].startswith("https://news.kbs.co.kr/")
    first = by_text["Hoejung-ni"]["first_used"]
    assert (first["report"], first["basis"]) == ("bp-hoejung-ni-2022", "title")
    # The records do not say which report was the first to write it so.
    assert by_text["Hoejung-ri"]["first_used"] is None
    assert answer["revision"] == api.get("/").headers["imgcat-revision"]


def test_a_place_that_does_not_exist(api: httpx.Client) -> None:
    assert api.get("/locations/no-such-place/names").status_code == 404


@pytest.mark.parametrize(
    ("title", "holds"),
    [
        ("The Sino-ri Missile Operating Base", True),
        ("SINO-RI: a base", True),
        ("Sino-rim and Sino-ri", True),
        ("Sino-rim", False),
        ("North Sino-ri기지", True),
        ("A base", False),
    ],
)
def test_a_title_holds_a_name_as_whole_words(title: str, holds: bool) -> None:
    place = location("Sino-ri".lower(), names=[{"text": "Sino-ri", "source": SOURCE}])
    (name,) = names(place, [report("r", title=title, url="https://example.org/other")])
    assert bool(name["used_by"]) == holds


def test_the_page_a_name_was_read_on_is_a_use_of_it_and_a_described_title_is_none() -> None:
    place = location("sino-ri", names=[{"text": "Sino-ri", "source": SOURCE}])
    reports = [
        report("later", "2020", title="x", url=SOURCE["url"]),
        report("described", "2018", title="On Sino-ri", title_described=True),
        report("earlier", "2019-05", title="Sino-ri"),
        report("undated", None, title="Sino-ri"),
    ]
    (name,) = names(place, reports)
    assert [(use["report"], use["basis"]) for use in name["used_by"]] == [
        ("earlier", "title"),
        ("later", "page"),
        ("undated", "title"),
    ]
    assert name["first_used"]["report"] == "earlier"
