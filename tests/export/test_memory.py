"""What an export holds in memory does not grow with the number of records."""

import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from imgcat.export import BY_NAME, geoparquet
from imgcat.export.chunks import SIZE, joined
from imgcat.export.selection import Selection
from imgcat.store import StoredItem, lossless
from tests.export.selections import of
from tests.store.items import item, point

STREAMED = (
    "geojson",
    "geojsonseq",
    "ndjson",
    "csv",
    "bibtex",
    "ris",
    "csl",
    "schemaorg",
    "jsonfeed",
)


class Scenes(Iterable[StoredItem]):
    """Scenes all over the world, made when they are asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __iter__(self) -> Iterator[StoredItem]:
        for number in range(self._count):
            where = point(number * 7.3 % 360 - 180, number * 3.1 % 180 - 90)
            made = item(f"scene-{number}", where, note="x" * 2000)
            yield StoredItem("scenes", made["id"], lossless.dumps(made))


def peak(name: str, count: int) -> int:
    """The most bytes that Python held while an export of so many scenes was written."""
    selection: Selection = replace(of(), items=Scenes(count))
    tracemalloc.start()
    try:
        for _ in joined(BY_NAME[name].write(selection)):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", STREAMED)
def test_text_is_handed_on_as_it_is_made(name: str) -> None:
    peak(name, 1)
    assert peak(name, 400) < 16 * SIZE


def test_of_a_parquet_file_one_row_group_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geoparquet, "ROW_GROUP", 128)
    monkeypatch.setattr(geoparquet, "BATCH", 64)
    peak("geoparquet", 1)
    assert peak("geoparquet", 1600) < 1.5 * peak("geoparquet", 400)
