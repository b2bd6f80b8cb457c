"""`imgcat import`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from imgcat.catalog.records import Records
from imgcat.cli.build import CatalogFolder, read_whole, write
from imgcat.cli.console import counted, output, show
from imgcat.ingest.importer import Outcome, import_tables
from imgcat.ingest.rows import KINDS


def import_(
    tables: Annotated[list[Path], typer.Argument(help="NDJSON, CSV or YAML files of rows.")],
    catalog: CatalogFolder = Path("catalog"),
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite records that say something else.")
    ] = False,
    created: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="When the records were entered; today if not given."
        ),
    ] = None,
) -> None:
    """Bring rows of locations, reports, names, references, images and scenes into the catalog.

    A row that cannot be read is named and left out, the others are entered; then the exit code is 1.
    """
    records = read_whole(catalog) if catalog.exists() else Records()
    moment = (created or datetime.now(UTC)).replace(
        hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC
    )
    outcome = import_tables(tables, records, moment, replace=replace)
    counts = show(outcome.findings)
    output.print(table(outcome))
    output.print(f"{counted(counts)}.")
    if any(finding.rule == "differs" for finding in outcome.findings):
        output.print("With --replace rows overwrite records that say something else.")
    if dry_run:
        output.print("Nothing was written: this was a dry run.")
    else:
        write(catalog, records)
    if outcome.failed:
        raise typer.Exit(1)


def table(outcome: Outcome) -> Table:
    """How many rows of each kind did what."""
    table = Table("rows", "added", "replaced", "unchanged")
    for kind in KINDS:
        done = (outcome.added, outcome.replaced, outcome.unchanged)
        table.add_row(kind.name, *(str(len(ids.get(kind.name, ()))) for ids in done))
    return table
