"""Writes the source files, and makes imgcat's index of them as `imgcat serve` does, in a process of its own.

`python -m benchmarks.load CACHE SOURCE...` prints how long it took, the most memory it used, and where the index is.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.records import records
from benchmarks.scene_json import collection, lines
from imgcat.store.index import ready


@dataclass(frozen=True, slots=True)
class Loading:
    """How an index was made. `memory` and `disk` are bytes; `seconds` is None where it was there already."""

    index: str
    seconds: float | None
    memory: int
    disk: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that are loaded: scenes, their collection, and imgcat's own records."""

    scenes: Path
    collection: Path
    records: Path

    def paths(self) -> list[str]:
        """All of them."""
        return [str(self.collection), str(self.scenes), str(self.records)]


def written(folder: Path, count: int, seed: int) -> Sources:
    """The files in the folder, written now unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = Sources(
        folder / f"scenes-{count}.ndjson", folder / "collection.json", folder / "records.ndjson"
    )
    if not sources.scenes.exists():
        unfinished = sources.scenes.with_suffix(".part")
        with unfinished.open("wb") as file:
            file.writelines(line + b"\n" for line in lines(count, seed))
        unfinished.replace(sources.scenes)
    if not sources.records.exists():
        sources.collection.write_bytes(orjson.dumps(collection()))
        made = b"".join(orjson.dumps(item) + b"\n" for item in records(seed).items())
        sources.records.write_bytes(made)
    return sources


def loaded(sources: Sources, cache: Path) -> Loading:
    """Make the index, unless it is there."""
    command = [sys.executable, "-m", "benchmarks.load", str(cache), *sources.paths()]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return Loading(**json.loads(said))


if __name__ == "__main__":
    start = time.perf_counter()
    index = ready([Path(path) for path in sys.argv[2:]], Path(sys.argv[1]))
    took = None if index.findings is None else time.perf_counter() - start
    for finding in (index.findings or ())[:5]:
        sys.stderr.write(f"{finding}\n")
    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    said = {
        "index": str(index.path),
        "seconds": took,
        "memory": most * 1024,
        "disk": index.path.stat().st_size,
    }
    sys.stdout.write(json.dumps(said))
