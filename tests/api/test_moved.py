"""Records that were merged, renamed or withdrawn, as servers and their clients meet them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pystac
import pytest
from pystac_client import Client

from imgcat.catalog.build import build
from imgcat.catalog.correction import Signature, correct, merge, move, supersede, withdraw
from imgcat.catalog.reader import read
from imgcat.errors import Moved
from imgcat.store.protocol import Query
from tests.catalog.records import location
from tests.engines import Engine, Opened, served
from tests.serving import serving

CATALOG = Path(__file__).parents[2] / "catalog"
SIGNED = Signature("Ann", "It is <the> same place.", datetime(2026, 11, 23, tzinfo=UTC))
WITHDRAWN = "img-bp-sino-ri-2019-01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalog with corrections: `old` and `older` became Sino-ri, and pictures of it were withdrawn."""
    folder = tmp_path_factory.mktemp("corrected")
    records, _ = read(CATALOG)
    for name in ("old", "older"):
        records.locations[name] = location(name, 125.36, 39.65)
    move(records, "older", "prk-older", SIGNED)
    merge(records, "prk-older", "old", SIGNED)
    merge(records, "old", "prk-sino-ri", SIGNED)
    correct(records, "locations/prk-sino-ri", "note", "Seen <again>.", SIGNED)
    withdraw(records, WITHDRAWN, SIGNED)
    one, other = sorted(
        ref.id for ref in records.standing() if ref.location == "prk-yongbyon" and not ref.picture
    )[:2]
    supersede(records, one, other, SIGNED)
    build(folder, records)
    return folder


@pytest.fixture(scope="module")
def store(engine: Engine[Any], folder: Path) -> Opened:
    store: Opened
    store, found = engine.of_sources(folder)
    assert [str(each) for each in found if "unlinked" in each.rule] == []
    assert [str(each) for each in found if "not-stac" in each.rule] == []
    return store


@pytest.fixture(scope="module")
def server(engine: Engine[Any], store: Opened) -> Iterator[str]:
    with serving(served(engine, store)) as url:
        yield url


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/collections/locations/items/{}", "/collections/locations/items/prk-sino-ri"),
        (
            "/collections/locations/items/{}/references?limit=3",
            "/collections/locations/items/prk-sino-ri/references?limit=3",
        ),
        ("/locations/{}/timeline?kind=picture", "/locations/prk-sino-ri/timeline?kind=picture"),
        ("/locations/{}/references", "/locations/prk-sino-ri/references"),
        ("/locations/{}.html", "/locations/prk-sino-ri.html"),
    ],
)
@pytest.mark.parametrize("left", ["old", "older", "prk-older"])
def test_an_old_id_leads_to_the_end_of_its_chain_with_all_that_was_asked(
    asked: str, led: str, left: str, server: str
) -> None:
    answer = httpx.get(server + asked.format(left))
    assert answer.status_code == 301
    assert answer.headers["location"] == server + led
    assert (
        answer.json()["description"] == f"The location '{left}' is recorded as 'prk-sino-ri' now."
    )
    followed = httpx.get(server + asked.format(left), follow_redirects=True)
    assert followed.status_code == 200
    assert "Sino-ri" in followed.text
    assert httpx.head(server + asked.format(left)).status_code == 301


def test_real_clients_follow_it(server: str) -> None:
    client = Client.open(server)
    locations = client.get_collection("locations")
    assert locations is not None
    item = locations.get_item("older")
    assert item is not None
    assert item.id == "prk-sino-ri"
    read = pystac.Item.from_file(f"{server}/collections/locations/items/old")
    assert read.id == "prk-sino-ri"
    linked = {link.rel: link.absolute_href for link in read.links}
    assert linked["predecessor-version"].endswith("/collections/locations/items/old")


def test_no_search_finds_what_was_merged_or_withdrawn(store: Opened) -> None:
    assert store.search(Query(ids=("old", "older", "prk-older", WITHDRAWN))).matched == 0
    for q in ("Older", "Sino-ri"):
        found = store.search(Query(collections=("locations",), q=(q,), limit=100))
        assert {item.id for item in found.items} <= {"prk-sino-ri"} | {
            item.id for item in found.items if item.id.startswith("prk-") and "older" not in item.id
        }
    with pytest.raises(Moved):
        store.item("locations", "old")


def test_every_name_leads_to_the_place_that_is_there(server: str) -> None:
    found = httpx.get(f"{server}/locations/match", params={"q": "Older"}).json()
    assert "prk-sino-ri" in str(found)
    assert "prk-older'" not in str(found)


def test_a_withdrawn_reference_answers_under_its_id_and_counts_nowhere(server: str) -> None:
    item = httpx.get(f"{server}/collections/references/items/{WITHDRAWN}").json()
    assert item["properties"]["deprecated"] is True
    assert item["properties"]["ref:changes"][-1]["by"] == "Ann"
    for address in (
        "/locations/prk-sino-ri/timeline",
        "/locations/prk-sino-ri/references",
        "/reports/bp-sino-ri-2019/references",
        "/locations/prk-sino-ri.html",
    ):
        assert WITHDRAWN not in httpx.get(server + address).text
    timeline = httpx.get(f"{server}/locations/prk-sino-ri/timeline?kind=picture").json()
    about = httpx.get(f"{server}/collections/locations/items/prk-sino-ri").json()["properties"]
    assert timeline["numberMatched"] == about["ref:picture_count"]


def test_a_superseded_reference_links_to_the_one_in_its_place(server: str) -> None:
    client = Client.open(server)
    references = client.get_collection("references")
    assert references is not None
    everything = httpx.get(f"{server}/search?collections=references&limit=10000").json()
    assert not any(each["properties"].get("deprecated") for each in everything["features"])
    (latest,) = (
        each
        for each in everything["features"]
        if any(link["rel"] == "predecessor-version" for link in each["links"])
    )
    (before,) = (link["href"] for link in latest["links"] if link["rel"] == "predecessor-version")
    with pytest.warns(pystac.errors.DeprecatedWarning):
        item = references.get_item(before.rpartition("/")[2])
    assert item is not None
    (link,) = item.get_links("successor-version")
    assert link.absolute_href == f"{server}/collections/references/items/{latest['id']}"


def test_the_page_tells_what_was_corrected_and_what_stood_there(server: str) -> None:
    page = httpx.get(f"{server}/locations/prk-sino-ri.html").text
    assert "Corrections" in page
    assert "Merged (old) by Ann: It is &lt;the&gt; same place." in page
    assert "<del>" in page


def test_what_was_done_is_told_latest_first(server: str) -> None:
    told = httpx.get(f"{server}/changes", params={"since": "2026-11-23", "limit": 100}).json()
    changes = told["changes"]
    assert told["numberMatched"] == told["numberReturned"] == len(changes)
    assert [each["at"] for each in changes] == sorted(
        (each["at"] for each in changes), reverse=True
    )
    assert {each["kind"] for each in changes} >= {"renamed", "merged", "corrected", "withdrawn"}
    signed = [each for each in changes if each.get("by") == "Ann"]
    assert {each["why"] for each in signed} == {"It is <the> same place."}
    (withdrawn,) = (each for each in signed if each["kind"] == "withdrawn")
    assert (withdrawn["collection"], withdrawn["id"]) == ("references", WITHDRAWN)
    # Old ids are told of as well: what leads from them is their history.
    assert {"old", "older", "prk-older"} <= {each["id"] for each in signed}
    (corrected,) = (each for each in signed if each["kind"] == "corrected")
    assert corrected["field"] == "note"


def test_changes_can_be_narrowed_and_are_read_in_pages(server: str) -> None:
    def read(**params: str) -> list[dict[str, str]]:
        page = httpx.get(f"{server}/changes", params=params).json()
        found = page["changes"]
        while following := [each["href"] for each in page["links"] if each["rel"] == "next"]:
            page = httpx.get(following[0]).json()
            found += page["changes"]
        return list(found)

    everything = read(limit="1000")
    assert read(limit="97") == everything
    places = read(kind="entered", collection="locations", limit="1000")
    assert places == [
        each
        for each in everything
        if (each["kind"], each["collection"]) == ("entered", "locations")
    ]
    assert read(since="2026-11-23T00:00:00Z", limit="1000") == [
        each for each in everything if each["at"] >= "2026-11-23T00:00:00Z"
    ]
    assert read(since="2100-01-01") == []


@pytest.mark.parametrize(
    "params",
    [
        {"since": "yesterday"},
        {"since": "2026-13-01"},
        {"kind": "improved"},
        {"collection": "scenes"},
        {"token": "x"},
    ],
)
def test_a_malformed_question_about_changes_is_refused(params: dict[str, str], server: str) -> None:
    answer = httpx.get(f"{server}/changes", params=params)
    assert answer.status_code == 400
    assert answer.json()["description"]
