"""imgcat as a server under test.

`python -m benchmarks.imgcat_server INDEX PORT` serves an index where it is; `imgcat serve --index` would
copy it first.
"""

import os
import sys
from pathlib import Path

from benchmarks.server import Server, free_port
from benchmarks.serving import run
from benchmarks.target import StacApi, Target
from imgcat.cli.serve import INDEX


def start(index: Path, logs: Path) -> Target:
    """A server with one worker over an index that is there."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.imgcat_server", str(index), str(port)]
    return StacApi("imgcat", Server(command, port, logs / "imgcat.log"), aggregates=True, own=True)


if __name__ == "__main__":
    os.environ[INDEX] = sys.argv[1]
    run("imgcat.cli.application:application", int(sys.argv[2]))
