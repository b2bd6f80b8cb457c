"""stac-fastapi-geoparquet: DuckDB over a stac-geoparquet file."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.load import Loading, Sources
from benchmarks.rivals.environment import command
from benchmarks.server import Server, free_port
from benchmarks.target import StacApi, Target


def load(sources: Sources, folder: Path) -> tuple[Path, Loading]:
    """Write the scenes as stac-geoparquet with rustac, unless they are there."""
    target = (folder / f"{sources.scenes.stem}.parquet").absolute()
    marker = target.with_suffix(".loaded")
    if not marker.exists():
        start = time.perf_counter()
        subprocess.run(
            [command("rustac"), "translate", str(sources.scenes.absolute()), str(target)],
            check=True,
        )
        marker.write_text(str(time.perf_counter() - start), "utf-8")
    return target, Loading("", float(marker.read_text("utf-8")), None, 0, target.stat().st_size)


def start(parquet: Path, logs: Path) -> Callable[[], Target]:
    """Starts the server over a file."""

    def started() -> Target:
        port = free_port()
        environment = {**os.environ, "STAC_FASTAPI_GEOPARQUET_HREF": str(parquet)}
        uvicorn = [
            *(command("uvicorn"), "stac_fastapi.geoparquet.main:app"),
            *("--port", str(port), "--log-level", "warning"),
        ]
        server = Server(uvicorn, port, logs / "geoparquet.log", environment)
        return StacApi("stac-fastapi-geoparquet", server, aggregates=False, own=False)

    return started
