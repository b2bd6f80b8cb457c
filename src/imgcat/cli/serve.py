"""`imgcat serve`."""

import os
import socket
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from imgcat.catalog.repository import Repository
from imgcat.catalog.sources import Address, Source
from imgcat.cli.console import errors, fetching, output
from imgcat.cli.following import follow
from imgcat.cli.indexing import Cache, Sources, cache_folder, checked, indexed
from imgcat.cli.load import STORE
from imgcat.cli.thumbnails import THUMBNAILS_FROM, ThumbnailsFrom
from imgcat.cli.tile_layers import TILE_LAYERS, TileLayers
from imgcat.errors import ImgcatError, StoreUnavailable
from imgcat.store.published import Replica

INDEX = "IMGCAT_INDEX"
"""The environment variable that tells the workers which index file to open."""
HISTORY = "IMGCAT_HISTORY"
"""The one that tells them the folder whose earlier commits they answer from, where it is set."""
CACHE = "IMGCAT_CACHE"
"""The one that tells them where indexes are kept."""

FOLLOWED = "IMGCAT_FOLLOWED"
"""The one that tells them where the copies of a published index are, where they follow one."""


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
    tile_layers: TileLayers = None,
    thumbnails_from: ThumbnailsFrom = None,
    index: Annotated[
        str | None,
        typer.Option(
            "--index",
            help="Serve an index that `imgcat index` has written instead of sources: "
            "a file, or its address on a web server or in object storage.",
        ),
    ] = None,
    recheck: Annotated[
        float,
        typer.Option(min=0.1, help="With --index: seconds between two looks for a new one."),
    ] = 60,
    cache: Cache = None,
) -> None:
    """Serve catalogs: the STAC API, imgcat's own routes, and pages.

    The index is built when files have changed, and kept in a cache folder. With --index it is copied there, verified
    against its checksum, and replaced while requests are answered as soon as a new one is published. Where IMGCAT_STORE
    names a database, what `imgcat load` has put there is served.
    """
    if tile_layers is not None:
        # Here, so that commands which make no pages start without them.
        from imgcat.web.tile_layers import tile_layers as read

        read(tile_layers)
        os.environ[TILE_LAYERS] = str(tile_layers)
    if thumbnails_from:
        from imgcat.web.thumbnails import origins

        os.environ[THUMBNAILS_FROM] = " ".join(origins(thumbnails_from))
    if os.environ.get(STORE):
        if sources or history or index:
            raise ImgcatError(
                f"{STORE} is set, so a database is served: name no sources, --history or --index, or unset it."
            )
        with _listening(host, port) as listening:
            _tell("a database", host, port)
            _tell_if_away(os.environ[STORE])
            _run(listening, workers)
        return
    if index is not None:
        if sources or history:
            raise ImgcatError("With --index neither sources nor --history are served.")
        replica = Replica(index, cache_folder(cache))
        with _listening(host, port) as listening:
            with fetching() as bar:
                task = bar.add_task(f"Fetching {index}", total=None)
                replica.start(lambda size: bar.advance(task, size))
            _tell(index, host, port)
            os.environ[FOLLOWED] = str(replica.folder)
            follow(replica, recheck)
            _run(listening, workers)
        return
    paths = checked(sources)
    if history:
        os.environ[HISTORY] = str(_with_history(paths))
        os.environ[CACHE] = str(cache_folder(cache))
    with _listening(host, port) as listening:
        os.environ[INDEX] = str(indexed(paths, cache))
        _tell(", ".join(map(str, paths)), host, port)
        _run(listening, workers)


def _tell(served: str, host: str, port: int) -> None:
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    output.print(f"imgcat serves {served} on {address}/")
    output.print(f"  pages  {address}/")
    output.print(f"  API    {address}/  (Accept: application/json), {address}/api.html")
    output.print("Stop it with Ctrl-C.")


def _tell_if_away(url: str) -> None:
    """Say why a database cannot be asked, if so; it may be later. Raises ImgcatError for an address that is none."""
    # Here, so that who serves files starts without the database's client.
    from imgcat.store.postgres import PostgresStore
    from imgcat.store.postgres.message import message

    with closing(PostgresStore(url)) as store:
        try:
            store.collections()
        except StoreUnavailable as error:
            why = f" {message(error.__cause__)}" if error.__cause__ else ""
            errors.print(f"imgcat: {error}{why}", markup=False, highlight=False)
            errors.print("Until it can be asked, all requests are answered 503.")


def _with_history(sources: list[Source]) -> Path:
    """The one source, if it is a folder in a git repository. Raises ImgcatError."""
    folder = sources[0]
    if len(sources) != 1 or isinstance(folder, Address):
        raise ImgcatError(
            f"With --history one source is served, on this machine; found {', '.join(map(str, sources))}."
        )
    Repository.around(folder)
    return folder.resolve()


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
    from imgcat.cli.protocol import Protocol

    return uvicorn.Config(
        factory,
        factory=True,
        workers=workers,
        http=Protocol,
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
