"""The public scenes near the date of a picture that a report cites."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from imgcat.api.catalog import Catalog
from imgcat.api.links import Links
from imgcat.api.records import equals, location
from imgcat.api.responses import feature_collection_object, item_object
from imgcat.api.scenes import Scene, scenes_of
from imgcat.errors import InvalidRecord, NotFound
from imgcat.model.location import Location
from imgcat.model.reference import Reference
from imgcat.model.when import Window, timestamp
from imgcat.store import Query, StoredItem, lossless
from imgcat.store.reading import every


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is near enough: so many days off, no cloudier in percent (None for any), and so many scenes at most."""

    catalog: Catalog
    links: Links
    days: timedelta
    cloud_cover: float | None
    most: int

    def picture(self, item: StoredItem) -> dict[str, Any]:
        """A picture, and the scenes near it or the reason why there are none."""
        answer: dict[str, Any] = {"picture": item_object(item, self.links)}
        try:
            reference = Reference.from_item(lossless.loads(item.body))
        except InvalidRecord as error:
            return {**answer, "scenes": _none(), "reason": str(error)}
        picture = reference.picture
        window = picture.taken.window() if picture else None
        if picture is None or window is None:
            stated = (picture.taken.reason if picture else None) or "no source states it"
            why = f"The picture's date is not known: {stated.rstrip('.')}."
            return {**answer, "date": None, "window": None, "scenes": _none(), "reason": why}
        answer |= {"date": picture.taken.text(), "window": [timestamp(moment) for moment in window]}
        found, reason = self._scenes(reference, picture.acquisition, window)
        features = [
            {**scene.feature, "match": self._match(scene, picture.acquisition, window)}
            for scene in found[: self.most]
        ]
        answer["scenes"] = feature_collection_object(features, [], len(found))
        return {**answer, "reason": reason} if reason else answer

    def _scenes(
        self, reference: Reference, acquisition: str | None, window: Window
    ) -> tuple[list[Scene], str | None]:
        """The scenes, nearest first, and why none could be looked for."""
        found: dict[tuple[str, str], Scene] = {}
        reason: str | None = None
        try:
            place = location(self.catalog.store, reference.location or "")
        except NotFound as error:
            reason = str(error)
        else:
            if place.position is None:
                reason = f"The place has no coordinates: {place.geometry_reason}"
            found = {
                (scene.item.collection, scene.item.id): scene
                for scene in self._around(place, window)
                if self._clear_enough(scene) or _cited(scene, acquisition)
            }
        for scene in self._of_acquisition(acquisition):
            found.setdefault((scene.item.collection, scene.item.id), scene)

        def nearness(scene: Scene) -> tuple[float, timedelta, str, str]:
            days = _days_off(scene, window)
            off = abs(days) if days is not None else float("inf")
            return off, _off_centre(scene, window), scene.item.collection, scene.item.id

        return sorted(found.values(), key=nearness), reason

    def _around(self, place: Location, window: Window) -> list[Scene]:
        interval = (_shifted(window[0], -self.days), _shifted(window[1], self.days))
        return list(scenes_of(self.catalog, place, self.links, interval))

    def _of_acquisition(self, acquisition: str | None) -> list[Scene]:
        collections = self.catalog.scene_collections
        if acquisition is None or not collections:
            return []
        query = Query(collections=collections, filter=equals("ref:acquisition", acquisition))
        return [
            Scene(item, item_object(item, self.links), None)
            for item in every(self.catalog.store, query)
        ]

    def _clear_enough(self, scene: Scene) -> bool:
        clouds = scene.cloud_cover
        return self.cloud_cover is None or clouds is None or clouds <= self.cloud_cover

    def _match(self, scene: Scene, acquisition: str | None, window: Window) -> dict[str, Any]:
        days = _days_off(scene, window)
        match: dict[str, Any] = {
            "days": None if days is None else round(days, 2),
            "cloud_cover": scene.cloud_cover,
            "cited": _cited(scene, acquisition),
            "coverage": scene.coverage,
        }
        if scene.cloud_cover is None:
            match["note"] = "The cloud cover is not known."
        return match


def _none() -> dict[str, Any]:
    return feature_collection_object([], [], 0)


def _cited(scene: Scene, acquisition: str | None) -> bool:
    return acquisition is not None and scene.properties.get("ref:acquisition") == acquisition


def _days_off(scene: Scene, window: Window) -> float | None:
    """How many days before (negative) or after a window; 0 where they meet, None when it is not known."""
    if scene.taken is None:
        return None
    first, last = scene.taken
    if last < window[0]:
        return (last - window[0]) / timedelta(days=1)
    return max((first - window[1]) / timedelta(days=1), 0.0)


def _off_centre(scene: Scene, window: Window) -> timedelta:
    """How far the start of a scene is from the middle of a window."""
    middle = window[0] + (window[1] - window[0]) / 2
    return timedelta.max if scene.taken is None else abs(scene.taken[0] - middle)


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment
