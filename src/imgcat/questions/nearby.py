"""The public scenes near the date of a picture that a report cites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from imgcat.errors import InvalidRecord, NotFound
from imgcat.model.location import Location
from imgcat.model.reference import Picture, Reference
from imgcat.model.when import Window
from imgcat.questions.records import equals, location
from imgcat.questions.scenes import Scene, scene, scenes_of
from imgcat.store import Query, Store, StoredItem, lossless
from imgcat.store.reading import every


@dataclass(frozen=True, slots=True)
class NearbyScene:
    """A scene near a picture: how many days before (negative) or after its window it was taken, 0 where they meet and
    None when it is not known; and whether it is of the pass that the picture shows."""

    scene: Scene
    days: float | None
    cited: bool


@dataclass(frozen=True, slots=True)
class NearPicture:
    """A picture, and the scenes near it, nearest first, or the reason why none could be looked for.

    `picture` is None where the record cannot be read, `window` where the date is not known.
    """

    picture: Picture | None = None
    window: Window | None = None
    scenes: Sequence[NearbyScene] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Nearness:
    """What is near enough: so many days off, and no cloudier in percent; None for any.

    `collections` are those that hold scenes.
    """

    store: Store
    collections: tuple[str, ...]
    days: timedelta
    cloud_cover: float | None = None

    def of(self, item: StoredItem) -> NearPicture:
        """The scenes near the picture that a reference cites."""
        try:
            reference = Reference.from_item(lossless.loads(item.body))
        except InvalidRecord as error:
            return NearPicture(reason=str(error))
        picture = reference.picture
        window = picture.taken.window() if picture else None
        if picture is None or window is None:
            stated = (picture.taken.reason if picture else None) or "no source states it"
            why = f"The picture's date is not known: {stated.rstrip('.')}."
            return NearPicture(picture, reason=why)
        found, reason = self._scenes(reference, picture.acquisition, window)
        return NearPicture(picture, window, found, reason)

    def _scenes(
        self, reference: Reference, acquisition: str | None, window: Window
    ) -> tuple[list[NearbyScene], str | None]:
        """The scenes, nearest first, and why none could be looked for."""
        found: dict[tuple[str, str], Scene] = {}
        reason: str | None = None
        try:
            place = location(self.store, reference.location or "")
        except NotFound as error:
            reason = str(error)
        else:
            if place.position is None:
                reason = f"The place has no coordinates: {place.geometry_reason}"
            found = {
                (each.item.collection, each.item.id): each
                for each in self._around(place, window)
                if self._clear_enough(each) or _cited(each, acquisition)
            }
        for each in self._of_acquisition(acquisition):
            found.setdefault((each.item.collection, each.item.id), each)

        def nearness(scene: Scene) -> tuple[float, timedelta, str, str]:
            days = _days_off(scene, window)
            off = abs(days) if days is not None else float("inf")
            return off, _off_centre(scene, window), scene.item.collection, scene.item.id

        ordered = sorted(found.values(), key=nearness)
        return [
            NearbyScene(each, _days_off(each, window), _cited(each, acquisition))
            for each in ordered
        ], reason

    def _around(self, place: Location, window: Window) -> list[Scene]:
        interval = (_shifted(window[0], -self.days), _shifted(window[1], self.days))
        return list(scenes_of(self.store, self.collections, place, interval))

    def _of_acquisition(self, acquisition: str | None) -> list[Scene]:
        if acquisition is None or not self.collections:
            return []
        query = Query(collections=self.collections, filter=equals("ref:acquisition", acquisition))
        return [scene(item, None) for item in every(self.store, query)]

    def _clear_enough(self, scene: Scene) -> bool:
        clouds = scene.cloud_cover
        return self.cloud_cover is None or clouds is None or clouds <= self.cloud_cover


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
