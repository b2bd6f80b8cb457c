"""docs/exporting.md names every format, path and column, so that it cannot fall behind."""

from pathlib import Path

import pytest

from imgcat.api.settings import Settings
from imgcat.export import Format
from imgcat.export.archive import archive
from imgcat.export.columns import COLUMNS, SHARED
from imgcat.export.formats import DOSSIER_MOST, OF_FILES
from imgcat.export.geoparquet import ROW_GROUP
from imgcat.export.kml import MOST
from imgcat.export.query import FEED_ENTRIES
from tests.export.selections import of, whole

DOCS = (Path(__file__).parents[2] / "docs" / "exporting.md").read_text("utf-8")


@pytest.mark.parametrize("form", OF_FILES, ids=lambda form: form.name)
def test_every_format_is_documented_with_its_media_type(form: Format) -> None:
    (row,) = (
        line
        for line in DOCS.splitlines()
        if f"`{form.name}`" in line and f"`{form.base_type}`" in line
    )
    assert row.startswith("| `")


def test_every_column_is_documented() -> None:
    assert [name for name in SHARED if f"`{name}`" not in DOCS] == []
    for kind, columns in COLUMNS.items():
        (start,) = (line for line in DOCS.splitlines() if line.startswith(f"- {kind}: "))
        listed = DOCS[DOCS.index(start) :].split("\n- ", 2)[0].split("\n\n")[0]
        assert [column.name for column in columns if f"`{column.name}`" not in listed] == []


def test_every_bound_is_documented() -> None:
    for bound in (Settings().export_limit, MOST, DOSSIER_MOST, ROW_GROUP, FEED_ENTRIES):
        assert f"{bound:,}" in DOCS


def test_the_archive_explains_itself() -> None:
    assert b"SHA256SUMS" in whole(archive(of()))
