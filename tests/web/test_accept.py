"""Which media type a request prefers, and what `/` answers to it."""

import pytest

from imgcat.web.accept import prefers_html
from tests.web.conftest import MakeSite, Site
from tests.web.records import catalog

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

NEGOTIATION = [
    (FIREFOX, True),
    ("text/html", True),
    ("TEXT/HTML", True),
    ("text/*", True),
    ("text/html;charset=utf-8", True),
    ("text/html, application/json;q=0.9", True),
    ("application/json;q=0.9, text/html", True),
    ("text/html;q=0.5, application/json;q=0.4", True),
    ("text/html;level=1;q=0.7, */*;q=0.1", True),
    ("application/json;q=0, text/html;q=0.1", True),
    ("*/*", False),
    ("", False),
    ("application/json", False),
    ("application/geo+json", False),
    ("text/html, application/json", False),
    ("application/json, text/html;q=0.9", False),
    ("application/geo+json, text/html;q=0.9", False),
    ("text/html;q=0, */*", False),
    ("text/html;q=0.1, */*", False),
    ("text/*;q=0.3, application/*;q=0.4", False),
    ("text/html;q=nan", False),
    ("text/html;q=2", False),
    ("text/html;q=-1", False),
    ("text/html;q=", False),
    (",;=,,q", False),
]


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(catalog([]))


@pytest.mark.parametrize(("accept", "html"), NEGOTIATION)
def test_the_accept_header_decides(accept: str, html: bool) -> None:
    assert prefers_html(accept) is html


@pytest.mark.parametrize(
    ("accept", "html"),
    [
        ("text/csv, text/html;q=0.9", False),
        ("text/csv;q=0.9, text/html", True),
        ("text/html;q=0.9, text/*", True),
        ("application/x-bibtex, text/html;q=0.9", True),
    ],
)
def test_other_formats_rank_where_they_are_named_and_offered(accept: str, html: bool) -> None:
    assert prefers_html(accept, ["text/csv"]) is html


@pytest.mark.parametrize(("accept", "html"), NEGOTIATION)
def test_the_root_is_a_page_or_the_landing_page(site: Site, accept: str, html: bool) -> None:
    answer = site.get("/", accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html" if html else "application/json")
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_a_head_request_is_answered_alike(site: Site, accept: str) -> None:
    head, got = site.get("/", "HEAD", accept=accept), site.get("/", accept=accept)
    assert head.status_code == 200
    assert head.headers["content-type"] == got.headers["content-type"]


def test_other_methods_and_paths_are_passed_on(site: Site) -> None:
    assert site.get("/", "POST", accept="text/html").status_code == 405
    assert "vary" not in site.get("/locations.html", accept="text/html").headers


def test_the_home_page_has_an_address_of_its_own(site: Site) -> None:
    assert site.get("/index.html").text == site.get("/", accept="text/html").text
