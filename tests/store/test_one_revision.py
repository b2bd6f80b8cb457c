"""Records are loaded while a request is answered: what is said of an answer's revision holds for all of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import httpx
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.protocol import Page, Query, StoredItem
from imgcat.store.reading import PAGE
from tests.postgres_server import Databases
from tests.serving import serving
from tests.store.conftest import entries
from tests.store.items import item

pytestmark = pytest.mark.slow

COUNT = PAGE + 1
"""Items of a catalog, so that an export asks for a second page."""


class Interrupted(PostgresStore):
    """A real store; before some searches something happens, once."""

    before: Sequence[Callable[[], None]] = ()

    def search(self, query: Query) -> Page:
        happens, *self.before = self.before or (lambda: None,)
        happens()
        return super().search(query)

    def item(self, collection: str, item_id: str) -> StoredItem:
        happens, *self.before = self.before or (lambda: None,)
        happens()
        return super().item(collection, item_id)


def loaded(url: str, title: str, count: int = COUNT) -> None:
    """Records whose every item says the title, and has a property that is called so."""
    items = [
        item(f"item-{n:04}", collection="items", title=title, **{title: n}) for n in range(count)
    ]
    load(url, (), entries(items, "items"), default_collection="items")


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.new()


@pytest.fixture
def store(url: str) -> Iterator[Interrupted]:
    loaded(url, "first")
    with closing(Interrupted(url)) as store:
        yield store


@pytest.fixture
def api(store: Interrupted) -> Iterator[httpx.Client]:
    with (
        serving(create_app(store, Settings())) as base,
        httpx.Client(base_url=base, timeout=60) as client,
    ):
        yield client


def titles(answer: httpx.Response) -> set[str]:
    found: dict[str, Any] = answer.json()
    return {each["properties"]["title"] for each in found.get("features", [found])}


ASKED = [
    ("GET", "/search?limit=5", None),
    ("HEAD", "/search?limit=5", None),
    ("POST", "/search", {"limit": 5}),
    ("GET", "/collections/items/items/item-0001", None),
]


@pytest.mark.parametrize(("method", "path", "body"), ASKED)
def test_an_answer_that_a_load_overtakes_is_made_anew(
    url: str, store: Interrupted, api: httpx.Client, method: str, path: str, body: Any
) -> None:
    old = api.request(method, path, json=body)
    store.before = [partial(loaded, url, "second")]
    answer, after = (api.request(method, path, json=body) for _ in range(2))
    assert answer.headers["imgcat-revision"] == store.revision != old.headers["imgcat-revision"]
    assert answer.content == after.content
    assert answer.headers.get("etag") == after.headers.get("etag")
    if answer.content:
        assert titles(answer) == {"second"}


def test_a_tag_is_never_confirmed_for_another_body_than_it_came_with(
    url: str, store: Interrupted, api: httpx.Client
) -> None:
    """The records change to and fro, amid answers and between them."""
    kept: dict[str, bytes] = {}
    tag, to, fro = "", partial(loaded, url, "second", 9), partial(loaded, url, "first", 9)
    for before in ([], [to], [fro, to], [to, fro], [], [fro], [to], []):
        store.before = before
        answer = api.get("/search?limit=3", headers={"If-None-Match": tag})
        tag = answer.headers["etag"]
        if answer.status_code == 304:
            current = api.get("/search?limit=3")
            if current.headers["etag"] == tag:
                assert kept[tag] == current.content
        else:
            assert kept.setdefault(tag, answer.content) == answer.content


def test_what_is_kept_in_memory_belongs_to_the_revision_that_is_said(
    url: str, store: Interrupted, api: httpx.Client
) -> None:
    for title in ("first", "second", "first"):
        loaded(url, title, 9)
        answer = api.get("/queryables")
        assert answer.headers["imgcat-revision"] == store.revision
        assert {"first", "second"} & set(answer.json()["properties"]) == {title}
        assert {"first", "second"} & set(store.queryables()) == {title}


def test_an_export_that_has_begun_breaks_off_and_is_no_mixture(
    url: str, store: Interrupted, api: httpx.Client
) -> None:
    whole = api.get("/search?f=ndjson")
    assert whole.text.count("\n") == COUNT
    store.before = [lambda: None, partial(loaded, url, "second")]
    with pytest.raises(httpx.RemoteProtocolError):
        api.get("/search?f=ndjson")
    assert '"first"' not in api.get("/search?f=ndjson").text


def test_of_loads_without_end_none_is_answered_from(
    url: str, store: Interrupted, api: httpx.Client
) -> None:
    store.before = [partial(loaded, url, title, 1) for title in ("second", "first") * 10]
    answer = api.get("/search")
    assert (answer.status_code, answer.json()["code"]) == (503, "StoreUnavailable")
    assert "etag" not in answer.headers
    store.before = ()
    assert titles(api.get("/search")) <= {"first", "second"}


def test_without_a_promise_each_question_is_answered_from_what_is_current(
    url: str, store: Interrupted
) -> None:
    before = store.revision
    with store.at(before) as pin:
        assert store.search(Query()).matched == COUNT
        loaded(url, "second")
        assert store.revision == before
    assert not pin.lost
    assert store.revision != before
