"""The floor: a FastAPI route that returns the same bytes from memory, on the server that imgcat runs on.

`python -m benchmarks.floor BODIES PORT`, where BODIES is a file that `pack` wrote. Nothing that is built on FastAPI can
answer faster.
"""

import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response

from benchmarks.serving import run

BODIES = "BENCHMARK_BODIES"
_SIZE = struct.Struct("<Q")


def pack(bodies: Sequence[bytes], path: Path) -> None:
    """Write bodies to a file; body number n is then the answer to `/n`."""
    with path.open("wb") as file:
        for body in bodies:
            file.write(_SIZE.pack(len(body)) + body)


def application() -> FastAPI:
    """The application, with the bodies of the file that the environment names."""
    data, bodies, at = Path(os.environ[BODIES]).read_bytes(), [], 0
    while at < len(data):
        (size,) = _SIZE.unpack_from(data, at)
        at += _SIZE.size + size
        bodies.append(data[at - size : at])
    app = FastAPI()

    @app.api_route("/{number}", methods=["GET", "POST"])
    async def answer(number: int) -> Response:
        return Response(bodies[number], media_type="application/geo+json")

    return app


if __name__ == "__main__":
    os.environ[BODIES] = sys.argv[1]
    run("benchmarks.floor:application", int(sys.argv[2]))
