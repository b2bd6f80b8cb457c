"""`imgcat serve`."""

import os
import socket
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
import uvicorn

from imgcat.cli.application import INDEX
from imgcat.cli.console import counted, output, progress, show
from imgcat.errors import ImgcatError
from imgcat.store.index import Index, ready

SHOWN = 20
"""How many findings are printed; all of them stand in a file beside the index."""


def serve(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders with static STAC catalogs, NDJSON files of items and collections, stac-geoparquet files. "
            "The folder `catalog` when none is given.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
    cache: Annotated[
        Path | None,
        typer.Option(
            help="Where the index is kept; it can be deleted at any time.", show_default=False
        ),
    ] = None,
) -> None:
    """Serve catalogs: the STAC API, imgcat's own routes, and pages.

    The index is built when files have changed, and kept in a cache folder.
    """
    _check_free(host, port)
    paths = sources or [Path("catalog")]
    with progress() as bar:
        task = bar.add_task("Indexing", total=None)
        index = ready(
            paths,
            cache or platformdirs.user_cache_path("imgcat"),
            lambda done: bar.update(task, completed=done),
        )
    _tell(index)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    output.print(f"imgcat serves {', '.join(map(str, paths))} on {address}/")
    output.print(f"  pages  {address}/")
    output.print(f"  API    {address}/  (Accept: application/json), {address}/api.html")
    output.print("Stop it with Ctrl-C.")
    os.environ[INDEX] = str(index.path)
    uvicorn.run(
        "imgcat.cli.application:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        server_header=False,
    )


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise ImgcatError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. Choose another with --port."
        ) from error


def _tell(index: Index) -> None:
    if not index.findings:
        return
    report = index.path.with_suffix(".findings.txt")
    report.write_text("".join(f"{finding}\n" for finding in index.findings), "utf-8")
    show(index.findings[:SHOWN])
    counts = show((), notes=False)
    for finding in index.findings:
        counts[finding.severity] += 1
    output.print(
        f"{counted(counts)} in the sources; all of them stand in {report}.", soft_wrap=True
    )
