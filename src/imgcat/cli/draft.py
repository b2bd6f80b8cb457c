"""`imgcat draft` and `imgcat add`."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from imgcat.catalog.records import Records
from imgcat.catalog.writer import replace
from imgcat.cli.build import CatalogFolder, read_whole, write
from imgcat.cli.console import counted, errors, output, show
from imgcat.cli.import_ import table
from imgcat.errors import ImgcatError
from imgcat.ingest.documents.apart import read_apart
from imgcat.ingest.documents.document import LARGEST_BYTES
from imgcat.ingest.documents.fetch import Fetched, fetch
from imgcat.ingest.draft.draft import draft as propose
from imgcat.ingest.draft.enter import enter
from imgcat.ingest.draft.known import same_report
from imgcat.ingest.draft.row import UNDECIDED
from imgcat.ingest.draft.text import draft_text
from imgcat.model.names import Mentions
from imgcat.store.places import name_entries


def draft(
    source: Annotated[
        str, typer.Argument(help="A saved web page, PDF or text, or the address of one.")
    ],
    catalog: CatalogFolder = Path("catalog"),
    output_file: Annotated[
        Path | None,
        typer.Option(
            "--output",
            help="The draft to write; named after the report if not given.",
            show_default=False,
        ),
    ] = None,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Also of a report that the catalog has: draft what is new."),
    ] = False,
) -> None:
    """Read a report, and write a draft of rows for a person to edit. Nothing enters the catalog.

    Each value stands under the words that it was read from. An address is fetched only if it is public.
    """
    if output_file:
        _check_free(output_file)
    records = read_whole(catalog) if catalog.exists() else Records()
    got = _content(source)
    try:
        with errors.status("Reading"):
            document = read_apart(got.content, got.url if _is_address(source) else None)
    except ImgcatError as error:
        raise ImgcatError(f"{source} cannot be drafted. {error}") from None
    if (same := same_report(document, records)) and not anyway:
        raise ImgcatError(
            f"The report is in the catalog already, as {same[0].id} ({same[0].title}): {same[1]}. "
            "--anyway drafts what is new."
        )
    names = Mentions(
        entry for place in records.locations.values() for entry in name_entries(place.to_item())
    )
    made = propose(document, records, names)
    text = draft_text(made, got.url, hashlib.sha256(got.content).hexdigest(), datetime.now(UTC))
    path = output_file or Path(f"{made.report}.draft.yaml")
    _check_free(path)
    replace(path, text.encode())
    for remark in made.remarks:
        output.print(remark, markup=False, highlight=False)
    left = text.count(f" {UNDECIDED}\n")
    output.print(
        f"{path}: {len(made.rows)} rows, {left} values to decide. Nothing is in the catalog yet.",
        markup=False,
        highlight=False,
    )


def add(
    draft_file: Annotated[Path, typer.Argument(metavar="DRAFT", help="A draft that you edited.")],
    catalog: CatalogFolder = Path("catalog"),
) -> None:
    """Bring a reviewed draft into the catalog: all of it, or nothing where something is wrong.

    A draft whose `reviewed_by` is empty, or in which something is left to decide, is not entered.
    """
    records = read_whole(catalog) if catalog.exists() else Records()
    outcome = enter(draft_file, catalog, records, datetime.now(UTC))
    counts = show(outcome.findings)
    if not outcome.failed:
        output.print(table(outcome))
    output.print(f"{counted(counts)}.")
    if outcome.failed:
        errors.print("Nothing was written.", style="red")
        raise typer.Exit(1)
    write(catalog, records)


def _check_free(path: Path) -> None:
    if path.exists():
        raise ImgcatError(f"{path} is there already, and may be edited: move it, or give --output.")


def _is_address(source: str) -> bool:
    return "://" in source


def _content(source: str) -> Fetched:
    """The bytes of a file or address, and what it is called in the draft: not where it lies on this machine."""
    if _is_address(source):
        with errors.status("Fetching"):
            return fetch(source)
    path = Path(source)
    if path.exists() and not path.is_file():
        raise ImgcatError(f"{source} is not a file.")
    with path.open("rb") as file:
        return Fetched(path.name, file.read(LARGEST_BYTES + 1))
