"""`imgcat serve`."""

import os
import socket
from collections import Counter
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from imgcat.cli.console import counted, output, progress, show
from imgcat.errors import ImgcatError
from imgcat.model.finding import Severity
from imgcat.store.index import Index, findings_file, ready
from imgcat.store.sqlite import SqliteStore

INDEX = "IMGCAT_INDEX"
"""The environment variable that tells the workers which index file to open."""

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
    paths = sources or [Path("catalog")]
    _check_local(paths)
    with _listening(host, port) as listening:
        with progress() as bar:
            task = bar.add_task("Indexing", total=None)
            index = ready(
                paths,
                cache or platformdirs.user_cache_path("imgcat"),
                lambda done: bar.update(task, completed=done),
            )
        _tell(index)
        _check_holds(index, paths)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        output.print(f"imgcat serves {', '.join(map(str, paths))} on {address}/")
        output.print(f"  pages  {address}/")
        output.print(f"  API    {address}/  (Accept: application/json), {address}/api.html")
        output.print("Stop it with Ctrl-C.")
        os.environ[INDEX] = str(index.path)
        _run(listening, workers)


def _run(listening: socket.socket, workers: int) -> None:
    # Here, so that commands which do not serve start without the API.
    from imgcat.cli.protocol import LONGEST_HEAD, Protocol

    config = uvicorn.Config(
        "imgcat.cli.application:application",
        factory=True,
        workers=workers,
        http=Protocol,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        # The application needs none, and cutting one short on a second Ctrl-C would print a traceback.
        lifespan="off",
        log_level="warning",
        server_header=False,
    )
    server = uvicorn.Server(config)
    if workers == 1:
        server.run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


def _check_local(paths: list[Path]) -> None:
    """Raise ImgcatError for what looks like an address; a path has lost one of the slashes already."""
    for path in paths:
        if str(path).startswith(("http:/", "https:/", "s3:/")):
            raise ImgcatError(
                f"{path} is an address. Sources are files and folders on this machine."
            )
    if paths == [Path("catalog")] and not paths[0].exists():
        raise ImgcatError(
            "There is no folder `catalog` here: name a source, or run it where one is."
        )


def _check_holds(index: Index, paths: list[Path]) -> None:
    """Raise ImgcatError when not one record could be loaded: an empty server would look like an answer."""
    store = SqliteStore(index.path)
    holds = bool(store.collections())
    store.close()
    if not holds:
        raise ImgcatError(
            f"There is nothing to serve: no record was found in {', '.join(map(str, paths))}."
        )


def _listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address, before anything that takes long. Raises ImgcatError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers without delay only for a socket that says that it is of TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ImgcatError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. Choose another with --port."
        ) from error
    return listening


def _tell(index: Index) -> None:
    """Print what is wrong in the sources, the worst first; all of it goes to a file beside the index."""
    if not index.findings:
        return
    worst_first = sorted(index.findings, key=lambda finding: list(Severity).index(finding.severity))
    report = findings_file(index.path)
    report.write_text("".join(f"{finding}\n" for finding in worst_first), "utf-8")
    show(worst_first[:SHOWN])
    counts = Counter(finding.severity for finding in worst_first)
    output.print(f"{counted(counts)} in the sources; all of them stand in {report}.")
