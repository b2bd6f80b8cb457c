"""What HTTP itself asks for: HEAD, CORS, compression, and where the API says it is."""

import httpx
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from tests.engines import Opened
from tests.serving import serving


@pytest.mark.parametrize("path", ["/", "/search", "/collections/reports/items/bp-sino-ri-2019"])
def test_head_answers_as_get_without_a_body(api: httpx.Client, path: str) -> None:
    headers = {"accept-encoding": "identity"}
    head, get = api.head(path, headers=headers), api.get(path, headers=headers)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "imgcat-revision"):
        assert head.headers[name] == get.headers[name]


def test_any_page_may_ask_from_a_browser(api: httpx.Client) -> None:
    asked = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    allowed = api.options("/search", headers=asked)
    assert allowed.status_code == 200
    assert "POST" in allowed.headers["access-control-allow-methods"]
    answer = api.get("/search", headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "imgcat-revision" in answer.headers["access-control-expose-headers"]


def test_options_says_what_is_allowed(api: httpx.Client) -> None:
    for path, allowed in (("/search", "GET, POST, HEAD, OPTIONS"), ("/api", "GET, HEAD, OPTIONS")):
        answer = api.options(path)
        assert (answer.status_code, answer.headers["allow"]) == (204, allowed)
    assert api.options("/nothing").status_code == 404


def test_every_answer_says_which_revision_it_stands_for(api: httpx.Client, store: Opened) -> None:
    for path in ("/", "/search", "/nothing"):
        assert api.get(path).headers["imgcat-revision"] == store.revision


def test_links_start_with_the_configured_base_url(store: Opened) -> None:
    settings = Settings(base_url="https://example.org/catalog/")
    with serving(create_app(store, settings)) as url:
        page = httpx.get(f"{url}/search?ids=prk-sino-ri").json()
        hrefs = [link["href"] for link in (*page["links"], *page["features"][0]["links"])]
        assert "https://example.org/catalog/collections/locations/items/prk-sino-ri" in hrefs
        assert not any(url in href for href in hrefs)
        servers = httpx.get(f"{url}/api").json()["servers"]
        assert servers == [{"url": "https://example.org/catalog"}]


def test_a_forged_host_cannot_break_out_of_the_json(api: httpx.Client) -> None:
    answer = api.get("/collections/locations/items/prk-sino-ri", headers={"host": 'a"},{"b'})
    assert answer.status_code in (200, 400)
    assert answer.json()["id"] == "prk-sino-ri"


def test_the_default_and_the_largest_page_can_be_set(store: Opened) -> None:
    with serving(create_app(store, Settings(default_limit=2, max_limit=3))) as url:
        for limit, expected in (("", 2), ("?limit=50", 3)):
            assert httpx.get(f"{url}/search{limit}").json()["numberReturned"] == expected


def test_the_schema_of_the_extension_is_served(api: httpx.Client) -> None:
    answer = api.get("/schemas/ref/v1.0.0/schema.json")
    assert answer.headers["content-type"] == "application/schema+json"
    assert answer.json()["$id"].startswith("https://imgcat.github.io/imgcat/schemas/ref/v1.0.0/")
