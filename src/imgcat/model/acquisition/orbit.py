"""Orbit numbers: what an absolute orbit says about the relative one, and about time."""

from datetime import UTC, datetime, timedelta

SENTINEL1_CYCLE = 175
SENTINEL1_OFFSET = {"sentinel-1a": 73, "sentinel-1b": 27}
"""Other satellites of the family are left out until their offset has been checked on real products."""

SENTINEL2_ORBIT = timedelta(days=10) / 143

SENTINEL2_REFERENCE = {
    "sentinel-2a": (45538, datetime(2024, 3, 11, 13, 57, 1, tzinfo=UTC), 48000),
    "sentinel-2b": (20270, datetime(2021, 1, 22, 13, 32, 29, tzinfo=UTC), 40000),
}
"""A datatake's absolute orbit and start, and the orbit up to which real datatakes were compared.

Fifty datatakes of 2016 to 2024 began within 31 minutes of the time reckoned from these. One of Sentinel-2A began 55
minutes before it in October 2025, and its relative orbit had ceased to follow from the absolute one: later orbits
are left out.
"""


def sentinel1_relative_orbit(platform: str | None, absolute_orbit: int) -> int | None:
    """The relative orbit, 1 to 175, of Sentinel-1A or 1B; None for other platforms."""
    offset = SENTINEL1_OFFSET.get(platform or "")
    return None if offset is None else (absolute_orbit - offset) % SENTINEL1_CYCLE + 1


def sentinel2_orbit_time(platform: str | None, absolute_orbit: int) -> datetime | None:
    """When, to within some 30 minutes, Sentinel-2A or 2B began its datatake of an orbit; None where it is not known."""
    reference = SENTINEL2_REFERENCE.get(platform or "")
    if reference is None or absolute_orbit > reference[2]:
        return None
    orbit, start, _ = reference
    return start + (absolute_orbit - orbit) * SENTINEL2_ORBIT
