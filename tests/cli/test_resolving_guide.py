"""Every command of docs/resolving.md, run in order on the part of the catalog that it speaks of."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imgcat.catalog.build import build
from imgcat.catalog.reader import read
from imgcat.catalog.records import Records
from imgcat.cli.app import app
from tests.docs_examples import DOCS

GUIDE = (DOCS / "docs" / "resolving.md").read_text("utf-8")


def part(references: set[str]) -> Records:
    """The catalog with these references alone, what they point at, and all scenes."""
    records, findings = read(DOCS / "catalog")
    assert findings == []
    kept = {name: records.references[name] for name in references}
    reports = {each.report for each in kept.values()}
    places = {each.location for each in kept.values()}
    return replace(
        records,
        references=kept,
        reports={name: each for name, each in records.reports.items() if name in reports},
        locations={name: each for name, each in records.locations.items() if name in places},
    )


def test_the_commands_of_the_guide_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = re.findall(r"^    imgcat (resolve .*)$", GUIDE, re.MULTILINE)
    assert len(commands) >= 6
    build(tmp_path / "catalog", part(set(re.findall(r"\bimg-[a-z0-9-]+", GUIDE))))
    monkeypatch.chdir(tmp_path)
    outputs = {}
    for command in commands:
        done = CliRunner().invoke(app, [*shlex.split(command), "--cache", str(tmp_path / "cache")])
        assert done.exit_code == 0, (command, done.output, done.exception)
        outputs[command] = done.output
    shown = GUIDE.split("prints\n\n")[1].split("\n\n")[0].splitlines()
    first = outputs["resolve img-moa-kakhovka-2023-02"]
    for line in shown:
        assert line.strip().removesuffix(" ...") in first
    assert "class: unique" in next(out for word, out in outputs.items() if "8 June 2023" in word)
