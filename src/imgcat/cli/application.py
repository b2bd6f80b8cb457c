"""The application that a worker process runs: API and pages over the index that the environment names."""

import os
from pathlib import Path

from fastapi import FastAPI
from starlette.types import ASGIApp

from imgcat.api.app import create_app
from imgcat.api.as_of import AsOf
from imgcat.api.following import Following
from imgcat.api.request_id import RequestId
from imgcat.api.settings import Settings
from imgcat.catalog.repository import Repository
from imgcat.cli.load import STORE
from imgcat.cli.memory import keep_freed_memory
from imgcat.cli.serve import CACHE, FOLLOWED, HISTORY, INDEX
from imgcat.cli.thumbnails import THUMBNAILS_FROM
from imgcat.cli.tile_layers import TILE_LAYERS
from imgcat.store import Store
from imgcat.store.past import index_of
from imgcat.store.published import Current
from imgcat.store.sqlite import SqliteStore
from imgcat.web.negotiation import Negotiation
from imgcat.web.serving import Pages
from imgcat.web.thumbnails import origins
from imgcat.web.tile_layers import tile_layers


def application() -> ASGIApp:
    """Make the application. Each worker opens the index for itself."""
    keep_freed_memory()
    settings = Settings()
    if followed := os.environ.get(FOLLOWED):
        return Following(
            Current(Path(followed)).get,
            lambda path: _opened(path, settings),
            lambda store: _over(store, settings),
        )
    if url := os.environ.get(STORE):
        return _over(_database(url, settings), settings)
    app = _over(_opened(Path(os.environ[INDEX]), settings), settings)
    folder = os.environ.get(HISTORY)
    return _with_history(app, Path(folder), settings) if folder else app


def _opened(index: Path, settings: Settings) -> SqliteStore:
    return SqliteStore(index, time_limit=settings.time_limit, count_limit=settings.count_limit)


def _database(url: str, settings: Settings) -> Store:
    # Here, so that who serves files starts without the database's client.
    from imgcat.store.postgres import PostgresStore

    return PostgresStore(
        url,
        time_limit=settings.time_limit,
        count_limit=settings.count_limit,
        staleness=settings.staleness,
    )


def _over(store: Store, settings: Settings) -> FastAPI:
    app = create_app(store, settings)
    listed = os.environ.get(TILE_LAYERS)
    layers = tile_layers(Path(listed)) if listed else ()
    hosts = origins(os.environ.get(THUMBNAILS_FROM, "").split())
    app.router.routes.append(Pages(store, settings.base_url, layers=layers, thumbnails_from=hosts))
    app.add_middleware(Negotiation)
    return app


def _with_history(app: ASGIApp, folder: Path, settings: Settings) -> ASGIApp:
    """The application, and below `/as-of/` the same over earlier commits of a catalog's folder."""
    repository, cache = Repository.around(folder), Path(os.environ[CACHE])

    def app_of(store: Store, path: str) -> FastAPI:
        base = settings.base_url and settings.base_url + path
        return _over(store, settings.model_copy(update={"base_url": base}))

    def store_of(commit: str) -> SqliteStore:
        return _opened(index_of(repository, commit, cache), settings)

    return RequestId(AsOf(app, repository, store_of, app_of))
