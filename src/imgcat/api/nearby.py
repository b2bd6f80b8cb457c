"""The public scenes near the date of a picture that a report cites, as they are served."""

from dataclasses import dataclass
from typing import Any

from imgcat.api.links import Links
from imgcat.api.responses import feature_collection_object, item_object
from imgcat.model.when import timestamp
from imgcat.questions.nearby import NearbyScene, Nearness
from imgcat.store import StoredItem


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is near enough, and so many scenes at most."""

    near: Nearness
    links: Links
    most: int

    def picture(self, item: StoredItem) -> dict[str, Any]:
        """A picture, and the scenes near it or the reason why there are none."""
        found = self.near.of(item)
        answer: dict[str, Any] = {"picture": item_object(item, self.links)}
        if found.picture is not None:
            text = found.picture.taken.text() if found.window else None
            window = [timestamp(moment) for moment in found.window] if found.window else None
            answer |= {"date": text, "window": window}
        features = [self._feature(each) for each in found.scenes[: self.most]]
        answer["scenes"] = feature_collection_object(features, [], len(found.scenes))
        return {**answer, "reason": found.reason} if found.reason else answer

    def _feature(self, near: NearbyScene) -> dict[str, Any]:
        match: dict[str, Any] = {
            "days": None if near.days is None else round(near.days, 2),
            "cloud_cover": near.scene.cloud_cover,
            "cited": near.cited,
            "coverage": near.scene.coverage,
        }
        if near.scene.cloud_cover is None:
            match["note"] = "The cloud cover is not known."
        return {**item_object(near.scene.item, self.links), "match": match}
