"""How often a place was seen, and how long it was not: passes over it, and the gaps between clear ones."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, pairwise
from statistics import median

ONE_PASS = timedelta(minutes=45)
"""No satellite is over one place twice within this time: see `imgcat.model.acquisition`."""
LONGEST_PASS = timedelta(hours=36)
"""A longer range of time is a mosaic of many passes, not one of them."""
VAGUE = timedelta(hours=12)
"""Where a scene gives a longer range, only its day is known."""


@dataclass(frozen=True, slots=True)
class Look:
    """One scene of a place: `start` to `end` is when it was taken (UTC), `scene` is `{collection}/{id}`.

    `cloud` is percent of the whole scene; `share` is that of the place which it covers. `sar` sees through cloud.
    """

    scene: str
    satellite: str
    mission: str
    sar: bool
    start: datetime
    end: datetime
    cloud: float | None
    share: float


@dataclass(slots=True)
class Pass:
    """One satellite over the place once, and all scenes that were made of it."""

    time: datetime
    satellite: str
    mission: str
    sar: bool
    looks: list[Look] = field(default_factory=list)

    @property
    def cloud(self) -> float | None:
        """That of its clearest scene; None where none gives any."""
        return min((look.cloud for look in self.looks if look.cloud is not None), default=None)

    @property
    def share(self) -> float:
        """That of the scene which shows most of the place."""
        return max(look.share for look in self.looks)

    def is_clear(self, most: float) -> bool:
        """Whether it is an optical one with at most so much cloud, in percent; an unknown one is not clear."""
        return not self.sar and self.cloud is not None and self.cloud <= most


def passes(looks: Iterable[Look]) -> list[Pass]:
    """The passes that scenes are of, in order of time. Mosaics, which are of no single pass, are left out."""
    single = [look for look in looks if look.end - look.start <= LONGEST_PASS]
    found: dict[str, list[Pass]] = defaultdict(list)
    # Those of which only the day is known come last, so that they find the pass of that day.
    for look in sorted(single, key=lambda look: (_is_vague(look), look.start)):
        known = found[look.satellite]
        its = _seen_already(known, look)
        if its is None:
            its = Pass(look.start, look.satellite, look.mission, look.sar)
            known.insert(bisect_right(known, its.time, key=_time), its)
        its.looks.append(look)
    return sorted(chain.from_iterable(found.values()), key=lambda each: (each.time, each.satellite))


def _is_vague(look: Look) -> bool:
    return look.end - look.start > VAGUE


def _seen_already(known: Sequence[Pass], look: Look) -> Pass | None:
    """The first pass, of some in order of time, that the scene can be of."""
    earliest = look.start if _is_vague(look) else look.start - ONE_PASS
    at = bisect_left(known, earliest, key=_time)
    return known[at] if at < len(known) and known[at].time <= look.end else None


def _time(known: Pass) -> datetime:
    return known.time


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without a clear optical pass, and what there was in it.

    `after` and `before` are the clear passes at its ends; None where the time that was looked at ends first.
    `cloudy` counts the optical passes in it with too much cloud, `unknown` those whose cloud is not known, and `sar`
    those of radar.
    """

    start: datetime
    end: datetime
    after: Pass | None
    before: Pass | None
    cloudy: int
    unknown: int
    sar: int


def gaps(
    known: Sequence[Pass], most: float, start: datetime | None, end: datetime | None
) -> list[Gap]:
    """The times between clear passes from `start` to `end`, the longest first; among equals the earliest.

    `known` are in order of time. Where a bound is None, the first or last pass of any kind is it.
    """
    start = start or (known[0].time if known else None)
    end = end or (known[-1].time if known else None)
    if start is None or end is None:
        return []
    clear = [each for each in known if each.is_clear(most) and start <= each.time <= end]
    bounds: list[tuple[datetime, Pass | None]] = [(start, None)]
    bounds += [(each.time, each) for each in clear] + [(end, None)]
    made = [
        _gap(known, most, first, last) for first, last in pairwise(bounds) if first[0] < last[0]
    ]
    return sorted(made, key=lambda gap: (gap.start - gap.end, gap.start))


def _gap(
    known: Sequence[Pass],
    most: float,
    first: tuple[datetime, Pass | None],
    last: tuple[datetime, Pass | None],
) -> Gap:
    (start, after), (end, before) = first, last
    # What is at an open end lies in the gap; a clear pass at an end does not.
    inside = [
        each
        for each in known[
            bisect_left(known, start, key=_time) : bisect_right(known, end, key=_time)
        ]
        if not each.is_clear(most)
    ]
    optical = [each for each in inside if not each.sar]
    unknown = sum(each.cloud is None for each in optical)
    return Gap(
        start, end, after, before, len(optical) - unknown, unknown, len(inside) - len(optical)
    )


@dataclass(frozen=True, slots=True)
class Mission:
    """How often the satellites of one mission passed: intervals are between one pass and the next."""

    name: str
    sar: bool
    passes: int
    scenes: int
    clear: int
    first: datetime
    last: datetime
    median_interval: timedelta | None
    longest_interval: timedelta | None


def missions(known: Sequence[Pass], most: float) -> list[Mission]:
    """Each mission's passes, of some in order of time; by name."""
    by_name: dict[tuple[str, bool], list[Pass]] = defaultdict(list)
    for each in known:
        by_name[each.mission, each.sar].append(each)
    return [_mission(*key, own, most) for key, own in sorted(by_name.items())]


def _mission(name: str, sar: bool, own: Sequence[Pass], most: float) -> Mission:
    steps = [after.time - before.time for before, after in pairwise(own)]
    return Mission(
        name,
        sar,
        len(own),
        sum(len(each.looks) for each in own),
        sum(each.is_clear(most) for each in own),
        own[0].time,
        own[-1].time,
        timedelta(seconds=median(step.total_seconds() for step in steps)) if steps else None,
        max(steps, default=None),
    )
