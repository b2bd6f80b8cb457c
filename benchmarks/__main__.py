"""`python -m benchmarks`: make the data, load it, ask, check and measure, and write tables."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import imgcat_server
from benchmarks.ask import Question
from benchmarks.in_process import timed
from benchmarks.load import loaded
from benchmarks.questions import KINDS, questions
from benchmarks.records import records
from benchmarks.report import report
from benchmarks.results import Run, Served, new_run, versions_of
from benchmarks.rivals.all import NAMES, rival
from benchmarks.session import measure
from benchmarks.sources import Sources
from benchmarks.table import markdown
from benchmarks.truth import Truth
from benchmarks.versus import versus
from imgcat.api.settings import Settings
from imgcat.store.sqlite import SqliteStore

RIVAL_QUESTIONS = 40
"""The most questions of a kind that a rival is asked: some take a second for one."""

FEWER = {"newest 100 of all": 5, "months of all": 5, "20 pages of 100": 25}
"""Kinds whose answers are large or take long: how many times fewer questions of them are asked."""


def main(
    items: Annotated[int, typer.Option(help="How many scenes.")] = 100_000,
    asked: Annotated[int, typer.Option("--questions", help="How many questions of a kind.")] = 200,
    seconds: Annotated[float, typer.Option(help="How long many clients ask, for each kind.")] = 3,
    seed: Annotated[int, typer.Option(help="Of all that is drawn at random.")] = 1,
    data: Annotated[Path, typer.Option(help="Where data and indexes are kept.")] = Path(
        ".cache/bench"
    ),
    out: Annotated[Path, typer.Option(help="Where results go.")] = Path(".cache/bench/results"),
    rivals: Annotated[
        list[str] | None, typer.Option("--rival", help=f"Also measure: {', '.join(NAMES)}.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Kinds of questions; all of them.")] = None,
) -> None:
    """Measure imgcat. Exit with 1 when an answer is wrong; slowness is no error."""
    run = new_run(items, seed)
    out.mkdir(parents=True, exist_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    sources = Sources(data, items, seed)
    typer.echo(f"Loading {items:,} scenes")
    loading = loaded(sources)
    typer.echo("Answering by brute force")
    truth, made = Truth(items, seed), records(seed)
    todo: dict[str, list[Question]] = {
        kind: questions(truth, made, kind, max(asked // FEWER.get(kind, 1), 2), seed)
        for kind in only or KINDS
    }
    served = Served("imgcat", versions_of(), "`imgcat serve`, one worker.", loading)
    index = Path(loading.index)
    measure(
        lambda: imgcat_server.start(imgcat_server.INDEX, str(index), out),
        *(served, todo, out, seconds, typer.echo),
    )
    store = SqliteStore(index, count_limit=Settings().count_limit)
    for number, one in enumerate(served.kinds):
        half = todo[one.kind][: (one.questions + 1) // 2]
        served.kinds[number] = replace(one, in_process=timed(store, half))
    store.close()
    run.servers.append(served)
    keep(run, out)
    for name in rivals or ():
        with rival(name, sources, typer.echo) as (other, start):
            fewer = {kind: each[:RIVAL_QUESTIONS] for kind, each in todo.items()}
            measure(start, other, fewer, out, seconds, typer.echo)
        run.servers.append(other)
        keep(run, out)
    typer.echo(_tables(run))
    typer.echo(report(out))
    own = [each for each in run.servers if each.name.startswith("imgcat")]
    if wrong := sum(one.wrong for each in own for one in each.kinds):
        typer.echo(f"{wrong} answers of imgcat are wrong.", err=True)
        raise typer.Exit(1)


def keep(run: Run, folder: Path) -> None:
    """Write what has been found so far: figures and tables."""
    run.write(folder / f"{run.items}.json")
    (folder / f"{run.items}.md").write_text(_tables(run), "utf-8")


def _tables(run: Run) -> str:
    """A table of each server, and one that compares them."""
    return "\n".join([markdown(run), *versus(run.servers), ""])


if __name__ == "__main__":
    typer.run(main)
