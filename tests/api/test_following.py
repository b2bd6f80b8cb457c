"""A new index takes over between two requests, while old ones are still answered."""

import threading
import time
from pathlib import Path

import httpx
import pytest

from imgcat.api.app import create_app
from imgcat.api.following import Following
from imgcat.errors import ImgcatError
from imgcat.store.entry import Entry
from imgcat.store.sqlite import SqliteStore, build
from tests.serving import serving
from tests.store.synthetic_items import SyntheticItems


class Indexes:
    """Two indexes, of which one is current; those that were opened are remembered."""

    def __init__(self, folder: Path) -> None:
        self.paths = [folder / "one.sqlite", folder / "other.sqlite"]
        for seed, path in enumerate(self.paths):
            items = [Entry("x", item) for item in SyntheticItems(seed).items(20 + seed)]
            build(path, (), items, default_collection="x")
        self.path = self.paths[0]
        self.stores: list[SqliteStore] = []

    def current(self) -> Path:
        return self.path

    def opened(self, path: Path) -> SqliteStore:
        self.stores.append(SqliteStore(path))
        return self.stores[-1]

    def serving(self) -> Following:
        return Following(self.current, self.opened, create_app)


def until(revision: str, client: httpx.Client) -> None:
    while client.get("/search").headers["imgcat-revision"] != revision:
        time.sleep(0.05)


@pytest.mark.slow
def test_readers_see_one_index_and_then_the_other_and_no_failure(tmp_path: Path) -> None:
    indexes = Indexes(tmp_path)
    answers: list[tuple[str, int, int]] = []
    over = threading.Event()
    with serving(indexes.serving()) as base:

        def read() -> None:
            with httpx.Client(base_url=base, timeout=60) as reader:
                while not over.is_set():
                    answer = reader.get("/search", params={"limit": 100})
                    matched = answer.json()["numberMatched"]
                    answers.append((answer.headers["imgcat-revision"], answer.status_code, matched))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        with httpx.Client(base_url=base, timeout=60) as client:
            for path in indexes.paths[::-1]:
                indexes.path = path
                store = SqliteStore(path)
                until(store.revision, client)
                store.close()
        over.set()
        for reader in readers:
            reader.join()
    assert {status for _, status, _ in answers} == {200}
    assert len({(revision, matched) for revision, _, matched in answers}) == 2
    # Those that were put aside are closed, the one that answers is not.
    first, second, third = indexes.stores
    for closed in (first, second):
        with pytest.raises(ImgcatError, match="closed"):
            closed.collections()
    assert third.collections()


@pytest.mark.slow
def test_an_index_that_cannot_be_opened_is_left_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    indexes = Indexes(tmp_path)
    with serving(indexes.serving()) as base, httpx.Client(base_url=base, timeout=60) as client:
        before = client.get("/search").headers["imgcat-revision"]
        indexes.path = tmp_path / "nothing.sqlite"
        while "not served" not in caplog.text:
            time.sleep(0.05)
        assert client.get("/search").headers["imgcat-revision"] == before
        indexes.path = indexes.paths[1]
        store = SqliteStore(indexes.path)
        until(store.revision, client)
        store.close()
