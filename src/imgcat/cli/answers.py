"""How the candidates of a picture are shown."""

from collections import Counter
from collections.abc import Iterable

from imgcat.cli.console import output
from imgcat.ingest.resolve import Answer, Candidate, MatchClass
from imgcat.ingest.resolve.sun import solar
from imgcat.model.reference import Reference

SHOWN = 5
"""How many candidates are shown; --json has all."""


def show_answer(answer: Answer, reference: Reference | None) -> None:
    """What is asked for, the class, and the best candidates with the parts of their scores."""
    _say(_asked(answer, reference))
    _say(f"  class: {answer.kind}" + (f". {answer.reason}" if answer.reason else ""))
    position = answer.question.position
    lon = position.point()[0] if position else None
    for each in answer.candidates[:SHOWN]:
        _show(each, lon)
    more = len(answer.candidates) - SHOWN
    if more > 0:
        _say(f"  and {more} more")
    for search in answer.searched:
        if search.failure:
            _say(f"  {search.failure}")


def show_counts(kinds: Iterable[MatchClass]) -> None:
    """How many pictures there are of each class."""
    counts = Counter(kinds)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in MatchClass if counts[kind])
    pictures = "1 picture" if counts.total() == 1 else f"{counts.total()} pictures"
    _say(f"{pictures}: {told}." if told else "No picture is open.")


def _asked(answer: Answer, reference: Reference | None) -> str:
    caption = answer.question.caption
    dates = "; ".join(when.text() for when in caption.dates) or "no date"
    said = caption.missions or tuple(
        credit.verbatim for credit in caption.credits if credit.organisation
    )
    whom = ", ".join(said) or "nobody credited"
    if reference is None:
        return f"{dates}; {whom}"
    return f"{reference.id}: {reference.location}, {dates}; {whom}"


def _show(candidate: Candidate, lon: float | None) -> None:
    taken = (
        f"{candidate.time:%Y-%m-%d %H:%M} UTC"
        if candidate.best.exact
        else (f"{candidate.time:%Y-%m-%d}, the time is not known")
    )
    there = (
        f", {solar(candidate.time, lon):%H:%M} solar time there"
        if (lon is not None and candidate.best.exact)
        else ""
    )
    named = candidate.acquisition or str(candidate.best.found.item.get("id"))
    _say(f"  {candidate.score:3} {named}: {taken}{there}")
    parts = ", ".join(f"{name} {points}" for name, points in candidate.parts.points().items())
    _say(f"      {parts}")
    _say(f"      {candidate.parts.why()}")


def _say(text: str) -> None:
    output.print(text, markup=False, highlight=False)
