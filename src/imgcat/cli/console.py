"""How the commands talk: tables and findings on standard output, progress and errors on standard error."""

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from imgcat.model.finding import Finding, Severity

output = Console(soft_wrap=True, emoji=False)
errors = Console(stderr=True, soft_wrap=True, emoji=False)

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def progress() -> Progress:
    """A progress bar on standard error that leaves nothing behind."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
    )


def fetching() -> Progress:
    """A count of bytes on standard error that leaves nothing behind."""
    return Progress(
        TextColumn("{task.description}"),
        DownloadColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
    )


def show(
    findings: Iterable[Finding], *, notes: bool = True, to: Console = output
) -> Counter[Severity]:
    """Print findings, one a line, and count them by severity."""
    counts: Counter[Severity] = Counter()
    for finding in findings:
        counts[finding.severity] += 1
        if notes or finding.severity is not Severity.NOTE:
            to.print(str(finding), style=_STYLES[finding.severity], markup=False, highlight=False)
    return counts


def counted(counts: Counter[Severity]) -> str:
    """`2 errors, 1 warning, 0 notes`."""
    return ", ".join(
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
    )
