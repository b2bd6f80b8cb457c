"""Databases that are filled by programs: measured once, and kept with what it took for the next run."""

import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict

import orjson

from benchmarks.load import Loading
from benchmarks.rivals.postgres import Cluster


def loaded(
    cluster: Cluster, database: str, commands: Sequence[Sequence[str]], version: str = ""
) -> Loading:
    """Fill a database with these commands, unless it is there, filled by the same version of what fills it.

    CPU time is that of the commands and of the database. Memory is not known: who loads shares it with the server.
    """
    kept = cluster.folder.with_name(f"{cluster.folder.name}-{database}{version}.json")
    if kept.exists():
        return Loading(**orjson.loads(kept.read_bytes()))
    cluster.made_anew(database)
    start, computed = time.perf_counter(), cluster.cpu_seconds() + _of_children()
    for command in commands:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    # As it is left by autovacuum, which might otherwise come while questions are asked.
    cluster.sql(database, "VACUUM (ANALYZE)")
    loading = Loading(
        index=database,
        seconds=time.perf_counter() - start,
        cpu=cluster.cpu_seconds() + _of_children() - computed,
        memory=0,
        disk=cluster.size(database),
    )
    kept.write_bytes(orjson.dumps(asdict(loading)))
    return loading


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
