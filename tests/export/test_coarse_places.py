"""A place that was made coarse is coarse in every export, and no export shows how its source printed it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from imgcat.catalog.sources import read_source
from imgcat.catalog.sources.record import Kind, SourceRecord
from imgcat.export import Format
from imgcat.export.formats import OF_FILES
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.location import Location, Name
from imgcat.model.position import Position, coarsen
from imgcat.model.source import Source
from imgcat.model.vocabulary import Sensitivity
from imgcat.store import Query, lossless
from tests.engines import Opened
from tests.export.selections import found, of, whole

SOURCE = Source(url="https://example.org/report")
EXACT = Position(
    geometry={"type": "Point", "coordinates": [129.123456, 41.987654]},
    as_printed="41°59'15.6\"N 129°07'24.4\"E",
    source=SOURCE,
)
PLACE = Location(
    id="xyz-camp",
    created=datetime(2020, 1, 1, tzinfo=UTC),
    names=(Name(text="A camp", source=SOURCE),),
    positions=(coarsen(EXACT, 2, "People there could come to harm."),),
    sensitivity=Sensitivity.VULNERABLE,
)
LEAKS = ("129.1234", "41.9876", "41.987654", "59'15", "07'24", "as_printed")


@pytest.mark.parametrize("form", OF_FILES, ids=lambda form: form.name)
def test_no_export_is_finer_than_the_record(form: Format, tmp_path: Path) -> None:
    collections = {LOCATIONS: {"id": LOCATIONS, "links": []}}
    made = whole(form.write(of(PLACE.to_item(), collections=collections)))
    text = _shown(form, made, tmp_path)
    assert "A camp" in text
    assert [leak for leak in LEAKS if leak in text] == []


@pytest.mark.parametrize("form", OF_FILES, ids=lambda form: form.name)
def test_no_export_of_the_catalog_shows_how_the_place_of_the_vulnerable_was_printed(
    form: Format, store: Opened, tmp_path: Path
) -> None:
    vulnerable = {"op": "=", "args": [{"property": "ref:sensitivity"}, "vulnerable"]}
    selection = found(store, Query(collections=(LOCATIONS,), filter=vulnerable))
    text = _shown(form, whole(form.write(selection)), tmp_path)
    assert "Camp 25, Chongjin" in text
    assert "as_printed" not in text


def _shown(form: Format, made: bytes, tmp_path: Path) -> str:
    """All that a file says, as text."""
    path = tmp_path / f"file.{form.suffix}"
    path.write_bytes(made)
    if form.name == "geoparquet":
        items = [each for each in read_source(path) if isinstance(each, SourceRecord)]
        return b"".join(
            lossless.dumps(each.body) for each in items if each.kind is Kind.ITEM
        ).decode()
    if form.name in ("zip", "kmz", "pgstac"):
        import zipfile

        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    return made.decode()
