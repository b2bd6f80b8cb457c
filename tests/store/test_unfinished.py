"""A build that was interrupted is gone on with: what was read is not read again, and the index is the same."""

import gzip
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from imgcat.catalog.sources import parts as source_parts
from imgcat.model.finding import Finding
from imgcat.store.entry import Entry, Given, Part, Place
from imgcat.store.index import parts, ready
from imgcat.store.sqlite import SqliteStore, build_on
from tests.catalog.stac_files import collection, write
from tests.catalog.test_sources_parquet import row, table
from tests.store.conftest import entries
from tests.store.items import item, point
from tests.store.synthetic import Synthetic

PARTS = 20


class Source:
    """Parts of items, two of which are there twice; reading may stop before one of them."""

    def __init__(self) -> None:
        records = [*Synthetic(1).items(300), item("x", collection="made"), item("y"), item("y")]
        given = [Entry("lines", {}, False), *entries(records, "items")]
        given.insert(7, Entry("collections", collection("scenes"), is_collection=True))
        size = len(given) // PARTS
        self.given = [given[at : at + size] for at in range(0, len(given), size)]
        self.read: list[int] = []
        self.stops_at: int | None = None

    def after(self, place: Place | None) -> Iterator[Part]:
        for at in range(place[0] if place else 0, len(self.given)):
            if at == self.stops_at:
                raise KeyboardInterrupt
            self.read.append(at)
            yield Given(self.given[at], (at + 1,))

    def build(self, path: Path) -> Sequence[Finding]:
        return build_on(path, self.after, default_collection="items")


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checkpoints, and a dictionary from the first few items."""
    monkeypatch.setattr("imgcat.store.sqlite.unfinished._EVERY", 4)
    monkeypatch.setattr(sys.modules["imgcat.store.sample"], "_SAMPLE_ITEMS", 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def test_what_was_interrupted_goes_on_where_it_stopped(path: Path, tmp_path: Path) -> None:
    whole, broken = Source(), Source()
    findings = whole.build(path)
    other = tmp_path / "other/index.sqlite"
    for stop in (3, 10, 15):
        broken.stops_at = stop
        with pytest.raises(KeyboardInterrupt):
            broken.build(other)
        assert not other.exists()
    broken.stops_at, broken.read = None, []
    assert broken.build(other) == findings
    assert broken.read[0] == 12
    assert broken.read[-1] == whole.read[-1]
    # But for the counter of how often the file was written to, in its head.
    assert other.read_bytes()[100:] == path.read_bytes()[100:]
    assert list(other.parent.iterdir()) == [other]
    for each in (path, other):
        SqliteStore(each).close()


def test_an_interruption_before_the_first_checkpoint_leaves_nothing(path: Path) -> None:
    source = Source()
    source.stops_at = 3
    with pytest.raises(KeyboardInterrupt):
        source.build(path)
    assert list(path.parent.iterdir()) == []


def test_what_cannot_be_gone_on_with_is_begun_anew(path: Path) -> None:
    source = Source()
    for damage in ("words", None):
        source.stops_at = 10
        with pytest.raises(KeyboardInterrupt):
            source.build(path)
        (folder,) = path.parent.iterdir()
        if damage is None:
            (folder / "loading.sqlite").unlink()
        else:
            (folder / "index.sqlite").write_text(damage * 10_000)
        source.stops_at, source.read = None, []
        source.build(path)
        assert source.read[0] == 0
        assert list(path.parent.iterdir()) == [path]
        path.unlink()


def test_two_who_build_the_same_do_not_disturb_each_other(path: Path) -> None:
    first, second = Source(), Source()
    beside: list[bytes] = []

    def after(place: Place | None) -> Iterator[Part]:
        for at, part in enumerate(first.after(place)):
            if at == 6:
                second.build(path)
                beside.append(path.read_bytes())
            yield part

    build_on(path, after, default_collection="items")
    assert second.read[0] == 0
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == beside[0]
    SqliteStore(path).close()


KILLED = """
import os, signal, sys
from pathlib import Path
from imgcat.catalog.sources import parts
from imgcat.store.index import ready
from imgcat.store.sqlite import unfinished

parts.lines.__defaults__ = (parts.START, 2_000)
unfinished._EVERY = 4
sys.modules["imgcat.store.sample"]._SAMPLE_ITEMS = 10
ready([Path(sys.argv[1])], Path(sys.argv[2]), lambda done: done == 30 and os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_build_that_was_killed_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_parts.lines, "__defaults__", (source_parts.START, 2_000))
    file, cache = tmp_path / "items.ndjson", tmp_path / "cache"
    items = [item(f"item-{at}", point(at % 90, 0), title=f"word{at}") for at in range(600)]
    file.write_text("".join(f"{json.dumps(each)}\n" for each in items))
    command = (sys.executable, "-c", KILLED, str(file), str(cache))
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    read: list[int] = []
    index = ready([file], cache, read.append)
    anew: list[int] = []
    other = ready([file], tmp_path / "other", anew.append)
    assert 0 < len(read) < len(anew) - 20
    assert index.findings == other.findings
    assert index.path.read_bytes()[100:] == other.path.read_bytes()[100:]
    assert [each.name for each in index.path.parent.glob(".*")] == []


def test_sources_of_every_kind_are_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_parts.lines, "__defaults__", (source_parts.START, 1_000))
    monkeypatch.setattr(source_parts.texts, "__defaults__", (source_parts.START, 1_000))
    monkeypatch.setattr("imgcat.store.entry.in_parts.__defaults__", (4,))
    lines = b"".join(json.dumps(item(f"a-{at}")).encode() + b"\n" for at in range(30))
    (tmp_path / "a.ndjson").write_bytes(lines)
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(lines.replace(b"a-", b"b-")))
    folder = write(tmp_path / "folder", {f"{at}.json": item(f"c-{at}") for at in range(10)})
    grouped = table(tmp_path / "d.parquet", [row(f"d-{at}") for at in range(10)])
    sources = [tmp_path / "a.ndjson", tmp_path / "b.ndjson.gz", folder, grouped]

    def read(after: Place | None) -> list[tuple[Place | None, list[Entry | Finding]]]:
        return [(part.place, list(part.read())) for part in parts(sources, after)]

    whole = read(None)
    assert len({place for place, _ in whole}) == len(whole) > 15
    for at, (place, _) in enumerate(whole, 1):
        assert read(place) == whole[at:]
