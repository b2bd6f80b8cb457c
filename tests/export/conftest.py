"""The real catalog with scenes that are odd in one way each, indexed once."""

from collections.abc import Iterator

import pytest

from imgcat.export.selection import Selection
from imgcat.store import Query
from imgcat.store.entry import Entry
from imgcat.store.sqlite import SqliteStore, build
from tests.api.conftest import entries
from tests.api.sample import scenes
from tests.export.selections import found


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    path = tmp_path_factory.mktemp("export") / "index.sqlite"
    odd = (Entry(f"scene {number}", scene) for number, scene in enumerate(scenes()))
    build(path, entries("Collection"), [*entries("Feature"), *odd], default_collection="unsorted")
    opened = SqliteStore(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def everything(store: SqliteStore) -> Selection:
    """Every record there is."""
    return found(store, Query())
