"""Selections of the real catalog with scenes that are odd in one way each."""

import pytest

from imgcat.export.selection import Selection
from imgcat.store import Query
from tests.engines import Opened
from tests.export.selections import found


@pytest.fixture(scope="session")
def everything(store: Opened) -> Selection:
    """Every record there is."""
    return found(store, Query())
