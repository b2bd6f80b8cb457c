"""`imgcat coverage`: the table of all scenes and the places that they cover."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imgcat.cli.app import app
from imgcat.errors import ImgcatError
from imgcat.model.coverage import Coverage
from imgcat.store import lossless
from tests.api.sample import scenes
from tests.engines import CATALOG

runner = CliRunner()


def test_every_pair_is_a_row(tmp_path: Path) -> None:
    made = tmp_path / "scenes.ndjson"
    made.write_bytes(b"\n".join(map(lossless.dumps, scenes())))
    out = tmp_path / "coverage.csv"
    asked = [
        "coverage",
        str(CATALOG),
        str(made),
        "--cache",
        str(tmp_path / "cache"),
        "--out",
        str(out),
    ]
    assert runner.invoke(app, asked, catch_exceptions=False).exit_code == 0
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    pairs = {(row["location"], row["collection"], row["scene"]): row for row in rows}
    assert len(pairs) == len(rows) > 50
    clear = [
        row for row in rows if row["cloud_cover"] == "12.5" and row["location"] == "prk-sino-ri"
    ]
    assert {(row["mission"], row["satellite"], row["coverage"], row["share"]) for row in clear} == {
        ("sentinel-2", "sentinel-2a", "whole", "1.0")
    }
    assert {row["coverage"] for row in rows} == {*Coverage}
    assert all((row["share"] == "1.0") == (row["coverage"] == "whole") for row in rows)


def test_without_sources_that_are_there_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "coverage.csv"
    with pytest.raises(ImgcatError):
        runner.invoke(
            app, ["coverage", str(tmp_path / "none"), "--out", str(out)], catch_exceptions=False
        )
    assert not out.exists()
