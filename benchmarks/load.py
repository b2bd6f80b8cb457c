"""Writes the source files, and makes imgcat's index of them as `imgcat serve` does, in a process of its own.

`python -m benchmarks.load CACHE SOURCE...` prints how long it took, the most memory it used, and where the index is.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from benchmarks.records import records
from benchmarks.scene_json import collection, lines
from imgcat.store.index import ready


@dataclass(frozen=True, slots=True)
class Loading:
    """How an index was made: seconds by the clock and of the CPU, None where it is not known, and bytes."""

    index: str
    seconds: float | None
    cpu: float | None
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


def main(cache: Path, sources: list[Path]) -> Loading:
    """Make the index. What it took is kept beside it, and told again where it is there already."""
    start = time.perf_counter()
    index = ready(sources, cache)
    kept = index.path.with_suffix(".loading.json")
    if index.findings is None:
        if kept.exists():
            return Loading(**json.loads(kept.read_bytes()))
        return Loading(str(index.path), None, None, 0, index.path.stat().st_size)
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    loading = Loading(
        index=str(index.path),
        seconds=seconds,
        cpu=sum(each.ru_utime + each.ru_stime for each in used),
        memory=max(each.ru_maxrss for each in used) * 1024,
        disk=index.path.stat().st_size,
    )
    kept.write_bytes(orjson.dumps(asdict(loading)))
    return loading


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps(asdict(main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])))
    )
