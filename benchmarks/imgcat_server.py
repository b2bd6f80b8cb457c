"""imgcat as a server under test.

`python -m benchmarks.imgcat_server VARIABLE STORE PORT` serves an index where it is, or a database: what the
variable of the environment names. `imgcat serve --index` would copy an index first.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.server import Server, free_port
from benchmarks.serving import run
from benchmarks.target import StacApi, Target
from imgcat.cli.load import STORE
from imgcat.cli.serve import INDEX

__all__ = ["INDEX", "STORE", "start"]


def start(variable: str, store: str, logs: Path, others: Sequence[int] = ()) -> Target:
    """A server with one worker over an index or a database that is there; `others` are the database's processes."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.imgcat_server", variable, store, str(port)]
    server = Server(command, port, logs / f"{variable.lower()}.log", others=others)
    return StacApi("imgcat", server, aggregates=True, own=True)


if __name__ == "__main__":
    os.environ[sys.argv[1]] = sys.argv[2]
    run("imgcat.cli.application:application", int(sys.argv[3]))
