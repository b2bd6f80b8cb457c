"""The id under which a request is found again."""

import logging

import httpx
import pytest
from fastapi import FastAPI

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.store import Page, Query
from tests.engines import Opened
from tests.serving import serving

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


def test_every_answer_has_an_id_of_its_own(api: httpx.Client) -> None:
    ids = {api.get(path).headers["x-request-id"] for path in ("/", "/", "/nothing", "/api")}
    assert len(ids) == 4


@pytest.mark.parametrize("sent", ["a", "2f1c:7/x@y", "x" * 128])
def test_a_well_formed_id_of_the_client_is_kept(api: httpx.Client, sent: str) -> None:
    answer = api.get("/nothing", headers={"X-Request-Id": sent})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == sent


@pytest.mark.parametrize("sent", ["", "x" * 129, "two words", '"', "<b>", "é"])
def test_another_is_as_if_it_had_not_been_sent(api: httpx.Client, sent: str) -> None:
    headers = {"X-Request-Id": sent.encode("latin-1")}
    assert api.get("/", headers=headers).headers["x-request-id"] != sent  # type: ignore[arg-type]


def test_a_trace_names_the_request_and_goes_back(api: httpx.Client) -> None:
    answer = api.get("/", headers={"traceparent": PARENT})
    assert answer.headers["x-request-id"] == TRACE
    assert answer.headers["traceparent"] == PARENT
    for broken in ("00-" + "0" * 32 + "-00f067aa0ba902b7-01", "nonsense", PARENT.upper()):
        assert "traceparent" not in api.get("/", headers={"traceparent": broken}).headers


def broken(query: Query) -> Page:
    """A search that fails as nobody foresees."""
    raise ZeroDivisionError(f"nobody foresaw {query}")


def test_a_fault_is_told_with_the_id_under_which_it_stands_in_the_log(
    store: Opened, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("search", "search_at_once"):
        monkeypatch.setattr(store, name, broken)
    app: FastAPI = create_app(store, Settings())
    headers = {"X-Request-Id": "find-me", "Origin": "https://example.org"}
    with caplog.at_level(logging.ERROR), serving(app) as url:
        answer = httpx.get(f"{url}/search", headers=headers)
    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer.headers["x-request-id"] == "find-me"
    assert "nobody" not in answer.text
    # A page of another origin can read it too.
    assert answer.headers["access-control-allow-origin"] == "*"
    (record,) = (each for each in caplog.records if each.name.startswith("imgcat"))
    assert record.getMessage() == "find-me GET /search"
    assert record.exc_info is not None
