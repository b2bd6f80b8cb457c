"""Candidates for names, values for properties, and suggestions while somebody types."""

from bisect import bisect_left
from collections.abc import Iterator

from imgcat.api.catalog import Catalog
from imgcat.api.reconciliation.properties import PROPERTIES
from imgcat.api.reconciliation.query import ExtensionQuery, ReconciliationQuery
from imgcat.errors import NotFound
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.item import Json
from imgcat.model.names import MatchKind, compact
from imgcat.model.vocabulary import FacilityType
from imgcat.store import Query, Store, lossless
from imgcat.store.places import name_entries
from imgcat.store.reading import every

PLACE = {"id": "location", "name": "Place"}
"""The type that every location has."""

SURE = frozenset({MatchKind.EXACT, MatchKind.FOLDED})
"""A name that matches so, and no other place's does, is certain enough to be matched without a look."""


def candidates(catalog: Catalog, asked: ReconciliationQuery, most: int) -> list[Json]:
    """The places that the name may mean, best first."""
    found = catalog.gazetteer.match(asked.query) if asked.query.strip() else []
    sure = [match.location for match in found if match.kind in SURE]
    kept: list[Json] = []
    for match in found:
        item = _item(catalog, match.location)
        if item is None or not (_of_type(item, asked) and _agrees(item, asked)):
            continue
        named = "" if match.entry.text == _title(item) else f"“{match.entry.text}”; "
        kept.append(
            {
                "id": match.location,
                "name": _title(item),
                "description": named + _description(item),
                "score": match.score,
                "match": sure == [match.location],
                "type": _types(item),
                "features": [{"id": f"name_{match.kind}", "value": match.score}],
            }
        )
        if len(kept) == most:
            break
    return kept


def extended(catalog: Catalog, asked: ExtensionQuery) -> Json:
    """The values of properties for each place; none for an id that is not there."""
    ids = [each.id for each in asked.properties]
    rows = {}
    for place in asked.ids:
        item = _item(catalog, place)
        rows[place] = {
            each: [_cell(value) for value in PROPERTIES[each].values(item)] if item else []
            for each in ids
        }
    return {"meta": [{"id": each, "name": PROPERTIES[each].name} for each in ids], "rows": rows}


def suggested_places(catalog: Catalog, prefix: str, start: int, most: int) -> list[Json]:
    """The places one of whose names begins so, then those that the text may mean as a whole."""
    ids = dict.fromkeys(_beginning(catalog.once(_beginnings), compact(prefix)))
    ids |= dict.fromkeys(match.location for match in catalog.gazetteer.match(prefix))
    found = (_item(catalog, each) for each in list(ids)[start : start + most])
    return [
        {
            "id": item["id"],
            "name": _title(item),
            "description": _description(item),
            "notable": _types(item),
        }
        for item in found
        if item
    ]


def suggested_types(prefix: str) -> list[Json]:
    """The types whose name holds the text."""
    return [each for each in (PLACE, *map(_type, FacilityType)) if _holds(each["name"], prefix)]


def suggested_properties(prefix: str) -> list[Json]:
    """The properties whose id or name holds the text."""
    return [
        {"id": key, "name": each.name}
        for key, each in PROPERTIES.items()
        if _holds(f"{key} {each.name}", prefix)
    ]


def _holds(text: str, part: str) -> bool:
    return part.strip().casefold() in text.casefold()


def _beginnings(store: Store) -> list[tuple[str, str]]:
    """Each name folded, with its place, in order."""
    return sorted(
        (compact(entry.text), entry.location)
        for item in every(store, Query(collections=(LOCATIONS,)))
        for entry in name_entries(lossless.loads(item.body))
    )


def _beginning(names: list[tuple[str, str]], prefix: str) -> Iterator[str]:
    at = bisect_left(names, (prefix, ""))
    while prefix and at < len(names) and names[at][0].startswith(prefix):
        yield names[at][1]
        at += 1


def _item(catalog: Catalog, location: str) -> Json | None:
    try:
        found: Json = lossless.loads(catalog.store.item(LOCATIONS, location).body)
    except NotFound:
        return None
    return found if isinstance(found.get("properties"), dict) else None


def _title(item: Json) -> str:
    return str(item["properties"].get("title") or item["id"])


def _description(item: Json) -> str:
    where = [text for name in ("admin", "country_name") for text in _texts(item, name)]
    kinds = [kind.replace("-", " ") for kind in _texts(item, "type")]
    return "; ".join(filter(None, [", ".join(where), ", ".join(kinds)]))


def _types(item: Json) -> list[Json]:
    return [*map(_type, _texts(item, "type")), PLACE]


def _type(kind: str) -> Json:
    return {"id": str(kind), "name": kind.replace("-", " ").capitalize()}


def _texts(item: Json, name: str) -> list[str]:
    return [str(value) for value in PROPERTIES[name].values(item)]


def _of_type(item: Json, asked: ReconciliationQuery) -> bool:
    if not asked.types or asked.type_strict == "should":
        return True
    has = {each["id"] for each in _types(item)}
    agreeing = [kind in has for kind in asked.types]
    return all(agreeing) if asked.type_strict == "all" else any(agreeing)


def _agrees(item: Json, asked: ReconciliationQuery) -> bool:
    """Whether each property that is asked for holds one of its values, by the letters; a country also by its name."""
    for wanted in asked.properties:
        values = PROPERTIES[wanted.pid].values(item)
        if wanted.pid == "country":
            values = [*values, *PROPERTIES["country_name"].values(item)]
        has = [compact(str(each)) for each in values]
        if not any(compact(text) in each for text in wanted.texts for each in has):
            return False
    return True


def _cell(value: object) -> Json:
    if isinstance(value, int):
        return {"int": value}
    return {"float": value} if isinstance(value, float) else {"str": str(value)}
