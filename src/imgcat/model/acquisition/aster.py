"""The ids of ASTER on Terra."""

from collections.abc import Mapping
from datetime import datetime

from imgcat.model.acquisition.field import Field, moment, to_moment, word
from imgcat.model.acquisition.grammar import Grammar

MISSION = "aster"


def _month_first(text: str) -> Mapping[str, object]:
    """ASTER writes the month and the day before the year: `06042003004247`."""
    start: datetime = to_moment(text[4:8] + text[:4] + text[8:])
    return {"sensing_start": start, "platform": "terra"}


FIELDS = {
    "level": word("level", "L1[ABT]"),
    "start": Field(
        r"\d{14}",
        _month_first,
        lambda p: p.sensing_start.strftime("%m%d%Y%H%M%S") if p.sensing_start else None,
    ),
    "created": moment("created", "%Y%m%d%H%M%S"),
    "number": word("number", r"\d{1,9}"),
}

GRAMMARS = (
    Grammar(
        "aster",
        MISSION,
        "NASA LP DAAC; Planetary Computer without the last number",
        "AST_{level}_003{start}_{created}[_{number}]",
        FIELDS,
    ),
)
