"""imgcat as a server under test."""

import sys
from pathlib import Path

from benchmarks.load import Sources
from benchmarks.server import Server, free_port
from benchmarks.target import StacApi, Target


def start(sources: Sources, cache: Path, logs: Path) -> Target:
    """`imgcat serve` with one worker, as a user starts it, over an index that is there."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "imgcat", "serve", *sources.paths()),
        *("--cache", str(cache), "--port", str(port)),
    ]
    server = Server(command, port, logs / "imgcat.log")
    return StacApi("imgcat", server, aggregates=True, own=True)
