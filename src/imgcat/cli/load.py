"""`imgcat load`."""

import os
from collections import Counter
from typing import Annotated

import typer

from imgcat.catalog.sources import plain_name
from imgcat.cli.console import counted, errors, output, progress, show
from imgcat.cli.indexing import SHOWN, Sources, checked, processors
from imgcat.errors import ImgcatError
from imgcat.model.finding import Severity
from imgcat.store.index import counted as counted_parts
from imgcat.store.index import parts, resolved

STORE = "IMGCAT_STORE"
"""The environment variable with the address of a database, in the form that libpq takes."""
_REPLICATION = 60
"""Seconds for which a load waits for the replicas."""


def load(
    sources: Sources = None,
    add: Annotated[
        bool,
        typer.Option(
            "--add",
            help="Keep what the database holds beside them; a record takes the place of the one with its id.",
        ),
    ] = False,
) -> None:
    """Make the database that IMGCAT_STORE names hold the records of the sources, and no others.

    Whoever asks meanwhile gets what was there before. Nothing changes when it fails or is interrupted.
    Where the address names several servers, it ends when all of them have the records.
    """
    # Here, so that commands which need no database start without its client.
    from imgcat.store.postgres import behind
    from imgcat.store.postgres import load as load_database

    url = os.environ.get(STORE)
    if not url:
        raise ImgcatError(f"{STORE} names no database, such as postgresql://host/name.")
    given = resolved(checked(sources))
    with progress() as bar:
        task = bar.add_task("Loading", total=None)
        found = load_database(
            url,
            (),
            (),
            parts=counted_parts(parts(given), lambda done: bar.update(task, completed=done)),
            default_collection=plain_name(given[0]).stem,
            keep=add,
            workers=processors(),
        )
    if found:
        worst_first = sorted(found, key=lambda finding: list(Severity).index(finding.severity))
        show(worst_first[:SHOWN], to=output)
        output.print(f"{counted(Counter(finding.severity for finding in found))} in the sources.")
    output.print(f"The database holds {', '.join(map(str, given))}.")
    if late := behind(url, _REPLICATION):
        errors.print(
            f"After {_REPLICATION} seconds these servers have not got it, and are not asked before they have: "
            f"{', '.join(late)}."
        )
