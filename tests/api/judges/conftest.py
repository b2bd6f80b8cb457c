"""The judges' environment: tools that are kept apart from what imgcat depends on."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".venv-judges/bin/python"

Judge = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Runs a file of this folder, or with `-m` a module, in the judges' environment; `make test-slow` makes it."""
    if not PYTHON.exists():
        pytest.skip("the judges are not there: `make .venv-judges/installed` installs them")

    def run(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PYTHON, *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False
        )

    return run
