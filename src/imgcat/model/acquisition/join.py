"""Joining ids that state an inexact time to the acquisition they name.

The ids of one Sentinel-2 picture state up to three times, as much as half an hour apart: see `ProductId`. A tile cannot
be seen again by one satellite for about 100 minutes, so two times within 45 minutes are of one pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from imgcat.model.acquisition.key import key, sentinel2_key
from imgcat.model.acquisition.orbit import sentinel2_orbit_time
from imgcat.model.acquisition.product import ProductId

TOLERANCE = timedelta(minutes=45)
BOTH_INEXACT = timedelta(minutes=40)
"""Where neither time is exact, each may be off towards the other: passes 100 minutes apart can seem 42 apart."""

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """A Sentinel-2 picture that is known exactly: its key, and what can be compared with an id."""

    key: str
    platform: str
    tile: str
    datatake_start: datetime
    relative_orbit: int | None = None
    absolute_orbit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sighting:
    """What an id says about who saw which tile when, give or take `within`."""

    platform: str | None
    tile: str
    moment: datetime
    within: timedelta
    relative_orbit: int | None
    absolute_orbit: int | None


def acquisition(product: ProductId) -> Acquisition | None:
    """The exact acquisition of a Sentinel-2 id that determines one."""
    if product.mission != "sentinel-2":
        return None
    if product.platform is None or product.tile is None or product.datatake_start is None:
        return None
    return Acquisition(
        key=sentinel2_key(product.platform, product.datatake_start, product.tile),
        platform=product.platform,
        tile=product.tile,
        datatake_start=product.datatake_start,
        relative_orbit=product.relative_orbit,
        absolute_orbit=product.absolute_orbit,
    )


def join(product: ProductId, candidates: Iterable[Acquisition]) -> str | None:
    """The acquisition key of an id: its own, or that of the only candidate it can name.

    Satellite, tile and orbit must agree where both are known, and the times to within 45 minutes; an id that states
    only a day may name any pass of that UTC day. None when no candidate fits or several do.
    """
    exact = key(product)
    if exact is not None:
        return exact
    stated = _sighting(product)
    if stated is None:
        return None
    fitting = {known.key for known in candidates if _agree(stated, _exactly(known))}
    return fitting.pop() if len(fitting) == 1 else None


def same_acquisition(one: ProductId, other: ProductId) -> bool:
    """Whether two ids certainly name one acquisition.

    A day alone is no certainty: far north and south a tile is seen several times a day. `join` resolves such an id
    among all the passes that are known.
    """
    if key(one) is not None and key(other) is not None:
        return key(one) == key(other)
    a, b = _sighting(one), _sighting(other)
    if a is None or b is None or max(a.within, b.within) > TOLERANCE:
        return False
    return _agree(a, b)


def _exactly(known: Acquisition) -> _Sighting:
    return _Sighting(
        platform=known.platform,
        tile=known.tile,
        moment=known.datatake_start,
        within=timedelta(0),
        relative_orbit=known.relative_orbit,
        absolute_orbit=known.absolute_orbit,
    )


def _sighting(product: ProductId) -> _Sighting | None:
    timed = _timed(product)
    if product.mission != "sentinel-2" or product.tile is None or timed is None:
        return None
    return _Sighting(
        platform=product.platform,
        tile=product.tile,
        moment=timed[0],
        within=timed[1],
        relative_orbit=product.relative_orbit,
        absolute_orbit=product.absolute_orbit,
    )


def _timed(product: ProductId) -> tuple[datetime, timedelta] | None:
    if product.datatake_start is not None:
        return product.datatake_start, timedelta(0)
    if product.datastrip_start is not None:
        return product.datastrip_start, TOLERANCE
    if product.day is not None:
        return datetime.combine(product.day, time(12), UTC), HALF_A_DAY + TOLERANCE
    if product.absolute_orbit is not None:
        reckoned = sentinel2_orbit_time(product.platform, product.absolute_orbit)
        return None if reckoned is None else (reckoned, TOLERANCE)
    return None


def _agree(a: _Sighting, b: _Sighting) -> bool:
    for one, other in (
        (a.platform, b.platform),
        (a.relative_orbit, b.relative_orbit),
        (a.absolute_orbit, b.absolute_orbit),
    ):
        if one is not None and other is not None and one != other:
            return False
    within = max(a.within, b.within)
    if min(a.within, b.within) > timedelta(0):
        within = min(within, BOTH_INEXACT)
    return a.tile == b.tile and abs(a.moment - b.moment) <= within
