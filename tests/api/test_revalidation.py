"""Strong entity tags, who has an answer already, and for how long it may be kept."""

import httpx
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.store import Page, Query
from tests.engines import Opened
from tests.serving import serving

PATHS = ("/", "/search?limit=1", "/collections/locations/items/prk-sino-ri", "/api")


@pytest.mark.parametrize("path", PATHS)
def test_who_has_an_answer_already_is_told_so(api: httpx.Client, path: str) -> None:
    first = api.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for method in ("GET", "HEAD"):
        # A cache on the way may have marked the tag as weak; whether it is the same is asked weakly.
        for held in (f'"other", {tag}', f"W/{tag}"):
            again = api.request(method, path, headers={"If-None-Match": held})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            for name in ("cache-control", "vary", "imgcat-revision"):
                assert again.headers[name] == first.headers[name]
    assert api.get(path, headers={"If-None-Match": '"other"'}).content == first.content


FOR = {
    "collection_id": "locations",
    "item_id": "prk-sino-ri",
    "location_id": "prk-sino-ri",
    "reference_id": "img-38n-nampho-2023-12-01",
    "report_id": "bp-sino-ri-2019",
}


def test_answers_vary_with_accept_where_they_come_in_several_formats(api: httpx.Client) -> None:
    for path, operations in api.get("/api").json()["paths"].items():
        named = {each["name"] for each in operations.get("get", {}).get("parameters", ())}
        answer = api.get(path.format(**FOR))
        if "get" in operations and answer.status_code == 200:
            vary = answer.headers["vary"].split(", ")
            assert ("Accept" in vary) == ("f" in named), path
            tag = {"If-None-Match": answer.headers.get("etag", "")}
            again = api.get(path.format(**FOR), headers=tag)
            assert again.headers["vary"].split(", ") == vary


def test_a_tag_is_for_one_question_one_host_and_one_coding(api: httpx.Client) -> None:
    asked = [
        {"params": {"limit": 1}},
        {"params": {"limit": 2}},
        {"params": {"limit": 1}, "headers": {"Host": "example.org"}},
        *({"headers": {"Accept-Encoding": each}} for each in ("zstd", "br", "gzip", "identity")),
    ]
    tags = {api.get("/search", **each).headers["etag"] for each in asked}  # type: ignore[arg-type]
    assert len(tags) == len(asked)
    same = [
        api.get("/search", headers={"Accept-Encoding": each}).headers["etag"]
        for each in ("gzip", "gzip;q=0.5", "gzip, deflate")
    ]
    assert len(set(same)) == 1


def test_what_is_not_an_answer_of_the_catalog_has_no_tag(api: httpx.Client) -> None:
    for path in ("/collections/nowhere", "/search?limit=0", "/_mgmt/ping"):
        assert "etag" not in api.get(path).headers
    assert "etag" not in api.post("/search", json={}).headers


def unasked(query: Query) -> Page:
    """A search that may not happen."""
    raise AssertionError(f"{query} was asked")


def test_no_search_is_done_for_who_has_the_answer(
    store: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(create_app(store, Settings())) as url:
        tag = httpx.get(f"{url}/search").headers["etag"]
        for name in ("search", "search_at_once"):
            monkeypatch.setattr(store, name, unasked)
        assert httpx.get(f"{url}/search", headers={"If-None-Match": tag}).status_code == 304


def test_other_settings_make_other_tags(store: Opened) -> None:
    tags = set()
    for title in ("One", "Another"):
        with serving(create_app(store, Settings(title=title))) as url:
            tags.add(httpx.get(url, headers={"Host": "example.org"}).headers["etag"])
    assert len(tags) == 2


def test_how_long_an_answer_may_be_kept_depends_on_its_kind(store: Opened) -> None:
    set_so = Settings(max_age=0, record_max_age=11, document_max_age=12)
    with serving(create_app(store, set_so)) as url:
        for path, kept in {
            "/search": "public, no-cache",
            "/collections": "public, no-cache",
            "/collections/locations/items": "public, no-cache",
            "/collections/locations": "public, max-age=11",
            "/collections/locations/items/prk-sino-ri": "public, max-age=11",
            "/api": "public, max-age=12",
            "/schemas/ref/v1.0.0/schema.json": "public, max-age=12",
            "/_mgmt/ping": "no-store",
            "/nothing": "no-store",
        }.items():
            assert httpx.get(url + path).headers["cache-control"] == kept, path
