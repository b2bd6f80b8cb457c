"""The real catalog opened in both ways: from its folder, and from a server on a loopback port."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import imgcat.client
from imgcat.client import Catalog
from tests.engines import CATALOG, ON_POSTGRESQL, Engine, served
from tests.serving import serving


@pytest.fixture(scope="session")
def local(cache: Path) -> Iterator[Catalog]:
    with imgcat.client.open(CATALOG, cache=cache) as opened:
        yield opened


@pytest.fixture(scope="session")
def remote(server: str) -> Catalog:
    return imgcat.client.open(server)


@pytest.fixture(scope="session", params=["folder", "sqlite", ON_POSTGRESQL])
def catalog(request: pytest.FixtureRequest) -> Iterator[Catalog]:
    """All ways: the folder itself, and servers over either engine."""
    if request.param == "folder":
        yield request.getfixturevalue("local")
        return
    engine: Engine[Any] = request.getfixturevalue(request.param)
    with serving(served(engine, engine.shipped)) as url:
        yield imgcat.client.open(url)
