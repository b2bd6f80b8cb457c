"""`imgcat build`."""

from pathlib import Path
from typing import Annotated

import typer

from imgcat.catalog import build as building
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.cli.console import errors, output, progress, show

CatalogFolder = Annotated[Path, typer.Option("--catalog", help="The catalog's folder.")]


def build(catalog: CatalogFolder = Path("catalog")) -> None:
    """Write all that is derived in the catalog's folder: links, extents, summaries, flat arrays.

    Run it after every change by hand; running it twice changes nothing.
    """
    write(catalog, read_whole(catalog))


def read_whole(folder: Path) -> Records:
    """The catalog's records; ends the command when a file cannot be read, so that nothing of it can be lost."""
    records, findings = read(folder)
    if findings:
        show(findings)
        errors.print("Nothing was written: first mend the files named above.", style="red")
        raise typer.Exit(1)
    return records


def write(folder: Path, records: Records) -> None:
    """Write what the records make, and tell what changed."""
    with progress() as bar:
        task = bar.add_task("Writing", total=None)
        changes = building.build(
            folder, records, lambda done, total: bar.update(task, completed=done, total=total)
        )
    output.print(
        f"{len(changes.written)} files written, {len(changes.removed)} removed, {changes.unchanged} unchanged."
    )
