"""Links into viewers: the place and the day are where the viewers' documentation puts them."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from imgcat.web.viewers import (
    copernicus_browser,
    earth_explorer,
    earth_explorer_scene,
    google_earth,
    viewers,
    worldview,
)

LON, LAT, DAY = 125.355288, 39.644929, date(2018, 12, 27)


def asked(href: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(href).query).items()}


def test_copernicus_browser_is_asked_for_one_utc_day_of_sentinel_2() -> None:
    found = copernicus_browser(LON, LAT, DAY)
    assert found.href.startswith("https://browser.dataspace.copernicus.eu/?")
    assert asked(found.href) == {
        "zoom": "13",
        "lat": "39.644929",
        "lng": "125.355288",
        "themeId": "DEFAULT-THEME",
        "datasetId": "S2_L2A_CDAS",
        "layerId": "1_TRUE_COLOR",
        "fromTime": "2018-12-27T00:00:00.000Z",
        "toTime": "2018-12-27T23:59:59.999Z",
        "dateMode": "SINGLE",
    }


def test_a_radar_scene_is_shown_as_radar() -> None:
    found = asked(copernicus_browser(LON, LAT, DAY, "sentinel-1a").href)
    assert found["datasetId"] == "S1_CDAS_IW_VVVH"
    assert "layerId" not in found


def test_worldview_gets_west_south_east_north_and_the_day() -> None:
    href = worldview(LON, LAT, DAY).href
    assert "?v=124.855288,39.144929,125.855288,40.144929&" in href
    assert href.endswith("&t=2018-12-27-T00:00:00Z")
    assert "HLS_S30" in href
    assert "HLS" not in worldview(LON, LAT, date(2005, 1, 1)).href


def test_worldview_stays_on_the_map_at_its_edge() -> None:
    assert "?v=179.3,-90,180,-89.2&" in worldview(179.8, -89.7, DAY).href


def test_earth_explorer_says_what_to_type() -> None:
    assert earth_explorer(LON, LAT, DAY).note == (
        "enter 39.644929, 125.355288 and 12/26/2018 to 12/28/2018"
    )


def test_earth_explorer_has_an_address_for_a_landsat_scene() -> None:
    found = earth_explorer_scene("LC81170332021256LGN00", "L1", "landsat-8")
    assert found is not None
    assert found.href == (
        "https://earthexplorer.usgs.gov/scene/metadata/full/5e81f14f59432a27/LC81170332021256LGN00/"
    )
    assert earth_explorer_scene("x", "L1", "sentinel-2a") is None
    assert earth_explorer_scene("x", None, None) is None


def test_google_earth_looks_straight_down() -> None:
    assert google_earth(LON, LAT).href == (
        "https://earth.google.com/web/@39.644929,125.355288,0a,5000d,35y,0h,0t,0r"
    )


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(1972, 1, 1), ["USGS EarthExplorer", "Google Earth"]),
        (date(2005, 1, 1), ["NASA Worldview", "USGS EarthExplorer", "Google Earth"]),
        (
            DAY,
            [
                "Copernicus Browser, Sentinel-2",
                "NASA Worldview",
                "USGS EarthExplorer",
                "Google Earth",
            ],
        ),
        (None, ["Google Earth"]),
    ],
)
def test_only_viewers_that_can_have_the_day_are_offered(day: date | None, names: list[str]) -> None:
    assert [each.name for each in viewers(LON, LAT, day)] == names
