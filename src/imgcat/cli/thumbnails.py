"""The option of commands that make pages: from which hosts previews of scenes may be shown."""

from typing import Annotated

import typer

THUMBNAILS_FROM = "IMGCAT_THUMBNAILS_FROM"
"""The environment variable that names the hosts, with a space between; workers read them from there."""

ThumbnailsFrom = Annotated[
    list[str] | None,
    typer.Option(
        envvar=THUMBNAILS_FROM,
        help="A host, such as https://example.org, whose previews of scenes pages may show; none without it.",
    ),
]
