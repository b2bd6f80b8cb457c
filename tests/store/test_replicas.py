"""Several servers of one database: whichever is lost, late or replaced, answers are current, or there is none."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import httpx
import orjson
import pytest

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.errors import ImgcatError, StoreUnavailable
from imgcat.store import Query
from imgcat.store.entry import Entry
from imgcat.store.postgres import PostgresStore, behind, load
from imgcat.store.postgres.watch import INTERVAL
from tests.postgres_replica import Replica, replica_of, told
from tests.postgres_server import Server, postgres_server
from tests.serving import serving

pytestmark = [
    pytest.mark.slow,
    # psycopg cannot close a cursor on a server that was killed, and says that it is open.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. .function ServerCursorMixin:pytest.PytestUnraisableExceptionWarning"
    ),
]

COUNT = 30
"""Items of a catalog."""


class Cluster:
    """A primary and a replica with one database."""

    def __init__(self, primary: Server, replica: Replica, name: str) -> None:
        self.primary, self.replica, self.name = primary, replica, name
        self.url = f"postgresql://postgres@/{name}?host={replica.folder},{primary.folder}"

    def load(self, which: str, url: str | None = None) -> None:
        """Put the catalog of a name there: all its items say which it is."""
        items = (
            Entry(
                f"item {number}",
                {
                    "type": "Feature",
                    "id": f"item-{number:02}",
                    "geometry": None,
                    "properties": {
                        "title": which,
                        "datetime": f"2020-01-{number + 1:02}T00:00:00Z",
                    },
                },
            )
            for number in range(COUNT)
        )
        load(url or self.url, (), items, default_collection="items")

    def asked(self, folder: str) -> int:
        """How many connections a server has lent for questions."""
        sql = "SELECT datname FROM pg_stat_activity WHERE application_name <> 'imgcat-watch'"
        return told(folder, sql).count((self.name,))


@contextmanager
def cluster() -> Iterator[Cluster]:
    with postgres_server() as primary:
        url = primary.databases.new()
        name = url.partition("@/")[2].partition("?")[0]
        with replica_of(primary) as replica:
            both = Cluster(primary, replica, name)
            both.load("first")
            assert behind(both.url, 20) == []
            yield both


@pytest.fixture(scope="module")
def shared_cluster() -> Iterator[Cluster]:
    with cluster() as both:
        yield both


@pytest.fixture
def both(shared_cluster: Cluster) -> Cluster:
    """The cluster as it should be: both servers run, and hold the first catalog."""
    shared_cluster.load("first")
    assert behind(shared_cluster.url, 20) == []
    return shared_cluster


def found(store: PostgresStore) -> set[str]:
    """What the items of a search are called."""
    page = store.search(Query(limit=COUNT))
    assert len(page.items) == COUNT
    return {orjson.loads(item.body)["properties"]["title"] for item in page.items}


def listed(store: PostgresStore) -> set[str]:
    """What all items are called."""
    rows = list(store.rows(Query(), ("title",)))
    assert len(rows) == COUNT
    return {str(row.values[0]) for row in rows}


def titles(store: PostgresStore) -> set[str]:
    """What items are called, asked in two ways."""
    return found(store) | listed(store)


def refusal(store: PostgresStore) -> str:
    """Why there is no answer."""
    with pytest.raises(StoreUnavailable) as refused:
        store.collections()
    return str(refused.value)


def eventually(ask: Callable[[], object], wanted: object, seconds: float = 15) -> None:
    """Ask until the answer is this. Meanwhile there may be none."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = ask()
        except StoreUnavailable as error:
            found = error
        if found == wanted:
            return
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


class Storm:
    """Threads that ask one after the other, as long as it lasts: the answers and the refusals."""

    def __init__(self, store: PostgresStore) -> None:
        self._store, self._over = store, threading.Event()
        self.answers: list[set[str]] = []
        self.refusals: list[str] = []
        self.faults: list[BaseException] = []
        self._threads = [threading.Thread(target=self._ask) for _ in range(4)]

    def __enter__(self) -> "Storm":
        for thread in self._threads:
            thread.start()
        self.go_on(20)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def go_on(self, count: int) -> None:
        """Wait for so many more answers or refusals."""
        wanted = len(self.answers) + len(self.refusals) + count
        deadline = time.monotonic() + 60
        while len(self.answers) + len(self.refusals) < wanted:
            assert not self.faults, self.faults
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def _ask(self) -> None:
        while not self._over.is_set():
            try:
                self.answers.append(found(self._store))
                self.answers.append(listed(self._store))
            except StoreUnavailable as error:
                self.refusals.append(str(error))
                time.sleep(0.02)
            except BaseException as error:
                self.faults.append(error)
                raise


def test_the_replica_is_asked_and_the_primary_is_not(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as store:
        assert titles(store) == {"first"}
        assert both.asked(both.replica.folder) > 0
        assert both.asked(both.primary.folder) == 0


def test_a_writer_reads_what_it_has_written(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as store:
        for which in ("second", "third", "first"):
            both.load(which)
            assert behind(both.url, 20) == []
            assert titles(store) == {which}
            with closing(PostgresStore(both.url)) as other:
                assert titles(other) == {which}


def test_a_replica_that_is_lost_is_not_missed(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as store, Storm(store) as storm:
        both.replica.stop()
        storm.go_on(40)
        both.replica.start()
        eventually(lambda: both.asked(both.replica.folder) > 0, True)
        storm.go_on(40)
    # Rows that were given already cannot be taken back.
    assert all("amid its answer" in refusal for refusal in storm.refusals)
    assert all(answer == {"first"} for answer in storm.answers)


def test_a_primary_that_restarts_is_not_missed(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as store, Storm(store) as storm:
        both.primary.stop()
        storm.go_on(40)
        both.primary.start()
        both.load("second")
        assert behind(both.url, 20) == []
        storm.go_on(40)
        assert storm.answers[-1] == {"second"}
    assert storm.refusals == []
    assert all(answer in ({"first"}, {"second"}) for answer in storm.answers)


def test_a_replica_that_is_late_is_not_asked_before_it_has_caught_up(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as store:
        assert titles(store) == {"first"}
        both.replica.pause()
        both.load("second")
        assert behind(both.url, 0) == [both.replica.folder]
        assert titles(store) == {"second"}
        both.replica.resume()
        assert behind(both.url, 20) == []
        both.primary.stop()
        try:
            assert titles(store) == {"second"}
        finally:
            both.primary.start()


def test_a_late_replica_alone_gives_no_answer_until_it_has_caught_up(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as store:
        both.replica.pause()
        both.load("second")
        assert behind(both.url, 0) == [both.replica.folder]
        assert titles(store) == {"second"}
        both.primary.stop()
        try:
            with pytest.raises(StoreUnavailable, match="none answers that has the current records"):
                titles(store)
            both.replica.resume()
            eventually(lambda: titles(store), {"second"})
        finally:
            both.primary.start()


def test_without_a_primary_the_records_count_as_current_for_so_long(both: Cluster) -> None:
    with closing(PostgresStore(both.url, staleness=5)) as store:
        assert titles(store) == {"first"}
        both.primary.stop()
        try:
            assert titles(store) == {"first"}
            time.sleep(5 + INTERVAL)
            with pytest.raises(StoreUnavailable, match="for 5 seconds"):
                titles(store)
        finally:
            both.primary.start()
        eventually(lambda: titles(store), {"first"})


def test_any_number_of_servers_give_one_listing(both: Cluster) -> None:
    with closing(PostgresStore(both.url)) as one, closing(PostgresStore(both.url)) as other:
        first = one.search(Query(limit=10))
        second = other.search(Query(limit=10, token=first.next))
        assert len({item.id for item in (*first.items, *second.items)}) == 20


def test_a_server_of_the_api_says_503_and_answers_again_without_a_restart(both: Cluster) -> None:
    with (
        closing(PostgresStore(both.url)) as store,
        serving(create_app(store, Settings())) as url,
    ):
        assert httpx.get(f"{url}/search").status_code == 200
        both.primary.stop()
        both.replica.stop()
        away = httpx.get(f"{url}/search", timeout=30)
        assert (away.status_code, away.json()["code"]) == (503, "StoreUnavailable")
        assert "Retry-After" in away.headers
        both.primary.start()
        both.replica.start()
        eventually(lambda: httpx.get(f"{url}/search", timeout=30).status_code, 200)


def test_after_a_failover_the_new_primary_is_believed_and_the_old_one_is_not() -> None:
    with cluster() as both, closing(PostgresStore(both.url)) as store, Storm(store) as storm:
        both.primary.stop()
        storm.go_on(20)
        both.replica.promote()
        both.load("second")
        eventually(lambda: titles(store), {"second"})
        storm.go_on(20)
        both.primary.start()
        alone = f"postgresql://postgres@/{both.name}?host={both.primary.folder}"
        both.load("of the old primary", alone)
        time.sleep(3 * INTERVAL)
        storm.go_on(20)
        assert titles(store) == {"second"}
        both.replica.stop()
        with pytest.raises(StoreUnavailable):
            titles(store)
        both.replica.start()
        eventually(lambda: titles(store), {"second"})
    assert all(answer in ({"first"}, {"second"}) for answer in storm.answers)


def test_a_server_that_starts_without_any_waits_for_one(both: Cluster) -> None:
    both.primary.stop()
    both.replica.stop()
    with closing(PostgresStore(both.url)) as store:
        with pytest.raises(StoreUnavailable, match="can be reached"):
            titles(store)
        both.replica.start()
        eventually(lambda: "is the primary" in refusal(store), True)
        both.primary.start()
        eventually(lambda: titles(store), {"first"})


def test_a_load_needs_a_server_that_takes_it(both: Cluster) -> None:
    only = f"postgresql://postgres@/{both.name}?host={both.replica.folder}"
    with pytest.raises(ImgcatError):
        both.load("second", only)
