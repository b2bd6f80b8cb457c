"""The walk-through of docs/curating.md, from its first command to its last, in a copy of the catalog."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REFUSED = "Nothing was written."
UPSTREAM = "usgs-landsatlook"
"""The upstream that the document names; the test's own server stands in for it, as nothing is asked of the internet."""

_STEP = re.compile(
    r"^ {4}(?P<command>imgcat [^\n]+)$|^```(?P<kind>text|yaml)\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Step:
    """A command of the document and what it is said to print, or a file that the curator edits."""

    command: str = ""
    shown: tuple[str, ...] = ()
    file: str = ""
    content: str = ""


def steps() -> Iterator[Step]:
    step: Step | None = None
    for found in _STEP.finditer((ROOT / "docs/curating.md").read_text("utf-8")):
        if found["kind"] == "text":
            assert step is not None
            step.shown = tuple(line.strip() for line in found["block"].splitlines() if line)
            continue
        if step is not None:
            yield step
        if found["command"]:
            step = Step(command=found["command"])
        else:
            name = found["block"].splitlines()[0].removeprefix("# ")
            step = Step(file=name, content=found["block"])
    assert step is not None
    yield step


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the catalog on a branch of its own, without what the document enters."""
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    for path in (tmp_path / "catalog").rglob("*sesan*"):
        path.unlink()
    shutil.copy(ROOT / "docs/curating/sesan-dam.html", tmp_path)
    assert imgcat("imgcat build", tmp_path).returncode == 0
    git = ["git", "-c", "user.name=Curator", "-c", "user.email=curator@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Before"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    return tmp_path


def imgcat(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", *shlex.split(command)]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_walk_through_works_as_it_is_written(checkout: Path, server: str) -> None:
    done = []
    for step in steps():
        if step.file:
            (checkout / step.file).write_text(step.content, "utf-8")
            continue
        command = step.command.replace(UPSTREAM, f"{server} --rate 100 --cache {checkout}/cache")
        ran = imgcat(command, checkout)
        printed = ran.stdout + ran.stderr
        assert ran.returncode == (1 if REFUSED in step.shown else 0), f"{command}\n{printed}"
        for line in step.shown:
            assert line in printed, f"{command} does not print {line!r} but\n{printed}"
        done.append(step.command.split()[1])
    assert done == ["draft", "add", "add", "check", "resolve", "harvest", "check", "correct"]
    clean = imgcat("imgcat check --quiet", checkout)
    assert clean.returncode == 0, clean.stdout
