"""The same questions asked of the Store protocol itself, without HTTP."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from shapely.geometry import shape

from benchmarks.ask import Ask, Count, Item, Months, Question, Search
from benchmarks.measure import Times, times_of
from imgcat.api.parameters import interval
from imgcat.store import Query, Sort, Store
from imgcat.store.aggregation import Count as CountOf
from imgcat.store.aggregation import Dates, Step


def timed(store: Store, questions: Sequence[Question]) -> Times | None:
    """How long the store takes for each question, once; None for what is asked of the API's own routes."""
    waited: list[float] = []
    for question in questions:
        call = _call(store, question.ask)
        if call is None:
            return None
        start = time.perf_counter_ns()
        call()
        waited.append((time.perf_counter_ns() - start) / 1e6)
    return times_of(waited)


def _call(store: Store, ask: Ask) -> Callable[[], object] | None:
    match ask:
        case Item(collection, item_id):
            return lambda: store.item(collection, item_id)
        case Search(body, pages):
            return lambda: _pages(store, _query(body), pages)
        case Count(body):
            return lambda: store.aggregate(_query(body), [CountOf()])
        case Months(body):
            return lambda: store.aggregate(_query(body), [Dates(Step.MONTH)])
    return None


def _pages(store: Store, query: Query, pages: int) -> None:
    for _ in range(pages):
        page = store.search(query)
        if page.next is None:
            return
        query = replace(query, token=page.next)


def _query(body: Any) -> Query:
    return Query(
        collections=tuple(body["collections"]),
        ids=tuple(body["ids"]) if "ids" in body else None,
        bbox=tuple(body["bbox"]) if "bbox" in body else None,
        intersects=shape(body["intersects"]) if "intersects" in body else None,
        datetime=interval(body["datetime"]) if "datetime" in body else None,
        filter=body.get("filter"),
        q=body.get("q", ()),
        sortby=tuple(
            Sort(key["field"], key["direction"] == "desc") for key in body.get("sortby", ())
        ),
        limit=body.get("limit", 10),
    )
