"""The real catalog and some scenes more, served once for all tests on a loopback port."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest
from pystac_client import Client

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.store.address import with_addresses
from imgcat.store.entry import Entry
from imgcat.store.sqlite import SqliteStore, build
from tests.api.sample import scenes
from tests.serving import serving

CATALOG = Path(__file__).parents[2] / "catalog"


def entries(kind: str) -> Iterator[Entry]:
    """The catalog's files of a kind: `Collection` or `Feature`."""
    for path in sorted(CATALOG.rglob("*.json")):
        origin = path.relative_to(CATALOG).as_posix()
        record = orjson.loads(path.read_bytes())
        if record.get("type") == kind:
            yield Entry(origin, with_addresses(record, origin))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    path = tmp_path_factory.mktemp("index") / "index.sqlite"
    made = [Entry(f"scene {number}", scene) for number, scene in enumerate(scenes())]
    build(
        path,
        entries("Collection"),
        [*entries("Feature"), *made],
        default_collection="unsorted",
    )
    opened = SqliteStore(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def base(store: SqliteStore) -> Iterator[str]:
    with serving(create_app(store, Settings())) as url:
        yield url


@pytest.fixture(scope="session")
def api(base: str) -> Iterator[httpx.Client]:
    """A plain HTTP client of the API."""
    with httpx.Client(base_url=base, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def stac(base: str) -> Client:
    """The real STAC client, over a real socket."""
    return Client.open(base)
