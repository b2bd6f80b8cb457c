"""A record on its way into a store, with where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A STAC object, parsed or as JSON text, and its origin: a file, with `:LINE` for a line of an NDJSON file."""

    origin: str
    record: Mapping[str, Any] | bytes
