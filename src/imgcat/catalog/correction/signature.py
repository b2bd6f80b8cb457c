"""Who makes a correction, when and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from imgcat.model.change import Change
from imgcat.model.vocabulary import ChangeKind


@dataclass(frozen=True, slots=True)
class Signature:
    """What every correction is signed with. `at` is UTC."""

    by: str
    why: str
    at: datetime

    def change(self, kind: ChangeKind, **more: Any) -> Change:
        """The line for the history of a record. Raises InvalidRecord when no name or no reason is given."""
        fields = {"at": self.at, "by": self.by, "why": self.why, "kind": kind, **more}
        return Change.from_json(fields, "The correction")
