"""Runs of several sizes side by side, read back from what they wrote."""

from dataclasses import replace
from pathlib import Path

from benchmarks.load import Loading
from benchmarks.measure import Load, Times
from benchmarks.report import report
from benchmarks.results import Measured, Run, Served, new_run
from benchmarks.rivals.imgcat_postgresql import NAME
from benchmarks.server import Memory
from benchmarks.versus import versus

ONE = Measured(
    kind="item by id",
    questions=10,
    bytes=7_000,
    wrong=0,
    complaint=None,
    one=Times(2.0, 3.0, 10, 1.0),
    one_floor=Times(1.0, 2.0, 10, 0.5),
    many=Load(100, 4.0, 0.1),
    many_floor=Load(200, 1.0, 0.1),
    memory=Memory(100_000_000, 150_000_000),
)


def run_of(items: int, one: Measured) -> Run:
    run = new_run(items, 1)
    loading = Loading("index", 10.0, 20.0, 300_000_000, items * 1_100)
    run.servers.append(Served("imgcat", {}, "As it is.", loading, [one]))
    return run


def test_a_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    run = run_of(1_000, ONE)
    run.write(tmp_path / "1000.json")
    assert Run.read(tmp_path / "1000.json") == run


def test_sizes_are_compared_and_drawn(tmp_path: Path) -> None:
    run_of(1_000, ONE).write(tmp_path / "1000.json")
    assert report(tmp_path) == ""
    run_of(10_000, replace(ONE, one=Times(3.0, 4.0, 10, 1.5))).write(tmp_path / "10000.json")
    line = next(line for line in report(tmp_path).splitlines() if "item by id" in line)
    assert line == "| item by id | 2.00 | 2.0 | 4.00 | 3.00 | 3.0 | 4.00 | 1.50 | 1.00 |"
    assert "10,000 scenes" in (tmp_path / "sizes.svg").read_text("utf-8")
    assert "item by id" in (tmp_path / "latencies.svg").read_text("utf-8")


def test_other_servers_are_told_as_multiples_of_imgcat_on_the_same_database() -> None:
    slower = replace(ONE, one=Times(6.0, 9.0, 10, 3.0), many=Load(50, 20.0, 0.1))
    own, other = (
        Served(NAME, {}, "As it is.", None, [ONE]),
        Served("pgstac", {}, "", None, [slower]),
    )
    assert list(versus([own, other]))[-1] == "| item by id | 2.00 | 4.00 | 3.00 | 5.00 |"
    assert list(versus([own])) == []
