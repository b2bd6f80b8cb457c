"""A database that refuses connections, or whose connections are all lent: whoever asks is told at once, or in time."""

from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.errors import ImgcatError, StoreUnavailable
from imgcat.store.postgres import PostgresStore, load, pool
from imgcat.store.protocol import Query
from tests.postgres_server import Server, postgres_server
from tests.serving import serving
from tests.store.conftest import entries
from tests.store.items import item
from tests.store.test_replicas import eventually

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def loaded(server: Server) -> str:
    url = server.databases.new()
    items = [item(f"item-{n}") for n in range(1_500)]
    load(url, (), entries(items, "items"), default_collection="items")
    return url


@pytest.fixture
def waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited for a connection would wait for an hour."""
    monkeypatch.setattr(pool, "WAIT", 3600.0)


@pytest.mark.usefixtures("waits_for_ever")
def test_while_connections_are_refused_nobody_waits(server: Server, loaded: str) -> None:
    with (
        closing(PostgresStore(loaded)) as store,
        serving(create_app(store, Settings())) as url,
        httpx.Client(base_url=url, timeout=60) as api,
    ):
        for _ in range(2):
            assert api.get("/search").status_code == 200
            server.stop()
            for path in ("/search", "/", "/collections/scenes/items/item-1") * 5:
                away = api.get(path)
                assert (away.status_code, away.json()["code"]) == (503, "StoreUnavailable")
                assert int(away.headers["Retry-After"]) > 0
                assert "etag" not in away.headers
            server.start()
            eventually(lambda: api.get("/search").status_code, 200)


@pytest.mark.usefixtures("waits_for_ever")
def test_a_server_that_starts_while_there_is_none_does_not_wait(
    server: Server, loaded: str
) -> None:
    server.stop()
    with closing(PostgresStore(loaded)) as store:
        for _ in range(3):
            with pytest.raises(StoreUnavailable, match=r"^The database cannot be reached\.$"):
                store.search(Query())
        server.start()
        eventually(lambda: store.search(Query()).matched, 1_500)


def test_where_all_connections_are_lent_one_is_waited_for(
    loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(PostgresStore(loaded)) as store, ExitStack() as lent:
        for _ in range(pool.SIZE):
            rows = store.rows(Query(), ("title",))
            lent.callback(rows.close)  # type: ignore[attr-defined]
            next(rows)
        monkeypatch.setattr(pool, "WAIT", 0.1)
        with pytest.raises(StoreUnavailable, match="busy"):
            store.search(Query())
        lent.close()
        assert store.search(Query()).matched == 1_500


def test_a_store_that_was_closed_says_so(loaded: str) -> None:
    store = PostgresStore(loaded)
    assert store.search(Query()).matched == 1_500
    store.close()
    with pytest.raises(ImgcatError, match="closed"):
        store.search(Query())
