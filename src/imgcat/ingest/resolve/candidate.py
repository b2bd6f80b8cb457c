"""Candidates: passes of one satellite over the place, with all the scenes that are of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from imgcat.ingest.resolve import score
from imgcat.ingest.resolve.score import Parts
from imgcat.ingest.resolve.search import Found
from imgcat.ingest.resolve.sighting import Sighting
from imgcat.ingest.resolve.sun import solar
from imgcat.model.acquisition import join, pass_of, sentinel2_acquisition
from imgcat.model.caption import Caption
from imgcat.model.coverage import Coverage
from imgcat.model.when import When, timestamp

ONE_PASS = timedelta(minutes=45)
"""A satellite is not over one place again before; the scenes of one pass lie closer together."""

_RANK = {Coverage.WHOLE: 0, Coverage.POINT: 1, Coverage.PART: 2, None: 3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pass that the picture can be of. `when` is the date of the caption that it fits, None where none is given.

    `best` is the scene that stands for it, `sightings` are all scenes of the pass: other levels, tiles, baselines and
    hosts. `acquisition` is the key of the best, `acquisitions` are those of all.
    """

    best: Sighting
    sightings: tuple[Sighting, ...]
    when: When | None
    parts: Parts

    @property
    def acquisition(self) -> str | None:
        return self.best.acquisition

    @property
    def acquisitions(self) -> tuple[str, ...]:
        keys = (self.best.acquisition, *(each.acquisition for each in self.sightings))
        return tuple(dict.fromkeys(key for key in keys if key))

    @property
    def flight(self) -> str | None:
        """The key that the acquisitions of the pass share."""
        return pass_of(self.acquisition) if self.acquisition else None

    @property
    def score(self) -> int:
        return self.parts.score

    def to_json(self, lon: float | None, link: Callable[[Found], str | None]) -> dict[str, Any]:
        """The candidate as JSON values; `lon` is the longitude of the place, `link` the address of a scene."""
        return {
            "acquisition": self.acquisition,
            "pass": self.flight,
            "score": self.score,
            "parts": self.parts.points(),
            "why": self.parts.why(),
            "date": self.when.text() if self.when else None,
            "datetime": timestamp(self.time.replace(microsecond=0)),
            "datetime_exact": self.best.exact,
            "solar_time": _minute(solar(self.time, lon)) if lon is not None else None,
            "platform": self.best.platform,
            "cloud_cover": self.best.cloud,
            "coverage": self.best.coverage,
            "acquisitions": list(self.acquisitions),
            "scenes": [
                {
                    "collection": each.found.item.get("collection"),
                    "id": each.found.item.get("id"),
                    "found_in": each.found.where,
                    "href": link(each.found),
                }
                for each in self.sightings
            ],
        }

    @property
    def time(self) -> datetime:
        """When the place was seen (UTC), to the minute where `best.exact`."""
        return self.best.start


def passes(sightings: Iterable[Sighting]) -> list[list[Sighting]]:
    """The scenes by pass. Scenes under an id that states an inexact time are given the key of those that are exact."""
    groups: list[list[Sighting]] = []
    for each in sorted(joined(list(sightings)), key=lambda one: (not one.exact, one.start)):
        group = next((group for group in groups if _one_pass(group[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return groups


def joined(sightings: list[Sighting]) -> list[Sighting]:
    """The scenes, those of Sentinel-2 without an acquisition key with that of the only one they can be of."""
    exact = [known for each in sightings if (known := sentinel2_acquisition(each.found.item))]
    return [
        replace(each, acquisition=join(each.product, exact))
        if each.acquisition is None and each.product is not None
        else each
        for each in sightings
    ]


def candidates(
    sightings: Iterable[Sighting], caption: Caption, readings: Iterable[When], lon: float
) -> list[Candidate]:
    """The passes that fit one picture of the caption, of which `readings` are the possible dates; the best first."""
    fitting: list[tuple[list[Sighting], When, Parts]] = []
    for group in passes(sightings):
        best = representative(group)
        sensor = score.sensor(best, caption)
        dated = [
            (part, when) for when in readings if (part := score.day(best, when, lon)) is not None
        ]
        if sensor is None or not dated:
            continue
        date, when = max(dated, key=lambda each: each[0].points)
        parts = Parts(
            sensor, date, score.coverage(best), score.usable(best, caption), score.uniqueness(0)
        )
        fitting.append((group, when, parts))
    alone = score.uniqueness(len(fitting))
    return ranked(
        Candidate(representative(group), tuple(group), when, replace(parts, uniqueness=alone))
        for group, when, parts in fitting
    )


def representative(group: list[Sighting]) -> Sighting:
    """The scene that stands for a pass: the one that covers the place best, and says most."""

    def worth(each: Sighting) -> tuple[int, bool, bool, float, str]:
        cloud = each.cloud if each.cloud is not None else 101
        name = each.acquisition or str(each.found.item.get("id"))
        return _RANK[each.coverage], each.acquisition is None, not each.exact, cloud, name

    return min(group, key=worth)


def ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """The best first; of equals the earlier."""
    return sorted(found, key=lambda each: (-each.score, each.time, each.acquisition or ""))


def _minute(moment: datetime) -> str:
    """Local solar time is known to a few minutes: `2018-12-27T10:41`, of no zone."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def _one_pass(one: Sighting, other: Sighting) -> bool:
    if one.acquisition and one.acquisition == other.acquisition:
        return True
    if one.platform != other.platform:
        return False
    if one.exact and other.exact:
        return abs(one.start - other.start) <= ONE_PASS
    return one.start.date() == other.start.date()
