"""The real catalog and some scenes more, served once for all tests on a loopback port."""

from collections.abc import Iterator

import httpx
import pytest
from pystac_client import Client

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from tests.engines import Opened
from tests.serving import serving


@pytest.fixture(scope="session")
def base(store: Opened) -> Iterator[str]:
    with serving(create_app(store, Settings())) as url:
        yield url


@pytest.fixture(scope="session")
def api(base: str) -> Iterator[httpx.Client]:
    """A plain HTTP client of the API."""
    with httpx.Client(base_url=base, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def stac(base: str) -> Client:
    """The real STAC client, over a real socket."""
    return Client.open(base)
