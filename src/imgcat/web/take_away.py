"""What a reader takes away from the page of a record: its address, citations, coordinates."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from imgcat.export import Selection
from imgcat.export.citation import citation
from imgcat.export.citation_style import STYLES
from imgcat.export.selection import Exported
from imgcat.model.coordinates import dms, mgrs
from imgcat.model.identifiers import REPORTS
from imgcat.model.position import Position
from imgcat.store import lossless
from imgcat.store.address import file_address
from imgcat.store.protocol import StoredItem
from imgcat.web.site import Site


@dataclass(frozen=True, slots=True)
class TakeAway:
    """The full addresses of a page and of its STAC Item; the record's citation by style, its position by notation."""

    permalink: str
    stac: str
    citations: tuple[tuple[str, str], ...]
    coordinates: tuple[tuple[str, str], ...]


def take_away(site: Site, stored: StoredItem, position: Position | None = None) -> TakeAway:
    """Everything for one record."""
    item = Exported(lossless.loads(stored.body), site.base, file_address)
    cited = _cited(item)
    return TakeAway(
        permalink=item.page,
        stac=item.address,
        citations=tuple((name, style(cited)) for name, style in STYLES.items()),
        coordinates=tuple(_coordinates(position)) if position else (),
    )


def _cited(item: Exported) -> dict[str, Any]:
    """A report as the publication that it is; any other record at its page, as of the day on which it last changed."""
    nothing = Selection((), "", "", item.base, "", {})
    made = dict(citation(item, nothing))
    if item.collection != REPORTS:
        changed = item.text("updated") or item.text("created") or ""
        made["URL"] = item.page
        if changed:
            made["issued"] = {"date-parts": [[int(part) for part in changed[:10].split("-")]]}
    return made


def _coordinates(position: Position) -> Iterator[tuple[str, str]]:
    """The position, written no more closely than it is known where a notation lets one say less."""
    lon, lat = position.point()
    unsure = position.uncertainty_m
    yield "Decimal degrees (latitude, longitude)", f"{_degrees(lat)}, {_degrees(lon)}"
    yield "Degrees, minutes, seconds", dms(lon, lat, 0 if unsure and unsure >= _SECOND_M else 1)
    yield "MGRS", mgrs(lon, lat, _mgrs_digits(unsure))


_SECOND_M = 30
"""Metres that a second of latitude measures, about."""


def _mgrs_digits(uncertainty_m: float | None) -> int:
    """The digits of each number: squares no larger than the uncertainty; of 1 m where that is not known."""
    if not uncertainty_m:
        return 5
    return min(max(5 - floor(log10(uncertainty_m)), 1), 5)


def _degrees(value: float) -> str:
    """Six decimals (about 0.1 m) at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
