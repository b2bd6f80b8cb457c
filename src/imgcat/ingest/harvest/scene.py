"""A provider's Item as a scene of the catalog: untouched, but for its key, its place and where it was read."""

import re
from collections.abc import Mapping
from typing import Any

from imgcat.catalog.authored import authored_scene
from imgcat.catalog.sources.admission import links
from imgcat.ingest.harvest.candidate import Candidate
from imgcat.model.acquisition import product_of
from imgcat.model.item import Json
from imgcat.model.scene_collection import SCENE_COLLECTIONS, collection_of

ACQUISITION = "ref:acquisition"
ALIASES = "ref:aliases"

_PAGING = frozenset({"next", "prev", "items"})
_LICENCE = re.compile(r"[\w.+-]+")
_KEPT_RELS = frozenset({"license", "about", "cite-as", "describedby"})


def scene_of(candidate: Candidate, acquisition: str | None, upstream: str) -> Json:
    """The Item to be kept. `acquisition` is its key, None when it is not known; `upstream` says whose Item it is."""
    body = authored_scene(candidate.body)
    properties = {key: value for key, value in body["properties"].items() if key != ACQUISITION}
    # An Item has it, and null means a range; APIs over pgstac leave out what is null.
    properties.setdefault("datetime", None)
    if acquisition is not None:
        properties[ACQUISITION] = acquisition
    kept = [link for link in body["links"] if link["rel"] not in _PAGING]
    read = {
        "rel": "via",
        "href": candidate.address,
        "type": "application/geo+json",
        "title": f"{body['id']} in {upstream}",
    }
    if any(link["rel"] == "via" and link.get("href") == candidate.address for link in kept):
        return {**body, "collection": filed_in(body), "properties": properties, "links": kept}
    return {**body, "collection": filed_in(body), "properties": properties, "links": [*kept, read]}


def filed_in(item: Mapping[str, Any]) -> str:
    """The collection that an Item belongs in: by mission and level where its id is known, else the upstream's own."""
    product = product_of(item)
    collection = None if product is None else collection_of(product)
    return collection if collection in SCENE_COLLECTIONS else str(item["collection"])


def collection_members(collection: str, theirs: Mapping[str, Any] | None, upstream: str) -> Json:
    """What is authored of a collection: ours where it is one of ours, else what the upstream says of it.

    Only what has the shape that STAC asks for is taken over.
    """
    if collection in SCENE_COLLECTIONS:
        return SCENE_COLLECTIONS[collection].members()
    said: Mapping[str, Any] = theirs or {}
    members: Json = {
        "id": collection,
        "description": f"Scenes that {upstream} has in its collection {collection}.",
        "license": "other",
    }
    for name in ("title", "description"):
        if isinstance(said.get(name), str) and said[name]:
            members[name] = said[name]
    licence = said.get("license")
    if isinstance(licence, str) and _LICENCE.fullmatch(licence):
        members["license"] = licence
    keywords = said.get("keywords")
    if isinstance(keywords, list) and all(isinstance(word, str) for word in keywords):
        members["keywords"] = keywords
    providers = said.get("providers")
    if isinstance(providers, list) and all(
        isinstance(each, dict) and isinstance(each.get("name"), str) for each in providers
    ):
        members["providers"] = providers
    kept = [link for link in links(dict(said)) if _is_worth_keeping(link)]
    return {**members, "links": kept} if kept else members


def _is_worth_keeping(link: Mapping[str, Any]) -> bool:
    href = link.get("href")
    return (
        link.get("rel") in _KEPT_RELS
        and isinstance(href, str)
        and href.startswith(("http://", "https://"))
    )
