"""The public scenes near one picture that a report cites."""

from dataclasses import dataclass

from pystac import Item

from imgcat.client.items import Items


@dataclass(frozen=True, slots=True)
class PictureScenes:
    """A picture, its date as the report gives it and the UTC window that it stands for, and the scenes, nearest first.

    `reason` says why none could be looked for. How near a scene is stands in its `extra_fields["match"]`.
    """

    picture: Item
    date: str | None
    window: tuple[str, str] | None
    scenes: Items
    reason: str | None
