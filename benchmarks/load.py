"""Makes imgcat's index of the scenes in a process of its own, as `imgcat serve` does, unless it is there already.

`python -m benchmarks.load FOLDER SCENES SEED` prints how long it took, the most memory it used, and where the index is.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from benchmarks.scene_json import lines
from benchmarks.sources import Drawn, Sources
from imgcat.model.finding import Severity
from imgcat.store.entry import Part
from imgcat.store.sqlite import build
from imgcat.store.sqlite.schema import VERSION

_TIMED = 5_000
"""Scenes by which it is measured what making them takes."""
_TOLD = 200_000


@dataclass(frozen=True, slots=True)
class Loading:
    """How an index was made: seconds by the clock and of the CPU, None where it is not known, and bytes.

    `making` is the part of the CPU time in which the scenes themselves were made, estimated from some of them; `memory`
    is of all processes at their highest.
    """

    index: str
    seconds: float | None
    cpu: float | None
    memory: int
    disk: int
    making: float = 0.0


def loaded(sources: Sources) -> Loading:
    """Make the index, unless it is there: one of the same scenes, written by an imgcat of the same layout."""
    command = [
        *(sys.executable, "-m", "benchmarks.load"),
        *(str(sources.folder), str(sources.count), str(sources.seed)),
    ]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return Loading(**orjson.loads(said))


def main(sources: Sources) -> Loading:
    """Make the index. What it took is kept beside it, and told again where it is there already."""
    index = sources.folder / f"index-{sources.count}-{sources.seed}-{VERSION:08x}.sqlite"
    kept = index.with_suffix(".json")
    if index.exists() and kept.exists():
        return Loading(**orjson.loads(kept.read_bytes()))
    for old in sources.folder.glob(f"index-{sources.count}-{sources.seed}-*"):
        old.unlink()
    workers = os.cpu_count() or 1
    start = time.perf_counter()
    parts = told(sources.parts(), sources.count)
    findings = build(index, (), (), parts=parts, default_collection="scenes", workers=workers)
    seconds = time.perf_counter() - start
    if wrong := [one for one in findings if one.severity is Severity.ERROR]:
        raise ValueError(f"{len(wrong)} records cannot be loaded: {wrong[0]}")
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    loading = Loading(
        index=str(index),
        seconds=seconds,
        cpu=sum(each.ru_utime + each.ru_stime for each in (own, others)),
        memory=(own.ru_maxrss + workers * others.ru_maxrss) * 1024,
        disk=index.stat().st_size,
        making=making(sources),
    )
    kept.write_bytes(orjson.dumps(asdict(loading)))
    return loading


def told(parts: Iterator[Part], count: int) -> Iterator[Part]:
    """The parts; how many scenes have been given out is said from time to time."""
    next_told = _TOLD
    for part in parts:
        if isinstance(part, Drawn) and part.start >= next_told:
            sys.stderr.write(f"{part.start:,} of {count:,} scenes\n")
            next_told += _TOLD
        yield part


def making(sources: Sources) -> float:
    """The seconds of the CPU in which the scenes themselves are made, estimated from some of them."""
    timed = min(_TIMED, sources.count)
    start = time.process_time()
    for _ in lines(timed, sources.seed):
        pass
    return (time.process_time() - start) / timed * sources.count


if __name__ == "__main__":
    folder, count, seed = sys.argv[1:]
    made = main(Sources(Path(folder), int(count), int(seed)))
    sys.stdout.buffer.write(orjson.dumps(asdict(made)))
