"""`imgcat site`."""

from pathlib import Path
from typing import Annotated

import typer

from imgcat.cli.console import errors, output, progress
from imgcat.cli.indexing import Cache, Sources, checked, indexed
from imgcat.cli.thumbnails import ThumbnailsFrom
from imgcat.cli.tile_layers import TileLayers
from imgcat.model.identifiers import PAGES
from imgcat.store.sqlite import SqliteStore


def site(
    out: Annotated[
        Path,
        typer.Argument(help="The folder to write: a new or empty one, or one of an earlier run."),
    ],
    sources: Sources = None,
    base_url: Annotated[
        str,
        typer.Option(
            envvar="IMGCAT_BASE_URL",
            help="The address under which the folder will be reached; for feeds, sitemaps and exports.",
        ),
    ] = PAGES,
    tile_layers: TileLayers = None,
    thumbnails_from: ThumbnailsFrom = None,
    cache: Cache = None,
) -> None:
    """Write catalogs as a web site of plain files: pages, the STAC catalog, exports and feeds.

    Any web host can serve it, and a browser can open it from a disk. A further run writes what has changed.
    """
    # Here, so that `imgcat --help`, which asks each command for its summary, starts without the pages.
    from imgcat.web.site import Site
    from imgcat.web.static_site import write
    from imgcat.web.thumbnails import origins
    from imgcat.web.tile_layers import tile_layers as read

    layers = read(tile_layers) if tile_layers else ()
    hosts = origins(thumbnails_from or ())
    store = SqliteStore(indexed(checked(sources), cache))
    try:
        with progress() as bar:
            task = bar.add_task("Writing", total=None)
            outcome = write(
                Site(
                    store,
                    base_url.rstrip("/"),
                    live=False,
                    tile_layers=layers,
                    thumbnails_from=hosts,
                ),
                out,
                lambda done, total: bar.update(task, completed=done, total=total),
            )
    finally:
        store.close()
    for reason in outcome.reasons:
        errors.print(f"Not written: {reason}", markup=False, emoji=False, highlight=False)
    if outcome.refused > len(outcome.reasons):
        errors.print(f"{outcome.refused:,} files could not be written in all.", highlight=False)
    output.print(
        f"{outcome.written:,} files written, {outcome.unchanged:,} unchanged, {outcome.removed:,} removed in {out}.",
        highlight=False,
    )
