"""Scenes made for the tests of the API: over Sino-ri around a picture's date, and odd in one way each."""

from datetime import UTC, datetime, timedelta
from typing import Any

from imgcat.model.acquisition import acquisition_of
from imgcat.model.when import timestamp

SINO_RI = (125.355288, 39.644929)
OVER_SINO_RI = "sino-ri-scenes"
TIED = "tied-scenes"
ODD = "odd-scenes"

ODD_IDS = ("a/b c%2Fd?x=1#frag&y", "17/031331303211", "id:with.colon", "100%", "신오리")


def scene(
    collection: str,
    item_id: str,
    taken: datetime,
    centre: tuple[float, float] | None = SINO_RI,
    **properties: Any,
) -> dict[str, Any]:
    """A scene of about a degree around a lon/lat; without a centre it has no footprint."""
    item: dict[str, Any] = {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [],
        "id": item_id,
        "collection": collection,
        "geometry": None,
        "properties": {"datetime": timestamp(taken), **properties},
        "links": [{"rel": "license", "href": "https://example.org/licence"}],
        "assets": {"data": {"href": f"https://example.org/{len(item_id)}.tif"}},
    }
    if centre is not None:
        lon, lat = centre
        west, south, east, north = lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        item |= {
            "bbox": [west, south, east, north],
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
    key = acquisition_of(item)
    if key is not None:
        item["properties"]["ref:acquisition"] = key
    return item


def _sentinel2(platform: str, taken: str, **properties: Any) -> dict[str, Any]:
    item_id = f"{platform}_MSIL2A_{taken}_N0211_R003_T51TYE_20190101T000000"
    moment = datetime.strptime(taken, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return scene(
        OVER_SINO_RI, item_id, moment, platform=f"sentinel-2{platform[-1].lower()}", **properties
    )


def _across_the_antimeridian(taken: datetime) -> dict[str, Any]:
    parts = [
        [[[179.5, -17], [180, -17], [180, -16], [179.5, -16], [179.5, -17]]],
        [[[-180, -17], [-179.5, -17], [-179.5, -16], [-180, -16], [-180, -17]]],
    ]
    return scene(ODD, "across-the-antimeridian", taken) | {
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
        "bbox": [179.5, -17, -179.5, -16],
    }


def _ranged(taken: datetime) -> dict[str, Any]:
    times = {"start_datetime": timestamp(taken), "end_datetime": timestamp(taken + timedelta(9))}
    item = scene(ODD, "ranged", taken, (-60.0, 10.0), big=2**70, precise=0.1 + 0.2, **times)
    return {**item, "properties": {**item["properties"], "datetime": None}}


def scenes() -> list[dict[str, Any]]:
    """All of them. Those over Sino-ri lie around the picture of 2018-12-27."""
    start = datetime(2020, 5, 1, tzinfo=UTC)
    odd = datetime(2021, 6, 1, tzinfo=UTC)
    return [
        _sentinel2("S2A", "20181225T021101", **{"eo:cloud_cover": 12.5}),
        _sentinel2("S2B", "20181230T021059", **{"eo:cloud_cover": 88}),
        _sentinel2("S2A", "20190104T021101"),
        _sentinel2("S2B", "20190318T021059", **{"eo:cloud_cover": 0}),
        *(
            scene(
                TIED,
                f"tied-{number:02}",
                start + timedelta(days=number % 3),
                (10.0, 10.0),
                **{"eo:cloud_cover": number % 5 * 20},
            )
            for number in range(23)
        ),
        *(scene(ODD, item_id, odd, (-60.0, 10.0)) for item_id in ODD_IDS),
        scene(ODD, "no-footprint", odd, None),
        _across_the_antimeridian(odd),
        _ranged(odd),
        scene(ODD, "tied-00", odd, (-60.0, 10.0), title="The same id in another collection"),
    ]
