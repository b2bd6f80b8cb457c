"""How often the scenes of a store show a place, and how long none that is clear does."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from imgcat.api.catalog import Catalog
from imgcat.api.coverage import SATELLITE, rounded, satellite_of, scenes_over
from imgcat.api.parameters import Interval
from imgcat.errors import InvalidRequest
from imgcat.model.caption import family, modality_of
from imgcat.model.coverage import Area, Coverage
from imgcat.model.item import Json
from imgcat.model.revisit import Gap, Look, Mission, Pass
from imgcat.model.share import shares
from imgcat.model.vocabulary import Modality
from imgcat.model.when import timestamp
from imgcat.store import Row

_ASKED = (*SATELLITE, "eo:cloud_cover", "sar:instrument_mode")

COLUMNS = (
    *("time", "mission", "satellite", "sar", "cloud_cover", "share", "clear"),
    *("days_since_clear", "scenes"),
)
"""Of the table of passes."""


def looks(
    catalog: Catalog, area: Area, least: Coverage, within: Interval | None
) -> tuple[list[Look], int]:
    """The scenes that cover a place at least so far, and how many more give no time.

    Raises InvalidRequest where they are too many.
    """
    if not catalog.scene_collections:
        return [], 0
    most = catalog.settings.export_limit
    found = []
    for row in catalog.store.rows(scenes_over(catalog, area, least, within, None), _ASKED):
        found.append(row)
        if len(found) > most:
            raise InvalidRequest(
                f"More than {most:,} scenes cover the place; ask for a shorter interval with `datetime`."
            )
    if not found:
        return [], 0
    footprints = np.array([row.footprint for row in found], dtype=object)
    covered = shares(footprints, np.full(len(found), area.extent)).tolist()
    timed = [
        _look(row, row.start, row.end, share)
        for row, share in zip(found, covered, strict=True)
        if row.start is not None and row.end is not None
    ]
    return timed, len(found) - len(timed)


def _look(row: Row, start: datetime, end: datetime, share: float) -> Look:
    platform, constellation, _, sar_mode = row.values
    satellite = satellite_of(row.collection, platform, constellation)
    return Look(
        f"{row.collection}/{row.id}",
        satellite,
        family(satellite),
        sar_mode is not None or modality_of((satellite,)) is Modality.SAR,
        start,
        end,
        row.number(2),
        share,
    )


def table(known: list[Pass], most: float) -> Iterator[Json]:
    """A row for each pass, in order of time: COLUMNS."""
    last = None
    for each in known:
        clear = each.is_clear(most)
        yield {
            "time": timestamp(each.time),
            "mission": each.mission,
            "satellite": each.satellite,
            "sar": each.sar,
            "cloud_cover": each.cloud,
            "share": rounded(each.share),
            "clear": clear,
            "days_since_clear": None if last is None else days(each.time - last),
            "scenes": [look.scene for look in each.looks],
        }
        last = each.time if clear else last


def gap_json(gap: Gap) -> Json:
    """A gap as the API gives it. `after` and `before` are null where the time that was looked at ends."""
    return {
        "start": timestamp(gap.start),
        "end": timestamp(gap.end),
        "days": days(gap.end - gap.start),
        "after": _scene(gap.after),
        "before": _scene(gap.before),
        "cloudy_passes": gap.cloudy,
        "passes_of_unknown_cloud": gap.unknown,
        "sar_passes": gap.sar,
    }


def _scene(clear: Pass | None) -> str | None:
    if clear is None:
        return None
    least = min(clear.looks, key=lambda look: (look.cloud is None, look.cloud or 0, look.scene))
    return least.scene


def mission_json(mission: Mission) -> Json:
    """A mission's passes as the API gives them; days are between one pass and the next."""
    return {
        "mission": mission.name,
        "sar": mission.sar,
        "passes": mission.passes,
        "scenes": mission.scenes,
        "clear_passes": mission.clear,
        "first": timestamp(mission.first),
        "last": timestamp(mission.last),
        "median_interval_days": _days(mission.median_interval),
        "longest_interval_days": _days(mission.longest_interval),
    }


def _days(step: timedelta | None) -> float | None:
    return None if step is None else days(step)


def days(step: timedelta) -> float:
    """Days, to about a quarter of an hour."""
    return round(step / timedelta(days=1), 2)
