"""`imgcat coverage`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from imgcat.cli.console import errors, progress
from imgcat.cli.indexing import Cache, Sources, checked, indexed
from imgcat.export.columns import Cell
from imgcat.store.sqlite import SqliteStore


def coverage(
    out: Annotated[Path, typer.Option("--out", help="The CSV file to write.")],
    sources: Sources = None,
    cache: Cache = None,
) -> None:
    """Write which scenes of catalogs cover which of their locations, and to what share: a row for each pair.

    The file is replaced whole or not at all.
    """
    # Here, so that `imgcat --help`, which asks each command for its summary, starts without the API.
    from imgcat.api.coverage import COLUMNS, rows
    from imgcat.catalog.writer import replace_by
    from imgcat.export.table import lines

    store = SqliteStore(indexed(checked(sources), cache, quiet=True))
    written = 0
    try:
        with progress() as bar:
            task = bar.add_task("Scenes", total=None)
            found = rows(store, lambda done: bar.update(task, completed=done))

            def counted() -> Iterator[list[Cell]]:
                nonlocal written
                for row in found:
                    written += 1
                    yield row

            replace_by(out, lines(COLUMNS, counted()))
    finally:
        store.close()
    errors.print(f"{written:,} pairs of a location and a scene written.", highlight=False)
