"""A server under test: how it is asked, and what it can be asked."""

from collections.abc import Mapping
from typing import Any, Protocol

import orjson

from benchmarks.ask import Ask, Count, Item, Json, Months, Own, Search
from benchmarks.connection import link, request
from benchmarks.server import Server


class Target(Protocol):
    """A server with the scenes in it, running."""

    name: str
    server: Server

    def ask(self, ask: Ask) -> bytes | None:
        """The first request of what is asked; None when the server cannot be asked that."""
        ...

    def next(self, ask: Ask, answer: Json) -> bytes | None:
        """The request for the next page; None when there is none."""
        ...


class StacApi:
    """Asks as any STAC API is asked; what only some know is asked where `aggregates` or `own` say so."""

    def __init__(self, name: str, server: Server, aggregates: bool, own: bool) -> None:
        self.name = name
        self.server = server
        self._aggregates = aggregates
        self._own = own

    def ask(self, ask: Ask) -> bytes | None:
        """The first request; None when the server cannot be asked that."""
        match ask:
            case Item(collection, item_id):
                return request("GET", f"/collections/{collection}/items/{item_id}")
            case Search(body) if self._own or body["collections"] != ["reports"]:
                return post("/search", body)
            case Count(body):
                if self._aggregates:
                    return post("/aggregate", {**body, "aggregations": ["total_count"]})
                return post("/search", {**body, "limit": 1})
            case Months(body) if self._aggregates:
                names = {
                    "aggregations": ["datetime_frequency"],
                    "datetime_frequency_interval": "month",
                }
                return post("/aggregate", {**body, **names})
            case Own(path) if self._own:
                return request("GET", path)
        return None

    def next(self, ask: Ask, answer: Json) -> bytes | None:
        """The request of the `next` link, by POST."""
        following: Any = link(answer, "next")
        if following is None or not isinstance(ask, Search):
            return None
        return post("/search", following.get("body") or {**ask.body})


def post(path: str, body: Mapping[str, Any]) -> bytes:
    """The bytes of a POST of JSON."""
    return request("POST", path, orjson.dumps(body))
