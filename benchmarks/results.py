"""What a run found, and the machine that it ran on."""

import os
import platform
import shlex
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Self

import orjson
from pydantic import TypeAdapter

from benchmarks.load import Loading
from benchmarks.measure import Load, Times
from benchmarks.server import Memory

PACKAGES = (
    "imgcat-stac",
    "fastapi",
    "starlette",
    "uvicorn",
    "httptools",
    "uvloop",
    "shapely",
    "zstandard",
    "orjson",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of questions, asked of one server and of the floor. Bytes are those of a mean answer."""

    kind: str
    questions: int
    bytes: int
    wrong: int
    complaint: str | None
    one: Times
    one_floor: Times
    many: Load
    many_floor: Load
    memory: Memory
    in_process: Times | None = None

    @property
    def latency_ratio(self) -> float:
        """The median latency, in floors."""
        return self.one.median / self.one_floor.median

    @property
    def cpu_ratio(self) -> float:
        """The server's CPU time for an answer, in floors; hardly touched by what else the machine does."""
        return self.many.cpu / max(self.many_floor.cpu, 1e-3)

    @property
    def rate_ratio(self) -> float:
        """The throughput with many clients, as a share of the floor's."""
        return self.many.rate / self.many_floor.rate


@dataclass(slots=True)
class Served:
    """All that was measured of one server. `notes` say how it was set up, and `missing` what it cannot be asked."""

    name: str
    versions: Mapping[str, str]
    notes: str
    loading: Loading | None
    kinds: list[Measured] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """A run: how many scenes, on what, and what was measured."""

    items: int
    seed: int
    command: str
    started: str
    machine: Mapping[str, Any]
    servers: list[Served] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write the run as JSON."""
        path.write_bytes(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2) + b"\n")

    @classmethod
    def read(cls, path: Path) -> Self:
        """A run that was written."""
        return TypeAdapter(cls).validate_json(path.read_bytes())


def new_run(items: int, seed: int) -> Run:
    """A run that has found nothing yet."""
    return Run(
        items=items,
        seed=seed,
        command=shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]]),
        started=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        machine=_machine(),
    )


def versions_of(packages: tuple[str, ...] = PACKAGES) -> dict[str, str]:
    """The versions of packages that are installed here."""
    found = {}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _machine() -> dict[str, Any]:
    information = Path("/proc/cpuinfo")
    model = "unknown"
    if information.exists():
        lines = information.read_text("utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        model = names[0] if names else model
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "memory_gib": round(pages * size / 2**30),
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "load_before": round(os.getloadavg()[0], 1),
    }
