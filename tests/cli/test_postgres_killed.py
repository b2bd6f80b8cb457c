"""PostgreSQL is killed: what was acknowledged is there afterwards, no answer is wrong, and no server starts anew."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from imgcat.cli.application import application
from imgcat.cli.load import STORE
from imgcat.errors import StoreUnavailable
from imgcat.store.entry import Entry
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.protocol import Query
from tests.postgres_server import Server, postgres_server
from tests.serving import serving
from tests.store.items import SQUARE, item

pytestmark = pytest.mark.slow

ITEMS = 600


@pytest.fixture(scope="module")
def machine() -> Iterator[Server]:
    with postgres_server() as running:
        yield running


@pytest.fixture
def url(machine: Server) -> str:
    return machine.databases.new()


def state(title: str) -> Iterator[Entry]:
    """Items that all say which state they are of."""
    for number in range(ITEMS):
        yield Entry(f"items:{number}", item(f"item-{number}", SQUARE, title=title))


def held(store: PostgresStore) -> str:
    """The state that the store holds, wholly; asked again until the database answers."""
    for _ in range(240):
        try:
            page = store.search(Query(limit=2 * ITEMS))
        except StoreUnavailable:
            time.sleep(0.25)
            continue
        found = {str(row.values[0]) for row in store.rows(Query(), ("title",))}
        assert len(page.items) == page.matched == ITEMS
        assert len(found) == 1
        return found.pop()
    pytest.fail("The database does not come back.")


@pytest.mark.parametrize("after", [0, 150, ITEMS - 1])
def test_a_load_that_is_killed_changes_nothing(machine: Server, url: str, after: int) -> None:
    load(url, (), state("old"), default_collection="scenes")
    with closing(PostgresStore(url)) as store:
        before = store.revision

        def killed() -> Iterator[Entry]:
            for number, entry in enumerate(state("new")):
                yield entry
                if number == after:
                    machine.kill()

        with pytest.raises(StoreUnavailable):
            load(url, (), killed(), default_collection="scenes")
        machine.start()
        assert held(store) == "old"
        assert store.revision == before
        load(url, (), state("new"), default_collection="scenes")
        assert held(store) == "new"


def test_what_was_acknowledged_is_there_whenever_it_is_killed(machine: Server, url: str) -> None:
    load(url, (), state("0"), default_collection="scenes")
    lengths, source = [0.3], random.Random(5)
    acknowledged = "0"
    with closing(PostgresStore(url)) as store:
        for turn in range(1, 7):
            dying = threading.Timer(source.uniform(0, 1.5) * max(lengths), machine.kill)
            started = time.monotonic()
            dying.start()
            try:
                load(url, (), state(str(turn)), default_collection="scenes")
                acknowledged = str(turn)
                lengths.append(time.monotonic() - started)
            except StoreUnavailable:
                pass
            dying.join()
            machine.start()
            # What was committed is kept, also where the word of it was lost on the way.
            found = held(store)
            assert found in (acknowledged, str(turn))
            acknowledged = found


def test_in_a_storm_of_reads_every_answer_is_right_or_503(
    machine: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(url, (), state("old"), default_collection="scenes")
    monkeypatch.setenv(STORE, url)
    asked = (
        "/search?limit=50",
        "/search?q=item-7&limit=5",
        "/search?bbox=126,39,127,40&sortby=title&limit=20",
        "/collections/scenes",
        "/collections/scenes/items/item-3",
        "/collections/scenes/items/nothing",
        "/aggregate?aggregations=total_count,datetime_frequency",
        "/queryables",
        "/",
    )
    with serving(application()) as base, httpx.Client(base_url=base, timeout=60) as client:
        right = {path: _answer(client.get(path)) for path in asked}
        assert {status for status, _ in right.values()} == {200, 404}
        storming = threading.Event()

        def read(seed: int) -> Counter[int]:
            source, seen = random.Random(seed), Counter[int]()
            with httpx.Client(base_url=base, timeout=60) as mine:
                while not storming.is_set():
                    path = source.choice(asked)
                    answer = mine.get(path)
                    seen[answer.status_code] += 1
                    if answer.status_code == 503:
                        problem = answer.json()
                        assert answer.headers["content-type"] == "application/problem+json"
                        assert problem["code"] == "StoreUnavailable", problem
                        assert "retry-after" in answer.headers
                    else:
                        assert _answer(answer) == right[path], path
            return seen

        with ThreadPoolExecutor(6) as pool:
            reading = [pool.submit(read, seed) for seed in range(6)]
            for _ in range(2):
                time.sleep(0.7)
                machine.kill()
                time.sleep(0.7)
                machine.start()
            time.sleep(0.5)
            storming.set()
            seen = sum((each.result() for each in reading), Counter[int]())
        assert seen.keys() >= {200, 503}
        for path in asked:
            for _ in range(120):
                answer = client.get(path)
                if answer.status_code != 503:
                    break
                time.sleep(0.25)
            assert _answer(answer) == right[path]


def _answer(answer: httpx.Response) -> tuple[int, bytes]:
    """What an answer says, and with an error only that."""
    return answer.status_code, answer.content if answer.is_success else b""


def test_a_page_cannot_be_had_while_the_records_are_away(
    machine: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(url, (), state("old"), default_collection="scenes")
    monkeypatch.setenv(STORE, url)
    with serving(application()) as base:
        wanted = {"Accept": "text/html"}
        page = f"{base}/collections/scenes"
        assert httpx.get(page, headers=wanted, timeout=60).status_code == 200
        machine.kill()
        answer = httpx.get(page, headers=wanted, timeout=60)
        machine.start()
        assert answer.status_code == 503
        assert answer.json()["code"] == "StoreUnavailable"
