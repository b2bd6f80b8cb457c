"""Sources made into an index, for the commands that ask questions."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
from rich.console import Console

from imgcat.catalog.sources import Source, source
from imgcat.cli.console import counted, errors, output, progress, show
from imgcat.errors import ImgcatError
from imgcat.model.finding import Finding, Severity
from imgcat.store.index import findings_file, ready
from imgcat.store.sqlite import SqliteStore

SHOWN = 20
"""How many findings are printed; all of them stand in a file beside the index."""

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        help="Folders with static STAC catalogs, NDJSON files of items and collections, stac-geoparquet files; "
        "files also at addresses (https, s3, gs, az). The folder `catalog` when none is given.",
        show_default=False,
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        help="Where the index is kept; it can be deleted at any time.", show_default=False
    ),
]


def checked(sources: list[str] | None) -> list[Source]:
    """The sources. Raises ImgcatError."""
    if not sources and not Path("catalog").exists():
        raise ImgcatError(
            "There is no folder `catalog` here: name a source, or run it where one is."
        )
    return [source(text) for text in sources or ["catalog"]]


def processors() -> int:
    """How many processes read sources side by side."""
    return len(os.sched_getaffinity(0))


def cache_folder(given: Path | None) -> Path:
    """Where indexes are kept."""
    return given or platformdirs.user_cache_path("imgcat")


def indexed(paths: list[Source], cache: Path | None, *, quiet: bool = False) -> Path:
    """The index of the sources, built when files have changed; findings are printed, when `quiet` as errors are.

    Raises ImgcatError when not one record could be loaded: an empty catalog would look like an answer.
    """
    with progress() as bar:
        task = bar.add_task("Indexing", total=None)
        index = ready(
            paths,
            cache_folder(cache),
            lambda done: bar.update(task, completed=done),
            workers=processors(),
        )
    if index.findings:
        tell(index.findings, findings_file(index.path), to=errors if quiet else output)
    store = SqliteStore(index.path)
    holds = bool(store.collections())
    store.close()
    if not holds:
        raise ImgcatError(
            f"There is nothing to serve: no record was found in {', '.join(map(str, paths))}."
        )
    return index.path


def tell(findings: Sequence[Finding], report: Path, *, to: Console = output) -> None:
    """Print what is wrong in the sources, the worst first; all of it goes to a file."""
    worst_first = sorted(findings, key=lambda finding: list(Severity).index(finding.severity))
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("".join(f"{finding}\n" for finding in worst_first), "utf-8")
    show(worst_first[:SHOWN], to=to)
    counts = Counter(finding.severity for finding in worst_first)
    to.print(f"{counted(counts)} in the sources; all of them stand in {report}.")
