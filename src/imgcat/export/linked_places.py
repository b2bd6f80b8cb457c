"""Linked Places format 1.2 (JSON-LD that is GeoJSON too): locations for gazetteers.

Every name, type and position carries its citation. A location's `when` is the span over which sources attest it, not
the life of the place.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from imgcat.export.licence import DATA_LICENCE_URL
from imgcat.export.selection import Exported, Selection
from imgcat.model.country import alpha2
from imgcat.model.identifiers import LOCATIONS
from imgcat.model.vocabulary import Certainty, PositionRole, Precision

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)

_CERTAIN = {
    Precision.EXACT: Certainty.CERTAIN,
    Precision.VICINITY: Certainty.CERTAIN,
    Precision.LOCALITY: Certainty.LESS_CERTAIN,
}
"""How certain a position of a precision is; every other one is uncertain."""


def linked_places(selection: Selection) -> Iterator[bytes]:
    """A FeatureCollection of the locations among the items."""
    head = {"type": "FeatureCollection", "@context": CONTEXT, "license": DATA_LICENCE_URL}
    yield orjson.dumps(head)[:-1] + b',"features":['
    separator = b"\n"
    for item in selection:
        if item.collection == LOCATIONS:
            yield separator + orjson.dumps(_feature(item))
            separator = b",\n"
    yield b"\n]}\n"


def _feature(item: Exported) -> dict[str, Any]:
    code = alpha2(item.text("ref:country") or "")
    when = _when(item)
    made = {
        "@id": item.address,
        "type": "Feature",
        "properties": {"title": item.title, **({"ccodes": [code]} if code else {})},
        "when": when,
        "names": [_name(part) for part in item.parts("ref:names") if part.get("text")],
        "types": [_type(part) for part in item.parts("ref:types") if part.get("value")],
        "geometry": _geometry(item),
        "relations": [_relation(part, item) for part in item.parts("ref:related")],
        "links": [
            {"type": "primaryTopicOf", "identifier": item.page},
            *({"type": "subjectOf", "identifier": each} for each in _reports(item)),
        ],
        "descriptions": _descriptions(item),
    }
    return {key: value for key, value in made.items() if value is not None and value != []}


def _when(item: Exported) -> dict[str, Any] | None:
    """From the first picture or report to the last; null where none is dated."""
    firsts = [item.text(f"ref:first_{what}") for what in ("picture", "report")]
    lasts = [item.text(f"ref:last_{what}") for what in ("picture", "report")]
    first = min((each for each in firsts if each), default=None)
    last = max((each for each in lasts if each), default=None)
    if first is None or last is None:
        return None
    return {
        "timespans": [{"start": {"in": first}, "end": {"in": last}}],
        "label": "attested by pictures and reports",
    }


def _name(part: dict[str, Any]) -> dict[str, Any]:
    made = {"toponym": part["text"], "lang": part.get("lang"), "citations": _citations(part)}
    return {key: value for key, value in made.items() if value}


def _type(part: dict[str, Any]) -> dict[str, Any]:
    verbatim = part.get("verbatim")
    made = {
        "label": part["value"],
        "sourceLabels": [{"label": verbatim, "lang": "und"}] if verbatim else [],
        "certainty": Certainty.UNCERTAIN if part.get("suspected") else None,
        "citations": _citations(part),
    }
    return {key: value for key, value in made.items() if value}


def _geometry(item: Exported) -> dict[str, Any] | None:
    """Every position with its certainty and citation. One that stands in for the place is never certain."""
    certainty = _CERTAIN.get(item.text("ref:precision"), Certainty.UNCERTAIN)  # type: ignore[call-overload]
    positions = [
        {
            **part["geometry"],
            "certainty": Certainty.UNCERTAIN
            if part.get("role") == PositionRole.STAND_IN
            else certainty,
            "citations": _citations(part),
        }
        for part in item.parts("ref:positions")
        if isinstance(part.get("geometry"), dict)
    ]
    if not positions:
        plain = item.item.get("geometry")
        return plain if isinstance(plain, dict) else None
    return (
        positions[0]
        if len(positions) == 1
        else {"type": "GeometryCollection", "geometries": positions}
    )


def _relation(part: dict[str, Any], item: Exported) -> dict[str, Any]:
    return {
        "relationType": part.get("relation"),
        "relationTo": item.address_of(LOCATIONS, str(part.get("location"))),
        "citations": _citations(part),
    }


def _reports(item: Exported) -> list[str]:
    return [item.address_of("reports", each) for each in item.texts("ref:reports")]


def _descriptions(item: Exported) -> list[dict[str, str]]:
    note = item.text("ref:note")
    return [{"@id": item.page, "value": note, "lang": "en"}] if note else []


def _citations(part: dict[str, Any]) -> list[dict[str, Any]]:
    source = part.get("source")
    if not isinstance(source, dict):
        return []
    label = source.get("citation") or source.get("note") or source.get("url")
    made = {"label": label, "@id": source.get("url")}
    return [{key: value for key, value in made.items() if value}]
