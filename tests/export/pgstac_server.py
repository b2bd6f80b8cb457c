"""A real pgstac on the tests' PostgreSQL: loaded by pypgstac, served by stac-fastapi-pgstac."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.cli.test_cli import free_port

_BIN = Path(__file__).parents[2] / ".venv-rivals/bin"
HYDRATE = {"USE_API_HYDRATE": "TRUE"}
"""Items are put together by the API. By default the database does it, and leaves members that are null out."""


def program(name: str) -> str:
    """The path of a program of the environment in which pgstac's tools are."""
    if not (_BIN.parent / "installed").exists():
        reason = "pypgstac is not there: `make .venv-rivals/installed` installs it."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return str(_BIN / name)


def pypgstac(folder: str, *words: object) -> None:
    """Run pypgstac on the database of the server whose socket is in `folder`."""
    done = _run(folder, *words)
    assert done.returncode == 0, done.stderr[-3000:]


def is_loaded(folder: str, items: Path) -> bool:
    """Whether pypgstac loads a file of Items."""
    return _run(folder, "load", "items", items).returncode == 0


def _run(folder: str, *words: object) -> subprocess.CompletedProcess[str]:
    dsn = f"postgresql://postgres@/postgres?host={folder}"
    command = [program("pypgstac"), "--dsn", dsn, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@contextmanager
def stac_api(folder: str, settings: dict[str, str]) -> Iterator[str]:
    """The base URL of stac-fastapi-pgstac over that database."""
    port = free_port()
    environment = {
        **os.environ,
        **settings,
        "PGHOST": quote(folder, safe=""),
        "PGPORT": "5432",
        "PGUSER": "postgres",
        "PGPASSWORD": "none",
        "PGDATABASE": "postgres",
    }
    server = subprocess.Popen(
        [
            *(program("uvicorn"), "stac_fastapi.pgstac.app:create_app", "--factory"),
            *("--port", str(port), "--log-level", "error"),
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1200):
            try:
                httpx.get(url, timeout=30)
                break
            except httpx.TransportError:
                assert server.poll() is None, "stac-fastapi-pgstac ended"
                time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait()
