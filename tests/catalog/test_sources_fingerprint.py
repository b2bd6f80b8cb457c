"""A fingerprint changes when a file does, and only then."""

import os
from pathlib import Path

import pytest

from imgcat.catalog.sources import fingerprint
from imgcat.errors import ImgcatError
from tests.catalog.stac_files import item, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "c", {"a/one.json": item("one"), "a/two.json": item("two")})


def test_it_stays_when_nothing_changes(folder: Path) -> None:
    assert fingerprint([folder]) == fingerprint([folder])


def test_a_change_of_time_size_or_name_shows(folder: Path) -> None:
    seen = {fingerprint([folder])}
    os.utime(folder / "a/one.json", ns=(1, 1))
    seen.add(fingerprint([folder]))
    (folder / "a/one.json").write_text("{}")
    os.utime(folder / "a/one.json", ns=(1, 1))
    seen.add(fingerprint([folder]))
    (folder / "a/one.json").rename(folder / "a/three.json")
    seen.add(fingerprint([folder]))
    (folder / "a/three.json").unlink()
    seen.add(fingerprint([folder]))
    assert len(seen) == 5


def test_hidden_files_do_not_count(folder: Path) -> None:
    before = fingerprint([folder])
    write(folder, {".git/index": b"x", ".hidden.json": b"x"})
    assert fingerprint([folder]) == before


def test_sources_count_in_their_order(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path, {"items.ndjson": item("x")}) / "items.ndjson"
    assert fingerprint([folder, other]) != fingerprint([other, folder])


def test_symbolic_links_to_nowhere_and_in_circles_are_survived(folder: Path) -> None:
    before = fingerprint([folder])
    (folder / "gone.json").symlink_to("nowhere.json")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    assert fingerprint([folder]) != before


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImgcatError, match="cannot be read"):
        fingerprint([tmp_path / "gone"])
