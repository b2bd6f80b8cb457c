"""`imgcat check`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from imgcat.catalog.check import check as checking
from imgcat.catalog.review import markdown, review
from imgcat.catalog.writer import replace
from imgcat.cli.build import CatalogFolder
from imgcat.cli.console import counted, output, progress, show
from imgcat.errors import InvalidRequest
from imgcat.model.finding import Finding, Severity


def check(
    catalog: CatalogFolder = Path("catalog"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Leave out notes.")] = False,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            help="A git revision, such as main: tell a reviewer, in Markdown, what changes against it.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            help="Write that to a file, and maps of new places into a folder beside it.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Check the catalog's folder: schemas, ties, plausibility, and that it is what `imgcat build` writes.

    Needs no network. Exit code 1 when something is wrong.
    """
    if report is not None and against is None:
        raise InvalidRequest("A report compares: say with --against which git revision with.")
    with progress() as bar:
        task = bar.add_task("Validating", total=None)
        findings = checking(
            catalog, lambda done, total: bar.update(task, completed=done, total=total)
        )
    if against is not None:
        _tell(catalog, against, report, findings)
    else:
        output.print(f"{counted(show(findings, notes=not quiet))}.")
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise typer.Exit(1)


def _tell(catalog: Path, against: str, report: Path | None, findings: Sequence[Finding]) -> None:
    """Print the review, or write it to a file with its maps."""
    found = review(catalog, against, findings)
    if report is None:
        typer.echo(markdown(found, {}), nl=False)
        return
    folder = report.with_name(f"{report.stem}-maps")
    maps = found.maps()
    for place, drawn in maps.items():
        replace(folder / f"{place}.svg", drawn.encode())
    text = markdown(found, {place: f"{folder.name}/{place}.svg" for place in maps})
    replace(report, text.encode())
    output.print(f"The report is in {report}.", markup=False, highlight=False)
