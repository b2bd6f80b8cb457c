"""`imgcat check`."""

from pathlib import Path
from typing import Annotated

import typer

from imgcat.catalog.check import check as checking
from imgcat.cli.build import CatalogFolder
from imgcat.cli.console import counted, output, progress, show
from imgcat.model.finding import Severity


def check(
    catalog: CatalogFolder = Path("catalog"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Leave out notes.")] = False,
) -> None:
    """Check the catalog's folder: schemas, ties, plausibility, and that it is what `imgcat build` writes.

    Needs no network. Exit code 1 when something is wrong.
    """
    with progress() as bar:
        task = bar.add_task("Validating", total=None)
        findings = checking(
            catalog, lambda done, total: bar.update(task, completed=done, total=total)
        )
    counts = show(findings, notes=not quiet)
    output.print(f"{counted(counts)}.")
    if counts[Severity.ERROR]:
        raise typer.Exit(1)
