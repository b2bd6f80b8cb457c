"""`imgcat update`."""

from pathlib import Path
from typing import Annotated

import typer

from imgcat.cli.console import output, progress
from imgcat.cli.indexing import Cache, Sources, cache_folder, checked, processors, tell
from imgcat.errors import ImgcatError
from imgcat.store.index import brought_up_to_date
from imgcat.store.sqlite.fate import Fate


def update(
    index: Annotated[
        Path, typer.Argument(help="The file that `imgcat index` has written.", show_default=False)
    ],
    sources: Sources = None,
    cache: Cache = None,
) -> None:
    """Put records into an index: new ones are added, and those of a known id take the place of what is there.

    What says the same changes nothing, so it can be run again; a record whose `updated` is earlier than that of what is
    there is left out. The new index takes the place of the old one when it is complete, its checksum last.
    """
    if not index.is_file():
        raise ImgcatError(f"There is no index at {index}: `imgcat index` makes one.")
    with progress() as bar:
        task = bar.add_task("Updating", total=None)
        told, digest = brought_up_to_date(
            index,
            checked(sources),
            lambda done: bar.update(task, completed=done),
            workers=processors(),
        )
    if told.findings:
        tell(told.findings, cache_folder(cache) / "updates" / f"{index.stem}.findings.txt")
    counts = ", ".join(f"{told.fates.get(fate, 0):,} {fate}" for fate in Fate)
    output.print(f"{index}: {counts}.", highlight=False)
    if digest is not None:
        output.print(f"{index.stat().st_size:,} bytes, SHA-256 {digest}", highlight=False)
