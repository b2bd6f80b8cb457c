"""The application that a worker process runs: API and pages over the index that the environment names."""

import os
from pathlib import Path

from fastapi import FastAPI

from imgcat.api.app import create_app
from imgcat.store.sqlite import SqliteStore

INDEX = "IMGCAT_INDEX"
"""The environment variable that tells the workers which index file to open."""

TIME_LIMIT = 20.0
"""Seconds after which a query is given up."""


def application() -> FastAPI:
    """Make the application. Each worker opens the index for itself."""
    store = SqliteStore(Path(os.environ[INDEX]), time_limit=TIME_LIMIT)
    return create_app(store)
