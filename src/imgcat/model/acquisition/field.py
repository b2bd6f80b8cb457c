"""The parts that ids are made of: how each is spelt, read and written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from imgcat.model.acquisition.product import ProductId

YEARS = range(1957, 2100)
"""Years in which a satellite can have taken a picture, or a product can have been made."""


@dataclass(frozen=True, slots=True)
class Field:
    """One part of an id: the pattern of its text, what the text states, and the text for a product.

    `read` raises ValueError for text that fits the pattern and states nothing real, such as a 13th month. `write` gives
    None when the product does not state what this part needs.
    """

    pattern: str
    read: Callable[[str], Mapping[str, object]]
    write: Callable[[ProductId], str | None]

    def text(self, product: ProductId) -> str | None:
        """What to write for a product; None when it states nothing that this part can hold."""
        written = self.write(product)
        if written is None or not re.fullmatch(self.pattern, written, re.ASCII):
            return None
        return written


def word(attribute: str, pattern: str) -> Field:
    """Text that stands for itself."""
    return Field(pattern, lambda text: {attribute: text}, lambda p: getattr(p, attribute))


def whole(attribute: str, width: int, low: int = 0, high: int = 10**9) -> Field:
    """A whole number, padded with zeros to `width` digits, from `low` to `high`."""

    def read(text: str) -> Mapping[str, object]:
        if not low <= int(text) <= high:
            raise ValueError(f"{attribute} must be from {low} to {high}, found {text}")
        return {attribute: int(text)}

    def write(product: ProductId) -> str | None:
        value = getattr(product, attribute)
        return None if value is None else f"{value:0{width}}"

    return Field(rf"\d{{{width}}}", read, write)


def coded(attribute: str, words: Mapping[str, str]) -> Field:
    """A word that stands for another one: `words` maps what ids write to what it means."""
    back = {meaning: text for text, meaning in words.items()}
    return Field(
        "|".join(words),
        lambda text: {attribute: words[text]},
        lambda p: back.get(getattr(p, attribute)),
    )


def _plausible(year: int) -> int:
    if year not in YEARS:
        raise ValueError(f"no satellite picture can be of the year {year}")
    return year


def to_date(text: str) -> date:
    """`YYYYMMDD`. Raises ValueError for a day that is not in the calendar."""
    return date(_plausible(int(text[:4])), int(text[4:6]), int(text[6:8]))


def to_moment(text: str) -> datetime:
    """`YYYYMMDD`, any one letter or none, `HHMMSS`, in UTC. Raises ValueError for a time that is not."""
    day, clock = to_date(text), text[-6:]
    return datetime(
        day.year, day.month, day.day, int(clock[:2]), int(clock[2:4]), int(clock[4:]), tzinfo=UTC
    )


def civil(attribute: str) -> Field:
    """A day as `YYYYMMDD`."""

    def write(product: ProductId) -> str | None:
        value: date | None = getattr(product, attribute)
        return None if value is None else f"{value:%Y%m%d}"

    return Field(r"\d{8}", lambda text: {attribute: to_date(text)}, write)


def moment(attribute: str, layout: str = "%Y%m%dT%H%M%S") -> Field:
    """A UTC time to the second as `YYYYMMDDTHHMMSS`; a `layout` without the T is read too."""
    pattern = r"\d{8}T\d{6}" if "T" in layout else r"\d{14}"

    def write(product: ProductId) -> str | None:
        value: datetime | None = getattr(product, attribute)
        return None if value is None else value.strftime(layout)

    return Field(pattern, lambda text: {attribute: to_moment(text)}, write)
