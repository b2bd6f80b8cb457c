"""The files that the `ref:` extension is published as."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

FOLDER = Path(str(files("imgcat").joinpath("data/extension")))
EXAMPLES = FOLDER / "examples"


def schema() -> dict[str, Any]:
    """The extension's JSON Schema."""
    found: dict[str, Any] = orjson.loads((FOLDER / "schema.json").read_bytes())
    return found
