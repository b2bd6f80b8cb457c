"""`/reconcile`, asked as OpenRefine asks it."""

from typing import Any

import httpx
import orjson
import pytest


def reconcile(api: httpx.Client, **batch: Any) -> dict[str, list[dict[str, Any]]]:
    """What OpenRefine sends: a form with the batch as JSON."""
    form = {"queries": orjson.dumps(batch).decode()}
    answer = api.post("/reconcile", data=form).raise_for_status().json()
    return {key: found["result"] for key, found in answer.items()}


def test_the_manifest(api: httpx.Client, base: str) -> None:
    manifest = api.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    assert manifest.headers["access-control-allow-origin"] == "*"
    said = manifest.json()
    assert "0.2" in said["versions"]
    assert {"name", "identifierSpace", "schemaSpace"} <= said.keys()
    assert "{{id}}" in said["view"]["url"]
    place = said["preview"]["url"].replace("{{id}}", "prk-sino-ri")
    assert said["preview"]["url"].startswith(base)
    assert "신오리" in api.get(place).text
    for service in (*said["suggest"].values(), said["extend"]["propose_properties"]):
        url = service["service_url"] + service["service_path"]
        assert api.get(url, params={"prefix": "a"}).status_code == 200


def test_names_in_any_script_and_spelling(api: httpx.Client) -> None:
    found = reconcile(
        api,
        q0={"query": "신오리", "type": "location", "type_strict": "should", "limit": 6},
        q1={"query": "Hoejung ri"},
        q2={"query": "Atlantis"},
    )
    best = found["q0"][0]
    assert (best["id"], best["match"], best["score"]) == ("prk-sino-ri", True, 100)
    assert found["q1"][0]["id"] == "prk-hoejung-ni"
    assert found["q2"] == []
    for results in found.values():
        for each in results:
            assert isinstance(each["score"], int)
            assert {"id": "location", "name": "Place"} in each["type"]


def test_a_get_answers_the_same_as_a_form(api: httpx.Client) -> None:
    batch = {"q0": {"query": "Sinori"}}
    by_get = api.get("/reconcile", params={"queries": orjson.dumps(batch).decode()}).json()
    assert {"q0": by_get["q0"]["result"]} == reconcile(api, **batch)


def test_queries_may_be_called_anything(api: httpx.Client) -> None:
    assert reconcile(api, links={"query": "Sinori"})["links"][0]["id"] == "prk-sino-ri"


def test_only_a_name_that_is_the_same_is_matched_without_a_look(api: httpx.Client) -> None:
    near = reconcile(api, a={"query": "Kakhovk Dam"}, b={"query": "Yongrim base"})
    assert all(not each["match"] for results in near.values() for each in results)


def test_properties_and_types_narrow_it(api: httpx.Client) -> None:
    def one(**more: Any) -> list[str]:
        return [each["id"] for each in reconcile(api, q={"query": "Natanz", **more})["q"]]

    assert "irn-natanz" in one(properties=[{"pid": "country", "v": "Iran"}])
    assert "irn-natanz" in one(properties=[{"pid": "country", "v": ["PRK", "IRN"]}])
    assert one(properties=[{"pid": "country", "v": {"id": "PRK"}}]) == []
    assert "irn-natanz" in one(type=["enrichment", "volcano"])
    assert one(type="volcano") == []
    assert one(type=["enrichment", "volcano"], type_strict="all") == []
    assert "irn-natanz" in one(type="volcano", type_strict="should")


def test_four_hundred_names_at_once(api: httpx.Client) -> None:
    batch = {f"q{number}": {"query": f"Sino-ri {number}", "limit": 1} for number in range(400)}
    assert len(reconcile(api, **batch)) == 400


def test_values_are_fetched(api: httpx.Client) -> None:
    asked = {
        "ids": ["prk-sino-ri", "nowhere"],
        "properties": [{"id": "latitude"}, {"id": "reference_count"}, {"id": "admin"}],
    }
    answer = api.post("/reconcile", data={"extend": orjson.dumps(asked).decode()}).json()
    assert [each["id"] for each in answer["meta"]] == ["latitude", "reference_count", "admin"]
    assert answer["rows"]["prk-sino-ri"] == {
        "latitude": [{"float": 39.644929}],
        "reference_count": [{"int": 8}],
        "admin": [{"str": "Unjon County, North Pyongan"}],
    }
    assert answer["rows"]["nowhere"]["latitude"] == []
    proposed = api.get("/reconcile/properties", params={"type": "location", "limit": 3}).json()
    assert len(proposed["properties"]) == 3


def test_suggestions_while_one_types(api: httpx.Client) -> None:
    # OpenRefine sends more than the specification names.
    params = {"prefix": "sakk", "spell": "always", "type_strict": "should", "cursor": "0"}
    (only,) = api.get("/reconcile/suggest/entity", params=params).json()["result"]
    assert only["id"] == "prk-sakkanmol"
    types = api.get("/reconcile/suggest/type", params={"prefix": "volc"}).json()["result"]
    assert types == [{"id": "volcano", "name": "Volcano"}]
    found = api.get("/reconcile/suggest/property", params={"prefix": "latit"}).json()["result"]
    assert [each["id"] for each in found] == ["latitude"]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": '{"q": {"query": "x", "colour": "red"}}'},
        {"queries": '{"q": {"query": "x", "properties": [{"pid": "colour", "v": 1}]}}'},
        {"queries": '{"q": {"query": "' + "x" * 201 + '"}}'},
        {"extend": '{"ids": ["a"], "properties": [{"id": "colour"}]}'},
        {"extend": "null"},
    ],
)
def test_bad_requests_are_refused_with_a_sentence(api: httpx.Client, form: dict[str, str]) -> None:
    answer = api.post("/reconcile", data=form)
    assert answer.status_code == 400
    assert answer.json()["description"].endswith(".")
    assert api.post("/reconcile", content=b"queries=%ff").status_code == 400
    assert api.get("/reconcile/preview/nowhere").status_code == 404
