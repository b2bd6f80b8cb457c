"""What must hold for the code as a whole."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_run_down_only() -> None:
    """The contract is in pyproject.toml: cli, client -> web, api -> ingest, export -> store -> catalog -> model."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_path_of_a_machine_stands_in_the_files() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    # Written so that this file does not hold what it looks for.
    roots = [f"/{name}/" for name in ("root", "home", "work")]
    found = [
        f"{name}: {root}"
        for name in tracked
        if name.endswith((".py", ".toml", ".md", ".yml", ".html", ".css", "Makefile", "run"))
        for root in roots
        if f'"{root}' in (text := (ROOT / name).read_text("utf-8")) or f" {root}" in text
    ]
    assert found == []
