"""Every format over HTTP: chosen by `f` or by Accept, all that is found and not a page, linked to from the pages."""

import csv
import io
from typing import Any
from urllib.parse import quote

import duckdb
import feedparser
import httpx
import orjson
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.export import FORMATS, Format
from tests.api.sample import ODD, ODD_IDS
from tests.engines import Opened
from tests.serving import serving

LOCATIONS = "/collections/locations/items"
SINO_RI = f"{LOCATIONS}/prk-sino-ri"
PATHS = (
    "/search",
    LOCATIONS,
    SINO_RI,
    "/locations/prk-sino-ri/timeline",
    "/locations/prk-sino-ri/references",
    "/reports/bp-sino-ri-2019/references",
    "/collections/reports/items/bp-sino-ri-2019/references",
)


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def alternates(answer: Any) -> dict[str, str]:
    """The links to other formats: by media type, where they lead."""
    links = [link for link in answer["links"] if link["rel"] == "alternate"]
    assert all(link["title"] for link in links)
    return {link["type"]: link["href"] for link in links}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_says_what_it_is(api: httpx.Client, form: Format) -> None:
    answer = api.get(LOCATIONS, params={"f": form.name, "q": "Sino-ri"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == form.media_type
    name = f'attachment; filename="locations.{form.suffix}"'
    assert answer.headers.get("content-disposition") == (None if form.feed else name)
    assert answer.headers["imgcat-revision"]
    assert answer.content


@pytest.mark.parametrize("path", PATHS)
def test_a_format_that_is_not_known_is_refused_with_those_that_are(
    api: httpx.Client, path: str
) -> None:
    answer = api.get(path, params={"f": "xls"})
    assert answer.status_code == 400
    assert "json, geojson, geojsonseq, ndjson, csv, geoparquet" in answer.json()["description"]


@pytest.mark.parametrize("path", [*PATHS, "/collections/locations"])
def test_json_is_the_ordinary_answer(api: httpx.Client, path: str) -> None:
    plain, named = api.get(path), api.get(path, params={"f": "json"})
    assert named.headers["content-type"] == plain.headers["content-type"]
    assert named.json().keys() == plain.json().keys()


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv", "text/csv"),
        ("application/atom+xml, */*;q=0.5", "application/atom+xml"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("text/csv;q=0.5, application/feed+json", "application/feed+json"),
        ("*/*", "application/geo+json"),
        ("application/geo+json, text/csv;q=0.9", "application/geo+json"),
        ("text/html, */*;q=0.8", "application/geo+json"),
        ("image/png", "application/geo+json"),
    ],
)
def test_the_accept_header_chooses(api: httpx.Client, accept: str, media_type: str) -> None:
    answer = api.get("/search", params={"ids": "prk-sino-ri"}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "accept" in answer.headers["vary"].lower().split(", ")


def test_f_outweighs_the_accept_header(api: httpx.Client) -> None:
    answer = api.get(SINO_RI, params={"f": "json"}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "application/geo+json"


def test_all_that_is_found_is_exported_not_a_page(api: httpx.Client) -> None:
    asked = {"collections": "references", "filter": "\"ref:relation\" = 'cites-image'"}
    matched = api.get("/search", params=asked).json()["numberMatched"]
    made = rows(api.get("/search", params={**asked, "f": "csv"}))
    assert len(made) == matched > 100
    assert {row["relation"] for row in made} == {"cites-image"}


def test_a_limit_takes_the_first_in_order(api: httpx.Client) -> None:
    asked = {"sortby": "-datetime", "limit": "7", "collections": "reports"}
    page = api.get("/search", params=asked).json()["features"]
    made = rows(api.get("/search", params={**asked, "f": "csv"}))
    assert [row["id"] for row in made] == [feature["id"] for feature in page]


@pytest.mark.parametrize("other", [{"token": "x"}, {"fields": "id"}])
def test_what_is_for_pages_is_refused(api: httpx.Client, other: dict[str, str]) -> None:
    answer = api.get("/search", params={"f": "csv", **other})
    assert answer.status_code == 400
    assert next(iter(other)) in answer.json()["description"]


def test_what_is_wrong_with_a_search_is_wrong_in_every_format(api: httpx.Client) -> None:
    answer = api.get("/search", params={"f": "geoparquet", "filter": "nonsense ="})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_more_records_than_an_export_may_hold_are_refused(store: Opened) -> None:
    with (
        serving(create_app(store, Settings(export_limit=50))) as url,
        httpx.Client(base_url=url) as api,
    ):
        answer = api.get(LOCATIONS, params={"f": "csv"})
        assert answer.status_code == 400
        assert "50 at most" in answer.json()["description"]
        assert "limit=50" in answer.json()["description"]
        assert len(rows(api.get(LOCATIONS, params={"f": "csv", "limit": "50"}))) == 50
        feed = feedparser.parse(api.get(LOCATIONS, params={"f": "atom"}).content)
        assert len(feed.entries) == 100


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_text_is_compressed_and_what_is_compressed_is_not(api: httpx.Client, form: Format) -> None:
    sent = {"Accept-Encoding": "gzip"}
    answer = api.get(LOCATIONS, params={"f": form.name, "limit": "5"}, headers=sent)
    packed = form.name in {"geoparquet", "kmz", "zip"}
    assert answer.headers.get("content-encoding") == (None if packed else "gzip")


def test_one_item(api: httpx.Client) -> None:
    (row,) = rows(api.get(SINO_RI, params={"f": "csv"}))
    assert row["id"] == "prk-sino-ri"
    answer = api.get("/collections/reports/items/bp-sino-ri-2019", params={"f": "bibtex"})
    assert answer.text.startswith("@techreport{bp-sino-ri-2019,")
    assert 'filename="bp-sino-ri-2019.bib"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("item_id", ODD_IDS)
def test_ids_of_any_kind(api: httpx.Client, item_id: str) -> None:
    path = f"/collections/{ODD}/items/{quote(item_id, safe='')}"
    for form in FORMATS:
        if not form.feed and form.only is None:
            assert api.get(path, params={"f": form.name}).status_code == 200, form.name
    (row,) = rows(api.get(path, params={"f": "csv"}))
    assert row["id"] == item_id
    assert api.get(row["url"]).json()["id"] == item_id


def test_a_format_of_places_is_for_places(api: httpx.Client) -> None:
    for path in ("/collections/reports/items", "/collections/reports/items/bp-sino-ri-2019"):
        answer = api.get(path, params={"f": "linkedplaces"})
        assert answer.status_code == 400
        assert "locations" in answer.json()["description"]
    found = api.get("/search", params={"f": "linkedplaces"}).json()["features"]
    assert len(found) == api.get(LOCATIONS).json()["numberMatched"]


def test_a_feed_has_the_newest_records_first(api: httpx.Client) -> None:
    asked = {"f": "jsonfeed", "collections": "locations,reports,references", "limit": "30"}
    feed = api.get("/search", params=asked).json()
    entered = [item["date_modified"] for item in feed["items"]]
    assert len(entered) == 30
    assert entered == sorted(entered, reverse=True)
    assert feed["feed_url"].endswith("limit=30")
    assert "collections" in feed["title"]


def test_the_feed_of_a_publisher_is_that_of_a_search(api: httpx.Client) -> None:
    asked = {"f": "atom", "filter": "\"ref:publisher\" = '38 North'", "collections": "reports"}
    feed = feedparser.parse(api.get("/search", params=asked).content)
    assert feed.entries
    assert all("By: 38 North" in entry.summary for entry in feed.entries)


def test_the_feed_of_a_location_is_its_timeline_newest_first(api: httpx.Client) -> None:
    path = "/locations/prk-sino-ri/timeline"
    entries = api.get(path, params={"kind": "news,report"}).json()["features"]
    feed = api.get(path, params={"kind": "news,report", "f": "jsonfeed"}).json()
    assert [item["id"].rpartition("/")[2] for item in feed["items"]] == [
        entry["id"] for entry in reversed(entries)
    ]


def test_what_has_no_date_comes_last_in_the_feed_of_a_location(api: httpx.Client) -> None:
    path = "/locations/prk-nampo-port/timeline"
    entries = api.get(path).json()["features"]
    undated = [each["id"] for each in entries if each["timeline"]["date"] is None]
    items = api.get(path, params={"f": "jsonfeed"}).json()["items"]
    assert undated
    assert [item["id"].rpartition("/")[2] for item in items[-len(undated) :]] == undated


def test_a_timeline_as_a_table_is_oldest_first(api: httpx.Client) -> None:
    path = "/locations/prk-sino-ri/timeline"
    entries = api.get(path).json()["features"]
    assert [row["id"] for row in rows(api.get(path, params={"f": "csv"}))] == [
        entry["id"] for entry in entries
    ]


def test_references_both_ways_are_one_table(api: httpx.Client) -> None:
    path = "/reports/bp-sino-ri-2019/references"
    both = api.get(path).json()
    made = rows(api.get(path, params={"f": "csv"}))
    assert {row["id"] for row in made} == {
        each["id"] for side in ("from", "to") for each in both[side]["features"]
    }


def test_every_alternate_leads_to_what_it_says(api: httpx.Client) -> None:
    for path in ("/collections/locations", LOCATIONS, SINO_RI, "/locations/prk-sino-ri/timeline"):
        links = alternates(api.get(path).json())
        assert len(links) >= len(FORMATS) - 3
        for media_type, href in links.items():
            answer = api.get(href)
            assert (answer.status_code, answer.headers["content-type"]) == (200, media_type), href


def test_alternates_keep_the_search_and_lose_the_page(api: httpx.Client) -> None:
    first = api.get("/search", params={"q": "Sino-ri", "limit": "2"}).json()
    (following,) = [link["href"] for link in first["links"] if link["rel"] == "next"]
    href = alternates(api.get(following).json())["application/atom+xml"]
    assert "token" not in href
    assert "q=Sino-ri" in href


def test_alternates_are_those_that_fit(api: httpx.Client) -> None:
    names = {each.media_type for each in FORMATS if each.only is not None}
    assert names <= alternates(api.get(LOCATIONS).json()).keys()
    assert not names & alternates(api.get("/collections/reports/items").json()).keys()
    assert "application/atom+xml" not in alternates(
        api.get("/collections/reports/items/bp-sino-ri-2019").json()
    )


def test_a_collection_is_a_dataset_of_schema_org(api: httpx.Client) -> None:
    node = api.get("/collections/locations", params={"f": "schemaorg"}).json()
    assert (node["@context"], node["@type"]) == ("https://schema.org/", "Dataset")
    accept = {"Accept": "application/ld+json"}
    assert api.get("/collections/locations", headers=accept).json() == node
    assert api.get("/collections/locations", params={"f": "csv"}).status_code == 400


def test_who_has_an_export_already_is_told_so(api: httpx.Client) -> None:
    first = api.get(LOCATIONS, params={"f": "geoparquet"})
    again = api.get(
        LOCATIONS, params={"f": "geoparquet"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_an_export_goes_to_duckdb_as_it_comes(api: httpx.Client, tmp_path: Any) -> None:
    path = tmp_path / "references.parquet"
    path.write_bytes(api.get("/collections/references/items", params={"f": "geoparquet"}).content)
    with duckdb.connect() as database:
        query = "SELECT count(*) FROM read_parquet(?) WHERE \"ref:relation\" = 'cites-image'"
        ((count,),) = database.execute(query, [str(path)]).fetchall()
    asked = {"filter": "\"ref:relation\" = 'cites-image'"}
    found = api.get("/collections/references/items", params=asked).json()
    assert count == found["numberMatched"]


def test_links_in_an_export_lead_into_the_api(api: httpx.Client, base: str) -> None:
    features = orjson.loads(api.get(LOCATIONS, params={"f": "geojson"}).content)["features"]
    (place,) = [each for each in features if each["id"] == "prk-sino-ri"]
    (itself,) = [link["href"] for link in place["links"] if link["rel"] == "self"]
    assert itself == base + SINO_RI


@pytest.mark.parametrize("path", ["/search", "/collections/{collection_id}/items"])
def test_the_formats_stand_in_the_openapi_document(api: httpx.Client, path: str) -> None:
    operation = api.get("/api").json()["paths"][path]["get"]
    content = operation["responses"]["200"]["content"]
    assert {each.base_type for each in FORMATS} <= content.keys()
    (about,) = [each for each in operation["parameters"] if each["name"] == "f"]
    assert all(f"`{each.name}`" in about["description"] for each in FORMATS)
