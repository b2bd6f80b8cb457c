"""stac-fastapi-pgstac on PostgreSQL and PostGIS, and rustac's server on the same database."""

import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.ask import Ask, Count
from benchmarks.load import Loading
from benchmarks.rivals.environment import command
from benchmarks.rivals.loading import loaded
from benchmarks.rivals.postgres import USER, Cluster
from benchmarks.server import Server, free_port
from benchmarks.sources import Sources
from benchmarks.target import StacApi, Target, post

DATABASE = "pgstac"

TUNED = {"USE_API_HYDRATE": "TRUE", "ENABLE_DIRECT_RESPONSE": "TRUE"}
"""The best that its documents offer; scenes are loaded under a collection without `item_assets`."""


class Pgstac(StacApi):
    """Asks for an exact count where there is no aggregation: with pgstac's own setting, for this one request."""

    def ask(self, ask: Ask) -> bytes | None:
        """The first request; None when the server cannot be asked that."""
        if isinstance(ask, Count):
            return post("/search", {**ask.body, "limit": 1, "conf": {"context": "on"}})
        return super().ask(ask)


def load(cluster: Cluster, sources: Sources) -> Loading:
    """Load the scenes with pypgstac, unless they are there."""
    files = [str(path.absolute()) for path in (sources.collection_file(), sources.scenes_file())]
    pypgstac = [command("pypgstac"), "--dsn", cluster.dsn(DATABASE)]
    return loaded(
        cluster,
        DATABASE,
        [
            [*pypgstac, "migrate"],
            [*pypgstac, "load", "collections", files[0], "--method", "insert"],
            [*pypgstac, "load", "items", files[1], "--method", "insert"],
        ],
    )


def start(cluster: Cluster, logs: Path, tuned: bool) -> Callable[[], Target]:
    """Starts the server over a database."""
    environment = {
        **os.environ,
        "PGHOST": "127.0.0.1",
        "PGPORT": str(cluster.port),
        "PGUSER": USER,
        "PGPASSWORD": "none",
        "PGDATABASE": DATABASE,
        **(TUNED if tuned else {}),
    }

    def started() -> Target:
        port = free_port()
        uvicorn = [
            *(command("uvicorn"), "stac_fastapi.pgstac.app:create_app", "--factory"),
            *("--port", str(port), "--log-level", "warning"),
        ]
        server = Server(uvicorn, port, logs / "pgstac.log", environment, [cluster.process])
        return Pgstac("stac-fastapi-pgstac", server, aggregates=False, own=False)

    return started


def start_rustac(cluster: Cluster, logs: Path) -> Callable[[], Target]:
    """Starts rustac's server over the same database, where it expects pgstac's tables without their schema's name."""
    cluster.sql(DATABASE, f"ALTER DATABASE {DATABASE} SET search_path TO pgstac, public")

    def started() -> Target:
        port = free_port()
        rustac = [
            command("rustac"),
            "serve",
            "--addr",
            f"127.0.0.1:{port}",
            "--pgstac",
            cluster.dsn(DATABASE),
        ]
        server = Server(rustac, port, logs / "rustac.log", others=[cluster.process])
        return Pgstac("rustac", server, aggregates=False, own=False)

    return started
