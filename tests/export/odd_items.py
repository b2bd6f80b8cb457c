"""Items at the edge of what pgstac holds: some that it takes, some that it would refuse, hide or change."""

from typing import Any

from imgcat.model.item import Json

_MOMENT = "2020-01-01T00:00:00Z"


def collection() -> Json:
    """Their Collection; what it says of assets is put into Items that say nothing there."""
    return {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": "odd",
        "description": 'A "description" with \\ and \\n in it.',
        "license": "other",
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]]},
            "temporal": {"interval": [[None, None]]},
        },
        "item_assets": {
            "data": {
                "title": "Data",
                "roles": ["data"],
                "gsd": 10,
                "raster:bands": [{"nodata": 0, "unit": "m"}],
            },
            "other": {"title": "Other"},
        },
        "links": [{"rel": "license", "href": "https://example.org/terms"}],
    }


def item(item_id: str, geometry: Any = ..., **more: Any) -> Json:
    """An Item of that Collection; `more` are properties, or with `members` members."""
    members = more.pop("members", {})
    point = {"type": "Point", "coordinates": [1, 2]}
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [],
        "id": item_id,
        "collection": "odd",
        "geometry": point if geometry is ... else geometry,
        "bbox": [1, 2, 1, 2],
        "properties": {"datetime": _MOMENT, **more},
        "links": [],
        "assets": {},
        **members,
    }


def _shape(kind: str, coordinates: Any) -> Json:
    return {"type": kind, "coordinates": coordinates}


def _collected(*geometries: Json) -> Json:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


_RING = [[0, 0], [1, 0], [1, 1], [0, 0]]
_POINT = _shape("Point", [0.30000000000000004, -1e-7])

ODD = (
    # pypgstac orders times as text.
    item("half a second later", datetime="2020-01-01T00:00:00.5Z"),
    item("on the second", datetime="2020-01-01T00:00:00Z"),
    item("elsewhere", datetime="2020-01-01T08:00:00+09:00"),
    item("a day", datetime="2018-12-27"),
    item(
        "ranged",
        datetime=None,
        start_datetime="2019-01-01T00:00:00Z",
        end_datetime="2019-01-01T00:00:00.123456789Z",
    ),
    item("half a range", end_datetime="unknown"),
    item("first", datetime="0001-01-01T00:00:00Z"),
    item("last", datetime="9999-12-31T23:59:59Z"),
    # It takes escaped backslashes for backslashes.
    item("backslashes", path='C:\\new\\table \\\\ \\"q\\" \\u0000', lines="a\nb\tc\r\u2028"),
    item("name \\ id", quoted='"'),
    item("신오리 𒍟 :,;=@&100%"),
    # What the Collection says of assets is put into Items that say nothing there.
    item(
        "assets",
        members={
            "assets": {
                "data": {
                    "href": "a",
                    "title": None,
                    "roles": [],
                    "gsd": 10.0,
                    "raster:bands": [{"nodata": None, "scale": 2}],
                }
            }
        },
    ),
    item(
        "assets as described",
        members={
            "assets": {
                "data": {
                    "href": "a",
                    "title": "Data",
                    "roles": ["data"],
                    "raster:bands": [{"nodata": 0, "unit": "m"}, {}],
                }
            }
        },
    ),
    item("no assets of those", members={"assets": {"third": {"href": "b", "title": None}}}),
    item("numbers", most=2**64 - 1, least=-(2**63), tiny=5e-324, huge=1e308, whole=1e22),
    item("nulls", empty={}, none=None, deep=[[[[]]], {"a": None}], members={"their:member": None}),
    item("collected", _collected(_POINT, _shape("Polygon", [_RING]))),
    item("high", _shape("Polygon", [[[*each, 5] for each in _RING]])),
    item("crossing itself", _shape("Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]])),
    item("beyond", _shape("Point", [270, 2])),
)
"""Those that pgstac takes."""

_GEOMETRY = "none that pgstac finds and gives back"
WITHHELD = (
    (
        item("no geometry", None, **{"ref:geometry_reason": "Nobody says where."}),
        "Nobody says where.",
    ),
    (item("unclosed", _shape("Polygon", [_RING[:3]])), _GEOMETRY),
    (item("nested", _collected(_collected(_POINT))), _GEOMETRY),
    (item("four numbers", _shape("Point", [1, 2, 3, 4])), _GEOMETRY),
    (item("now and then high", _shape("LineString", [[0, 0], [1, 1, 5]])), _GEOMETRY),
    (item("an empty hole", _shape("Polygon", [_RING, []])), _GEOMETRY),
    (item("empty", _shape("Point", [])), _GEOMETRY),
    (item("more in it", {**_POINT, "bbox": [0, 0, 1, 1]}), _GEOMETRY),
    (item("no time", datetime=None), "needs a datetime"),
    (item("half a time", datetime=None, start_datetime=_MOMENT), "needs a datetime"),
    (item("a time that is none", datetime="in winter"), "needs a datetime"),
    (
        item(
            "backwards", datetime=None, start_datetime="2020-01-02T00:00:00Z", end_datetime=_MOMENT
        ),
        "ends before",
    ),
    (item("null character", text="a\0b"), "null character"),
    (item("long number", number=2**64 + 1), "64 bits"),
    (item("secret", members={"private": {"a": 1}}), "'private'"),
)
"""Those that it would refuse, hide or change, with a part of the reason."""
