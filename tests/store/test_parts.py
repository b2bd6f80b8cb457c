"""Sources read in parts, by several processes: nothing is lost, doubled, or told from the wrong line."""

import json
from pathlib import Path

import pytest

from imgcat.catalog.sources import parts, read_in_parts, read_source
from imgcat.store.entry import Entry, in_parts
from imgcat.store.protocol import Query
from imgcat.store.sqlite import SqliteStore, build
from tests.store.conftest import entries
from tests.store.items import item, point


@pytest.mark.parametrize("size", [1, 7, 64, 1000, 10_000])
@pytest.mark.parametrize("ending", ["\n", ""])
def test_the_parts_of_a_file_are_its_lines(tmp_path: Path, size: int, ending: str) -> None:
    path = tmp_path / "items.ndjson"
    lines = [json.dumps(item(f"item-{number}", title="x" * number)) for number in range(30)]
    lines[7] = ""
    lines[9] = "{"
    path.write_text("\n".join(lines) + ending)
    read = [found for part in parts.lines(path, size=size) for found in part.read()]
    assert read == list(read_source(path))


def test_only_a_file_of_lines_has_parts(tmp_path: Path) -> None:
    whole = tmp_path / "item.json"
    whole.write_text(json.dumps(item("a")))
    assert read_in_parts(whole) is None
    assert read_in_parts(tmp_path) is None


def test_several_processes_make_the_same_index(tmp_path: Path) -> None:
    items = [item(f"item {number % 90}", point(number, 0), gsd=number % 90) for number in range(99)]
    found = {}
    for workers in (1, 2):
        path = tmp_path / f"{workers}.sqlite"
        given: list[Entry] = list(entries(items, "items"))
        findings = build(
            path,
            (),
            (),
            parts=in_parts(given, 5),
            default_collection="items",
            workers=workers,
        )
        store = SqliteStore(path)
        page = store.search(Query(limit=100))
        found[workers] = (findings, store.revision, page, store.queryables("scenes"))
        store.close()
    assert found[1] == found[2]
    told = [finding.path for finding in found[1][0] if finding.rule == "duplicate"]
    assert told == [f"items:{line}" for line in range(91, 100)]
