"""Addresses of the API that are pages for who prefers HTML, over the real catalog as `imgcat serve` serves it."""

from collections.abc import Iterator

import httpx
import pytest

PAGES = {
    "/": "/index.html",
    "/collections/locations": "/locations.html",
    "/collections/locations/items": "/locations.html",
    "/collections/reports": "/reports.html",
    "/collections/reports/items": "/reports.html",
    "/collections/locations/items/prk-sino-ri": "/locations/prk-sino-ri.html",
    "/collections/reports/items/bp-sino-ri-2019": "/reports/bp-sino-ri-2019.html",
    "/api": "/api.html",
}
HTML, JSON = {"Accept": "text/html,*/*;q=0.8"}, {"Accept": "*/*"}


@pytest.fixture(scope="module")
def site(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server) as client:
        yield client


@pytest.mark.parametrize(("path", "page"), PAGES.items())
def test_the_page_is_for_people_and_the_answer_for_programs(
    site: httpx.Client, path: str, page: str
) -> None:
    shown, plain = site.get(page), site.get(path, headers=JSON)
    assert "json" in plain.headers["content-type"]
    for asked in (
        site.get(path, headers=HTML),
        site.get(path, params={"f": "html"}, headers=JSON),
    ):
        assert asked.text == shown.text
        assert asked.headers["content-type"].startswith("text/html")
        assert "Accept" in asked.headers["vary"].split(", ")
    forced = site.get(path, params={"f": "json"}, headers=HTML)
    assert forced.content == plain.content
    for answer in (plain, forced):
        assert "Accept" in answer.headers["vary"].split(", ")
        assert f'<{page}>; rel="alternate"; type="text/html"' in answer.headers["link"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_an_answer_have_different_tags(site: httpx.Client, path: str) -> None:
    html, plain = site.get(path, headers=HTML), site.get(path, headers=JSON)
    assert html.headers["etag"] != plain.headers["etag"]
    for first, headers in ((html, HTML), (plain, JSON)):
        again = site.get(path, headers={**headers, "If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert again.headers["vary"] == first.headers["vary"]


def test_who_restricts_asks_the_api(site: httpx.Client) -> None:
    found = site.get("/collections/locations/items?limit=1", headers=HTML)
    assert found.json()["numberReturned"] == 1


def test_where_there_is_no_page_the_answer_is_json(site: httpx.Client) -> None:
    for path in ("/collections", "/collections/references/items", "/search"):
        assert "json" in site.get(path, headers=HTML).headers["content-type"]
    assert site.get("/collections/references/items?f=html").status_code == 400
    missing = site.get("/collections/locations/items/nowhere", headers=HTML)
    assert (missing.status_code, missing.headers["content-type"][:9]) == (404, "text/html")


CSV = "text/csv, text/html;q=0.9"
LISTED = "/collections/locations/items"


def test_pages_and_formats_are_chosen_by_one_parameter_and_one_header(site: httpx.Client) -> None:
    for params, accept, media_type in (
        ({}, CSV, "text/csv"),
        ({"f": "csv"}, "text/html", "text/csv"),
        ({"f": "html"}, CSV, "text/html"),
        ({"f": "json"}, CSV, "application/geo+json"),
        ({"f": "json", "limit": "1"}, CSV, "application/geo+json"),
        ({"limit": "1"}, CSV, "text/csv"),
    ):
        answer = site.get(LISTED, params=params, headers={"Accept": accept})
        assert answer.headers["content-type"].partition(";")[0] == media_type, (params, accept)
        assert "Accept" in answer.headers["vary"].split(", ")
    # Where there is no table, the page is wanted more than JSON.
    assert "html" in site.get("/", headers={"Accept": CSV}).headers["content-type"]


def test_a_page_of_what_is_restricted_is_refused(site: httpx.Client) -> None:
    answer = site.get(LISTED, params={"f": "html", "limit": "1"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "InvalidRequest"
