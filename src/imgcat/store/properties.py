"""What a store knows of properties by name: which are times, which stand in columns, which are searched as text."""

from collections.abc import Mapping

CORE = ("id", "collection", "geometry")
"""Members of an Item, beside its properties, that can be queried."""

TEMPORAL = frozenset(
    {
        "datetime",
        "start_datetime",
        "end_datetime",
        "created",
        "updated",
        "published",
        "unpublished",
        "expires",
    }
)
"""Properties whose strings are compared as times, also with a literal that is only a string."""

PROMOTED = (
    "datetime",
    "start_datetime",
    "end_datetime",
    "created",
    "updated",
    "published",
    "platform",
    "constellation",
    "gsd",
    "eo:cloud_cover",
    "view:off_nadir",
    "view:sun_elevation",
    "sat:orbit_state",
    "sat:relative_orbit",
    "sar:instrument_mode",
    "sar:product_type",
    "grid:code",
    "s2:mgrs_tile",
    "landsat:wrs_path",
    "landsat:wrs_row",
    "processing:level",
    "ref:acquisition",
    "ref:country",
    "ref:kind",
    "ref:location",
    "ref:publisher",
    "ref:relation",
    "ref:report",
    "ref:target_report",
)
"""Properties with a column of their own in an index; every other one is read from the Item's body."""

ARRAYS = frozenset(
    {
        "ref:acquisition",
        "ref:aliases",
        "ref:countries",
        "ref:locations",
        "ref:reports",
        "ref:scenes",
        "keywords",
        "instruments",
    }
)
"""Arrays of strings whose members are listed, so that `a_contains` is a look-up."""

TEXT = (
    "title",
    "description",
    "keywords",
    "publisher",
    "ref:authors",
    "ref:names",
    "ref:publisher",
    "ref:quote",
    "ref:series",
    "ref:summary",
)
"""Properties whose strings, however nested, free text looks into, beside the id."""

_STRING = {"type": "string"}
_TIME = {"type": "string", "format": "date-time"}

ALWAYS: Mapping[str, Mapping[str, object]] = {
    "id": {"title": "Item ID", **_STRING},
    "collection": {"title": "Collection ID", **_STRING},
    "geometry": {"title": "Footprint", "$ref": "https://geojson.org/schema/Geometry.json"},
    "datetime": {"title": "Acquisition or publication time", **_TIME},
    "start_datetime": {"title": "Start of the time range", **_TIME},
    "end_datetime": {"title": "End of the time range", **_TIME},
    "created": {"title": "Creation time of the metadata", **_TIME},
    "updated": {"title": "Last update of the metadata", **_TIME},
    "title": {"title": "Title", **_STRING},
    "description": {"title": "Description", **_STRING},
    "platform": {"title": "Platform", **_STRING},
    "constellation": {"title": "Constellation", **_STRING},
    "instruments": {"title": "Instruments", "type": "array"},
    "gsd": {"title": "Ground sample distance in metres", "type": "number"},
    "eo:cloud_cover": {"title": "Cloud cover in percent", "type": "number"},
}
"""The queryables that every collection has, whether or not its items use them."""
