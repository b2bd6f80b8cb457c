"""The real catalog opened in both ways: from its folder, and from a server on a loopback port."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import imgcat.client
from imgcat.client import Catalog
from tests.conftest import CATALOG


@pytest.fixture(scope="session")
def local(cache: Path) -> Iterator[Catalog]:
    with imgcat.client.open(CATALOG, cache=cache) as opened:
        yield opened


@pytest.fixture(scope="session")
def remote(server: str) -> Catalog:
    return imgcat.client.open(server)


@pytest.fixture(params=["local", "remote"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    opened: Catalog = request.getfixturevalue(request.param)
    return opened
