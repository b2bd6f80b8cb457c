"""`imgcat index` and `imgcat serve --index`: a published index takes over while requests are answered."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.staticfiles import StaticFiles
from typer.testing import CliRunner

from imgcat.catalog.build import build
from imgcat.cli.app import app
from imgcat.errors import ImgcatError
from imgcat.store.published import publish
from tests.catalog.records import small_catalog
from tests.cli.test_cli import free_port, served
from tests.serving import serving

PATHS = (
    "/collections/reports/items",
    "/search?limit=2",
    "/locations/sino-ri/references",
    "/collections/locations/items/sino-ri",
    "/collections",
)


def invoke(*words: object) -> str:
    """What the command prints; its errors are raised."""
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False).output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog, and one that has a report less, each as an index to be published."""
    for name in ("one", "other"):
        build(tmp_path / name, small_catalog())
    (tmp_path / "other/references/on.json").unlink()
    for name in ("one", "other"):
        told = invoke(
            "index", tmp_path / name, "--out", tmp_path / f"{name}.sqlite", "--cache", tmp_path
        )
        assert "SHA-256" in told
    return tmp_path


class Storm:
    """Readers that ask without a pause; every answer is kept with the revision that it was given for."""

    def __init__(self, base: str, paths: Sequence[str] = PATHS) -> None:
        self.base = base
        self.paths = paths
        self.failed: list[str] = []
        self.answers: dict[tuple[str, str], set[bytes]] = defaultdict(set)
        self.revisions: list[str] = []
        self._over = threading.Event()

    def _read(self) -> None:
        with httpx.Client(base_url=self.base, timeout=30) as client:
            while not self._over.is_set():
                for path in self.paths:
                    try:
                        answer = client.get(path)
                    except httpx.HTTPError as error:
                        self.failed.append(f"{path}: {error!r}")
                        continue
                    if answer.status_code != 200:
                        self.failed.append(f"{path}: {answer.status_code} {answer.text}")
                    revision = answer.headers["imgcat-revision"]
                    self.revisions.append(revision)
                    self.answers[revision, path].add(answer.content)

    @contextmanager
    def blowing(self) -> Iterator[None]:
        readers = [threading.Thread(target=self._read) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            yield
        finally:
            self._over.set()
            for reader in readers:
                reader.join()

    def waits_for(self, reached: Callable[[], bool]) -> None:
        """Go on until something is so. A deadline that no machine needs ends what would never end."""
        deadline = time.monotonic() + 120
        while not reached():
            assert time.monotonic() < deadline, (len(self.revisions), set(self.revisions))
            time.sleep(0.05)

    def settled(self) -> str:
        """The one revision that all the last answers are of, once it is another one than the first."""
        first = self.revisions[0]
        self.waits_for(lambda: first not in self.revisions[-40:])
        return self.revisions[-1]


@pytest.mark.slow
def test_a_new_index_takes_over_without_a_failed_request(folder: Path) -> None:
    public = folder / "public"
    publish(folder / "one.sqlite", public / "index.sqlite")
    with serving(StaticFiles(directory=public)) as origin:
        address = f"{origin}/index.sqlite"
        with served("--index", address, "--recheck", 0.2, "--workers", 2, cwd=folder) as (
            base,
            log,
        ):
            storm = Storm(base)
            with storm.blowing():
                storm.waits_for(lambda: len(storm.revisions) > 50)
                publish(folder / "other.sqlite", public / "index.sqlite")
                new = storm.settled()
                # Half of a third one is not served, and that is told.
                half = (folder / "one.sqlite").read_bytes()[:50_000]
                (public / "index.sqlite").write_bytes(half)
                (public / "index.sqlite.sha256").write_text("0" * 64)
                storm.waits_for(lambda: "not what its checksum says" in log.read_text())
                done = len(storm.revisions)
                storm.waits_for(lambda: len(storm.revisions) > done + 50)
            assert storm.failed == []
            assert set(storm.revisions[done:]) == {new}
            assert len(set(storm.revisions)) == 2
            # No answer is of two indexes at once.
            assert all(len(bodies) == 1 for bodies in storm.answers.values())
            assert log.read_text().count("not what its checksum says") == 1
            assert log.read_text().count("a new index") == 1


def test_what_cannot_be_served_is_refused_at_the_start(folder: Path) -> None:
    (folder / "one.sqlite").write_bytes(b"")
    asked = ("--index", folder / "one.sqlite", "--cache", folder / "cache", "--port", free_port())
    with pytest.raises(ImgcatError, match="not what its checksum says"):
        invoke("serve", *asked)
    for words in ((folder / "one",), ("--history",)):
        with pytest.raises(ImgcatError, match="With --index"):
            invoke("serve", *words, *asked)
