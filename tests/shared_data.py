"""Where the real data stands that is too large, or not ours, to be in this repository."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(path: str) -> Path:
    """A file or folder of the shared data; skips the test where the data is not there."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the shared data set is not beside this checkout: no {path}")
    return found
