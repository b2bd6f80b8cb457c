"""`imgcat index`."""

from pathlib import Path
from typing import Annotated

import typer

from imgcat.cli.console import output
from imgcat.cli.indexing import Cache, Sources, checked, indexed
from imgcat.store.published import publish


def index(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    sources: Sources = None,
    cache: Cache = None,
) -> None:
    """Write the index of catalogs to a file of its own, with its SHA-256 checksum beside it, to be served elsewhere.

    Both are replaced whole or not at all, the checksum last. Upload them in that order.
    """
    digest = publish(indexed(checked(sources), cache), out)
    size = out.stat().st_size
    output.print(f"{out}: {size:,} bytes, SHA-256 {digest}", highlight=False)
