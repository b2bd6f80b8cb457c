"""Published indexes: written with a checksum, fetched from a file, the web or object storage, verified, replaced."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from imgcat.errors import ImgcatError
from imgcat.store.entry import Entry
from imgcat.store.published import Replica, publish
from imgcat.store.sqlite import SqliteStore, build
from tests.serving import serving
from tests.store.synthetic_items import SyntheticItems

INDEX = "bucket/index.sqlite"


class Folder:
    """A folder with a published index, on a web server that counts what it gives out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path / INDEX
        self.file.parent.mkdir()
        self.asked: list[tuple[str, int]] = []
        self._files = StaticFiles(directory=path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noted(message: object) -> None:
            assert isinstance(message, dict)
            if message["type"] == "http.response.start":
                self.asked.append((Path(scope["path"]).name, message["status"]))
            await send(message)

        await self._files(scope, receive, noted)

    def publish(self, seed: int) -> str:
        """An index of a few items; the digest."""
        return publish(made(self.path / f"{seed}.sqlite", seed), self.file)

    def fetches(self) -> list[int]:
        return [status for name, status in self.asked if name == self.file.name]


def made(path: Path, seed: int) -> Path:
    items = SyntheticItems(seed).items(20)
    build(path, (), (Entry("x", item) for item in items), default_collection="x")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "origin").mkdir()
    return Folder(tmp_path / "origin")


@pytest.fixture(params=["file", "web", "object storage"])
def address(
    request: pytest.FixtureRequest, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Where the folder's index is reached."""
    if request.param == "file":
        yield str(folder.file)
        return
    with serving(folder) as base:
        for name, value in (
            ("AWS_ENDPOINT", base),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_SKIP_SIGNATURE", "true"),
            ("AWS_REGION", "here"),
        ):
            monkeypatch.setenv(name, value)
        yield f"{base}/{INDEX}" if request.param == "web" else f"s3://{INDEX}"


def test_an_index_is_written_with_a_checksum_that_other_tools_understand(folder: Folder) -> None:
    folder.publish(1)
    check = ["sha256sum", "--check", f"{folder.file.name}.sha256"]
    assert subprocess.run(check, cwd=folder.file.parent, check=True, capture_output=True).stdout
    SqliteStore(folder.file).close()


def test_the_same_records_make_the_same_file(tmp_path: Path) -> None:
    one, other = made(tmp_path / "one.sqlite", 1), made(tmp_path / "other.sqlite", 1)
    assert one.read_bytes() == other.read_bytes()


def test_a_replica_is_a_verified_copy_and_follows_what_is_published(
    folder: Folder, address: str, tmp_path: Path
) -> None:
    replica = Replica(address, tmp_path / "cache")
    first = folder.publish(1)
    copy = replica.start()
    assert copy.stem == first
    assert copy.read_bytes() == folder.file.read_bytes()
    assert replica.follow() is None
    for seed in (2, 3):
        digest = folder.publish(seed)
        assert replica.follow() == replica.current.get() == copy.with_stem(digest)
    # The one before the last stays for workers that have not changed yet.
    assert len(list(copy.parent.glob("*.sqlite"))) == 2


@pytest.mark.parametrize("damage", ["half", "other"])
def test_what_is_not_there_as_a_whole_is_refused_until_it_is(
    folder: Folder, address: str, tmp_path: Path, damage: str
) -> None:
    replica = Replica(address, tmp_path / "cache")
    folder.publish(1)
    kept = replica.start()
    folder.publish(2)
    whole = folder.file.read_bytes()
    folder.file.write_bytes(whole[: len(whole) // 2] if damage == "half" else b"x" + whole[1:])
    folder.asked.clear()
    for _ in range(3):
        with pytest.raises(ImgcatError, match="not what its checksum says"):
            replica.follow()
        assert replica.current.get() == kept
    if folder.asked:
        assert folder.fetches() == [200, 304, 304]
    folder.file.write_bytes(whole)
    found = replica.follow()
    assert found is not None
    assert found.read_bytes() == whole


def test_what_is_no_index_is_refused_though_its_checksum_is_right(
    folder: Folder, address: str, tmp_path: Path
) -> None:
    replica = Replica(address, tmp_path / "cache")
    folder.publish(1)
    kept = replica.start()
    other = tmp_path / "text.sqlite"
    other.write_text("no index")
    publish(other, folder.file)
    with pytest.raises(ImgcatError, match="cannot be served"):
        replica.follow()
    assert replica.current.get() == kept
    assert list(kept.parent.glob("*.sqlite")) == [kept]


def test_what_a_killed_fetch_left_behind_is_removed(folder: Folder, tmp_path: Path) -> None:
    replica = Replica(str(folder.file), tmp_path / "cache")
    folder.publish(1)
    old, new = (replica.start().with_name(f".{name}.sqlite.part") for name in ("old", "new"))
    for part in (old, new):
        part.write_text("part")
    os.utime(old, (0, 0))
    folder.publish(2)
    replica.follow()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_copy_that_was_damaged_in_the_cache_is_fetched_anew(
    folder: Folder, tmp_path: Path
) -> None:
    folder.publish(1)
    copy = Replica(str(folder.file), tmp_path / "cache").start()
    copy.write_bytes(b"damaged")
    assert Replica(str(folder.file), tmp_path / "cache").start() == copy
    assert copy.read_bytes() == folder.file.read_bytes()


@pytest.mark.slow
def test_without_an_index_or_its_checksum_it_does_not_start(
    folder: Folder, address: str, tmp_path: Path
) -> None:
    replica = Replica(address, tmp_path / "cache")
    with pytest.raises(ImgcatError, match="sha256"):
        replica.start()
    checksum = folder.file.with_name(f"{folder.file.name}.sha256")
    checksum.write_text("<html>not here</html>")
    with pytest.raises(ImgcatError, match="holds no SHA-256 checksum"):
        replica.start()
    folder.publish(1)
    folder.file.unlink()
    with pytest.raises(ImgcatError):
        replica.start()
    folder.publish(1)
    assert replica.start().is_file()


def test_the_checksum_of_an_address_with_a_query_is_beside_its_path(
    folder: Folder, tmp_path: Path
) -> None:
    folder.publish(1)
    with serving(folder) as base:
        assert Replica(f"{base}/{INDEX}?version=1", tmp_path).start().is_file()


def test_a_server_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="cannot be read"):
        Replica("http://127.0.0.1:9/index.sqlite", tmp_path).start()
