"""Pages: none skips or repeats an item, whatever is added meanwhile, and tokens belong to their query."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgcat.errors import InvalidRequest
from imgcat.store.protocol import Query, Sort
from imgcat.store.sql.token import Position, read_token, write_token
from imgcat.store.sqlite import MAX_LIMIT
from tests.engines import Opened
from tests.store.conftest import MakeIndex
from tests.store.items import item

ORDERS = [
    (),
    (Sort("datetime"),),
    (Sort("eo:cloud_cover"),),
    (Sort("eo:cloud_cover", True), Sort("platform")),
    (Sort("platform", True), Sort("eo:cloud_cover"), Sort("id", True)),
    (Sort("flag"), Sort("collection", True)),
]


def made(numbers: range, seed: int) -> list[dict[str, Any]]:
    """Items with many ties and gaps in what they are sorted by."""
    source = random.Random(seed)
    items = []
    for number in numbers:
        properties: dict[str, Any] = {
            "datetime": source.choice((f"20{number % 7 + 10}-01-01T00:00:00Z", None))
        }
        for name, values in (
            ("eo:cloud_cover", (0, 5, 5.5)),
            ("platform", ("a", "b")),
            ("flag", (True, False)),
        ):
            if source.random() < 0.7:
                properties[name] = source.choice(values)
        items.append(item(f"{number:03}", collection=source.choice(("one", "two")), **properties))
    return items


@pytest.fixture(scope="module")
def before_and_after(make_index: MakeIndex) -> tuple[Opened, Opened]:
    """An index, and the same with items added in between, rebuilt in another order."""
    old, new = made(range(0, 80, 2), 1), made(range(1, 80, 2), 2)
    return make_index(old)[0], make_index([*new, *old[::-1]])[0]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 7, 40, 1000])
def test_items_added_between_pages_disturb_no_old_one(
    before_and_after: tuple[Opened, Opened], order: tuple[Sort, ...], limit: int
) -> None:
    before, after = before_and_after
    query = Query(sortby=order, limit=limit)
    whole = [found.id for found in before.search(replace(query, limit=1000)).items]
    seen: list[str] = []
    page = before.search(query)
    while True:
        seen += [found.id for found in page.items]
        if page.next is None:
            break
        page = after.search(replace(query, token=page.next))
    assert len(seen) == len(set(seen))
    assert [item_id for item_id in seen if item_id in set(whole)] == whole


@pytest.mark.parametrize("order", ORDERS)
def test_prev_leads_back_the_way_next_came(
    before_and_after: tuple[Opened, Opened], order: Any
) -> None:
    store, _ = before_and_after
    query = Query(sortby=order, limit=6)
    pages = [store.search(query)]
    while pages[-1].next:
        pages.append(store.search(replace(query, token=pages[-1].next)))
    assert pages[0].prev is None
    assert {page.matched for page in pages} == {40}
    page = pages[-1]
    for earlier in reversed(pages[:-1]):
        assert page.prev is not None
        page = store.search(replace(query, token=page.prev))
        assert page.items == earlier.items
        assert page.next is not None
    assert page.prev is None


def test_the_page_size_may_change_on_the_way(
    before_and_after: tuple[Opened, Opened],
) -> None:
    store, _ = before_and_after
    first = store.search(Query(limit=5))
    rest = store.search(Query(limit=1000, token=first.next))
    assert [*first.items, *rest.items] == list(store.search(Query(limit=1000)).items)


@pytest.mark.parametrize(
    ("limit", "size"), [(0, 1), (-5, 1), (1, 1), (10**30, 40), (MAX_LIMIT + 1, 40)]
)
def test_a_limit_is_clamped(before_and_after: tuple[Opened, Opened], limit: int, size: int) -> None:
    page = before_and_after[0].search(Query(limit=limit))
    assert len(page.items) == size
    assert page.matched == 40


@pytest.mark.parametrize(
    "other",
    [
        Query(ids=("000",)),
        Query(sortby=(Sort("id"),)),
        Query(sortby=(Sort("datetime", False),)),
        Query(filter={"op": "isNull", "args": [{"property": "x"}]}),
        Query(bbox=(0, 0, 1, 1)),
        Query(q=("a",)),
    ],
)
def test_a_token_of_another_query_is_refused(
    before_and_after: tuple[Opened, Opened], other: Query
) -> None:
    store, _ = before_and_after
    token = store.search(Query(limit=3)).next
    with pytest.raises(InvalidRequest, match="not one of this query"):
        store.search(replace(other, token=token))


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_a_token_made_up_is_refused(token: str) -> None:
    with pytest.raises(InvalidRequest, match="not one of this query"):
        read_token(token, b"query")


def test_a_token_tampered_with_is_refused(
    before_and_after: tuple[Opened, Opened],
) -> None:
    store, _ = before_and_after
    token = store.search(Query(limit=3)).next
    assert token is not None
    for at in range(len(token) - 1):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        with pytest.raises(InvalidRequest, match="not one of this query"):
            store.search(Query(limit=3, token=changed))


values = (
    st.none()
    | st.text()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)


@given(st.lists(values | st.binary()), st.text(), st.text(), st.booleans())
def test_a_token_holds_its_position(
    keys: list[Any], collection: str, item_id: str, backward: bool
) -> None:
    position = Position(tuple(keys), collection, item_id, backward)
    assert read_token(write_token(position, b"query"), b"query") == position


def test_a_token_with_values_of_another_kind_is_refused_or_harmless(
    before_and_after: tuple[Opened, Opened],
) -> None:
    """Nobody but the store makes tokens; one that is made up is no fault of the server."""
    store, _ = before_and_after
    for order in (Sort("datetime"), Sort("title"), Sort("id"), Sort("gsd")):
        query = Query(sortby=(order,), limit=3)
        for value in (5, 1.5, "text", b"bytes", True, None):
            token = write_token(Position((value,), "c", "i"), store.items.mark(query))
            try:
                store.search(replace(query, token=token))
            except InvalidRequest:
                continue
