"""`imgcat load`."""

import os
from collections import Counter

from imgcat.cli.console import counted, output, progress, show
from imgcat.cli.indexing import SHOWN, Sources, checked
from imgcat.errors import ImgcatError
from imgcat.model.finding import Severity
from imgcat.store.index import counted as counted_parts
from imgcat.store.index import parts

STORE = "IMGCAT_STORE"
"""The environment variable with the address of a database, in the form that libpq takes."""


def load(sources: Sources = None) -> None:
    """Make the database that IMGCAT_STORE names hold the records of the sources, and no others.

    Whoever asks meanwhile gets what was there before. Nothing changes when it fails or is interrupted.
    """
    # Here, so that commands which need no database start without its client.
    from imgcat.store.postgres import load as load_database

    url = os.environ.get(STORE)
    if not url:
        raise ImgcatError(f"{STORE} names no database, such as postgresql://host/name.")
    paths = [path.resolve() for path in checked(sources)]
    with progress() as bar:
        task = bar.add_task("Loading", total=None)
        found = load_database(
            url,
            (),
            (),
            parts=counted_parts(parts(paths), lambda done: bar.update(task, completed=done)),
            default_collection=paths[0].stem,
        )
    if found:
        worst_first = sorted(found, key=lambda finding: list(Severity).index(finding.severity))
        show(worst_first[:SHOWN], to=output)
        output.print(f"{counted(Counter(finding.severity for finding in found))} in the sources.")
    output.print(f"The database holds {', '.join(map(str, paths))}.")
