"""Filing scenes: each picture once, under one id, with the ids that it has elsewhere as aliases.

One acquisition can come as products that each cover another part of the tile, so an Item stands for another only where
it covers every place of the catalog as well as that one does; else both are kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from imgcat.catalog.records import Records, SceneId
from imgcat.ingest.harvest.scene import ACQUISITION, ALIASES
from imgcat.model.acquisition import (
    Acquisition,
    acquisition_of,
    join,
    product_of,
    sentinel2_acquisition,
)
from imgcat.model.coverage import Coverage, area
from imgcat.model.footprint import footprint
from imgcat.model.item import Json
from imgcat.model.places import Places
from imgcat.model.scene import is_made_from_id


class Filed(StrEnum):
    """What became of a scene."""

    ADDED = "added"
    JOINED = "joined"
    KNOWN = "known"


@dataclass(slots=True)
class Change:
    """What became of a scene, and of the catalog by that."""

    filed: Filed
    written: list[SceneId] = field(default_factory=list)
    removed: list[SceneId] = field(default_factory=list)


class Filing:
    """The scenes of a catalog, by what they are pictures of. Changes `records`; the files are not touched."""

    def __init__(self, records: Records) -> None:
        self._scenes = records.scenes
        self._places = Places(
            {
                location.id: area(location.position)
                for location in records.locations.values()
                if location.position
            }
        )
        self._of_acquisition: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._passes: dict[str, dict[str, Acquisition]] = defaultdict(dict)
        for scene_id, scene in self._scenes.items():
            self._note(scene_id, scene)

    def acquisition(self, item: Mapping[str, Any]) -> str | None:
        """The key of an Item: its own, or that of the only pass among the catalog's that its inexact id can name."""
        exact = acquisition_of(item)
        if exact is not None:
            return exact
        product = product_of(item)
        if product is None or product.tile is None:
            return None
        return join(product, self._passes[product.tile].values())

    def file(self, scene: Json) -> Change:
        """Take a scene in, or know it for one that is here."""
        scene_id = (scene["collection"], scene["id"])
        here = self._scenes.get(scene_id)
        if here is not None and not is_made_from_id(here):
            return Change(Filed.KNOWN)
        others = [other for other in self._siblings(scene) if other != scene_id]
        if is_made_from_id(scene):
            if here is not None:
                return Change(Filed.KNOWN)
            return self._join(scene, others[0]) if others else self._add(scene, [])
        stand_ins = [other for other in others if self._stands_for(other, scene)]
        if stand_ins:
            known = [each for each in stand_ins if scene["id"] in _aliases(self._scenes[each])]
            change = self._join(scene, (known or stand_ins)[0])
            if here is not None:
                del self._scenes[scene_id]
                change.removed.append(scene_id)
            return change
        replaced = [
            other
            for other in others
            if is_made_from_id(self._scenes[other])
            or self._covers_as_well(scene, self._scenes[other])
        ]
        return self._add(scene, replaced + ([scene_id] if here is not None else []))

    def settle(self) -> list[Change]:
        """Look again at scenes whose inexact id named no pass when they came: the pass may be here by now."""
        changes = []
        for scene_id in sorted(self._scenes):
            scene = self._scenes[scene_id]
            if scene["properties"].get(ACQUISITION) is None:
                key = self.acquisition(scene)
                if key is not None:
                    del self._scenes[scene_id]
                    properties = {**scene["properties"], ACQUISITION: key}
                    change = self.file({**scene, "properties": properties})
                    if scene_id not in change.written:
                        change.removed.append(scene_id)
                    changes.append(change)
        return changes

    def _siblings(self, scene: Mapping[str, Any]) -> list[SceneId]:
        key = scene["properties"].get(ACQUISITION)
        collection = scene["collection"]
        ids = self._of_acquisition[collection, key] if key is not None else set()
        return [(collection, each) for each in sorted(ids) if (collection, each) in self._scenes]

    def _stands_for(self, other: SceneId, scene: Mapping[str, Any]) -> bool:
        known = self._scenes[other]
        return not is_made_from_id(known) and self._covers_as_well(known, scene)

    def _covers_as_well(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Whether one covers every place of the catalog at least as the other does."""
        mine, theirs = self._covered(one), self._covered(other)
        return all(
            place in mine and mine[place].is_at_least(covered) for place, covered in theirs.items()
        )

    def _covered(self, scene: Mapping[str, Any]) -> dict[str, Coverage]:
        return self._places.covered(footprint(scene.get("geometry")))

    def _join(self, scene: Mapping[str, Any], known: SceneId) -> Change:
        """Note the scene's names and addresses on the one that stands for it."""
        before = self._scenes[known]
        after = self._with_names(before, [scene])
        if after == before:
            return Change(Filed.KNOWN)
        self._scenes[known] = after
        return Change(Filed.JOINED, [known])

    def _add(self, scene: Json, replaced: Iterable[SceneId]) -> Change:
        scene_id = (scene["collection"], scene["id"])
        gone = {each: self._scenes.pop(each) for each in replaced}
        kept = self._with_names(scene, gone.values())
        change = Change(Filed.ADDED, [scene_id], [each for each in gone if each != scene_id])
        for other in self._siblings(kept):
            freed = _without_name(self._scenes[other], scene)
            if freed != self._scenes[other]:
                self._scenes[other] = freed
                change.written.append(other)
        self._scenes[scene_id] = kept
        self._note(scene_id, kept)
        return change

    def _with_names(self, scene: Json, others: Iterable[Mapping[str, Any]]) -> Json:
        """The scene with the ids of others as aliases, and with links to where those were read."""
        aliases, properties = set(_aliases(scene)), dict(scene["properties"])
        via = [link for link in scene["links"] if link["rel"] == "via"]
        added: list[Json] = []
        for other in others:
            aliases |= {other["id"], *_aliases(other)}
            source = other["properties"].get("ref:source") or {}
            found = [link for link in other["links"] if link["rel"] == "via"]
            if "url" in source:
                found.append(
                    {"rel": "via", "href": source["url"], "title": f"The id {other['id']}"}
                )
            elif source:
                properties.setdefault("ref:source", source)
            for link in found:
                if all(link.get("href") != known.get("href") for known in (*via, *added)):
                    added.append(dict(link))
        here = {item_id for _, item_id in self._siblings(scene)} | {scene["id"]}
        aliases -= here
        if aliases:
            properties[ALIASES] = sorted(aliases)
        return {**scene, "properties": properties, "links": [*scene["links"], *added]}

    def _note(self, scene_id: SceneId, scene: Mapping[str, Any]) -> None:
        key = scene["properties"].get(ACQUISITION)
        if key is not None:
            self._of_acquisition[scene_id[0], key].add(scene_id[1])
        exact = sentinel2_acquisition(scene)
        if exact is not None:
            self._passes[exact.tile][exact.key] = exact


def _aliases(scene: Mapping[str, Any]) -> list[str]:
    return list(scene["properties"].get(ALIASES, ()))


def _without_name(scene: Json, other: Mapping[str, Any]) -> Json:
    """The scene without the id of another that is now here itself, and without the links to it."""
    if other["id"] not in _aliases(scene):
        return scene
    properties = {key: value for key, value in scene["properties"].items() if key != ALIASES}
    aliases = [alias for alias in _aliases(scene) if alias != other["id"]]
    if aliases:
        properties[ALIASES] = aliases
    read = {link.get("href") for link in other["links"] if link["rel"] == "via"}
    links = [
        link for link in scene["links"] if link["rel"] != "via" or link.get("href") not in read
    ]
    return {**scene, "properties": properties, "links": links}
