"""All rivals, one after the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.results import Served, versions_of
from benchmarks.rivals import imgcat_postgresql, pgstac
from benchmarks.rivals.environment import versions
from benchmarks.rivals.postgres import SETTINGS, Cluster
from benchmarks.session import Start
from benchmarks.sources import Sources

NAMES = ("imgcat-postgresql", "pgstac", "pgstac-defaults", "rustac")

_TUNED = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
_DATABASE = f"PostgreSQL 15 and PostGIS with {_TUNED}."
_UVICORN = ("fastapi", "uvicorn", "uvloop", "httptools")


@contextmanager
def rival(
    name: str, sources: Sources, tell: Callable[[str], None]
) -> Iterator[tuple[Served, Start]]:
    """A rival with the scenes loaded, and how it is started."""
    tell(f"Loading {name}")
    folder = sources.folder
    cluster = Cluster(folder / f"postgres-{sources.count}-{sources.seed}")
    try:
        if name == "imgcat-postgresql":
            loading = imgcat_postgresql.load(cluster, sources)
            notes = f"`imgcat serve` over a database, one worker. {_DATABASE}"
            yield (
                Served(imgcat_postgresql.NAME, versions_of(), notes, loading),
                imgcat_postgresql.start(cluster, folder),
            )
            return
        loading = pgstac.load(cluster, sources)
        if name == "rustac":
            notes = f"Over pgstac. {_DATABASE}"
            yield (
                Served("rustac serve", versions("rustac", "pypgstac"), notes, loading),
                pgstac.start_rustac(cluster, folder),
            )
            return
        tuned = name == "pgstac"
        how = (
            ", ".join(f"{key}={value}" for key, value in pgstac.TUNED.items())
            if tuned
            else "its defaults"
        )
        used = versions("stac-fastapi-pgstac", "pypgstac", *_UVICORN)
        title = "stac-fastapi-pgstac" if tuned else "stac-fastapi-pgstac, defaults"
        yield (
            Served(title, used, f"One worker, {how}. {_DATABASE}", loading),
            pgstac.start(cluster, folder, tuned),
        )
    finally:
        cluster.stop()
