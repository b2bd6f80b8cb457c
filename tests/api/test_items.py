"""Items and collections as they are served: their own links, and where they stand."""

from urllib.parse import quote

import httpx
import pytest

from tests.api.sample import ODD, ODD_IDS, TIED


def by_rel(links: list[dict[str, str]]) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in links}


def test_an_item_keeps_its_links_and_says_where_it_stands(api: httpx.Client, base: str) -> None:
    links = by_rel(api.get(f"/collections/{TIED}/items/tied-07").json()["links"])
    assert links["license"] == "https://example.org/licence"
    assert links["self"] == f"{base}/collections/{TIED}/items/tied-07"
    assert links["root"] == f"{base}/"
    assert links["parent"] == links["collection"] == f"{base}/collections/{TIED}"


def test_links_between_files_of_the_catalog_become_links_of_the_api(
    api: httpx.Client, base: str
) -> None:
    location = api.get("/collections/locations/items/prk-sino-ri").json()
    related = [link for link in location["links"] if link["rel"] == "related"]
    hrefs = {link["href"] for link in related}
    assert f"{base}/collections/reports/items/bp-sino-ri-2019" in hrefs
    assert any("/collections/landsat-c2-l1/items/LC08" in href for href in hrefs)
    for href in hrefs:
        assert api.get(href).status_code == 200
    assert "imgcat:" not in api.get("/search", params={"limit": 1000}).text


def test_an_item_found_by_search_is_the_item_itself(api: httpx.Client) -> None:
    """But for the links to imgcat's own routes and to other formats, which only the item alone bears."""
    found = api.get("/search", params={"ids": "bp-sino-ri-2019"}).json()["features"][0]
    alone = api.get("/collections/reports/items/bp-sino-ri-2019").json()
    others = [
        link for link in alone["links"] if "/rel/" in link["rel"] or link["rel"] == "alternate"
    ]
    assert [link for link in alone["links"] if link not in others] == found["links"]
    assert alone | {"links": []} == found | {"links": []}


@pytest.mark.parametrize("item_id", ODD_IDS)
def test_an_id_may_hold_anything(api: httpx.Client, item_id: str) -> None:
    url = f"/collections/{ODD}/items/{quote(item_id, safe='')}"
    found = api.get(url).json()
    assert found["id"] == item_id
    assert api.get(by_rel(found["links"])["self"]).json() == found
    assert api.get(f"{url}/references").json()["to"]["numberMatched"] == 0


def test_one_id_in_two_collections_is_two_items(api: httpx.Client) -> None:
    one, other = (api.get(f"/collections/{name}/items/tied-00").json() for name in (TIED, ODD))
    assert "title" not in one["properties"]
    assert other["properties"]["title"] == "The same id in another collection"
    assert api.get("/search", params={"ids": "tied-00"}).json()["numberMatched"] == 2


def test_a_null_geometry_is_found_by_id_and_filter_but_not_by_place(api: httpx.Client) -> None:
    def matched(**more: str) -> int:
        params = {"ids": "no-footprint", **more}
        return int(api.get("/search", params=params).json()["numberMatched"])

    assert matched() == matched(filter="geometry IS NULL") == 1
    assert matched(bbox="-180,-90,180,90") == 0


def test_a_collection_links_to_its_items_and_queryables(api: httpx.Client, base: str) -> None:
    collection = api.get("/collections/references").json()
    links = by_rel(collection["links"])
    here = f"{base}/collections/references"
    assert links["self"] == here
    assert links["items"] == f"{here}/items"
    assert api.get(links["http://www.opengis.net/def/rel/ogc/1.0/queryables"]).status_code == 200
    assert api.get(links["http://www.opengis.net/def/rel/ogc/1.0/sortables"]).status_code == 200


def test_the_landing_page_leads_to_every_collection(api: httpx.Client) -> None:
    page = api.get("/").json()
    children = {link["href"] for link in page["links"] if link["rel"] == "child"}
    listed = api.get("/collections").json()
    assert children == {by_rel(each["links"])["self"] for each in listed["collections"]}
    for link in page["links"]:
        if link.get("method") != "POST":
            assert api.get(link["href"]).status_code == 200, link
