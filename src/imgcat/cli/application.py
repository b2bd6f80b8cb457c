"""The application that a worker process runs: API and pages over the index that the environment names."""

import os
from pathlib import Path

from fastapi import FastAPI

from imgcat.api.app import create_app
from imgcat.cli.serve import INDEX
from imgcat.store.sqlite import SqliteStore
from imgcat.web.negotiation import HomeNegotiation
from imgcat.web.pages import router

TIME_LIMIT = 20.0
"""Seconds after which a query is given up."""


def application() -> FastAPI:
    """Make the application. Each worker opens the index for itself."""
    store = SqliteStore(Path(os.environ[INDEX]), time_limit=TIME_LIMIT)
    app = create_app(store)
    app.include_router(router(store))
    app.add_middleware(HomeNegotiation)
    return app
