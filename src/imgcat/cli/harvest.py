"""`imgcat harvest`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
from rich.table import Table

from imgcat.catalog.records import Records
from imgcat.cli.build import CatalogFolder, read_whole, write
from imgcat.cli.console import counted, errors, output, progress, show
from imgcat.errors import ImgcatError, InvalidRecord
from imgcat.ingest.harvest import Harvest, Outcome, Terms, named
from imgcat.ingest.harvest.manners import Manners
from imgcat.ingest.harvest.outcome import without_scene
from imgcat.ingest.harvest.upstream import profiles
from imgcat.ingest.harvest.window import SearchWindow, around_pictures, chosen, over, taken_of
from imgcat.model.coverage import Coverage
from imgcat.model.interval import parse_time

SHOWN = 20
"""How many pictures without a scene are named."""


def harvest(
    upstream: Annotated[
        str,
        typer.Argument(
            help=f"{', '.join(profiles())}; or the address of a STAC API or static catalog; or a folder with a static "
            "catalog, an NDJSON file, a stac-geoparquet file."
        ),
    ],
    location: Annotated[
        list[str] | None,
        typer.Option(help="The id of a location; all with a position when none is given."),
    ] = None,
    around_pictures_: Annotated[
        float,
        typer.Option(
            "--around-pictures",
            metavar="DAYS",
            min=0,
            max=36_600,
            help="So many days before and after every picture that a report cites.",
        ),
    ] = 30,
    datetime_: Annotated[
        str | None,
        typer.Option(
            "--datetime",
            metavar="START/END",
            help="This span of time instead, for every location: 2019-01-01/2019-03-31.",
        ),
    ] = None,
    collection: Annotated[
        list[str] | None,
        typer.Option(help="A collection of the upstream, by its id there."),
    ] = None,
    max_cloud: Annotated[
        float | None,
        typer.Option(
            min=0, max=100, help="Per cent; scenes that do not say how cloudy they are stay."
        ),
    ] = None,
    covers: Annotated[
        Coverage,
        typer.Option(help="How much of where the place may lie the footprint must hold."),
    ] = Coverage.WHOLE,
    most: Annotated[
        int, typer.Option(min=1, help="Take so many pictures a window, the nearest in time first.")
    ] = 10,
    rate: Annotated[
        float, typer.Option(min=0.01, max=100, help="Requests a second at most.")
    ] = Manners().rate,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where a local upstream was got from, for Items that do not say where they are public.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
    catalog: CatalogFolder = Path("catalog"),
    cache: Annotated[
        Path | None,
        typer.Option(
            help="Where answers are kept, and which windows are finished; it can be deleted at any time.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Bring public scenes of the catalog's locations in from an upstream.

    Scenes are written as they come. A run that was interrupted goes on where it stopped when it is given again; a run
    given again after its end writes nothing. Exit code 1 when the upstream failed, for some windows or as a whole.
    """
    name = named(upstream)
    if source is not None and not source.startswith(("http://", "https://")):
        raise ImgcatError(
            f"A source is an address that begins with http:// or https://; found {source!r}."
        )
    records = read_whole(catalog)
    windows = _windows(records, location or [], around_pictures_, datetime_)
    terms = Terms(tuple(collection or name.collections), max_cloud, covers, most)
    run = Harvest(
        name,
        records,
        terms,
        None if dry_run else catalog,
        cache or platformdirs.user_cache_path("imgcat") / "harvest",
        Manners(rate=rate),
        source,
    )
    with progress() as bar:
        task = bar.add_task(f"Asking {name.title}", total=len(windows))
        outcome = run.run(
            windows, lambda done, total: bar.update(task, completed=done, total=total)
        )
    _tell(outcome, records, windows, terms)
    if dry_run:
        output.print("Nothing was written: this was a dry run.")
    else:
        write(catalog, records)
    if outcome.failure:
        errors.print(outcome.failure, style="red", markup=False, highlight=False)
    if not outcome.is_whole:
        errors.print("Not all was asked; run it again to go on from here.", style="red")
        raise typer.Exit(130 if outcome.interrupted else 1)


def _windows(records: Records, ids: list[str], days: float, span: str | None) -> list[SearchWindow]:
    locations = chosen(records, ids)
    if span is None:
        return around_pictures(records, locations, days)
    start, end = _span(span)
    return over(records, locations, start, end)


def _span(text: str) -> tuple[datetime, datetime]:
    """Start and end in UTC, whole days where no time is given. Raises ImgcatError."""
    parts = text.split("/")
    try:
        if len(parts) != 2:
            raise InvalidRecord("there must be one slash")
        start, end = parse_time(parts[0]).start, parse_time(parts[1]).end
    except InvalidRecord as error:
        raise ImgcatError(
            f"A span of time is START/END, as 2019-01-01/2019-03-31: {error}"
        ) from None
    if end < start:
        raise ImgcatError(f"The span {text} ends before it begins.")
    return start.astimezone(UTC), end.replace(microsecond=0)


def _tell(outcome: Outcome, records: Records, windows: list[SearchWindow], terms: Terms) -> None:
    """What was done, what was left out and why, and which pictures still have no scene."""
    counts = show(outcome.findings)
    table = Table(show_header=False)
    for what, number in (
        ("windows", outcome.windows),
        ("finished by an earlier run", outcome.done_before),
        ("asked", outcome.asked),
        ("failed", outcome.failed),
        ("scenes offered", outcome.offered),
        ("added", len(outcome.added)),
        ("joined to one that is here", len(outcome.joined)),
        ("here already", outcome.known),
        ("broken", outcome.broken),
        *((f"left out: {reason}", number) for reason, number in outcome.left_out.most_common()),
    ):
        table.add_row(what, str(number))
    output.print(table)
    output.print(f"{counted(counts)}.")
    _tell_lacking(records, windows, terms)


def _tell_lacking(records: Records, windows: list[SearchWindow], terms: Terms) -> None:
    asked = sum(len(window.pictures) for window in windows)
    lacking = without_scene(records, windows, terms)
    output.print(f"{len(lacking)} of {asked} pictures have no scene near them in the catalog.")
    for picture in lacking[:SHOWN]:
        reference = records.references[picture.reference]
        taken = reference.picture.taken.text() if reference.picture else ""
        output.print(f"  {picture.reference}: {reference.location}, {taken}", highlight=False)
    if len(lacking) > SHOWN:
        output.print(f"  and {len(lacking) - SHOWN} more")
    undated = sum(
        reference.picture is not None and taken_of(reference) is None
        for reference in records.references.values()
    )
    if undated:
        output.print(f"{undated} pictures of the catalog have no date, so none could be asked for.")
