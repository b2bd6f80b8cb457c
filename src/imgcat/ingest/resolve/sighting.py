"""A scene as a witness: what its Item says about who saw the place when, how whole and how clear."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from imgcat.errors import InvalidRecord
from imgcat.ingest.resolve.search import Found
from imgcat.ingest.resolve.sun import elevation
from imgcat.model.acquisition import ProductId, acquisition_of, parse
from imgcat.model.caption import mission_of, modality_of, same_mission
from imgcat.model.coverage import Coverage, coverage
from imgcat.model.footprint import footprint
from imgcat.model.interval import parse_time
from imgcat.model.position import Position
from imgcat.model.vocabulary import Modality

LONGEST_PASS = timedelta(hours=36)
"""A longer range of time is a mosaic of many passes, not one of them."""

NAMES_DIFFER_BY = timedelta(minutes=45)
"""How far the time that an id or an Item states may be from when the place was seen: see `imgcat.model.acquisition`."""

_CROSSING = {"landsat": 10.2, "sentinel-2": 10.5, "aster": 10.5}
"""The local solar hour of the daytime pass, for ids that state only a day."""
_DAWN, _DUSK = 6.0, 18.0

THERMAL = ("landsat", "aster", "modis", "viirs", "firms")
"""Missions that take thermal pictures, beside others."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One scene and the place. Times are UTC; `exact` is False where only the day is known and the time is reckoned.

    `cloud` is percent of the whole scene, as providers give no other.
    """

    found: Found
    product: ProductId | None
    acquisition: str | None
    platform: str
    missions: tuple[str, ...]
    start: datetime
    end: datetime
    exact: bool
    coverage: Coverage | None
    cloud: float | None
    day: bool | None

    @property
    def modality(self) -> Modality | None:
        """What kind of picture it is."""
        return modality_of(self.missions[:1])

    def is_of(self, missions: tuple[str, ...]) -> bool:
        """Whether it is a scene of one of the missions."""
        return any(same_mission(own, mission) for own in self.missions for mission in missions)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Between when and when the place was seen, the inexactness of the names of Sentinel-2 considered."""
        slack = NAMES_DIFFER_BY if self.is_of(("sentinel-2",)) else timedelta(0)
        return self.start - slack, self.end + slack


def sighting(found: Found, position: Position | None) -> Sighting | None:
    """What a scene says; None when it says nothing of when, or is a mosaic."""
    properties = found.item.get("properties")
    if not isinstance(properties, Mapping):
        return None
    item_id = found.item.get("id")
    product = parse(item_id) if isinstance(item_id, str) else None
    lon, lat = position.point() if position else (0.0, 0.0)
    times = _times(properties, product, lon)
    if times is None:
        return None
    start, end, exact = times
    missions = _missions(properties, product)
    cloud = properties.get("eo:cloud_cover")
    middle = start + (end - start) / 2
    return Sighting(
        found=found,
        product=product,
        acquisition=properties.get("ref:acquisition") or acquisition_of(found.item),
        platform=missions[0] if missions else str(found.item.get("collection")),
        missions=missions,
        start=start,
        end=end,
        exact=exact,
        coverage=_coverage(found.item.get("geometry"), position),
        cloud=float(cloud) if isinstance(cloud, int | float) else None,
        day=elevation(middle, lon, lat) > 0 if position else None,
    )


def _missions(properties: Mapping[str, Any], product: ProductId | None) -> tuple[str, ...]:
    """The words for its satellite, the closest first."""
    words = [mission_of(product)] if product else []
    instruments = properties.get("instruments")
    if isinstance(instruments, list):
        known = {"aster": "aster", "modis": "modis", "viirs": "viirs"}
        words += [known[each] for each in instruments if isinstance(each, str) and each in known]
    for name in ("platform", "constellation"):
        value = properties.get(name)
        if isinstance(value, str) and value:
            words.append("-".join(value.casefold().replace("_", "-").split()))
    return tuple(dict.fromkeys(words))


def _times(
    properties: Mapping[str, Any], product: ProductId | None, lon: float
) -> tuple[datetime, datetime, bool] | None:
    instant = properties.get("datetime")
    first, last = (
        (instant, instant)
        if isinstance(instant, str)
        else (properties.get("start_datetime"), properties.get("end_datetime"))
    )
    if not isinstance(first, str) or not isinstance(last, str):
        return None
    try:
        start, end = parse_time(first).start, parse_time(last).end
    except InvalidRecord:
        return None
    if end - start > LONGEST_PASS or end < start:
        return None
    if end - start < timedelta(hours=12):
        return start, end, True
    reckoned = _reckoned(start, product, lon)
    return reckoned, reckoned, False


def _reckoned(midnight: datetime, product: ProductId | None, lon: float) -> datetime:
    """When on a UTC day a satellite that keeps its local hour passes a longitude."""
    local = _CROSSING.get(product.mission, 12.0) if product else 12.0
    if product and product.mission == "sentinel-1":
        local = _DUSK if product.orbit_state == "ascending" else _DAWN
    day = datetime(midnight.year, midnight.month, midnight.day, tzinfo=UTC)
    return day + timedelta(hours=(local - lon / 15) % 24)


def _coverage(geometry: Any, position: Position | None) -> Coverage | None:
    if position is None or not isinstance(geometry, Mapping):
        return None
    try:
        outline = footprint(geometry)
    except InvalidRecord:
        return None
    return coverage(outline, position) if outline is not None else None
