"""The timeline of a place as a drawing that needs no script: lanes, marks and an axis, placed. Templates draw it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from imgcat.web.chronology import LANES, Event

WIDTH = 900
MARGIN = 14
LANE_HEAD = 20
ROW = 17
LANE_FOOT = 6
AXIS = 24
APART = 17.0
"""Units between two marks in one row."""

MOST_LINES = 40
"""Above so many pictures the lines to their reports would hide more than they show."""

_YEARS = (1, 2, 5, 10, 20, 50, 100)
_TICKS = 12
_MONTHS = 36  # a time of so many months, or a shorter one, has months on its axis


@dataclass(frozen=True, slots=True)
class Mark:
    """An event at its place; its date may mean any day between `left` and `right`."""

    event: Event
    x: float
    y: float
    left: float
    right: float

    @property
    def wide(self) -> bool:
        """Whether a line from left to right shows beside the mark."""
        return self.right - self.left > 14


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its title, where it begins, and its height."""

    title: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn, in units of the drawing. `lines` lead from a picture to the report that cites it."""

    width: int
    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    lines: tuple[tuple[Mark, Mark], ...]
    summary: str


def drawing(events: Sequence[Event]) -> Drawing | None:
    """Place the events of a timeline; None when there are none."""
    if not events:
        return None
    scale = _Scale(min(each.first for each in events), max(each.last for each in events))
    marks: list[Mark] = []
    lanes: list[Lane] = []
    top = 0.0
    for number, title in enumerate(LANES):
        rows = list(_rows([each for each in events if each.lane == number], scale))
        for row, placed in enumerate(rows):
            y = top + LANE_HEAD + (row + 0.5) * ROW
            marks += [_mark(event, x, y, scale) for event, x in placed]
        lanes.append(Lane(title, top, LANE_HEAD + max(1, len(rows)) * ROW + LANE_FOOT))
        top += lanes[-1].height
    return Drawing(
        width=WIDTH,
        height=top + AXIS,
        lanes=tuple(lanes),
        ticks=tuple(_ticks(scale)),
        marks=tuple(marks),
        lines=tuple(_lines(marks)),
        summary=_summary(events),
    )


class _Scale:
    """Days to units from left to right, with some room at both ends."""

    def __init__(self, first: date, last: date) -> None:
        room = timedelta(days=max(3, round((last - first).days * 0.03)))
        self.first = first - min(room, first - date.min)
        self.last = last + min(room, date.max - last)

    def x(self, day: date, after: int = 0) -> float:
        """Where a day begins, or where so many days after it do."""
        share = ((day - self.first).days + after) / max(1, (self.last - self.first).days)
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _rows(events: Sequence[Event], scale: _Scale) -> list[list[tuple[Event, float]]]:
    """The events of a lane with the middle of each, in as few rows as let none hide another."""
    rows: list[list[tuple[Event, float]]] = []
    middles = [(each, (scale.x(each.first) + scale.x(each.last, 1)) / 2) for each in events]
    for event, x in sorted(middles, key=lambda placed: (placed[1], placed[0].title)):
        free = next((row for row in rows if x - row[-1][1] >= APART), None)
        if free is None:
            rows.append([(event, x)])
        else:
            free.append((event, x))
    return rows


def _mark(event: Event, x: float, y: float, scale: _Scale) -> Mark:
    return Mark(event, round(x, 1), y, scale.x(event.first), scale.x(event.last, 1))


def _lines(marks: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    reports = {m.event.report: m for m in marks if m.event.what not in {"picture", "scene"}}
    pictures = [mark for mark in marks if mark.event.what == "picture"]
    if len(pictures) <= MOST_LINES:
        for mark in pictures:
            if (report := reports.get(mark.event.report)) is not None:
                yield mark, report


def _ticks(scale: _Scale) -> Iterator[tuple[float, str]]:
    """The first days of years, or of months where the time is short, far enough apart to be labelled."""
    first, last = scale.first, scale.last
    months = (last.year - first.year) * 12 + last.month - first.month
    step = (
        -(-max(1, months) // _TICKS)
        if months <= _MONTHS
        else 12 * next((n for n in _YEARS if (last.year - first.year) / n <= _TICKS), _YEARS[-1])
    )
    start = first.year * 12 + first.month  # the month after the first
    for month in range(-(-start // step) * step, last.year * 12 + last.month, step):
        year, of = divmod(month, 12)
        yield scale.x(date(year, of + 1, 1)), f"{year}-{of + 1:02}" if step % 12 else str(year)


def _summary(events: Sequence[Event]) -> str:
    """What the drawing shows, in words."""
    parts = []
    for number, title in enumerate(LANES):
        some = [each for each in events if each.lane == number]
        if some:
            ends = f"{some[0].when} to {some[-1].when}" if len(some) > 1 else some[0].when
            parts.append(f"{title}: {len(some)}, {ends}.")
    return " ".join(parts)
