"""Satellites and sensors by the names that people give them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from imgcat.model.acquisition import ProductId
from imgcat.model.caption.table import Span, table
from imgcat.model.vocabulary import Access, Modality


@dataclass(frozen=True, slots=True)
class Sensor:
    """A mention of satellites: the missions that it means, and where it stands."""

    missions: tuple[str, ...]
    verbatim: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Mission:
    word: str
    more: str | None
    pattern: re.Pattern[str]
    modality: Modality
    access: Access


def sensors_in(text: str) -> list[Sensor]:
    """Every mention of a satellite or sensor, in order: `Landsat 7 or Landsat 8` holds two."""
    found: list[Sensor] = []
    for mission in _missions():
        for match in mission.pattern.finditer(text):
            start, end = match.span()
            if any(start < other.span[1] and other.span[0] < end for other in found):
                continue
            found.append(Sensor(_words(mission, match), match[0], (start, end)))
    return sorted(found, key=lambda sensor: sensor.span)


def same_mission(one: str, other: str) -> bool:
    """Whether two words can mean one satellite: `landsat` and `landsat-8`, `sentinel-2` and `sentinel-2b`."""
    short, long = sorted((one, other), key=len)
    if long == short or long.endswith(f"-{short}"):
        return True
    number = r"-?(kh-)?\d[a-z]?" if short[-1:].isalpha() else "[a-z]"
    return long.startswith(short) and bool(re.fullmatch(number, long.removeprefix(short)))


def mission_of(product: ProductId) -> str:
    """The mission of a product id, as closely as the id states it."""
    if product.mission in ("aster", "corona"):
        return product.mission
    return product.platform or product.mission


def family(mission: str) -> str:
    """The mission that a satellite belongs to: `sentinel-2` for `sentinel-2a`, `landsat` for `landsat-8`."""
    return _row(mission).word.format("", "").rstrip("-")


def modality_of(missions: Iterable[str]) -> Modality | None:
    """What kind of picture the missions take; None when none is named or they take different kinds."""
    kinds = {_row(mission).modality for mission in missions}
    return kinds.pop() if len(kinds) == 1 else None


def access_of(missions: Iterable[str]) -> Access:
    """Who can get at the pictures of the missions; unknown when none is named or they differ."""
    kinds = {_row(mission).access for mission in missions}
    return kinds.pop() if len(kinds) == 1 else Access.UNKNOWN


def _words(mission: _Mission, match: re.Match[str]) -> tuple[str, ...]:
    parts = [part.lower() for part in match.groups() if part]
    filled = [*parts, "", ""]
    words = [mission.word.format(*filled)]
    if mission.more and len(parts) > 1:
        words.append(mission.more.format(*filled))
    return tuple(words)


@cache
def _missions() -> tuple[_Mission, ...]:
    return tuple(
        _Mission(
            row["mission"],
            row.get("more"),
            re.compile(row["pattern"], 0 if row.get("capitals") else re.IGNORECASE),
            Modality(row["modality"]),
            Access(row["access"]),
        )
        for row in table("missions")["mission"]
    )


@cache
def _row(mission: str) -> _Mission:
    """The line of the table that a mission's word was made from; of a mission without one, a commercial optical one."""
    for row in _missions():
        form = re.escape(row.word).replace(r"\{0\}", "[0-9]?[a-z]?").replace(r"\{1\}", "[a-z]?")
        if re.fullmatch(form, mission):
            return row
    return _Mission(mission, None, re.compile(""), Modality.OPTICAL, Access.COMMERCIAL)
