"""Stores of both engines, and the real catalog, served as `imgcat serve` does once for all tests that want it."""

import atexit
import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import certifi
import orjson
import pytest
from hypothesis import HealthCheck, settings

from imgcat.store.address import with_addresses
from imgcat.store.entry import Entry
from imgcat.store.postgres import PostgresStore
from imgcat.store.sqlite import SqliteStore
from tests import engines
from tests.api.sample import scenes
from tests.engines import CATALOG, Engine, Opened, served
from tests.postgres_server import Databases, postgres_server
from tests.serving import serving

# How long a draw or an example takes says how busy the machine is, not whether the code is right.
# Continuous integration tries as many examples as is usual, a person at work who waits for them fewer.
settings.register_profile(
    "untimed",
    deadline=None,
    max_examples=100 if os.environ.get("CI") else 30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

# No test meets a certificate of an authority. Else each client of httpx would read those of all: 40 ms. One there
# has to be, as clients written in Rust do not start without.
_END = "-----END CERTIFICATE-----\n"
_ONE = Path(tempfile.gettempdir(), f"imgcat-certificate-{os.getpid()}.pem")
_ONE.write_text(Path(certifi.where()).read_text(encoding="utf-8").partition(_END)[0] + _END)
atexit.register(_ONE.unlink, missing_ok=True)
os.environ.pop("SSL_CERT_DIR", None)
os.environ["SSL_CERT_FILE"] = str(_ONE)


AT_LENGTH = {
    "test_acquisitions.py",
    "test_conflicts.py",
    "test_conformance.py",
    "test_coverage.py",
    "test_cql2.py",
    "test_exports.py",
    "test_gaps.py",
    "test_moved.py",
    "test_revalidation.py",
}
"""The tests of the API that ask PostgreSQL in `make test-slow` alone, as do all that are not of the API."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The tests in a browser are there only for who has asked for its driver: `make test-browser`."""
    driven = config.pluginmanager.hasplugin("playwright")
    return True if collection_path.name == "browser" and not driven else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks PostgreSQL is slow, save what costs little."""
    for item in items:
        quick = item.path.parent.name == "api" and item.path.name not in AT_LENGTH
        if item.get_closest_marker("postgresql") and not quick:
            item.add_marker(pytest.mark.slow)


def pytest_configure() -> None:
    """What is made while tests are gathered stays to the end: there is no garbage to look for."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on only what tests leave is looked through, not the modules and tests themselves each time."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the index of the real catalog is kept, built by whoever asks first."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """A server of PostgreSQL for all tests that want only databases."""
    with postgres_server() as server:
        yield server.databases


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine[SqliteStore]]:
    """The embedded engine."""
    with ExitStack() as opened:
        yield engines.sqlite(lambda: tmp_path_factory.mktemp("index"), opened)


@pytest.fixture(scope="session")
def postgresql(databases: Databases) -> Iterator[Engine[PostgresStore]]:
    """The engine for archives that outgrow a file."""
    with ExitStack() as opened:
        yield engines.postgresql(databases.new, opened)


@pytest.fixture(scope="session", params=["sqlite", engines.ON_POSTGRESQL])
def engine(request: pytest.FixtureRequest) -> Engine[Any]:
    """Either of the two: what asks a store is tested with both."""
    chosen: Engine[Any] = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(scope="session")
def shipped(engine: Engine[Any]) -> Opened:
    """A store of the real catalog."""
    store: Opened = engine.shipped
    return store


@pytest.fixture(scope="session")
def server(engine: Engine[Any], shipped: Opened) -> Iterator[str]:
    """The base URL of a server over the real catalog: API and pages."""
    with serving(served(engine, shipped)) as url:
        yield url


def _entries(kind: str) -> Iterator[Entry]:
    """The catalog's files of a kind: `Collection` or `Feature`."""
    for path in sorted(CATALOG.rglob("*.json")):
        origin = path.relative_to(CATALOG).as_posix()
        record = orjson.loads(path.read_bytes())
        if record.get("type") == kind:
            yield Entry(origin, with_addresses(record, origin))


@pytest.fixture(scope="session")
def store(engine: Engine[Any]) -> Opened:
    """A store of the real catalog, and of scenes that are odd in one way each."""
    made = (Entry(f"scene {number}", scene) for number, scene in enumerate(scenes()))
    items = [*_entries("Feature"), *made]
    store: Opened
    store, _ = engine.holding(items, _entries("Collection"), default_collection="unsorted")
    return store
