"""What nobody has looked at since: places without a later report or picture, pictures without a public scene."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from imgcat.api.catalog import Catalog
from imgcat.api.links import Links
from imgcat.api.nearby import Nearby
from imgcat.model.identifiers import LOCATIONS, REFERENCES
from imgcat.model.item import Json
from imgcat.model.vocabulary import Relation
from imgcat.model.when import last_day
from imgcat.questions.nearby import Nearness
from imgcat.questions.records import contains, equals, properties
from imgcat.store import Query, Sort, StoredItem


class Missing(StrEnum):
    """What is missing: a report or a picture of a place since a day, or a public scene near a picture's date."""

    REPORT = "report"
    PICTURE = "picture"
    SCENE = "scene"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which gaps: of what series, country (ISO 3166-1 alpha-3), type of place, access to the picture; None for any."""

    series: str | None = None
    country: str | None = None
    type: str | None = None
    access: str | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """One page of candidates: the gaps among them, how many were looked at, and the token of the next page."""

    gaps: Sequence[Json]
    examined: int
    next: str | None


def of_places(
    catalog: Catalog, asked: Asked, missing: Missing, since: date, limit: int, token: str | None
) -> Gaps:
    """Places whose last report, or last picture in a report, is certainly older than a day; none at all counts."""
    name = f"ref:last_{missing}"
    older = {"op": "<", "args": [{"property": name}, since.isoformat()]}
    none = {"op": "isNull", "args": [{"property": name}]}
    conditions = [
        {"op": "or", "args": [older, none]},
        *_given(contains, {"ref:series_names": asked.series, "ref:type": asked.type}),
        *_given(equals, {"ref:country": asked.country}),
    ]
    query = Query(
        collections=(LOCATIONS,),
        filter=_all(conditions),
        sortby=(Sort(name), Sort("id")),
        limit=limit,
        token=token,
    )
    page = catalog.store.search(query)
    found = (_of_place(item, missing, name) for item in page.items)
    # `2024` sorts before `2024-03-05`, but it may be the later of the two.
    gaps = [each for each in found if each["last"] is None or last_day(each["last"]) < since]
    return Gaps(gaps, len(page.items), page.next)


def _of_place(item: StoredItem, missing: Missing, name: str) -> Json:
    about = properties(item)
    return {
        "location": item.id,
        "title": about.get("title"),
        "country": about.get("ref:country"),
        "series": about.get("ref:series_names", []),
        "types": about.get("ref:type", []),
        "last": about.get(name),
        "missing": missing,
        **({} if about.get(name) else {"reason": _NEVER[missing]}),
    }


_NEVER = {
    Missing.REPORT: "No report on the place has a date that is known.",
    Missing.PICTURE: "No report cites a picture of the place whose date is known.",
}


def of_pictures(
    catalog: Catalog, asked: Asked, days: timedelta, links: Links, limit: int, token: str | None
) -> Gaps:
    """Pictures that reports cite, around whose date the catalog has no public scene of the place, nor one of the pass
    that they show. One whose date is not known, or whose place has no position, has none, and says why."""
    conditions = [
        equals("ref:relation", Relation.CITES_IMAGE),
        *_given(
            equals,
            {
                "ref:series": asked.series,
                "ref:country": asked.country,
                "ref:access": asked.access,
            },
        ),
    ]
    query = Query(
        collections=(REFERENCES,),
        filter=_all(conditions),
        sortby=(Sort("id"),),
        limit=limit,
        token=token,
    )
    page = catalog.store.search(query)
    # One scene is enough to know that there is no gap.
    nearby = Nearby(Nearness(catalog.store, catalog.scene_collections, days), links, 1)
    of_type = page.items if asked.type is None else _of_type(catalog, page.items, asked.type)
    gaps = [gap for item in of_type if (gap := _of_picture(nearby, item))]
    return Gaps(gaps, len(page.items), page.next)


def _of_picture(nearby: Nearby, item: StoredItem) -> Json | None:
    found = nearby.picture(item)
    if found["scenes"]["numberMatched"]:
        return None
    about = found["picture"]["properties"]
    return {
        "reference": item.id,
        "report": about.get("ref:report"),
        "location": about.get("ref:location"),
        "publisher": about.get("ref:publisher"),
        "provider": about.get("ref:provider"),
        "access": about.get("ref:access"),
        "date": found.get("date"),
        "window": found.get("window"),
        "missing": Missing.SCENE,
        **({"reason": found["reason"]} if "reason" in found else {}),
    }


def _of_type(catalog: Catalog, items: Iterable[StoredItem], kind: str) -> Iterator[StoredItem]:
    """The references to places of a type."""
    of_place = {item.id: properties(item).get("ref:location") for item in items}
    ids = tuple(sorted({place for place in of_place.values() if isinstance(place, str)}))
    query = Query(collections=(LOCATIONS,), ids=ids, filter=contains("ref:type", kind))
    matching = (
        {item.id for item in catalog.store.search(replace(query, limit=len(ids))).items}
        if ids
        else set()
    )
    return (item for item in items if of_place[item.id] in matching)


def _given(condition: Any, values: dict[str, str | None]) -> list[Json]:
    return [condition(name, value) for name, value in values.items() if value is not None]


def _all(conditions: list[Json]) -> Json:
    return conditions[0] if len(conditions) == 1 else {"op": "and", "args": conditions}
