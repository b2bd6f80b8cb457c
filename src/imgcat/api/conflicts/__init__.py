"""What sources say differently of one place: each conflict says who says what, and judges nothing."""

from imgcat.api.conflicts.conflict import Conflict, Kind, Said
from imgcat.api.conflicts.place import Evidence, conflicts

__all__ = ["Conflict", "Evidence", "Kind", "Said", "conflicts"]
