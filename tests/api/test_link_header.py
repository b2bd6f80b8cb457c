"""Links of an answer stand in its header too (RFC 8288)."""

import httpx

from imgcat.api.links import link_header


def linked(answer: httpx.Response) -> dict[str, str]:
    return {rel: str(link["url"]) for rel, link in answer.links.items() if rel is not None}


def test_pages_are_walked_by_their_headers_alone(api: httpx.Client) -> None:
    first = api.get("/search", params={"limit": 2, "collections": "reports"})
    assert linked(first)["self"] == str(first.url)
    assert "prev" not in linked(first)
    second = api.get(linked(first)["next"])
    assert api.get(linked(second)["prev"]).json()["features"] == first.json()["features"]
    for answer in (first, second):
        in_body = {link["rel"]: link["href"] for link in answer.json()["links"]}
        assert linked(answer).items() <= in_body.items()


def test_an_item_and_a_collection_say_where_they_stand(api: httpx.Client) -> None:
    item = api.get("/collections/locations/items/prk-sino-ri")
    assert linked(item)["self"] == str(item.url)
    collection = api.get(linked(item)["collection"])
    assert collection.json()["id"] == "locations"
    assert linked(collection)["self"] == str(collection.url)


def test_the_landing_page_leads_to_what_describes_it(api: httpx.Client) -> None:
    found = linked(api.get("/"))
    for rel in ("service-desc", "service-doc", "describedby"):
        assert api.get(found[rel]).status_code == 200


def test_what_a_get_cannot_follow_is_not_in_it(api: httpx.Client) -> None:
    answer = api.post("/search", json={"limit": 1})
    assert {link["rel"] for link in answer.json()["links"]} >= {"self", "next"}
    assert "next" not in linked(answer)
    long = {"rel": "next", "href": f"https://example.org/?token={'x' * 3000}"}
    assert link_header([long, {"rel": "child", "href": "https://example.org/"}]) == {}


def test_nothing_in_a_reference_ends_it() -> None:
    forged = {"rel": "self", "href": 'https://a>; rel="next", <b\r\nSet-Cookie: c/신오리'}
    header = link_header([forged])["Link"]
    assert header.isascii()
    assert not set("\r\n") & set(header)
    assert header.count(">") == header.count("<") == 1
