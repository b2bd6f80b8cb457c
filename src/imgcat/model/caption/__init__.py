"""Captions: what a credit line or a caption says of the picture that it goes with."""

from imgcat.model.caption.caption import Caption
from imgcat.model.caption.citation import caption_of
from imgcat.model.caption.credit import Credit, Role, organisation
from imgcat.model.caption.dates import alternatives
from imgcat.model.caption.mission import (
    access_of,
    family,
    mission_of,
    modality_of,
    same_mission,
    sensors_in,
)
from imgcat.model.caption.parse import LONGEST, parse_caption

__all__ = [
    "LONGEST",
    "Caption",
    "Credit",
    "Role",
    "access_of",
    "alternatives",
    "caption_of",
    "family",
    "mission_of",
    "modality_of",
    "organisation",
    "parse_caption",
    "same_mission",
    "sensors_in",
]
