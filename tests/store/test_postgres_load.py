"""Loading a database: in place of what it holds or beside it, by several at once, and by whom."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg
import pytest

from imgcat.errors import ImgcatError, StoreUnavailable
from imgcat.model.finding import Finding
from imgcat.store.entry import Entry
from imgcat.store.postgres import PostgresStore, load
from imgcat.store.protocol import Query, Store
from tests.postgres_server import Databases
from tests.store.conftest import MakeSqlite, entries
from tests.store.items import item, point

pytestmark = pytest.mark.slow

SCENES = [item(f"scene-{n}", collection="scenes", geometry=point(n, n)) for n in range(40)]
WITHDRAWN = item("ref-1", collection="references", deprecated=True)
COLLECTION = {"type": "Collection", "id": "scenes", "description": "Scenes.", "links": []}


def loaded(
    url: str, items: Iterable[Any], collections: Iterable[Any] = (), **options: Any
) -> Sequence[Finding]:
    given = entries(collections, "collections"), entries(items, "items")
    return load(url, *given, default_collection="items", **options)


@pytest.fixture
def url(databases: Databases) -> str:
    return databases.new()


def told(store: Store) -> Any:
    """All that a store answers, save the tokens."""
    found = store.search(Query(limit=10_000))
    return (
        store.revision,
        [each.body for each in found.items],
        found.matched,
        [each.body for each in store.retired()],
        store.collections(),
        store.queryables(),
        [(found.id, found.body) for found in store.search_collections(Query()).items],
    )


def holds(url: str, expected: Store) -> bool:
    with closing(PostgresStore(url)) as store:
        return bool(told(store) == told(expected))


def test_loading_again_changes_nothing_and_writes_no_item_anew(url: str) -> None:
    def rows() -> list[Any]:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT num, id, xmin::text FROM imgcat.item").fetchall()

    loaded(url, [*SCENES, WITHDRAWN], [COLLECTION])
    with closing(PostgresStore(url)) as store:
        before, written = told(store), rows()
        loaded(url, [WITHDRAWN, *SCENES[::-1]], [COLLECTION])
        assert told(store) == before
    assert sorted(rows()) == sorted(written)


def test_what_is_loaded_takes_the_place_of_all_before(url: str, make_sqlite: MakeSqlite) -> None:
    loaded(url, [*SCENES, WITHDRAWN, item("other", collection="others")], [COLLECTION])
    changed = [item("scene-3", collection="scenes", title="New"), *SCENES[10:]]
    loaded(url, changed)
    assert holds(url, make_sqlite(changed)[0])


def test_what_is_added_takes_the_place_of_the_same_ids_only(
    url: str, make_sqlite: MakeSqlite
) -> None:
    changed = item("scene-3", collection="scenes", geometry=point(3, 3), size=5)
    later = [changed, item("new", collection="others"), *SCENES[5:9]]
    loaded(url, [*SCENES, WITHDRAWN], [COLLECTION])
    loaded(url, later, keep=True)
    rest = [*SCENES[:3], *SCENES[4:], WITHDRAWN]
    expected = [changed, item("new", collection="others"), *rest]
    assert holds(url, make_sqlite(expected, [COLLECTION])[0])


def test_what_may_be_too_wide_after_adding_is_said_and_a_whole_load_puts_it_right(
    url: str, make_sqlite: MakeSqlite
) -> None:
    """It is exact where nothing was replaced."""

    def wide(found: Sequence[Finding]) -> list[str]:
        return [each.path for each in found if each.rule == "too-wide"]

    far = item("far", collection="scenes", geometry=point(170, 70), odd=1)
    near, other = {**SCENES[0], "id": "far"}, item("other", collection="others")
    assert wide(loaded(url, [*SCENES, far])) == []
    assert wide(loaded(url, [other, far], keep=True)) == []
    assert holds(url, make_sqlite([*SCENES, far, other])[0])
    assert wide(loaded(url, [near, other], keep=True)) == ["scenes"]
    with closing(PostgresStore(url)) as store:
        assert "odd" in store.queryables("scenes")
    assert wide(loaded(url, [*SCENES, near, other])) == []
    assert holds(url, make_sqlite([*SCENES, near, other])[0])


def test_a_record_that_is_withdrawn_later_is_found_by_its_id_alone(
    url: str, make_sqlite: MakeSqlite
) -> None:
    here, rest = item("ref-1", collection="references"), [item("ref-2", collection="references")]
    loaded(url, [*rest, here])
    loaded(url, [WITHDRAWN], keep=True)
    assert holds(url, make_sqlite([*rest, WITHDRAWN])[0])
    loaded(url, [here], keep=True)
    assert holds(url, make_sqlite([*rest, here])[0])


def test_a_collection_that_is_given_later_is_no_longer_made_up(
    url: str, make_sqlite: MakeSqlite
) -> None:
    loaded(url, SCENES)
    loaded(url, (), [COLLECTION], keep=True)
    assert holds(url, make_sqlite(SCENES, [COLLECTION])[0])
    loaded(url, SCENES[:1], keep=True)
    assert holds(url, make_sqlite(SCENES, [COLLECTION])[0])


def test_writers_wait_for_each_other_and_none_is_lost(url: str, make_sqlite: MakeSqlite) -> None:
    shares = [SCENES[start::4] for start in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda share: loaded(url, share, keep=True), shares))
    with closing(PostgresStore(url)) as store, closing(make_sqlite(SCENES)[0]) as whole:
        assert store.revision == whole.revision
        assert store.search(Query()).matched == len(SCENES)


def test_readers_see_the_old_or_the_new_and_no_mixture(url: str) -> None:
    """Of two states that differ in every item, each answer is from one; also a load that fails changes nothing."""
    states = [[item(f"scene-{n}", title=title) for n in range(300)] for title in ("one", "other")]
    loaded(url, states[0])
    done = threading.Event()
    with closing(PostgresStore(url)) as store, ThreadPoolExecutor(3) as pool:

        def read() -> set[tuple[int, frozenset[bool]]]:
            seen = set()
            while not done.is_set():
                page = store.search(Query(limit=300))
                rows = {row.values for row in store.rows(Query(), ("title",))}
                assert len(rows) == 1
                kinds = frozenset(b'"title":"one"' in each.body for each in page.items)
                seen.add((len(page.items), kinds))
            return seen

        reading = [pool.submit(read) for _ in range(2)]
        for turn in range(4):
            loaded(url, states[(turn + 1) % 2])
        done.set()
        seen = set().union(*(each.result() for each in reading))
    assert seen <= {(300, frozenset({True})), (300, frozenset({False}))}


class Fails(Exception):
    pass


def test_a_load_that_fails_changes_nothing(url: str) -> None:
    def breaks() -> Iterable[Entry]:
        yield from entries([item("another")], "items")
        raise Fails

    loaded(url, SCENES)
    with closing(PostgresStore(url)) as store:
        before = told(store)
        with pytest.raises(Fails):
            load(url, (), breaks(), default_collection="items")
        assert told(store) == before


def role(databases: Databases, url: str, name: str, member_of: str) -> str:
    """The address of a database for a new role, who is member of another."""
    with psycopg.connect(url, autocommit=True) as connection:
        ((database,),) = connection.execute("SELECT current_database()").fetchall()
        connection.execute(f"CREATE ROLE {name}_{database} LOGIN IN ROLE {member_of}".encode())
    return databases.url(str(database), f"{name}_{database}")


def test_a_reader_asks_and_a_writer_loads_and_neither_does_more(
    url: str, databases: Databases
) -> None:
    reader = role(databases, url, "reader", "imgcat_reader")
    writer = role(databases, url, "writer", "imgcat_writer")
    loaded(writer, SCENES)
    loaded(writer, SCENES[:30], keep=True)
    with closing(PostgresStore(reader)) as store:
        assert store.search(Query(q="scene-1")).matched == 1
        assert store.revision
    with pytest.raises(ImgcatError, match="The role may not load"):
        loaded(reader, SCENES[:1])
    refused: Sequence[tuple[str, str]] = (
        (reader, "DELETE FROM imgcat.item"),
        (reader, "INSERT INTO imgcat.meta VALUES ('a', 'b')"),
        (reader, "CREATE TABLE imgcat.mine ()"),
        (writer, "DROP TABLE imgcat.item"),
        (writer, "CREATE TABLE imgcat.mine ()"),
        (writer, "DELETE FROM imgcat.migration"),
    )
    for address, statement in refused:
        with (
            psycopg.connect(address) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement.encode())


def test_the_owner_need_not_be_a_superuser(databases: Databases) -> None:
    """PostGIS is there already; the owner of the database makes the schema."""
    url = databases.empty("imgcat_owner")
    loaded(url, SCENES)
    with closing(PostgresStore(url)) as store:
        assert store.search(Query()).matched == len(SCENES)


def test_a_database_without_a_catalog_says_so(url: str, databases: Databases) -> None:
    for address in (url, databases.empty("nobody")):
        with (
            closing(PostgresStore(address)) as store,
            pytest.raises(StoreUnavailable, match="imgcat load"),
        ):
            store.search(Query())
