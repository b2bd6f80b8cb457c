"""The timeline on the page of a place."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from imgcat.web.chronology import Event
from imgcat.web.seen import DAYS, Seen, could_have_seen
from imgcat.web.timeline_svg import Drawing, drawing


@dataclass(frozen=True, slots=True)
class PlaceTimeline:
    """The drawing that stands without script, what scripts draw instead (`data`), and what reports could have seen."""

    drawing: Drawing
    data: str
    seen: tuple[Seen, ...]
    days: int = DAYS


def place_timeline(events: Sequence[Event]) -> PlaceTimeline | None:
    """The timeline of some events; None when there are none."""
    drawn = drawing(events)
    if drawn is None:
        return None
    data = orjson.dumps([each.to_json() for each in events]).decode()
    return PlaceTimeline(drawn, data, tuple(could_have_seen(events)))
