"""The pages over real indexes: of the catalog that ships, and of catalogs made in a test."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI

from imgcat.catalog.build import rendered
from imgcat.catalog.records import Records
from imgcat.store.entry import Entry
from imgcat.web.negotiation import Negotiation
from imgcat.web.serving import Pages
from imgcat.web.tile_layers import TileLayer
from tests.engines import Engine, Opened

File = tuple[str, Mapping[str, Any]]


class Site:
    """The pages of a store, beside an API of which only the landing page is there."""

    def __init__(self, store: Opened, layers: tuple[TileLayer, ...] = ()) -> None:
        self.store = store
        app = FastAPI()
        app.router.routes.append(Pages(store, layers=layers))
        app.add_api_route("/", lambda: {"type": "Catalog"}, methods=["GET", "HEAD"])
        app.add_middleware(Negotiation)
        self._app = app

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer to a request; underscores in names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._ask(method, path, named))

    async def _ask(self, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, headers=headers)


ServeFiles = Callable[[Iterable[File]], Site]
MakeSite = Callable[..., Site]


@pytest.fixture(scope="session")
def serve_files(engine: Engine[Any]) -> ServeFiles:
    """Stores Items and Collections, each with the name of its file, and serves their pages."""

    def serve(files: Iterable[File]) -> Site:
        held = list(files)
        store, _ = engine.holding(
            (Entry(name, body) for name, body in held if body.get("type") == "Feature"),
            (Entry(name, body) for name, body in held if body.get("type") == "Collection"),
        )
        return Site(store)

    return serve


@pytest.fixture(scope="session")
def make_site(serve_files: ServeFiles) -> MakeSite:
    """Serves the pages of records, as `imgcat build` would write them, and of further Items as they are."""

    def make(records: Records, items: Iterable[Mapping[str, Any]] = ()) -> Site:
        files = ((path, orjson.loads(data)) for path, data in rendered(records))
        return serve_files([*files, *(("items", item) for item in items)])

    return make


@pytest.fixture(scope="session")
def real_site(shipped: Opened) -> Site:
    """The pages of the catalog that ships."""
    return Site(shipped)
