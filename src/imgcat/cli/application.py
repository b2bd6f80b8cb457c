"""The application that a worker process runs: API and pages over the index that the environment names."""

import os
from pathlib import Path

from fastapi import FastAPI

from imgcat.api.app import create_app
from imgcat.api.settings import Settings
from imgcat.cli.serve import INDEX
from imgcat.store.sqlite import SqliteStore
from imgcat.web.negotiation import Negotiation
from imgcat.web.serving import Pages


def application() -> FastAPI:
    """Make the application. Each worker opens the index for itself."""
    settings = Settings()
    store = SqliteStore(
        Path(os.environ[INDEX]),
        time_limit=settings.time_limit,
        count_limit=settings.count_limit,
    )
    app = create_app(store, settings)
    app.router.routes.append(Pages(store, settings.base_url))
    app.add_middleware(Negotiation)
    return app
