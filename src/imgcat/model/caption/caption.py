"""What a caption says."""

from dataclasses import dataclass
from typing import Any

from imgcat.model.caption.credit import Credit
from imgcat.model.vocabulary import Access, Modality
from imgcat.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a caption says of its picture, and what of it was not understood.

    `credits` is the chain in the order of print. `missions` are those that the caption names, `implied` those that a
    credit to its operators leaves possible. `sensors` are the names as printed. `dates` are capture dates, one for each
    that the caption gives; two with the same `verbatim` are the two readings of one date such as 04/05/2019.
    `credit_years` are years of copyright or credit: when the picture was sold or shown, not when it was taken.
    `other_dates` were read too, and tell when the page was published or something happened, not the picture.
    `point` is lon, lat in degrees (WGS84), where the caption prints them as decimals.
    """

    text: str
    credits: tuple[Credit, ...] = ()
    missions: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    sensors: tuple[str, ...] = ()
    dates: tuple[When, ...] = ()
    credit_years: tuple[int, ...] = ()
    other_dates: tuple[When, ...] = ()
    modality: Modality | None = None
    access: Access = Access.UNKNOWN
    licence: str | None = None
    product_ids: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    remainder: str = ""

    def to_json(self) -> dict[str, Any]:
        """The caption as JSON values, without what it does not say."""
        members: dict[str, Any] = {
            "credits": [credit.to_json() for credit in self.credits],
            "missions": list(self.missions),
            "implied_missions": list(self.implied),
            "sensors": list(self.sensors),
            "dates": [each.to_json() for each in self.dates],
            "credit_years": list(self.credit_years),
            "other_dates": [each.to_json() for each in self.other_dates],
            "modality": self.modality,
            "access": self.access,
            "licence": self.licence,
            "product_ids": list(self.product_ids),
            "point": list(self.point) if self.point else None,
            "remainder": self.remainder,
        }
        return {name: value for name, value in members.items() if value not in (None, [], "")}
