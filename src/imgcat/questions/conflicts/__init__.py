"""What sources say differently of one place: each conflict says who says what, and judges nothing."""

from imgcat.questions.conflicts.conflict import Conflict, Kind, Said
from imgcat.questions.conflicts.place import Evidence, conflicts

__all__ = ["Conflict", "Evidence", "Kind", "Said", "conflicts"]
