"""The catalog in memory: its records, and how they tie together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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

SceneId = tuple[str, str]
"""Collection and id: only the pair identifies an Item."""


@dataclass
class Records:
    """All records of a catalog, each by its id.

    A scene is a STAC Item as its provider or its id gives it, without links of the catalog and derived properties.
    `collections` holds what is authored of the scenes' collections.
    """

    locations: dict[str, Location] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    scenes: dict[SceneId, Json] = field(default_factory=dict)
    collections: dict[str, Json] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.locations) + len(self.reports) + len(self.references) + len(self.scenes)


class Ties:
    """Who refers to whom, computed once for all records in linear time."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.of_report: Mapping[str, list[Reference]] = _grouped(
            (ref.report, ref) for ref in records.references.values()
        )
        self.to_location: Mapping[str, list[Reference]] = _grouped(
            (ref.location, ref) for ref in records.references.values() if ref.location
        )
        self.to_report: Mapping[str, list[Reference]] = _grouped(
            (ref.target_report, ref) for ref in records.references.values() if ref.target_report
        )
        self.of_acquisition: Mapping[str, list[Reference]] = _grouped(
            (ref.picture.acquisition, ref)
            for ref in records.references.values()
            if ref.picture and ref.picture.acquisition
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


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    # A plain dict: looking up a key that is not there must not add it.
    return dict(groups)
