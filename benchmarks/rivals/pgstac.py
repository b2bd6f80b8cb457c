"""stac-fastapi-pgstac on PostgreSQL and PostGIS, and rustac's server on the same database."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.ask import Ask, Count
from benchmarks.load import Loading
from benchmarks.rivals.environment import command
from benchmarks.rivals.postgres import USER, Cluster
from benchmarks.server import Server, free_port
from benchmarks.sources import Sources
from benchmarks.target import StacApi, Target, post

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
    marker = cluster.folder.with_suffix(".loaded")
    if marker.exists():
        return Loading("", float(marker.read_text("utf-8")), None, 0, cluster.size())
    pypgstac = [command("pypgstac"), "--dsn", cluster.dsn]
    start = time.perf_counter()
    for arguments in (
        ("migrate",),
        ("load", "collections", str(sources.collection_file().absolute()), "--method", "insert"),
        ("load", "items", str(sources.scenes_file().absolute()), "--method", "insert"),
    ):
        subprocess.run([*pypgstac, *arguments], check=True, stdout=subprocess.DEVNULL)
    cluster.sql("ANALYZE")
    seconds = time.perf_counter() - start
    marker.write_text(str(seconds), "utf-8")
    return Loading("", seconds, None, 0, cluster.size())


def start(cluster: Cluster, logs: Path, tuned: bool) -> Callable[[], Target]:
    """Starts the server over a database."""
    environment = {
        **os.environ,
        "PGHOST": "127.0.0.1",
        "PGPORT": str(cluster.port),
        "PGUSER": USER,
        "PGPASSWORD": "none",
        "PGDATABASE": "postgres",
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
    cluster.sql("ALTER DATABASE postgres SET search_path TO pgstac, public")

    def started() -> Target:
        port = free_port()
        rustac = [
            command("rustac"),
            "serve",
            "--addr",
            f"127.0.0.1:{port}",
            "--pgstac",
            cluster.dsn,
        ]
        server = Server(rustac, port, logs / "rustac.log", others=[cluster.process])
        return Pgstac("rustac", server, aggregates=False, own=False)

    return started
