"""How sensitive a place is by what it is said to be (docs/ethics.md)."""

from collections.abc import Iterable

from imgcat.model.vocabulary import FacilityType, Sensitivity

OF_TYPE = {
    FacilityType.DETENTION: Sensitivity.VULNERABLE,
    FacilityType.CAMP_DISPLACED: Sensitivity.VULNERABLE,
    FacilityType.BURIAL_SITE: Sensitivity.VULNERABLE,
    FacilityType.HOSPITAL: Sensitivity.VULNERABLE,
    FacilityType.INDIGENOUS_TERRITORY: Sensitivity.VULNERABLE,
    FacilityType.SETTLEMENT: Sensitivity.CIVILIAN,
    FacilityType.SCHOOL: Sensitivity.CIVILIAN,
    FacilityType.WORSHIP_OR_HERITAGE: Sensitivity.CIVILIAN,
    FacilityType.FARM_OR_FOOD: Sensitivity.CIVILIAN,
}
"""What a place of a type is at least; every other type is open."""

COARSE_REASON = (
    "Coarsened to about 1 km: the place shelters or holds people whom an exact position could harm."
)
"""Why a position of a vulnerable place is coarse, in the words of the policy."""

_RANK = list(Sensitivity).index


def at_least(types: Iterable[FacilityType]) -> Sensitivity:
    """The sensitivity that a place of these types has at least."""
    return highest(OF_TYPE.get(each, Sensitivity.OPEN) for each in types)


def highest(levels: Iterable[Sensitivity]) -> Sensitivity:
    """The one that protects a place most."""
    return max(levels, key=_RANK, default=Sensitivity.OPEN)


def is_lower(one: Sensitivity, other: Sensitivity) -> bool:
    """Whether `one` protects a place less than `other`."""
    return _RANK(one) < _RANK(other)
