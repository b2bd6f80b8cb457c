"""imgcat on the PostgreSQL server that the rivals have: the same scenes and settings, in a database of its own.

`python -m benchmarks.rivals.imgcat_postgresql URL FOLDER SCENES SEED` loads the database as `imgcat load` does.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import imgcat_server
from benchmarks.load import Loading, making, told
from benchmarks.rivals.loading import loaded
from benchmarks.rivals.postgres import Cluster
from benchmarks.sources import Sources
from benchmarks.target import Target
from imgcat.model.finding import Severity
from imgcat.store.postgres import load as load_database
from imgcat.store.postgres.schema import HEAD

NAME = "imgcat on PostgreSQL"
DATABASE = "imgcat"


def load(cluster: Cluster, sources: Sources) -> Loading:
    """Load the scenes and imgcat's own records, unless they are there in the tables of this version."""
    command = [
        *(sys.executable, "-m", "benchmarks.rivals.imgcat_postgresql", cluster.dsn(DATABASE)),
        *(str(sources.folder), str(sources.count), str(sources.seed)),
    ]
    loading = loaded(cluster, DATABASE, [command], f"-{HEAD}")
    return replace(loading, making=making(sources))


def start(cluster: Cluster, logs: Path) -> Callable[[], Target]:
    """Starts the server over the database."""
    url, others = cluster.dsn(DATABASE), [cluster.process]
    return lambda: imgcat_server.start(imgcat_server.STORE, url, logs, others)


if __name__ == "__main__":
    url, folder, count, seed = sys.argv[1:]
    sources = Sources(Path(folder), int(count), int(seed))
    parts = told(sources.parts(), sources.count)
    findings = load_database(
        url, (), (), parts=parts, default_collection="scenes", workers=os.cpu_count() or 1
    )
    if wrong := [one for one in findings if one.severity is Severity.ERROR]:
        raise ValueError(f"{len(wrong)} records cannot be loaded: {wrong[0]}")
