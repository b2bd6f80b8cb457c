"""What a page must never do: run what a record says, send readers on, or break on a bad record."""

from typing import Any

import pytest

from imgcat.web.addresses import web_address
from tests.web.conftest import MakeSite, Site
from tests.web.markup import Page
from tests.web.records import catalog, location, reference, report

EVIL = '<script>alert(1)</script>" onmouseover="x" \'</title>'


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    names = [{"text": EVIL, "lang": '"><b', "kind": "preferred", "source": {"citation": EVIL}}]
    records = catalog(
        [
            location("evil", names=names, admin=EVIL, note=EVIL, geometry_reason=EVIL),
            report("evil", title=EVIL, publisher=EVIL, summary=EVIL, authors=[EVIL], rights=EVIL),
            reference("evil", "about", "evil", quote=EVIL, locator=EVIL, note=EVIL),
            reference(
                "evil",
                "cites-image",
                "evil",
                picture={
                    "credit": EVIL,
                    "sensor": EVIL,
                    "taken": {"value": "2019", "verbatim": EVIL},
                },
            ),
            location("good"),
            report("good"),
        ]
    )
    return make_site(records, [unreadable("locations"), unreadable("reports"), bad_reference()])


def unreadable(collection: str) -> dict[str, Any]:
    """An Item that is no record of ours: its source is a script."""
    item = (location("bad") if collection == "locations" else report("bad")).to_item()
    item["properties"]["ref:sources"] = [{"url": "javascript:alert(1)"}]
    return item


def bad_reference() -> dict[str, Any]:
    item = reference("good", "about", "good").to_item()
    item["properties"]["ref:source"] = {"url": "javascript:alert(1)"}
    return item


@pytest.mark.parametrize(
    "path",
    [
        "/locations/evil.html",
        "/reports/evil.html",
        "/index.html",
        "/locations.html",
        "/reports.html",
        "/search.html?q=script",
    ],
)
def test_markup_in_a_record_is_text(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 200
    assert Page(answer.text).faults == []
    assert "<script>" not in answer.text


@pytest.mark.parametrize("collection", ["locations", "reports"])
def test_a_record_that_cannot_be_read_has_a_page_that_says_why(site: Site, collection: str) -> None:
    answer = site.get(f"/{collection}/bad.html")
    assert answer.status_code == 404
    page = Page(answer.text)
    assert page.texts("h1") == ["This record has no page"]
    assert "sources.0.url" in page.text
    assert not [link for link in page.links() if "javascript" in link["href"]]


def test_a_reference_that_cannot_be_read_is_said_on_the_page(site: Site) -> None:
    answer = site.get("/locations/good.html")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert "Records that cannot be read" in page.texts("h2")
    assert not [link for link in page.links() if "javascript" in link["href"]]


FOREIGN: list[Any] = [
    None,
    {"datetime": None},
    {"title": 7, "ref:names": 7, "ref:date": 7, "ref:country": [], "ref:related": {"a": 1}},
    {"ref:names": [None, 7, {"text": 7}, {"text": "x", "source": "y"}], "ref:related": [7]},
    {"ref:date": "2019-13", "ref:first_report": "soon", "ref:last_report": "0000", "ref:type": "x"},
    {"ref:kind": "poem", "ref:type": [7, "odd-type"], "ref:picture_count": "many"},
]


@pytest.mark.parametrize("about", FOREIGN)
def test_items_of_another_make_do_not_break_the_lists(make_site: MakeSite, about: Any) -> None:
    items = [
        {
            "type": "Feature",
            "stac_version": "1.1.0",
            "id": "odd",
            "collection": collection,
            "geometry": None,
            "properties": about,
            "links": [],
            "assets": {},
        }
        for collection in ("locations", "reports")
    ]
    site = make_site(catalog([]), items)
    for path in ("/index.html", "/locations.html", "/reports.html", "/search.html?q=x"):
        assert site.get(path).status_code == 200
    for path in ("/locations/odd.html", "/reports/odd.html"):
        assert site.get(path).status_code == 404


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("https://[", False),
        ("", False),
        (None, False),
        (7, False),
    ],
)
def test_only_addresses_of_the_web_become_links(value: object, link: bool) -> None:
    assert web_address(value) == (value if link else None)


@pytest.mark.parametrize(
    "path", ["/index.html", "/locations/good.html", "/locations/none.html", "/search.html"]
)
def test_every_page_forbids_scripts_within_it_and_other_hosts(site: Site, path: str) -> None:
    answer = site.get(path)
    headers = answer.headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    (told,) = [each for _, each in Page(answer.text).elements if "http-equiv" in each]
    assert f"{told['content']}; frame-ancestors 'none'" == headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/locations/none.html", "/reports/none.html", "/reports/%20.html"]
)
def test_an_unknown_record_is_a_page_that_says_so(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert Page(answer.text).texts("h1") == ["Not found"]
    assert Page(answer.text).faults == []


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = site.get("/locations/good.html")
    again = site.get("/locations/good.html", if_none_match=f'"other", {first.headers["etag"]}')
    assert (again.status_code, again.content) == (304, b"")
    assert site.get("/locations/good.html", if_none_match='W/"other"').status_code == 200


def test_the_style_sheet_is_kept_for_ever_only_at_its_versioned_address(site: Site) -> None:
    page = Page(site.get("/index.html").text)
    address, *_ = [
        attributes["href"]
        for tag, attributes in page.elements
        if tag == "link" and attributes["rel"] == "stylesheet"
    ]
    versioned = site.get(f"/{address}")
    assert versioned.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in versioned.headers["cache-control"]
    assert site.get("/static/style.css").headers["cache-control"] == "no-cache"
    assert site.get("/static/style.css?v=0").headers["cache-control"] == "no-cache"
    assert site.get("/static/none.css").status_code == 404
