"""Local solar time, and whether the sun was up."""

from datetime import datetime, timedelta
from math import asin, cos, degrees, pi, radians, sin

TILT = 23.44


def solar(moment: datetime, lon: float) -> datetime:
    """The mean solar time at a longitude in degrees; its date is the day that people there would write."""
    return moment.replace(tzinfo=None) + timedelta(hours=lon / 15)


def elevation(moment: datetime, lon: float, lat: float) -> float:
    """How high the sun stood over the horizon, in degrees, to a few degrees: enough to tell day from night."""
    there = solar(moment, lon)
    year = 2 * pi * (there.timetuple().tm_yday + 10) / 365.25
    declination = radians(-TILT * cos(year))
    hour = radians(15 * (there.hour + there.minute / 60 - 12))
    phi = radians(lat)
    height = sin(phi) * sin(declination) + cos(phi) * cos(declination) * cos(hour)
    return degrees(asin(max(-1.0, min(1.0, height))))
