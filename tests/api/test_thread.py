"""`/reports/{id}/thread`."""

from typing import Any

import httpx

from imgcat.api.thread import depths
from imgcat.model.thread import answers, grounds
from tests.web.records import reference


def thread(api: httpx.Client, report: str) -> dict[str, dict[str, Any]]:
    found = api.get(f"/reports/{report}/thread").raise_for_status().json()
    return {feature["id"]: feature["thread"] for feature in found["features"]}


def test_news_and_follow_ups_of_the_sino_ri_report(api: httpx.Client) -> None:
    found = thread(api, "bp-sino-ri-2019")
    assert found["bp-sino-ri-2019"]["depth"] == 0
    news = found["cnn-2019-01-sino-ri"]
    assert news["depth"] == 1
    assert [(said["relation"], said["report"]) for said in news["says"]] == [
        ("reports-on", "bp-sino-ri-2019")
    ]
    assert found["bp-bases-changes-2-2024"]["says"][0]["relation"] == "updates"
    assert list(found)[-1] == "bp-bases-changes-2-2024"


def test_from_the_other_end_it_leads_back(api: httpx.Client) -> None:
    found = thread(api, "cnn-2019-01-sino-ri")
    assert {key: about["depth"] for key, about in found.items()} == {
        "bp-sino-ri-2019": -1,
        "cnn-2019-01-sino-ri": 0,
    }


def test_each_statement_names_the_reference_that_makes_it(api: httpx.Client) -> None:
    for about in thread(api, "bp-sakkanmol-2018").values():
        for said in about["says"]:
            item = api.get(f"/collections/references/items/{said['reference']}").json()
            assert item["properties"]["ref:target_report"] == said["report"]


def test_pages_join_to_the_whole(api: httpx.Client) -> None:
    path = "/reports/bp-sino-ri-2019/thread"
    whole = api.get(path).json()
    page = api.get(path, params={"limit": 3}).json()
    joined = [each["id"] for each in page["features"]]
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = api.get(following[0]).json()
        joined += [each["id"] for each in page["features"]]
    assert joined == [each["id"] for each in whole["features"]]
    assert page["numberMatched"] == len(joined)
    assert page["revision"] == whole["revision"]


def test_bad_requests_are_refused_with_a_sentence(api: httpx.Client) -> None:
    assert api.get("/reports/no-such-report/thread").status_code == 404
    answer = api.get("/reports/bp-sino-ri-2019/thread", params={"token": "no such"})
    assert answer.status_code == 400
    assert "start anew" in answer.json()["description"]


def test_commentary_on_commentary_belongs_to_it_and_what_is_said_on_a_follow_up_does_not() -> None:
    made = [
        reference("news", "reports-on", "base"),
        reference("reply", "reacts-to", "news"),
        reference("later", "follows", "base"),
        reference("news-on-later", "reports-on", "later"),
        reference("base", "cites", "older"),
        reference("older", "cites", "oldest"),
    ]
    after = answers(["base"], lambda ids: [each for each in made if each.target_report in ids])
    assert {each.report for each in after} == {"news", "reply", "later"}
    before = grounds(["base"], lambda ids: [each for each in made if each.report in ids])
    assert {each.target_report for each in before} == {"older", "oldest"}
    assert depths("base", before, after) == {
        "news": 1,
        "later": 1,
        "reply": 2,
        "older": -1,
        "oldest": -2,
    }


def test_reports_that_answer_each_other_end_somewhere() -> None:
    made = [reference("one", "reacts-to", "other"), reference("other", "reacts-to", "one")]
    after = answers(["one"], lambda ids: [each for each in made if each.target_report in ids])
    assert depths("one", [], after) == {"other": 1}
