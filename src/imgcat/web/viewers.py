"""Where else a place can be looked at on a day: links into viewers of public imagery, at the place and the day.

Addresses are made as the viewers document them. Copernicus Browser: the list of URL parameters in its source
(eu-cdse/copernicus-browser, src/utils/index.js). Worldview: doc/url_parameters.md of nasa-gibs/worldview. Google Earth
writes latitude, longitude, height, distance and angles into its own address. EarthExplorer has an address for the
record of a scene, by data set and Landsat scene id, and none for a search: there people type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A link into a viewer, and what has to be known or done there; "" where nothing has."""

    name: str
    href: str
    note: str = ""


_COPERNICUS = "https://browser.dataspace.copernicus.eu/"
_COPERNICUS_ZOOM = 13  # about 10 km across a window
_SENTINEL_1, _SENTINEL_2 = "S1_CDAS_IW_VVVH", "S2_L2A_CDAS"
_SENTINEL_2_SINCE = date(2015, 6, 27)

_WORLDVIEW = "https://worldview.earthdata.nasa.gov/"
_WORLDVIEW_HALF = 0.5  # degrees
_TERRA_SINCE, _HLS_SINCE = date(2000, 2, 24), date(2013, 4, 11)
_TERRA = "MODIS_Terra_CorrectedReflectance_TrueColor"
_HLS = ("HLS_S30_Nadir_BRDF_Adjusted_Reflectance", "HLS_L30_Nadir_BRDF_Adjusted_Reflectance")
_REFERENCE = ("Reference_Features_15m", "Coastlines_15m")

_EARTH_EXPLORER = "https://earthexplorer.usgs.gov/"
_LANDSAT_SETS = {
    ("L1", "landsat-8"): "5e81f14f59432a27",
    ("L1", "landsat-9"): "5e81f14f59432a27",
    ("L1", "landsat-7"): "5e83d0d02b146ae0",
    ("L1", "landsat-5"): "5e83d0a05ee25348",
    ("L1", "landsat-4"): "5e83d0a05ee25348",
    ("L2", "landsat-8"): "5e83d14f2fc39685",
    ("L2", "landsat-9"): "5e83d14f2fc39685",
    ("L2", "landsat-7"): "5e83d12add5d4aa1",
    ("L2", "landsat-5"): "5e83d1193824e4fc",
    ("L2", "landsat-4"): "5e83d1193824e4fc",
}
"""EarthExplorer's ids of the data sets of Collection 2, by level and platform."""

_GOOGLE_EARTH = "https://earth.google.com/web/"
_GOOGLE_EARTH_METRES = 5_000


def viewers(
    lon: float, lat: float, day: date | None, platform: str | None = None
) -> Iterator[Viewer]:
    """The viewers that show a place (lon, lat in degrees) on a UTC day; without a day, those that need none.

    `platform` as STAC names it (`sentinel-1a`) chooses the data set where there are several.
    """
    if day is not None:
        if day >= _SENTINEL_2_SINCE:
            yield copernicus_browser(lon, lat, day, platform)
        if day >= _TERRA_SINCE:
            yield worldview(lon, lat, day)
        yield earth_explorer(lon, lat, day)
    yield google_earth(lon, lat)


def copernicus_browser(lon: float, lat: float, day: date, platform: str | None = None) -> Viewer:
    """Sentinel-1 or Sentinel-2 of the day."""
    radar = (platform or "").startswith("sentinel-1")
    asked = {
        "zoom": _COPERNICUS_ZOOM,
        "lat": _degrees(lat),
        "lng": _degrees(lon),
        "themeId": "DEFAULT-THEME",
        "datasetId": _SENTINEL_1 if radar else _SENTINEL_2,
        "fromTime": f"{day}T00:00:00.000Z",
        "toTime": f"{day}T23:59:59.999Z",
        "dateMode": "SINGLE",
    }
    if not radar:
        asked["layerId"] = "1_TRUE_COLOR"
    return Viewer(
        f"Copernicus Browser, Sentinel-{1 if radar else 2}", f"{_COPERNICUS}?{urlencode(asked)}"
    )


def worldview(lon: float, lat: float, day: date) -> Viewer:
    """MODIS of the day, and Landsat and Sentinel-2 at 30 m where there are any."""
    bounds = (
        max(lon - _WORLDVIEW_HALF, -180),
        max(lat - _WORLDVIEW_HALF, -90),
        min(lon + _WORLDVIEW_HALF, 180),
        min(lat + _WORLDVIEW_HALF, 90),
    )
    layers = [*_REFERENCE, *(_HLS if day >= _HLS_SINCE else ()), _TERRA]
    asked = {
        "v": ",".join(map(_degrees, bounds)),
        "l": ",".join(layers),
        "t": f"{day}-T00:00:00Z",
    }
    return Viewer("NASA Worldview", f"{_WORLDVIEW}?{urlencode(asked, safe=',:')}")


def earth_explorer(lon: float, lat: float, day: date) -> Viewer:
    """A search there has no address: what to type is said."""
    before, after = day - A_DAY, day + A_DAY
    return Viewer(
        "USGS EarthExplorer",
        _EARTH_EXPLORER,
        f"enter {_degrees(lat)}, {_degrees(lon)} and {before:%m/%d/%Y} to {after:%m/%d/%Y}",
    )


def earth_explorer_scene(scene_id: str, level: str | None, platform: str | None) -> Viewer | None:
    """The record of a Landsat scene, by its scene id such as `LC81170332021256LGN00`; None for other data sets."""
    data_set = _LANDSAT_SETS.get(((level or "")[:2].upper(), (platform or "").lower()))
    if data_set is None:
        return None
    return Viewer(
        "USGS EarthExplorer, scene", f"{_EARTH_EXPLORER}scene/metadata/full/{data_set}/{scene_id}/"
    )


def google_earth(lon: float, lat: float) -> Viewer:
    """The newest picture there is; older ones under its clock."""
    return Viewer(
        "Google Earth",
        f"{_GOOGLE_EARTH}@{_degrees(lat)},{_degrees(lon)},0a,{_GOOGLE_EARTH_METRES}d,35y,0h,0t,0r",
        "older pictures under its clock",
    )


def _degrees(value: float) -> str:
    """Six decimals (about 0.1 m) at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
