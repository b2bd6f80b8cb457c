"""`imgcat withdraw`, `supersede`, `merge`, `rename`, `correct`: corrections of what is published."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from imgcat.catalog import correction
from imgcat.catalog.correction import Signature
from imgcat.catalog.records import Records
from imgcat.cli.build import CatalogFolder, read_whole, write
from imgcat.errors import InvalidRequest

By = Annotated[str, typer.Option("--by", help="Who answers for it: a name or a pseudonym.")]
Why = Annotated[str, typer.Option("--why", help="The reason, in a sentence.")]
CATALOG = Path("catalog")


def withdraw(
    reference: Annotated[str, typer.Argument(help="The id of the reference.")],
    by: By,
    why: Why,
    catalog: CatalogFolder = CATALOG,
) -> None:
    """Take a reference back. Its file stays and says so; it counts for nothing any more."""
    _change(catalog, lambda records: correction.withdraw(records, reference, _signed(by, why)))


def supersede(
    old: Annotated[str, typer.Argument(help="The id of the reference that is withdrawn.")],
    new: Annotated[str, typer.Argument(help="The id of the one that takes its place.")],
    by: By,
    why: Why,
    catalog: CatalogFolder = CATALOG,
) -> None:
    """Withdraw a reference in favour of another one, which is in the catalog already."""
    _change(catalog, lambda records: correction.supersede(records, old, new, _signed(by, why)))


def merge(
    old: Annotated[str, typer.Argument(help="The id of the location that goes.")],
    new: Annotated[str, typer.Argument(help="The id of the location that it becomes a part of.")],
    by: By,
    why: Why,
    catalog: CatalogFolder = CATALOG,
) -> None:
    """Make one location of two. The old id leads to the new one for ever."""
    _change(catalog, lambda records: correction.merge(records, old, new, _signed(by, why)))


def rename(
    location: Annotated[str, typer.Argument(help="The id of the location.")],
    by: By,
    why: Why,
    name: Annotated[
        str | None, typer.Option("--name", help="The new title, as the source writes it.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="The page that attests the name.")
    ] = None,
    new_id: Annotated[
        str | None, typer.Option("--id", help="The new id. The old one leads to it for ever.")
    ] = None,
    catalog: CatalogFolder = CATALOG,
) -> None:
    """Give a location another title, another id, or both. The old title stays one of its names."""
    if name is None and new_id is None:
        raise InvalidRequest("Say what to change: --name with --source, or --id.")
    if (name is None) != (source is None):
        raise InvalidRequest("A name needs the page that attests it: give --name and --source.")

    def change(records: Records) -> None:
        signed = _signed(by, why)
        if name is not None and source is not None:
            correction.rename(records, location, name, source, signed)
        if new_id is not None:
            correction.move(records, location, new_id, signed)

    _change(catalog, change)


def correct(
    record: Annotated[str, typer.Argument(help="Collection and id: reports/bp-sino-ri-2019.")],
    field: Annotated[str, typer.Argument(help="The field, or a path: title, picture.credit.")],
    value: Annotated[str, typer.Argument(help="The right value, as JSON or as plain text.")],
    by: By,
    why: Why,
    catalog: CatalogFolder = CATALOG,
) -> None:
    """Put one value of a record right. What stood there stays in the record's history."""
    _change(
        catalog,
        lambda records: correction.correct(records, record, field, value, _signed(by, why)),
    )


def _signed(by: str, why: str) -> Signature:
    return Signature(by, why, datetime.now(UTC))


def _change(folder: Path, change: Callable[[Records], None]) -> None:
    """Change the records of the folder, and write what follows. Nothing is written when the change is refused."""
    records = read_whole(folder)
    change(records)
    write(folder, records)
