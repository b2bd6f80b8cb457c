"""`imgcat serve`."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from imgcat.catalog.repository import Repository
from imgcat.cli.console import output
from imgcat.cli.indexing import Cache, Sources, cache_folder, checked, indexed
from imgcat.errors import ImgcatError

INDEX = "IMGCAT_INDEX"
"""The environment variable that tells the workers which index file to open."""
HISTORY = "IMGCAT_HISTORY"
"""The one that tells them the folder whose earlier commits they answer from, where it is set."""
CACHE = "IMGCAT_CACHE"
"""The one that tells them where indexes are kept."""


def serve(
    sources: Sources = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
    history: Annotated[
        bool,
        typer.Option(
            "--history",
            help="Answer as of earlier git commits of the source too: /as-of/COMMIT/, and the parameter as_of.",
        ),
    ] = False,
    cache: Cache = None,
) -> None:
    """Serve catalogs: the STAC API, imgcat's own routes, and pages.

    The index is built when files have changed, and kept in a cache folder.
    """
    paths = checked(sources)
    if history:
        os.environ[HISTORY] = str(_with_history(paths))
        os.environ[CACHE] = str(cache_folder(cache))
    with _listening(host, port) as listening:
        index = indexed(paths, cache)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        output.print(f"imgcat serves {', '.join(map(str, paths))} on {address}/")
        output.print(f"  pages  {address}/")
        output.print(f"  API    {address}/  (Accept: application/json), {address}/api.html")
        output.print("Stop it with Ctrl-C.")
        os.environ[INDEX] = str(index)
        _run(listening, workers)


def _with_history(paths: list[Path]) -> Path:
    """The one source, if it is a folder in a git repository. Raises ImgcatError."""
    if len(paths) != 1:
        raise ImgcatError(f"With --history one source is served; found {len(paths)}.")
    Repository.around(paths[0])
    return paths[0].resolve()


def _run(listening: socket.socket, workers: int) -> None:
    config = configuration("imgcat.cli.application:application", workers)
    server = uvicorn.Server(config)
    if workers == 1:
        server.run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


def configuration(factory: str, workers: int) -> uvicorn.Config:
    """How uvicorn serves the application that a factory (`module:function`) makes."""
    # Here, so that commands which do not serve start without the API.
    from imgcat.cli.protocol import LONGEST_HEAD, Protocol

    return uvicorn.Config(
        factory,
        factory=True,
        workers=workers,
        http=Protocol,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        # The application needs none, and cutting one short on a second Ctrl-C would print a traceback.
        lifespan="off",
        log_level="warning",
        server_header=False,
        # A worker that does not answer for so long is replaced; starting takes many seconds where the machine is busy.
        timeout_worker_healthcheck=60,
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
