"""What item searches can be asked, as GET parameters and as POST bodies; the OpenAPI document is made from it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

import attr
import orjson
from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field, Strict, model_validator
from stac_fastapi.types.search import APIRequest

from imgcat.export import FORMATS, Format
from imgcat.export.formats import OF_COLLECTION, OF_ITEM

FilterLanguage = Literal["cql2-text", "cql2-json"]

_ABOUT = {
    "collections": "Ids of the collections to search. An id that does not exist matches nothing.",
    "ids": "Ids of items.",
    "bbox": "West, south, east, north in degrees (WGS84), or six numbers with elevations, which do not restrict. "
    "West greater than east crosses the antimeridian. Items without a geometry do not match. "
    "Not together with intersects.",
    "intersects": "A GeoJSON geometry, longitude before latitude in degrees. Not together with bbox.",
    "datetime": "An RFC 3339 date-time, or an interval of two with a slash between, `..` leaving a side open. "
    "Items match whose time, or range of times, intersects it.",
    "limit": "How many items a page holds. More than the server allows is lowered to what it allows.",
    "token": "Where the page starts: the token of a `next` or `prev` link, for the same search.",
    "filter": "A CQL2 condition on the properties that /queryables lists.",
    "filter-lang": "How the filter is written.",
    "filter-crs": "The reference system of the filter's coordinates: "
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84, and no other.",
    "sortby": "What to sort by, of what /sortables lists. Items that lack a property come last.",
    "fields": "Which members to return, and which not to; with none of them, those that make a valid object.",
    "f": "The format of the answer: `json`, which is the default, in pages, or all that is found as one of "
    f"{', '.join(f'`{each.name}`' for each in FORMATS)}. `limit` is then how many records to give at most.",
    "query": "Conditions on properties, in the language of the Query extension: "
    '`{"eo:cloud_cover": {"lt": 20}}`. A filter says the same and more.',
    "q": "Text to find in ids, titles, names and summaries. With commas between: words or phrases, one of which is "
    'enough. Without: words, of which one is enough, joined by `AND`, `OR`, `+` and `-`, with `"` around phrases '
    "and parentheses. In a body an array says the first and a string the second.",
}

_BASE_OF_SINO_RI = "125.0,39.4,125.7,39.9"
_REFERENCES_TO_SINO_RI = {
    "op": "a_contains",
    "args": [{"property": "ref:locations"}, ["prk-sino-ri"]],
}


def _query(name: str, **examples: str) -> Any:
    shown: dict[str, Any] = {
        title.replace("_", " "): {"value": value} for title, value in examples.items()
    }
    return Query(alias=name, description=_ABOUT[name], openapi_examples=shown or None)


def _format(offered: Sequence[Format]) -> Any:
    names = ", ".join(f"`{each.name}`" for each in offered)
    said = f"The format of the answer: `json`, which is the default, {names}, or `html` where there is a page."
    return Query(description=said)


@attr.s
class Conditions(APIRequest):
    """The parameters of a GET that say which items are meant."""

    collections: Annotated[
        str | None, _query("collections", references="references", two="locations,reports")
    ] = attr.ib(default=None)
    ids: Annotated[str | None, _query("ids", Sino_ri="prk-sino-ri")] = attr.ib(default=None)
    intersects: Annotated[
        str | None,
        _query("intersects", a_point='{"type":"Point","coordinates":[125.355,39.645]}'),
    ] = attr.ib(default=None)
    bbox: Annotated[str | None, _query("bbox", around_Sino_ri=_BASE_OF_SINO_RI)] = attr.ib(
        default=None
    )
    datetime: Annotated[
        str | None,
        _query(
            "datetime",
            one_day="2018-12-27T00:00:00Z/2018-12-27T23:59:59Z",
            since_2019="2019-01-01T00:00:00Z/..",
        ),
    ] = attr.ib(default=None)
    filter_expr: Annotated[
        str | None,
        _query("filter", of_Sino_ri="a_contains(\"ref:locations\", ('prk-sino-ri'))"),
    ] = attr.ib(default=None)
    filter_lang: Annotated[FilterLanguage, _query("filter-lang")] = attr.ib(default="cql2-text")
    filter_crs: Annotated[str | None, _query("filter-crs")] = attr.ib(default=None)
    query: Annotated[str | None, _query("query", not_cloudy='{"eo:cloud_cover":{"lt":20}}')] = (
        attr.ib(default=None)
    )
    q: Annotated[
        str | None,
        _query("q", either_name="Sino-ri,신오리", both_words="missile AND base -training"),
    ] = attr.ib(default=None)


@attr.s
class SearchParameters(Conditions):
    """The parameters of GET /search."""

    limit: Annotated[int | None, _query("limit")] = attr.ib(default=None)
    token: Annotated[str | None, _query("token")] = attr.ib(default=None)
    sortby: Annotated[str | None, _query("sortby", newest_first="-datetime,+id")] = attr.ib(
        default=None
    )
    fields: Annotated[str | None, _query("fields", titles_only="id,properties.title")] = attr.ib(
        default=None
    )
    f: Annotated[str | None, _query("f", a_table="csv")] = attr.ib(default=None)


@attr.s
class ItemsParameters(SearchParameters):
    """The parameters of GET /collections/{collection_id}/items: those of a search, in the one collection.

    Clients name the collection once more among the parameters.
    """

    collection_id: Annotated[
        str, Path(description="The collection's id.", examples=["locations"])
    ] = attr.ib(kw_only=True)


@attr.s
class CollectionParameters(APIRequest):
    """The parameters of GET /collections/{collection_id}."""

    collection_id: Annotated[
        str, Path(description="The collection's id.", examples=["locations"])
    ] = attr.ib()
    f: Annotated[str | None, _format(OF_COLLECTION)] = attr.ib(default=None, kw_only=True)


@attr.s
class ItemParameters(CollectionParameters):
    """The parameters of GET /collections/{collection_id}/items/{item_id}."""

    item_id: Annotated[
        str,
        Path(description="The item's id; a `/` in it is written `%2F`.", examples=["prk-sino-ri"]),
    ] = attr.ib()
    f: Annotated[str | None, _format(OF_ITEM)] = attr.ib(default=None, kw_only=True)


@attr.s
class CollectionsParameters(APIRequest):
    """The parameters of GET /collections, which search in collections as those of the same name do in items."""

    bbox: Annotated[str | None, _query("bbox", around_Sino_ri=_BASE_OF_SINO_RI)] = attr.ib(
        default=None
    )
    datetime: Annotated[str | None, _query("datetime", since_2019="2019-01-01T00:00:00Z/..")] = (
        attr.ib(default=None)
    )
    limit: Annotated[int | None, _query("limit")] = attr.ib(default=None)
    token: Annotated[str | None, _query("token")] = attr.ib(default=None)
    filter_expr: Annotated[str | None, _query("filter", of_Sentinel_2="id LIKE 'sentinel-2%'")] = (
        attr.ib(default=None)
    )
    filter_lang: Annotated[FilterLanguage, _query("filter-lang")] = attr.ib(default="cql2-text")
    filter_crs: Annotated[str | None, _query("filter-crs")] = attr.ib(default=None)
    q: Annotated[str | None, _query("q", radar="radar")] = attr.ib(default=None)
    sortby: Annotated[str | None, _query("sortby", by_title="title,id")] = attr.ib(default=None)
    fields: Annotated[str | None, _query("fields", titles_only="id,title,-links")] = attr.ib(
        default=None
    )


class SortKey(BaseModel):
    """One field to sort by."""

    model_config = ConfigDict(extra="forbid")

    field: str
    direction: Literal["asc", "desc"] = "asc"


class FieldSets(BaseModel):
    """Which members of an item to return."""

    model_config = ConfigDict(extra="forbid")

    include: list[str] | None = None
    exclude: list[str] | None = None


def _body(name: str, *examples: Any) -> Any:
    return Field(None, alias=name, description=_ABOUT[name], examples=list(examples) or None)


class ConditionsBody(BaseModel):
    """The members of a body that say which items are meant."""

    model_config = ConfigDict(extra="forbid")

    collections: list[str] | None = _body("collections", ["references"])
    ids: list[str] | None = _body("ids", ["prk-sino-ri"])
    bbox: list[Annotated[float, Strict()]] | None = _body("bbox", [125.0, 39.4, 125.7, 39.9])
    intersects: dict[str, Any] | None = _body(
        "intersects", {"type": "Point", "coordinates": [125.355, 39.645]}
    )
    datetime: str | None = _body("datetime", "2018-12-27T00:00:00Z/2018-12-27T23:59:59Z")
    # Of any type, as what is wrong with a filter is said better by those who read it.
    filter_expr: Any = _body("filter", _REFERENCES_TO_SINO_RI)
    filter_lang: FilterLanguage | None = _body("filter-lang", "cql2-json")
    filter_crs: str | None = _body("filter-crs")
    query: Any = _body("query", {"eo:cloud_cover": {"lt": 20}})
    q: list[str] | str | None = _body("q", ["Sino-ri", "신오리"], "missile AND base -training")

    @model_validator(mode="before")
    @classmethod
    def _can_be_text(cls, value: Any) -> Any:
        if _is_plain(value):
            return value
        for text in _strings(value):
            if "\0" in text:
                raise ValueError("a string in it holds a null character")
            if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
                raise ValueError("a string in it holds half of a surrogate pair")
        return value


class SearchBody(ConditionsBody):
    """The body of POST /search."""

    limit: Annotated[int, Strict()] | None = _body("limit", 10)
    token: str | None = _body("token")
    sortby: list[SortKey] | None = _body("sortby", [{"field": "datetime", "direction": "desc"}])
    fields: FieldSets | None = _body("fields", {"include": ["id", "properties.title"]})


def _is_plain(value: Any) -> bool:
    """Whether it is seen at a glance that no string in a JSON value holds what text cannot be; false says nothing."""
    try:
        return b"\\u0000" not in orjson.dumps(value)
    except TypeError:  # half of a surrogate pair, or an integer of more than 64 bits
        return False


def _strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, names of members among them; without recursion, as nesting may be deep."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            waiting.extend(found)
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)
