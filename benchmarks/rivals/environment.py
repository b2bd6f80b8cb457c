"""Where the rivals are installed: apart, so that what they need does not decide what imgcat runs with."""

import subprocess
from pathlib import Path

BIN = Path(".venv-rivals/bin")


def command(name: str) -> str:
    """A program of the environment."""
    return str((BIN / name).absolute())


def versions(*names: str) -> dict[str, str]:
    """The versions of packages of the environment."""
    code = "import sys, importlib.metadata as m; print(*map(m.version, sys.argv[1:]))"
    said = subprocess.run(
        [command("python"), "-c", code, *names], check=True, capture_output=True, text=True
    ).stdout
    return dict(zip(names, said.split(), strict=True))
