"""The ids of CORONA frames (USGS, Declassified Satellite Imagery 1). They state no date."""

from imgcat.model.acquisition.field import word
from imgcat.model.acquisition.grammar import Grammar

MISSION = "corona"

FIELDS = {
    "mission": word("mission_number", r"\d{4}"),
    "frame": word("frame", r"\d{4}[DA][AFVC]\d{3}"),
}

GRAMMARS = (
    Grammar(
        "corona",
        MISSION,
        "USGS, Declassified Satellite Imagery 1, with a hyphen or without",
        "DS{mission}[-]{frame}",
        FIELDS,
    ),
)
