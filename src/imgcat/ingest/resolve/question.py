"""What is to be resolved: a caption, and where and by when the picture was taken."""

from dataclasses import dataclass

from imgcat.model.caption import Caption, alternatives, caption_of, parse_caption
from imgcat.model.location import Location
from imgcat.model.position import Position
from imgcat.model.reference import Picture
from imgcat.model.source import Source
from imgcat.model.vocabulary import PositionRole
from imgcat.model.when import When

POINT_UNCERTAINTY_M = 100.0
"""Metres; how far off a point is taken to be that somebody asks for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A caption as it was read, the place (None where none is known), and the civil date of the report."""

    caption: Caption
    position: Position | None = None
    published: str | None = None

    @property
    def pictures(self) -> list[tuple[When, ...]]:
        """The dates of the caption, those together that are readings of one."""
        return alternatives(self.caption.dates)


def of_text(text: str, position: Position | None, published: str | None) -> Question:
    """The question of a caption as printed; a point in it stands in for a place that is not given."""
    caption = parse_caption(text, published)
    if position is None and caption.point is not None:
        position = at_point(*caption.point)
    return Question(caption, position, published)


def of_picture(picture: Picture, location: Location | None, published: str | None) -> Question:
    """The question of a picture's record."""
    position = location.position if location else None
    return Question(caption_of(picture, published), position, published)


def at_point(lon: float, lat: float) -> Position:
    """A point in degrees (WGS84) as a place."""
    return Position(
        geometry={"type": "Point", "coordinates": [lon, lat]},
        role=PositionRole.REPRESENTATIVE,
        uncertainty_m=POINT_UNCERTAINTY_M,
        source=Source(citation="Asked for"),
    )
