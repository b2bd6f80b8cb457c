"""The catalog in memory: its records, and how they tie together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from imgcat.model.coverage import Coverage, coverage, extent
from imgcat.model.footprint import footprint
from imgcat.model.item import Json
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.report import Report
from imgcat.model.tombstone import Tombstone

SceneId = tuple[str, str]
"""Collection and id: only the pair identifies an Item."""


@dataclass
class Records:
    """All records of a catalog, each by its id.

    `tombstones` stand among the locations' files, under ids that locations no longer have.
    A scene is a STAC Item as its provider or its id gives it, without links of the catalog and derived properties.
    `collections` holds what is authored of the scenes' collections.
    """

    locations: dict[str, Location] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    scenes: dict[SceneId, Json] = field(default_factory=dict)
    collections: dict[str, Json] = field(default_factory=dict)
    tombstones: dict[str, Tombstone] = field(default_factory=dict)

    def __len__(self) -> int:
        own = len(self.locations) + len(self.tombstones) + len(self.reports) + len(self.references)
        return own + len(self.scenes)

    def standing(self) -> Iterator[Reference]:
        """The references that count: those that nobody has withdrawn."""
        return (ref for ref in self.references.values() if not ref.deprecated)

    def latest_location(self, location_id: str) -> str:
        """The id under which a place is recorded now: the end of its chain of tombstones."""
        return _end(location_id, self._moved_to)

    def latest_reference(self, reference_id: str) -> str:
        """The id of the last reference of the chain of those that replace each other."""
        return _end(reference_id, self._superseded_by)

    def no_location(self, location_id: str) -> str:
        """That there is no such location, and where it has gone if it was ever there."""
        if location_id not in self.tombstones:
            return f"There is no location {location_id!r} in the catalog."
        now = self.latest_location(location_id)
        return f"The location {location_id!r} is recorded as {now!r} now; ids are not used again."

    def _moved_to(self, location_id: str) -> str | None:
        found = self.tombstones.get(location_id)
        return found.replaced_by if found else None

    def _superseded_by(self, reference_id: str) -> str | None:
        found = self.references.get(reference_id)
        return found.replaced_by if found else None


class Ties:
    """Who refers to whom, computed once for all records in linear time; withdrawn references are left out."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.of_report: Mapping[str, list[Reference]] = _grouped(
            (ref.report, ref) for ref in records.standing()
        )
        self.to_location: Mapping[str, list[Reference]] = _grouped(
            (ref.location, ref) for ref in records.standing() if ref.location
        )
        self.to_report: Mapping[str, list[Reference]] = _grouped(
            (ref.target_report, ref) for ref in records.standing() if ref.target_report
        )
        self.of_acquisition: Mapping[str, list[Reference]] = _grouped(
            (ref.picture.acquisition, ref)
            for ref in records.standing()
            if ref.picture and ref.picture.acquisition
        )
        self.replaced_location: Mapping[str, list[str]] = _grouped(
            (left.replaced_by, left.id) for left in records.tombstones.values()
        )
        self.replaced_reference: Mapping[str, list[str]] = _grouped(
            (ref.replaced_by, ref.id) for ref in records.references.values() if ref.replaced_by
        )
        self.scenes_of_acquisition: Mapping[str, list[SceneId]] = _grouped(
            (scene["properties"]["ref:acquisition"], scene_id)
            for scene_id, scene in sorted(records.scenes.items())
            if scene["properties"].get("ref:acquisition")
        )

    @cached_property
    def locations_of_scene(self) -> Mapping[SceneId, Mapping[str, Coverage | None]]:
        """Per scene, the places that its footprint covers at least in part, and those that a report cites it for.

        The value says how it covers the place; None where only the citation ties them.
        """
        found: dict[SceneId, dict[str, Coverage | None]] = defaultdict(dict)
        for key, refs in self.of_acquisition.items():
            for scene_id in self.scenes_of_acquisition.get(key, ()):
                found[scene_id] |= {ref.location: None for ref in refs if ref.location}
        places = [
            (place, place.position) for place in self.records.locations.values() if place.position
        ]
        scenes: list[SceneId] = []
        footprints: list[BaseGeometry] = []
        for scene_id, scene in self.records.scenes.items():
            outline = footprint(scene.get("geometry"))
            if outline is not None:
                scenes.append(scene_id)
                footprints.append(outline)
        if places and scenes:
            tree = STRtree([extent(position) for _, position in places])
            for scene_index, place_index in tree.query(
                footprints, predicate="intersects"
            ).T.tolist():
                place, position = places[place_index]
                found[scenes[scene_index]][place.id] = coverage(footprints[scene_index], position)
        return {scene_id: dict(sorted(ties.items())) for scene_id, ties in found.items()}

    @cached_property
    def scenes_of_location(self) -> Mapping[str, list[SceneId]]:
        """Per place, the scenes that cover it or are cited for it."""
        return _grouped(
            (location, scene_id)
            for scene_id, locations in sorted(self.locations_of_scene.items())
            for location in locations
        )

    def scenes_of(self, reference: Reference) -> list[SceneId]:
        """The catalog's scenes of the acquisition that a reference shows."""
        key = reference.picture.acquisition if reference.picture else None
        return list(self.scenes_of_acquisition.get(key, ())) if key else []


def _end(start: str, following: Callable[[str], str | None]) -> str:
    """Where a chain ends. One that runs in a circle, which a check finds, ends before its start comes again."""
    seen, here = {start}, start
    while (beyond := following(here)) is not None and beyond not in seen:
        seen.add(beyond)
        here = beyond
    return here


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    # A plain dict: looking up a key that is not there must not add it.
    return dict(groups)
