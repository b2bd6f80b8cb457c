"""The option of commands that make pages: which tile layers maps offer beside the basemap."""

from pathlib import Path
from typing import Annotated

import typer

TILE_LAYERS = "IMGCAT_TILE_LAYERS"
"""The environment variable that names the file; workers read it from there."""

TileLayers = Annotated[
    Path | None,
    typer.Option(
        envvar=TILE_LAYERS,
        help="A JSON file of tile layers that maps offer beside the basemap: a list of {title, url, attribution}.",
    ),
]
