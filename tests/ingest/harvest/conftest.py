"""A catalog's folder to harvest into."""

from pathlib import Path

import pytest

from imgcat.catalog.build import build
from tests.ingest.harvest.offers import place_catalog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog of one place, of which one picture is cited."""
    build(tmp_path / "catalog", place_catalog())
    return tmp_path / "catalog"
