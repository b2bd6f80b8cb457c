"""`imgcat update`: records are put into a published index, which takes over while requests are answered."""

import fcntl
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from imgcat.errors import ImgcatError
from imgcat.store.protocol import Query
from imgcat.store.sqlite import SqliteStore
from tests.cli.test_cli import served
from tests.cli.test_serve_index import Storm, invoke
from tests.serving import files_served
from tests.store.items import item


def ndjson(path: Path, *items: object) -> Path:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in items))
    return path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A published index of two items."""
    ndjson(tmp_path / "items.ndjson", item("a"), item("b"))
    out = tmp_path / "public/index.sqlite"
    invoke("index", tmp_path / "items.ndjson", "--out", out, "--cache", tmp_path / "cache")
    return out


@pytest.fixture
def update(tmp_path: Path, index: Path) -> Callable[..., str]:
    """Runs the command, and gives what it prints."""

    def run(*items: object) -> str:
        source = ndjson(tmp_path / "new.ndjson", *items)
        return invoke("update", index, source, "--cache", tmp_path / "cache")

    return run


def verified(index: Path) -> bool:
    """Whether the checksum is that of the file, as others see it."""
    told = subprocess.run(
        ["sha256sum", "--check", f"{index.name}.sha256"], cwd=index.parent, check=False
    )
    return told.returncode == 0


def test_it_tells_what_became_of_the_records(index: Path, update: Callable[..., str]) -> None:
    told = update(item("a"), item("b", title="new"), item("c"), {"type": "Feature", "id": ""})
    assert "1 new, 1 changed, 1 unchanged, 0 older than what is there." in told
    assert "1 error" in told
    assert verified(index)
    assert sorted(path.name for path in index.parent.iterdir()) == [
        "index.sqlite",
        "index.sqlite.sha256",
    ]
    store = SqliteStore(index)
    assert store.search(Query()).matched == 3
    store.close()


def test_what_says_nothing_new_leaves_the_file_alone(
    index: Path, update: Callable[..., str]
) -> None:
    before = index.stat()
    assert "SHA-256" not in update(item("a"), item("b"))
    after = index.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_two_updates_at_once_do_not_lose_each_other(
    index: Path, update: Callable[..., str]
) -> None:
    with index.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ImgcatError, match="is being updated already"):
            update(item("c"))
    assert "1 new" in update(item("c"))


def test_an_update_that_fails_leaves_everything_as_it_was(
    index: Path, update: Callable[..., str], tmp_path: Path
) -> None:
    index.write_bytes(index.read_bytes()[:20_000])
    before = {path: path.read_bytes() for path in index.parent.iterdir()}
    with pytest.raises(ImgcatError):
        update(item("c"))
    assert {path: path.read_bytes() for path in index.parent.iterdir()} == before
    with pytest.raises(ImgcatError, match="`imgcat index` makes one"):
        invoke("update", tmp_path / "none.sqlite", tmp_path / "new.ndjson")


@pytest.mark.slow
def test_a_server_takes_over_what_was_updated(
    index: Path, update: Callable[..., str], tmp_path: Path
) -> None:
    with served("--index", index, "--recheck", 0.2, cwd=tmp_path) as (base, log):
        storm = Storm(base, ("/search", "/collections/scenes/items/a", "/collections"))
        with storm.blowing():
            storm.waits_for(lambda: len(storm.revisions) > 20)
            update(item("a", title="new"), item("c"))
            storm.settled()
        assert storm.failed == []
        assert len(set(storm.revisions)) == 2
        assert all(len(bodies) == 1 for bodies in storm.answers.values())
        assert log.read_text().count("a new index") == 1


def test_sources_may_be_on_a_web_server(index: Path, tmp_path: Path) -> None:
    ndjson(tmp_path / "new.ndjson", item("b", title="new"), item("c"))
    with files_served(tmp_path) as base:
        told = invoke("update", index, f"{base}/new.ndjson", "--cache", tmp_path / "cache")
        assert "1 new, 1 changed" in told
        out = tmp_path / "other.sqlite"
        given = (f"{base}/items.ndjson", f"{base}/new.ndjson")
        invoke("index", *given, "--out", out, "--cache", tmp_path / "cache")
        before = out.read_bytes()
        with pytest.raises(ImgcatError, match="answers 404"):
            invoke("index", f"{base}/none.ndjson", "--out", out, "--cache", tmp_path / "cache")
        assert out.read_bytes() == before
